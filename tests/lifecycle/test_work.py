"""Work: votes, edits under review, recalls, handovers, and what people do side by side (design §3, proof §1.4–1.5)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.lifecycle.world import MONDAY, World, merged, path_of, world_with

from ledsys.lifecycle import Move, Plan, Refusal, Waiting, Wish, decide, lives, waiting
from ledsys.lifecycle.claims import claims
from ledsys.lifecycle.effects import puts_back
from ledsys.message import msg
from ledsys.model.act import ActKind, Meaning
from ledsys.model.document import Status
from ledsys.model.finding import Finding, Severity

REASON = Wish(reason="Skäl.")
RETURN = Wish(vote=Meaning.RETURN, reason="Steg 3 saknas.")
OK = Wish()


def waits(world: World) -> Waiting:
    found = waiting(world.corpus, world.found)
    assert found is not None
    return found


def test_a_later_vote_takes_the_place_of_an_earlier_one() -> None:
    world = World().submitted()
    world.does(Move.REVIEW, "reviewer", RETURN)
    assert world.against(Move.APPROVE, "approver") == ["OPEN-RETURN", "TOO-FEW-REVIEWERS"]
    world.does(Move.REVIEW, "reviewer", OK)
    assert world.against(Move.APPROVE, "approver") == []
    world.does(Move.REVIEW, "reviewer", RETURN)
    assert world.against(Move.APPROVE, "approver") == ["OPEN-RETURN", "TOO-FEW-REVIEWERS"]


def test_one_return_stands_in_the_way_though_others_say_ok() -> None:
    world = World().submitted()
    world.does(Move.REVIEW, "reviewer", RETURN)
    world.does(Move.REVIEW, "role-reviewer", OK)
    [reason] = world.reasons(Move.APPROVE, "approver")
    assert reason.code == "OPEN-RETURN"
    assert "Reviewer has returned the text: Steg 3 saknas." in str(reason.message)


def test_an_approval_lists_exactly_the_votes_it_counts() -> None:
    world = World().submitted()
    replaced = world.does(Move.REVIEW, "reviewer", OK).acts[0]
    votes = [world.does(Move.REVIEW, person, OK).acts[0].id for person in ("role-reviewer", "reviewer")]
    [act] = world.does(Move.APPROVE, "approver").acts
    assert act.relies_on == tuple(sorted(votes))
    assert replaced.id not in act.relies_on
    world.does(Move.PUBLISH, "publisher")
    assert {vote.id for vote in world.life.editions[0].reviews} == set(votes)


def test_acts_point_at_what_they_rest_on() -> None:
    world = World().published().revised().edit().submitted()
    by_kind = {(act.kind, act.version): act for act in world.life.acts}
    submit, approve = by_kind[ActKind.SUBMIT, 1], by_kind[ActKind.APPROVE, 1]
    publish = by_kind[ActKind.PUBLISH, 1]
    assert submit.of is None
    assert by_kind[ActKind.REVIEW, 1].of == approve.of == submit.id
    assert publish.of == approve.id
    assert by_kind[ActKind.REVISE, 2].of == by_kind[ActKind.SUBMIT, 2].of == publish.id
    assert by_kind[ActKind.SUBMIT, 2].against == submit.content
    assert [act.policy for act in world.life.acts] == [None] * 6
    assert {act.assurance for act in world.life.acts} == {"claimed"}
    assert (publish.role, approve.role, by_kind[ActKind.REVISE, 2].role) == ("publisher", "approver", "owner")


def test_an_edit_under_review_kills_the_votes_and_a_new_submit_starts_anew() -> None:
    world = World().reviewed().edit()
    assert (world.life.work.reached, world.life.work.status) == (Status.REVIEW, Status.DRAFT)
    assert world.against(Move.APPROVE, "approver") == ["CHANGED-AFTER-SUBMIT"]
    assert world.against(Move.REVIEW, "role-reviewer") == ["CHANGED-AFTER-SUBMIT"]
    world.submitted()
    assert world.against(Move.APPROVE, "approver") == ["TOO-FEW-REVIEWERS"]
    world.does(Move.REVIEW, "reviewer", OK)
    assert world.against(Move.APPROVE, "approver") == []


def test_an_edit_that_is_taken_back_lets_the_votes_count_again() -> None:
    world = World().reviewed().edit().edit("Så gör vi nu.", "Så gör vi.")
    assert world.against(Move.APPROVE, "approver") == []


def test_an_edit_after_approval_is_not_published_but_may_be_submitted_anew() -> None:
    world = World().approved().edit()
    assert world.against(Move.PUBLISH, "publisher") == ["CHANGED-AFTER-SUBMIT"]
    world.submitted()
    assert world.reached is Status.REVIEW
    assert "giltig-från" not in world.claimed


def test_the_same_text_submitted_again_starts_anew() -> None:
    world = World().reviewed()
    world.does(Move.RECALL, "submitter", REASON)
    assert world.reached is Status.DRAFT
    world.submitted()
    assert world.against(Move.APPROVE, "approver") == ["TOO-FEW-REVIEWERS"]


@pytest.mark.parametrize("person", ["submitter", "owner", "approver", "registrar"])
def test_a_recall_goes_back_to_the_draft_also_after_several_submits(person: str) -> None:
    world = World().reviewed().edit().submitted()
    world.does(Move.RECALL, person, REASON)
    assert world.reached is world.life.work.status is Status.DRAFT
    assert world.claimed["status"] == "utkast"


def test_a_recalled_approval_is_none() -> None:
    world = World().approved()
    assert "giltig-från" in world.claimed
    world.does(Move.RECALL, "approver", REASON)
    assert "giltig-från" not in world.claimed
    assert "STATE" in world.against(Move.PUBLISH, "publisher")


def test_the_version_follows_the_last_one_published() -> None:
    world = World().published().revised().edit()
    world.edit("version: 2", "version: 3")
    [reason] = world.reasons(Move.SUBMIT, "author")
    assert reason.code == "VERSION"
    assert "says version 3, but it must be 2" in str(reason.message)


def test_errors_of_the_rules_stop_submit_and_approve_and_warnings_do_not() -> None:
    def finding(severity: Severity) -> Finding:
        return Finding("dokument/a.md", 3, 1, "LS601", severity, msg("The heading Syfte is missing."), msg("Add it."))

    for world, move, person in ((World(), Move.SUBMIT, "author"), (World().reviewed(), Move.APPROVE, "approver")):
        errors = (finding(Severity.WARNING), finding(Severity.ERROR))
        outcome = decide(world.attempt(move, person, errors=errors))
        assert isinstance(outcome, Refusal)
        [reason] = outcome.reasons
        assert (reason.code, str(reason.rule)) == ("LS601", "ledsys explain LS601")
        assert str(reason.message) == "dokument/a.md:3:1 The heading Syfte is missing."
        assert isinstance(decide(world.attempt(move, person, errors=errors[:1])), Plan)


def test_two_revisions_side_by_side_are_one_and_only_one_is_published() -> None:
    world = World().published()
    here, there = world.copy(), world.copy()
    here.does(Move.REVISE, "owner", REASON)
    there.minute += 1
    there.does(Move.REVISE, "approver", REASON)
    both = merged(here, there)
    assert sum(act.kind is ActKind.REVISE for act in both.life.acts) == 2
    assert both.life.work.version == 2
    both.edit().published()
    assert both.against(Move.PUBLISH, "publisher") == ["STATE"]
    assert [edition.version for edition in both.life.editions] == [1, 2]
    assert both.reached is Status.PUBLISHED


def test_two_revisions_side_by_side_are_abandoned_as_one() -> None:
    world = World().published()
    here, there = world.copy(), world.copy()
    here.does(Move.REVISE, "owner", REASON)
    there.minute += 1
    there.does(Move.REVISE, "approver", REASON)
    both = merged(here, there)
    both.does(Move.ABANDON, "owner", REASON)
    assert both.reached is Status.PUBLISHED


def test_of_two_submits_side_by_side_the_later_one_counts_and_votes_on_the_other_do_not() -> None:
    here, there = World().copy(), World().copy()
    here.does(Move.SUBMIT, "author")
    here.does(Move.REVIEW, "reviewer")
    there.edit()
    there.minute += 5
    there.does(Move.SUBMIT, "submitter")
    both = merged(here, there)
    assert both.life.work.submit is not None
    assert both.life.work.submit.person == "submitter"
    assert both.life.work.votes == ()
    assert both.against(Move.APPROVE, "approver") == ["TOO-FEW-REVIEWERS"]
    both.does(Move.RECALL, "owner", REASON)
    assert both.reached is Status.DRAFT


def test_two_votes_side_by_side_both_count() -> None:
    world = World().submitted()
    here, there = world.copy(), world.copy()
    here.does(Move.REVIEW, "reviewer")
    there.minute += 1
    there.does(Move.REVIEW, "role-reviewer")
    assert len(merged(here, there).life.work.oks) == 2


def test_an_act_is_later_than_the_one_before_it_whatever_the_clock_says() -> None:
    world = World().submitted()
    world.minute = -600
    world.does(Move.REVIEW, "reviewer")
    times = [act.signed_at for act in world.life.acts]
    assert [act.kind for act in world.life.acts] == [ActKind.SUBMIT, ActKind.REVIEW]
    assert (times[1] - times[0]).total_seconds() == 1


def test_handover_before_the_first_submit_is_a_plain_edit() -> None:
    world = World()
    plan = world.does(Move.HANDOVER, "owner", Wish(owner="bystander"))
    assert plan.acts == ()
    assert list(plan.change.writes) == [path_of(world.document)]
    assert world.claimed["innehållsansvarig"] == "bystander"
    assert world.life.owner is None
    assert world.against(Move.HANDOVER, "owner", Wish(owner="author")) == ["MAY-NOT-HAND-OVER"]
    assert world.against(Move.HANDOVER, "bystander", Wish(owner="author")) == []


@pytest.mark.parametrize("step", ["submitted", "approved", "published"])
def test_handover_afterwards_is_an_act_and_no_new_version(step: str) -> None:
    world = {"submitted": World().submitted, "approved": World().approved, "published": World().published}[step]()
    before = world.life.work
    [act] = world.does(Move.HANDOVER, "owner", Wish(owner="bystander")).acts
    assert (act.owner, act.version) == ("bystander", 1)
    after = world.life
    assert (after.owner, after.work.status, after.work.votes) == ("bystander", before.status, before.votes)
    assert world.claimed["innehållsansvarig"] == "bystander"
    assert world.against(Move.HANDOVER, "owner", Wish(owner="author")) == ["MAY-NOT-HAND-OVER"]


def test_an_owner_written_by_hand_is_not_believed() -> None:
    world = World().published()
    world.edit("innehållsansvarig: ward-chief@pain", "innehållsansvarig: bystander")
    assert world.attempt(Move.HANDOVER, "bystander").owner == "ward-chief@pain"
    assert world.against(Move.REVISE, "bystander", REASON) == ["MAY-NOT-REVISE"]


@pytest.mark.parametrize("owner", [None, "", "ward-chief@pain", "nobody", "chief@pain", "left"])
def test_a_handover_names_somebody_else_who_is_there(owner: str | None) -> None:
    assert set(World().published().against(Move.HANDOVER, "owner", Wish(owner=owner))) == {"OWNER"}


def test_an_abandoned_first_draft_is_over() -> None:
    world = World()
    [act] = world.does(Move.ABANDON, "owner", REASON).acts
    assert (act.of, act.version, world.reached) == (None, 1, Status.ABANDONED)
    assert world.against(Move.SUBMIT, "author") == ["STATE"]
    assert world.edit().against(Move.SUBMIT, "author") == ["STATE"]
    assert waiting(world.corpus, world.found) is None


def test_only_moves_that_lay_an_older_text_over_the_file_put_back() -> None:
    world = World().published().revised()
    assert puts_back(world.does(Move.ABANDON, "owner", REASON))
    assert not puts_back(world.does(Move.STOP, "registrar", REASON))


def test_a_change_names_the_acts_that_it_was_planned_on() -> None:
    world = World()
    world.does(Move.SUBMIT, "submitter")
    folder = ".ledsys/acts/EXP-100001"
    (submitted,) = (path for path in world.files if path.startswith(folder))
    world.files |= {f"{folder}/trasig.act": b"x", f"{folder}/anteckning.txt": b"x", f"{folder}/a/b.act": b"x"}
    world.files[".ledsys/acts/EXP-1000011/annan.act"] = b"x"
    planned = world.does(Move.RECALL, "submitter", REASON)
    assert planned.change.acts == {folder: {submitted, f"{folder}/trasig.act"}}


def test_the_commit_is_by_the_person_who_acted() -> None:
    change = World().does(Move.SUBMIT, "submitter").change
    assert (change.author, change.email) == ("Submitter", "submitter@example.org")
    assert change.subject == "submit EXP-100001 v1: Handhygien"
    written, claimed = change.writes
    assert written.startswith(".ledsys/acts/EXP-100001/")
    assert list(change.expected) == [written, claimed]
    assert change.expected[written] is None, "an act is never written over"
    assert change.acts == {".ledsys/acts/EXP-100001": frozenset()}
    assert claimed == path_of("EXP-100001")
    world = World()
    register = world.policy.register
    persons = tuple(person.model_copy(update={"emails": ()}) for person in register.persons)
    world.policy = replace(world.policy, register=replace(register, persons=persons))
    assert world.does(Move.SUBMIT, "submitter").change.email == "submitter@region.docs"


def test_submit_takes_the_document_s_own_edits_and_images_along_and_nothing_else() -> None:
    world = World().edit("Så gör vi.", "Så gör vi.\n\n![Bild](bild.png)")
    world.files["dokument/pain/bild.png"] = b"image"
    world.files["dokument/pain/annat.md"] = b"other"
    writes = world.does(Move.SUBMIT, "author").change.writes
    assert sorted(path for path in writes if not path.startswith(".ledsys/acts/")) == [
        *("dokument/pain/bild.png", path_of("EXP-100001"))
    ]


def test_what_each_work_waits_for() -> None:
    world = World()
    assert (waits(world).persons, waits(world).command) == (("author", "owner"), "ledsys submit EXP-100001")
    world.submitted()
    assert waits(world).persons == ("reviewer", "role-reviewer")
    assert str(waits(world).what) == "1 review"
    world.does(Move.REVIEW, "reviewer", RETURN)
    assert waits(world).persons == ("author", "submitter")
    world.does(Move.REVIEW, "reviewer", OK)
    assert waits(world).persons == ("approver", "deputy")
    world.edit()
    assert "changed after it was submitted" in str(waits(world).what)
    world.edit("Så gör vi nu.", "Så gör vi.").does(Move.APPROVE, "approver")
    assert waits(world).persons == ("publisher", "approver")
    world.does(Move.PUBLISH, "publisher")
    assert waiting(world.corpus, world.found) is None
    world.does(Move.STOP, "registrar", REASON)
    assert waits(world).persons == ("owner", "approver", "deputy")
    assert waiting(world_with(handlingstyp="x").corpus, world_with(handlingstyp="x").found) is None


def test_what_a_body_decides_waits_for_its_recorders() -> None:
    world = world_with(kind="policy", gäller_för="[region]")
    world.does(Move.SUBMIT, "author")
    assert str(waits(world).what) == "a decision by Fullmäktige"
    assert waits(world).persons == ("secretary", "registrar")


def test_the_claims_of_a_document_without_acts_are_its_own() -> None:
    world = world_with(version="7")
    assert claims(world.life, "someone", 7) == {
        "status": "utkast",
        "version": "7",
        "giltig-från": None,
        "giltig-till": None,
        "innehållsansvarig": "someone",
    }


def test_lives_are_derived_also_for_acts_without_a_document() -> None:
    world = World().published(MONDAY)
    del world.files[path_of(world.document)]
    found = lives(world.corpus)
    assert found[world.document].work.reached is Status.PUBLISHED
    assert found[world.document].work.status is Status.DRAFT
