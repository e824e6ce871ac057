"""A signed act may still say what is not so; what it says is held against the register and the acts before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.authority.keyed import KEYED, with_person
from tests.lifecycle.world import DECISION, MONDAY, World, world_with
from tests.rules.landed import found, landing
from tests.rules.test_landings import fabricated
from tests.rules.test_signatures import delegable, handed_on

from ledsys import actfile
from ledsys.lifecycle import Move, Plan, Wish
from ledsys.lifecycle.handing_on import hand_on
from ledsys.model.act import ActKind, Meaning
from ledsys.model.doctype import Level
from ledsys.proof.step import step
from ledsys.rules.misstated import act_misstated


def misstated(before: World, after: World) -> list[str]:
    """Give the fields of the acts that say what is not so, by the lines that the rule points at."""
    return [actfile.FIELDS[finding.line - 1] for finding in found(before, after) if finding.code == "LS520"]


def told(before: World, after: World) -> list[str]:
    """Give what the rule says of the acts."""
    return [str(finding.message) for finding in found(before, after) if finding.code == "LS520"]


def reviewed(**fields: object) -> list[str]:
    """Give what is misstated when a vote has these fields."""
    before = World().submitted()
    after = before.copy()
    after.does(Move.REVIEW, "reviewer")
    fabricated(after, ActKind.REVIEW, **fields)
    return misstated(before, after)


def approved(**fields: object) -> list[str]:
    """Give what is misstated when an approval has these fields."""
    before = World().reviewed()
    after = before.copy()
    after.does(Move.APPROVE, "approver")
    fabricated(after, ActKind.APPROVE, **fields)
    return misstated(before, after)


def test_the_printed_name_is_that_of_the_register() -> None:
    assert reviewed() == []
    assert reviewed(name="Chefen själv") == ["name"]


def test_the_printed_name_may_be_that_of_the_policy_which_the_signer_saw() -> None:
    before = World().submitted()
    after = before.copy()
    after.does(Move.REVIEW, "reviewer")
    fabricated(after, ActKind.REVIEW, name="Förra Namnet", policy="sha256:1")
    landed = landing(before, after)
    earlier = with_person(KEYED, "reviewer", name="Förra Namnet")
    assert [finding.code for finding in step(landed, (act_misstated,))] == ["LS520"]
    known = replace(landed, after=replace(landed.after, policies={"sha256:1": earlier}))
    assert step(known, (act_misstated,)) == ()


@pytest.mark.parametrize("role", ["approver", "recorder", "Regiondirektör", "reviewers"])
def test_whoever_votes_votes_as_a_reviewer(role: str) -> None:
    assert reviewed(role=role) == ["role"]


@pytest.mark.parametrize("role", ["recorder", "owner", "publisher"])
def test_whoever_decides_decides_as_an_approver(role: str) -> None:
    assert approved() == []
    assert approved(role=role) == ["role"]


def test_what_a_body_decided_is_recorded() -> None:
    before = world_with(kind="policy", gäller_för="[region]")
    before.does(Move.SUBMIT, "author")
    after = before.copy()
    after.does(Move.APPROVE, "secretary", Wish(decision=DECISION))
    assert misstated(before, after) == []
    fabricated(after, ActKind.APPROVE, role="approver")
    assert misstated(before, after) == ["role"]
    fabricated(after, ActKind.APPROVE, role="recorder", mandate="M-1")
    assert misstated(before, after) == ["mandate"]
    fabricated(after, ActKind.APPROVE, mandate="M-2", on_behalf_of="0" * 20)
    assert misstated(before, after) == ["on-behalf-of"]


def test_a_decision_names_a_mandate_that_its_maker_has() -> None:
    assert approved(mandate="M-2") == ["mandate"]
    assert approved(mandate="M-9") == ["mandate"]
    assert approved(mandate=None) == ["mandate"]
    assert reviewed(mandate="M-1") == ["mandate"]


def test_a_stop_needs_a_mandate_for_one_of_the_units() -> None:
    before = world_with(gäller_för="[rehab, pain]", kind="rutin").published()
    after = before.copy()
    after.does(Move.STOP, "elsewhere", Wish(reason="Fel dos."))
    assert misstated(before, after) == []
    fabricated(after, ActKind.STOP, person="registrar", name="Registrar", role="administrator")
    assert misstated(before, after) == ["mandate"]
    fabricated(after, ActKind.STOP, mandate=None)
    assert misstated(before, after) == []


def test_a_mandate_that_was_handed_on_is_named_with_the_act_that_did_so() -> None:
    before = handed_on(delegable(KEYED), Level.CLAIMED).reviewed()
    [delegation] = before.corpus.delegations
    after = before.copy()
    after.does(Move.APPROVE, "bystander")
    approve = after.life.latest(ActKind.APPROVE)
    assert approve is not None
    assert (approve.mandate, approve.on_behalf_of) == ("M-1", delegation.id)
    assert found(before, after) == ()
    fabricated(after, ActKind.APPROVE, on_behalf_of=None)
    assert misstated(before, after) == ["on-behalf-of"]
    fabricated(after, ActKind.APPROVE, on_behalf_of="0" * 20)
    assert misstated(before, after) == ["on-behalf-of"]
    assert approved(on_behalf_of=delegation.id) == ["on-behalf-of"]


def test_of_several_delegations_one_that_covers_the_day_is_named() -> None:
    before = handed_on(delegable(KEYED), Level.CLAIMED)
    later = MONDAY + timedelta(days=20), MONDAY + timedelta(days=60)
    outcome = hand_on(before.corpus, "approver", "bystander", "M-1", *later, before.now, Level.CLAIMED)
    assert isinstance(outcome, Plan)
    before.make(outcome)
    before.published()
    after = before.copy()
    after.does(Move.STOP, "bystander", Wish(reason="Fel dos."))
    assert found(before, after) == ()
    [coming] = outcome.acts
    fabricated(after, ActKind.STOP, on_behalf_of=coming.id)
    assert misstated(before, after) == ["on-behalf-of"]
    after = before.copy().later(25)
    after.does(Move.STOP, "bystander", Wish(reason="Fel dos."))
    fabricated(after, ActKind.STOP, on_behalf_of=coming.id)
    assert misstated(before, after) == []


def test_nobody_names_the_delegation_of_somebody_else() -> None:
    before = handed_on(delegable(KEYED), Level.CLAIMED).reviewed()
    days = MONDAY, MONDAY + timedelta(days=27)
    outcome = hand_on(before.corpus, "approver", "publisher", "M-1", *days, before.now, Level.CLAIMED)
    assert isinstance(outcome, Plan)
    before.make(outcome)
    [theirs] = outcome.acts
    after = before.copy()
    after.does(Move.APPROVE, "bystander")
    assert misstated(before, after) == []
    fabricated(after, ActKind.APPROVE, on_behalf_of=theirs.id)
    assert misstated(before, after) == ["on-behalf-of"]


def test_nothing_but_a_handover_takes_the_ownership_from_somebody() -> None:
    assert reviewed(owner="reviewer") == ["owner"]
    assert approved(owner="approver") == ["owner"]
    assert approved(owner=None) == ["owner"]
    before = World().submitted()
    after = before.copy()
    after.does(Move.REVIEW, "reviewer")
    fabricated(after, ActKind.REVIEW, owner="reviewer")
    assert told(before, after) == ["The content owner is ward-chief@pain; only a handover changes that."]


def test_only_the_first_submit_must_say_who_the_owner_is() -> None:
    before = World()
    after = before.copy().submitted()
    fabricated(after, ActKind.SUBMIT, owner=None)
    assert told(before, after) == ["The content owner is –; only a handover changes that."]
    ownerless = after.copy()
    after.does(Move.REVIEW, "reviewer")
    fabricated(after, ActKind.REVIEW, owner=None)
    assert misstated(ownerless, after) == []


def test_a_later_submit_repeats_the_owner() -> None:
    before = World().published().revised().edit()
    after = before.copy().submitted()
    assert misstated(before, after) == []
    fabricated(after, ActKind.SUBMIT, owner="reviewer")
    assert misstated(before, after) == ["owner"]


def test_what_is_done_after_a_handover_names_the_new_owner() -> None:
    before = World().submitted()
    after = before.copy()
    after.does(Move.HANDOVER, "owner", Wish(owner="bystander"))
    after.does(Move.REVIEW, "reviewer")
    after.does(Move.APPROVE, "approver")
    after.does(Move.PUBLISH, "publisher")
    assert found(before, after) == ()
    fabricated(after, ActKind.PUBLISH, owner="ward-chief@pain")
    assert misstated(before, after) == ["owner"]


def test_what_is_published_is_valid_when_it_was_approved_to_be() -> None:
    before = World().approved()
    after = before.copy()
    after.does(Move.PUBLISH, "publisher")
    fabricated(after, ActKind.PUBLISH, valid_until=MONDAY + timedelta(days=3000))
    assert misstated(before, after) == ["valid-from"]
    fabricated(after, ActKind.PUBLISH, of="0" * 20)
    assert misstated(before, after) == []
    fabricated(after, ActKind.PUBLISH, role="approver")
    assert misstated(before, after) == []
    assert "LS511" in {finding.code for finding in found(before, after)}


def test_an_approval_counts_the_votes_that_stand() -> None:
    before = World().reviewed()
    [ok] = before.life.work.votes
    before.does(Move.REVIEW, "reviewer", Wish(vote=Meaning.RETURN, reason="Fel dos."))
    before.does(Move.REVIEW, "role-reviewer")
    after = before.copy()
    [theirs] = after.life.work.oks
    submit = after.life.work.submit
    assert submit is not None
    after.put(
        replace(
            submit,
            kind=ActKind.APPROVE,
            of=submit.id,
            person="approver",
            name="Approver",
            role="approver",
            mandate="M-1",
            relies_on=tuple(sorted((ok.id, theirs.id))),
            valid_from=MONDAY,
            valid_until=MONDAY + timedelta(days=100),
            signed_at=after.now,
        )
    )
    assert misstated(before, after) == ["relies-on"]


def counting(world: World, *votes: str) -> list[str]:
    """Give what is misstated when an approval of the world counts these votes."""
    after = world.copy()
    approve = after.does(Move.APPROVE, "approver").acts[0]
    fabricated(after, ActKind.APPROVE, relies_on=tuple(sorted({*approve.relies_on, *votes})))
    return misstated(world, after)


def test_an_approval_counts_nothing_but_votes_for_the_text() -> None:
    world = World().reviewed()
    submit, _ = world.life.acts
    assert counting(world) == []
    assert counting(world, submit.id) == ["relies-on"]
    before = world.copy()
    approve = world.does(Move.APPROVE, "approver").acts[0]
    counted = tuple(sorted((*approve.relies_on, approve.id)))
    world.put(replace(approve, person="deputy", name="Deputy", relies_on=counted, signed_at=world.now))
    assert misstated(before, world) == ["relies-on"]


def test_an_approval_counts_no_vote_for_an_earlier_submit() -> None:
    world = World().reviewed()
    _, vote = world.life.acts
    world.does(Move.RECALL, "submitter", Wish(reason="Fel bilaga."))
    world.submitted().does(Move.REVIEW, "role-reviewer")
    assert counting(world) == []
    assert counting(world, vote.id) == ["relies-on"]


def test_an_approval_counts_no_vote_that_returns_the_text() -> None:
    before = World().reviewed()
    before.does(Move.REVIEW, "role-reviewer", Wish(vote=Meaning.RETURN, reason="Fel dos."))
    after = before.copy()
    ok, returned = before.life.work.votes
    submit = before.life.work.submit
    assert submit is not None
    made = World().approved().life.work.approve
    assert made is not None
    approve = replace(made, of=submit.id, signed_at=after.now, relies_on=tuple(sorted((ok.id, returned.id))))
    after.put(approve)
    assert misstated(before, after) == ["relies-on"]
    after = before.copy()
    after.put(replace(approve, relies_on=(ok.id,)))
    assert misstated(before, after) == []


def test_a_vote_that_changed_after_the_approval_stood_when_it_was_counted() -> None:
    before = World().reviewed()
    after = before.copy()
    after.does(Move.APPROVE, "approver")
    [vote] = after.life.work.votes
    after.put(replace(vote, meaning=Meaning.RETURN, reason="Fel dos.", signed_at=after.now))
    assert misstated(before, after) == []


def test_an_approval_counts_as_many_votes_as_its_type_asks_for() -> None:
    assert approved(relies_on=()) == ["relies-on"]
    before = World().submitted()
    after = before.copy()
    after.files[after.path] = after.files[after.path].replace(b"titel: Handhygien", b"titel: [Handhygien")
    submit = before.life.acts[0]
    after.put(replace(submit, kind=ActKind.APPROVE, of=submit.id, role="approver", signed_at=after.now))
    assert misstated(before, after) == []


def test_a_text_is_compared_with_a_version_that_was_published_before() -> None:
    before = World().published().revised().edit().submitted()
    after = before.copy()
    [act] = after.does(Move.REVIEW, "reviewer").acts
    assert act.against is not None
    assert misstated(before, after) == []
    fabricated(after, ActKind.REVIEW, against=None)
    assert misstated(before, after) == []
    fabricated(after, ActKind.REVIEW, against=act.content)
    assert misstated(before, after) == ["against"]
    after.does(Move.APPROVE, "approver")
    after.does(Move.PUBLISH, "publisher")
    assert misstated(before, after) == ["against"]


def test_a_publication_is_not_compared_with_itself() -> None:
    before = World().published().revised().edit().approved()
    after = before.copy()
    [act] = after.does(Move.PUBLISH, "publisher").acts
    assert misstated(before, after) == []
    fabricated(after, ActKind.PUBLISH, against=act.content)
    assert misstated(before, after) == ["against"]


def test_an_edition_that_was_the_newest_when_it_was_confirmed_was_confirmed_rightly() -> None:
    before = World().published()
    after = before.copy()
    after.does(Move.CONFIRM, "approver", Wish(reason="Läst.", valid_until=MONDAY + timedelta(days=90)))
    after.revised().edit().published()
    assert found(before, after) == ()


def test_whoever_approved_publishes_as_the_approver_and_nobody_else_does() -> None:
    before = World().approved()
    for person, role in (("approver", "approver"), ("publisher", "publisher")):
        after = before.copy()
        after.does(Move.PUBLISH, person)
        assert misstated(before, after) == []
        fabricated(after, ActKind.PUBLISH, role="publisher" if role == "approver" else "approver")
        assert misstated(before, after) == ["role"]


def test_an_act_about_no_document_or_no_readable_one_is_left_to_other_rules() -> None:
    before = World()
    after = before.copy().submitted()
    after.files[after.path] = after.files[after.path].replace(b"titel: Handhygien", b"titel: [Handhygien")
    assert misstated(before, after) == []
    del after.files[next(path for path in after.files if path.endswith(".md"))]
    assert misstated(before, after) == []
