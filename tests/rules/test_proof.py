"""LS5 beside its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.rules.changes import Repo, base
from tests.rules.pages import findings

from ledsys import actfile
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.rules import chain, changed, frozen, proof, votes
from ledsys.rules.rule import Rule

NEW = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
WORK = "dokument/smarta/lakemedel-vid-langvarig-smarta.md"
REVIEW = "dokument/halsan/riktlinje-for-avvikelsehantering.md"
APPROVED = "dokument/expertenheter/forvaring-av-rent-och-sterilt-material.md"
PUBLISHED = "dokument/expertenheter/handhygien-i-patientnara-arbete.md"
STOPPED = "dokument/smarta/lan-av-tens-apparat.md"
REPEALED = "dokument/smarta/handdesinfektion-pa-mottagning.md"
IDS = {REVIEW: "EXP-713589", APPROVED: "EXP-746620", PUBLISHED: "EXP-482103"}


def codes(repo: Repo, path: str) -> list[str]:
    """Give the codes of all LS5 findings in a document or its acts."""
    document = IDS.get(path, "none")
    return [
        finding.code
        for rule in proof.RULES
        for finding in findings(rule, repo)
        if finding.path == path or f"/{document}/" in finding.path
    ]


def said(rule: Rule, repo: Repo) -> list[str]:
    return [str(finding.message) for finding in findings(rule, repo)]


def acts(repo: Repo, document: str) -> list[Act]:
    folder = f"{actfile.FOLDER}/{document}/"
    found = [actfile.read_act(repo.files[path]) for path in repo.paths() if path.startswith(folder)]
    return sorted(found, key=lambda act: act.order)


def act(repo: Repo, document: str, kind: ActKind, version: int = 1) -> Act:
    return [found for found in acts(repo, document) if (found.kind, found.version) == (kind, version)][-1]


def adding(repo: Repo, *new: Act) -> Repo:
    for one in new:
        repo = repo.having(actfile.path_of(one), actfile.written(one))
    return repo


def later(before: Act, days: int = 1, **fields: object) -> Act:
    """Give an act like another one, made days later, with other fields."""
    moved: dict[str, object] = {"signed_at": before.signed_at + timedelta(days=days), **fields}
    return actfile.sealed(replace(before, **moved))  # type: ignore[arg-type]  # the tests name fields of an act


def recall(submit: Act, days: int = 5) -> Act:
    return later(submit, days, kind=ActKind.RECALL, of=submit.id, owner=None, reason="Ett stycke saknas.")


def test_the_example_has_no_unproven_claim() -> None:
    assert [finding for rule in proof.RULES for finding in findings(rule, base())] == []


@pytest.mark.parametrize(
    "line",
    ["status: utkast", "version: 1", "innehållsansvarig: malbj1", "dokument-id: EXP-788457", "titel: Utprovning"],
)
def test_what_a_new_draft_lacks_is_no_matter_of_proof(line: str) -> None:
    assert codes(base().replacing(NEW, line, f"okänd-{line}"), NEW) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("status: utkast\n", "LS501"),
        ("version: 2\n", "LS502"),
        ("innehållsansvarig: verksamhetschef@smarta\n", "LS504"),
    ],
)
def test_a_claim_that_the_acts_prove_must_be_there(line: str, code: str) -> None:
    assert codes(base().replacing(WORK, line, ""), WORK) == [code]


def test_dates_that_were_decided_must_be_there() -> None:
    repo = base().replacing(APPROVED, "giltig-från: 2026-12-02\ngiltig-till: 2028-10-22\n", "")
    assert codes(repo, APPROVED) == ["LS503", "LS503"]


def test_a_front_matter_that_is_no_yaml_claims_nothing_but_its_text_is_another() -> None:
    repo = base().replacing(PUBLISHED, "titel: Handhygien", 'titel: "Handhygien')
    assert codes(repo, PUBLISHED) == ["LS507"]
    (found,) = findings(changed.changed_after_publication, repo)
    assert str(found.help).startswith("Get the published text back: `git restore")


def test_a_version_that_is_no_number_is_unproven() -> None:
    assert codes(base().replacing(WORK, "version: 2", "version: två"), WORK) == ["LS502"]


def test_proof_does_not_rest_on_rules_that_can_be_turned_off() -> None:
    repo = base().replacing(NEW, "status: utkast", "okänd: x\nstatus: publicerad")
    assert codes(repo, NEW) == ["LS501"]


@pytest.mark.parametrize("status", ["utkast", "granskning"])
def test_an_edit_under_review_is_one_finding_whichever_status_is_claimed(status: str) -> None:
    repo = base().replacing(REVIEW, "| Allvarlig | Chefläkare leder | 60", "| Allvarlig | Chefläkare leder | 90")
    assert codes(repo.replacing(REVIEW, "status: granskning", f"status: {status}"), REVIEW) == ["LS505"]


def test_an_edit_under_review_that_claims_approval_is_two_findings() -> None:
    repo = base().replacing(REVIEW, "| Allvarlig | Chefläkare leder | 60", "| Allvarlig | Chefläkare leder | 90")
    assert codes(repo.replacing(REVIEW, "status: granskning", "status: godkänd"), REVIEW) == ["LS501", "LS505"]


def test_an_edit_without_change_of_text_can_be_no_draft_again() -> None:
    assert codes(base().replacing(REVIEW, "status: granskning", "status: utkast"), REVIEW) == ["LS501"]


@pytest.mark.parametrize(("path", "cure"), [(STOPPED, "ledsys revise"), (REPEALED, "git restore")])
def test_the_text_of_what_ended_is_kept(path: str, cure: str) -> None:
    repo = base().replacing(path, "## Syfte\n", "## Syfte \n")
    (found,) = findings(changed.changed_after_publication, repo)
    assert (found.path, cure in str(found.help), "revise" in str(found.help)) == (path, True, path == STOPPED)


def test_a_recalled_text_that_claims_to_be_a_draft_is_right() -> None:
    repo = adding(base(), recall(act(base(), "EXP-713589", ActKind.SUBMIT)))
    assert codes(repo, REVIEW) == ["LS508"]
    assert codes(repo.replacing(REVIEW, "status: granskning", "status: utkast"), REVIEW) == []


def test_a_recall_is_no_excuse_for_another_claim() -> None:
    repo = adding(base(), recall(act(base(), "EXP-713589", ActKind.SUBMIT)))
    assert codes(repo.replacing(REVIEW, "status: granskning", "status: avbruten"), REVIEW) == ["LS501"]


def test_a_return_that_the_reviewer_changed_to_ok_no_longer_stands() -> None:
    vote = act(base(), "EXP-746620", ActKind.REVIEW)
    before = later(vote, -1, meaning=Meaning.RETURN, reason="En fråga.")
    assert codes(adding(base(), before), APPROVED) == []
    after = later(vote, 5, meaning=Meaning.RETURN, reason="En fråga.")
    assert said(votes.return_unheeded, adding(base(), after)) == [
        f"Version 1 was approved though {vote.name} had returned it: En fråga."
    ]


def test_a_published_text_that_was_returned_is_found() -> None:
    vote = later(act(base(), "EXP-482103", ActKind.REVIEW, 3), 1, meaning=Meaning.RETURN, reason="En fråga.")
    assert codes(adding(base(), vote), PUBLISHED) == ["LS508"]


def test_submitting_again_after_an_edit_is_no_second_submit() -> None:
    submit = act(base(), "EXP-713589", ActKind.SUBMIT)
    older = later(submit, -1, content="sha256:" + "0" * 64)
    assert said(votes.two_submits, adding(base(), older)) == []


def test_an_act_on_an_older_submit_after_a_newer_one_betrays_two_branches() -> None:
    submit = act(base(), "EXP-713589", ActKind.SUBMIT)
    older = later(submit, -1, content="sha256:" + "0" * 64)
    vote = later(act(base(), "EXP-713589", ActKind.REVIEW), 1, of=older.id, content=older.content)
    assert said(votes.two_submits, adding(base(), older, vote)) == [
        f"Version 1 was submitted twice, by {submit.name} and by {submit.name}; votes on the first don't count."
    ]


def test_submitting_again_after_a_recall_is_no_second_submit() -> None:
    submit = act(base(), "EXP-713589", ActKind.SUBMIT)
    assert said(votes.two_submits, adding(base(), recall(submit, 1), later(submit, 2))) == []


def test_a_file_that_does_not_belong_to_an_edition_is_found_and_folders_without_text_are() -> None:
    repo = base().having(".ledsys/editions/EXP-482103/3/extra.png", b"x")
    assert said(frozen.edition_altered, repo) == ["The file extra.png does not belong to this edition."]
    repo = base().having(".ledsys/editions/EXP-788457/1/extra.png", b"x")
    (stray,) = findings(frozen.edition_altered, repo)
    assert str(stray.message) == "No act speaks of this edition."
    assert "Ask who put the folder" in str(stray.help)


def removed(repo: Repo, publish: Act) -> Repo:
    return repo.without(actfile.path_of(publish))


def unreadable(repo: Repo, publish: Act) -> Repo:
    return repo.having(actfile.path_of(publish), b"???")


def rewritten(repo: Repo, publish: Act) -> Repo:
    path = actfile.path_of(publish)
    return repo.having(path, repo.files[path] + b"\n")


@pytest.mark.parametrize("harm", [removed, unreadable, rewritten])
def test_an_edition_whose_publishing_act_is_lost_is_kept_and_the_act_brought_back(
    harm: Callable[[Repo, Act], Repo],
) -> None:
    repo = harm(base(), act(base(), "EXP-482103", ActKind.PUBLISH, 3))
    (found,) = findings(frozen.edition_altered, repo)
    assert str(found.message) == "The act that published this edition is missing, or can't be read."
    assert "`git restore .ledsys/acts/EXP-482103`" in str(found.help)
    assert "elete" not in str(found.help)


def test_an_unreadable_act_is_enough_to_keep_editions_that_no_other_act_speaks_of() -> None:
    known = acts(base(), "EXP-482103")
    repo = unreadable(base().without(*(actfile.path_of(one) for one in known)), known[0])
    helps = {str(found.help).partition(".")[0] for found in findings(frozen.edition_altered, repo)}
    assert helps == {"Get the acts back from git: `git restore "}


def test_an_edition_whose_text_is_gone_is_another_finding() -> None:
    repo = base().without(".ledsys/editions/EXP-527361/1/dokument.md").having(".ledsys/editions/x", b"x")
    assert said(frozen.edition_altered, repo) == []


def test_an_image_that_is_gone_alters_an_edition() -> None:
    repo = base().without(".ledsys/editions/EXP-527361/1/bilder/smartskala.png")
    assert [finding.path for finding in findings(frozen.edition_altered, repo)] == [
        ".ledsys/editions/EXP-527361/1/dokument.md"
    ]


def test_a_publication_without_dates_froze_none() -> None:
    publish = act(base(), "EXP-603415", ActKind.PUBLISH)
    repo = base().without(actfile.path_of(publish))
    repo = adding(repo, actfile.sealed(replace(publish, valid_from=None, valid_until=None)))
    assert said(frozen.edition_altered, repo) == [
        "In the edition, these lines are not those that were published: giltig-från, giltig-till."
    ]


def swapped(document: str, kind: ActKind, **fields: object) -> Repo:
    """Give the example with an act in the place of another, which nothing rests on."""
    old = act(base(), document, kind)
    return adding(base().without(actfile.path_of(old)), later(old, 0, **fields))


UNKNOWN = "0" * 20
BEFORE = datetime.fromisoformat("2020-01-01T09:00:00+01:00")


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"of": None}, "This act (publish) follows no other, but must follow approve."),
        ({"of": UNKNOWN}, f"The act {UNKNOWN}, which this one follows, is not there."),
        ({"version": 2}, "The act is about version 2, but follows one about version 1."),
        ({"content": "sha256:" + "0" * 64}, "The act is about another text than the one that it follows"),
        ({"signed_at": BEFORE}, "The act was made before the one that it follows"),
    ],
)
def test_an_act_must_fit_the_one_it_follows(fields: dict[str, object], wrong: str) -> None:
    found = said(chain.act_chain, swapped("EXP-603415", ActKind.PUBLISH, **fields))
    assert [message.startswith(wrong) for message in found] == [True]


def test_an_act_must_follow_one_of_the_right_kind() -> None:
    submit = act(base(), "EXP-603415", ActKind.SUBMIT)
    found = said(chain.act_chain, swapped("EXP-603415", ActKind.PUBLISH, of=submit.id))
    assert found == ["This act (publish) follows submit, but must follow approve."]


def test_the_next_submit_follows_the_last_publication() -> None:
    submit = act(base(), "EXP-482103", ActKind.SUBMIT, 3)
    without = later(submit, 2, of=None)
    wrong = later(submit, 2, of=act(base(), "EXP-482103", ActKind.PUBLISH, 1).id)
    assert said(chain.act_chain, adding(base(), without)) == [
        "This act (submit) follows no other, but must follow publish."
    ]
    assert said(chain.act_chain, adding(base(), wrong)) == [
        "The act is about version 3, but follows one about version 1."
    ]


def test_a_handover_and_an_abandoned_draft_may_follow_anything_or_nothing() -> None:
    submit = act(base(), "EXP-713589", ActKind.SUBMIT)
    handover = later(submit, 5, kind=ActKind.HANDOVER, of=submit.id, owner="ragsa1")
    abandon = later(submit, 6, kind=ActKind.ABANDON, of=None, owner=None)
    assert said(chain.act_chain, adding(base(), handover, abandon)) == []


@pytest.mark.parametrize("field", ["of", "content"])
def test_a_version_is_published_once(field: str) -> None:
    publish, before = (act(base(), "EXP-482103", ActKind.PUBLISH, version) for version in (3, 2))
    other = later(publish, **{field: getattr(before, field)})
    assert "Version 3 was published once already." in said(chain.act_chain, adding(base(), other))


def test_a_version_that_two_clones_published_from_the_same_approval_is_published_once() -> None:
    publish = act(base(), "EXP-482103", ActKind.PUBLISH, 3)
    twice = adding(base(), later(publish, person="dislj1", name="Disa"))
    assert [said(rule, twice) for rule in proof.RULES] == [[] for _ in proof.RULES]


def test_an_approval_has_dates() -> None:
    repo = swapped("EXP-746620", ActKind.APPROVE, valid_from=None)
    assert said(chain.act_chain, repo) == ["The approval has no dates of validity."]


def test_only_votes_for_the_text_that_were_there_are_counted() -> None:
    vote = act(base(), "EXP-746620", ActKind.REVIEW)
    late = later(vote, 10)
    repo = adding(swapped("EXP-746620", ActKind.APPROVE, relies_on=tuple(sorted((vote.id, late.id)))), late)
    assert said(chain.act_chain, repo) == [f"The act counts the vote {late.id}, which was made after it."]
    submit = act(base(), "EXP-746620", ActKind.SUBMIT)
    repo = swapped("EXP-746620", ActKind.APPROVE, relies_on=tuple(sorted((vote.id, submit.id))))
    assert said(chain.act_chain, repo) == [
        f"The act counts {submit.id}, which is no vote for the text that was submitted."
    ]


def counting(*votes: Act) -> list[str]:
    """Give what is said when the approval counts these votes, the last of which may not be there, beside its own."""
    own = act(base(), "EXP-746620", ActKind.REVIEW)
    relies_on = tuple(sorted((own.id, votes[-1].id)))
    return said(chain.act_chain, adding(swapped("EXP-746620", ActKind.APPROVE, relies_on=relies_on), *votes[:-1]))


def test_a_vote_that_is_counted_is_there_and_accepts_the_text_that_was_submitted() -> None:
    vote, submit = (act(base(), "EXP-746620", kind) for kind in (ActKind.REVIEW, ActKind.SUBMIT))
    other = later(vote, 0, person="malbj1", name="Malin")
    assert counting(other) == [f"The vote {other.id}, which this act counts, is not there."]
    assert counting(other, other) == []
    returned = later(vote, 0, person="malbj1", name="Malin", meaning=Meaning.RETURN, reason="En fråga.")
    earlier = later(submit, -1, content="sha256:" + "0" * 64)
    of_another = later(vote, 0, person="malbj1", name="Malin", of=earlier.id, content=earlier.content)
    for made, wrong in (((returned,), returned), ((earlier, of_another), of_another)):
        assert counting(*made, wrong) == [
            f"The act counts {wrong.id}, which is no vote for the text that was submitted."
        ]


def test_a_reviewer_who_approves_is_found_also_after_publication() -> None:
    vote = act(base(), "EXP-655278", ActKind.REVIEW)
    approve = act(base(), "EXP-655278", ActKind.APPROVE)
    publish = act(base(), "EXP-655278", ActKind.PUBLISH)
    own = later(approve, 0, person=vote.person, name=vote.name)
    repo = base().without(actfile.path_of(approve), actfile.path_of(publish))
    repo = adding(repo, own, later(publish, 0, of=own.id))
    assert said(chain.act_chain, repo) == [f"{vote.name} approved a text and counts as its reviewer too."]

    allowed = later(own, 0, reason="granskare-godkänner: Enheten är liten.")
    repo = base().without(actfile.path_of(approve), actfile.path_of(publish))
    repo = adding(repo, allowed, later(publish, 0, of=allowed.id))
    assert said(chain.act_chain, repo) == [], "the act records the exemption that it made use of"


def test_whoever_returned_a_text_is_not_its_reviewer_even_if_the_vote_is_counted() -> None:
    for document in ("EXP-746620", "EXP-655278"):
        vote, approve = (act(base(), document, kind) for kind in (ActKind.REVIEW, ActKind.APPROVE))
        own = later(vote, 0, person=approve.person, name=approve.name, meaning=Meaning.RETURN, reason="En fråga.")
        counting_it = later(approve, 0, relies_on=tuple(sorted((vote.id, own.id))))
        repo = adding(base().without(actfile.path_of(approve)), own, counting_it)
        if document == "EXP-655278":
            publish = act(base(), document, ActKind.PUBLISH)
            repo = adding(repo.without(actfile.path_of(publish)), later(publish, 0, of=counting_it.id))
        assert said(chain.act_chain, repo) == [
            f"The act counts {own.id}, which is no vote for the text that was submitted."
        ]


def test_an_author_who_reviews_is_found() -> None:
    submit = act(base(), "EXP-746620", ActKind.SUBMIT)
    vote = act(base(), "EXP-746620", ActKind.REVIEW)
    own = later(vote, 0, person=submit.person, name=submit.name)
    repo = swapped("EXP-746620", ActKind.APPROVE, relies_on=(own.id,)).without(actfile.path_of(vote))
    assert said(chain.act_chain, adding(repo, own)) == [
        f"{submit.name} reviewed a text that the same person wrote or submitted."
    ]


def test_who_records_a_decision_may_have_submitted() -> None:
    repo = swapped(
        "EXP-746620", ActKind.APPROVE, person="karbe2", decision="Hälsostyrelsen 2026-11-20 § 1, HS 2026-00001"
    )
    assert said(chain.act_chain, repo) == []


def test_an_unknown_type_asks_for_no_reviews() -> None:
    repo = swapped("EXP-746620", ActKind.APPROVE, relies_on=()).without("handlingstyper/rutin.yaml")
    assert said(chain.act_chain, repo) == []


def test_the_acts_of_an_id_that_stands_twice_are_judged_once() -> None:
    repo = swapped("EXP-746620", ActKind.APPROVE, relies_on=())
    repo = repo.having("dokument/kopia.md", repo.files[APPROVED])
    assert len(said(chain.act_chain, repo)) == 1


def test_a_text_that_cant_be_understood_is_not_asked_for_its_authors() -> None:
    repo = swapped("EXP-746620", ActKind.APPROVE, relies_on=()).replacing(APPROVED, "titel:", "okänd: x\ntitel:")
    repo = repo.replacing(".ledsys/editions/EXP-482103/3/dokument.md", "titel:", "okänd: x\ntitel:")
    assert said(chain.act_chain, repo) == []


def test_a_text_that_lacks_an_image_is_told_to_be_mended_first() -> None:
    repo = base().replacing(REVIEW, "## Syfte\n", "## Syfte\n\n![Ett flöde](saknas.png)\n")
    (found,) = findings(changed.changed_after_submit, repo)
    assert "mend those first" in str(found.help)
