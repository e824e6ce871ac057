"""LS511: what every kind of act must have in common with the act that it follows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.lifecycle.world import World, world_with
from tests.rules.changes import base
from tests.rules.pages import findings
from tests.rules.test_proof import act, adding, later, said, swapped

from ledsys import actfile
from ledsys.lifecycle import Move, lives
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus
from ledsys.rules import chain
from ledsys.rules.judge import judge
from ledsys.rules.rule import Case

DOCUMENT, VERSION = "EXP-482103", 3
FOLLOWED = {
    ActKind.SUBMIT: ActKind.PUBLISH,
    ActKind.REVIEW: ActKind.SUBMIT,
    ActKind.RECALL: ActKind.SUBMIT,
    ActKind.APPROVE: ActKind.SUBMIT,
    ActKind.PUBLISH: ActKind.APPROVE,
    ActKind.REVISE: ActKind.PUBLISH,
    ActKind.CONFIRM: ActKind.PUBLISH,
    ActKind.REPEAL: ActKind.PUBLISH,
    ActKind.STOP: ActKind.PUBLISH,
    ActKind.BASELINE: ActKind.PUBLISH,
}
NEXT = (ActKind.SUBMIT, ActKind.REVISE)
OF_THE_SAME_TEXT = [kind for kind in FOLLOWED if kind not in {*NEXT, ActKind.RECALL}]
OTHER_TEXT = "sha256:" + "0" * 64


def added(kind: ActKind, **fields: object) -> Act:
    """Give one more act of a kind, which follows the newest that it may follow."""
    before = act(base(), DOCUMENT, FOLLOWED[kind], VERSION)
    publish = act(base(), DOCUMENT, ActKind.PUBLISH, VERSION)
    given = {"kind": kind, "of": before.id, "version": VERSION + (kind in NEXT), "relies_on": (), **fields}
    return later(publish, 1, **given)


def against(one: Act) -> list[str]:
    """Give what is said of the act when it lies with the others."""
    found = findings(chain.act_chain, adding(base(), one))
    return [str(finding.message) for finding in found if finding.path == actfile.path_of(one)]


@pytest.mark.parametrize("kind", FOLLOWED)
def test_an_act_that_follows_the_right_one_is_right(kind: ActKind) -> None:
    assert against(added(kind)) == []


@pytest.mark.parametrize("kind", FOLLOWED)
def test_an_act_is_about_the_version_of_the_one_that_it_follows_or_begins_the_next(kind: ActKind) -> None:
    right = VERSION + (kind in NEXT)
    for wrong in (right - 1, right + 1):
        [told] = [line for line in against(added(kind, version=wrong)) if "once already" not in line]
        assert told == f"The act is about version {wrong}, but follows one about version {VERSION}."


@pytest.mark.parametrize("kind", FOLLOWED)
def test_an_act_follows_one_of_the_right_kind(kind: ActKind) -> None:
    other = ActKind.REVIEW
    wrong = added(kind, of=act(base(), DOCUMENT, other, VERSION).id)
    said_of_it = f"This act ({kind.value}) follows {other.value}, but must follow {FOLLOWED[kind].value}."
    assert said_of_it in against(wrong)


@pytest.mark.parametrize("kind", OF_THE_SAME_TEXT)
def test_votes_and_decisions_are_about_the_text_that_was_submitted(kind: ActKind) -> None:
    assert any(line.startswith("The act is about another text") for line in against(added(kind, content=OTHER_TEXT)))


@pytest.mark.parametrize("kind", [ActKind.RECALL, *NEXT])
def test_what_ends_or_begins_work_may_be_about_another_text(kind: ActKind) -> None:
    assert against(added(kind, content=OTHER_TEXT)) == []


@pytest.mark.parametrize("kind", [*OF_THE_SAME_TEXT, ActKind.SUBMIT])
def test_votes_and_decisions_say_which_text_they_are_about(kind: ActKind) -> None:
    assert "The act does not say which text it is about." in against(added(kind, content=None))


def test_recalls_and_revisions_need_name_no_text() -> None:
    assert against(added(ActKind.RECALL, content=None)) == against(added(ActKind.REVISE, content=None)) == []


@pytest.mark.parametrize("day", ["valid_from", "valid_until"])
def test_an_approval_has_both_days(day: str) -> None:
    repo = swapped("EXP-746620", ActKind.APPROVE, **{day: None})
    assert said(chain.act_chain, repo) == ["The approval has no dates of validity."]


def test_a_repeal_has_a_last_day_and_other_acts_need_none() -> None:
    assert against(added(ActKind.REPEAL, valid_until=None)) == ["The act does not say which day is the last."]
    assert against(added(ActKind.STOP, valid_until=None)) == []


def test_an_act_of_another_docs_repo_is_told_on_its_line() -> None:
    one = added(ActKind.CONFIRM, repo="elsewhere/docs")
    [finding] = [found for found in findings(chain.act_chain, adding(base(), one)) if "elsewhere" in str(found.message)]
    assert (finding.path, finding.line, finding.column) == (actfile.path_of(one), 3, 1)


def alone() -> World:
    """Give a world with a plan, of which the type lets those who wrote it review and approve it too."""
    return world_with(kind="plan", granskare="[author]", författare="[author, approver]").submitted()


def told(world: World) -> list[str]:
    return [str(finding.message) for finding in judge(world.corpus, (chain.act_chain,)).shown]


def test_who_wrote_a_text_may_review_and_approve_it_where_the_acts_say_why() -> None:
    world = alone()
    world.does(Move.REVIEW, "author")
    [approve] = world.does(Move.APPROVE, "approver").acts
    assert told(world) == []
    world.without(approve).put(replace(approve, reason=None))
    assert told(world) == ["Approver approved a text that the same person wrote or submitted."]


def test_who_wrote_a_text_and_reviewed_it_without_saying_why_is_found() -> None:
    world = alone()
    [vote] = world.does(Move.REVIEW, "author").acts
    world.without(vote).put(replace(vote, reason=None))
    world.does(Move.APPROVE, "approver")
    assert told(world) == ["Author reviewed a text that the same person wrote or submitted."]
    world.does(Move.PUBLISH, "publisher")
    assert told(world) == ["Author reviewed a text that the same person wrote or submitted."]


def test_reviews_are_counted_here_in_open_mode_and_where_something_lands_and_else_by_ls522() -> None:
    world = World().reviewed()
    approve = world.does(Move.APPROVE, "approver").acts[0]
    world.without(approve).put(replace(approve, relies_on=(), policy="sha256:1"))
    open_mode = replace(world.corpus, policies={})
    types = {"rutin": world.policy.types["rutin"].model_copy(update={"reviewers": 0})}
    less = replace(world.policy, types=types)
    signed, lenient = (replace(world.corpus, policies={"sha256:1": policy}) for policy in (world.policy, less))

    def found(corpus: Corpus, fresh: frozenset[str] | None = None) -> list[str]:
        assert chain.act_chain.of_document is not None
        case = Case(corpus, lives(corpus), fresh=fresh)
        return [str(hit.message) for hit in chain.act_chain.of_document(case, corpus.documents[0])]

    counted = ["The approval counts 1 review too few for its document type."]
    assert found(open_mode) == counted
    assert found(signed) == []
    assert found(signed, frozenset()) == counted
    assert found(lenient, frozenset()) == []
