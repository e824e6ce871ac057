"""LS523: whoever acted may do so by the policy that the act names, and the act prints that person's name.

What the flow allows is never found here; what files alone can tell to be wrong always is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.lifecycle.world import (
    DECISION,
    LEFT,
    MONDAY,
    PEOPLE,
    POLICY,
    REGISTER,
    ROUTINE,
    UNKNOWN,
    World,
    merged,
    text,
    world_with,
)
from tests.lifecycle.world import policy as policy_with

from ledsys import actfile
from ledsys.lifecycle import Move, Wish, lives, people
from ledsys.lifecycle.flow import FLOW, _with_defaults, in_state
from ledsys.lifecycle.parts import without_part
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus, Policy
from ledsys.model.finding import Finding
from ledsys.model.policy import PolicyVersion
from ledsys.model.register import Delegation, Register
from ledsys.proof.believed import believed
from ledsys.proof.standing import unproven
from ledsys.rules.judge import judge
from ledsys.rules.rights import act_without_right
from ledsys.rules.rule import Case

FIRST, SECOND = "sha256:1", "sha256:2"
WISHES = {
    Move.HANDOVER: Wish(reason="Ny chef.", owner="bystander"),
    **dict.fromkeys((Move.RECALL, Move.REVISE, Move.ABANDON, Move.STOP), Wish(reason="Fel.")),
}
"""The moves that need no mandate and no review, apart from submitting and publishing, with what they ask for."""
MOVES = (Move.SUBMIT, Move.PUBLISH, *WISHES)


def handed_over(world: World) -> World:
    world.does(Move.HANDOVER, "owner", Wish(reason="Ny chef.", owner="bystander"))
    return world


def of_a_body() -> World:
    world = world_with(POLICY, "policy", gäller_för="[region]")
    world.does(Move.SUBMIT, "administrator")
    world.does(Move.APPROVE, "secretary", Wish(decision=DECISION))
    return world


STATES: Mapping[str, Callable[[], World]] = {
    "draft": World,
    "in review": lambda: World().submitted(),
    "approved": lambda: World().approved(),
    "published": lambda: World().published(),
    "taken up": lambda: World().published().later(9).revised().edit("[pain]", "[rehab]"),
    "submitted anew": lambda: World().published().later(9).revised().edit().submitted(),
    "handed over": lambda: handed_over(World().published()),
    "of a body": of_a_body,
}
ANYWHERE = ("submitter", "administrator", "owner", "approver", "elsewhere", "deputy", "registrar", LEFT)
"""Who has a duty or a mandate somewhere, or was the owner; files can't tell what draft that was for."""


def chained(world: World, *policies: Policy | None) -> Corpus:
    """Give the world with its acts under a chain of policies, a day apart from the first day on; None is lost."""
    versions = tuple(
        PolicyVersion(
            repo="region/docs",
            version=number,
            before=None,
            files={},
            acts=FIRST,
            person="registrar",
            reason="Nytt.",
            made_at=World().now + timedelta(days=20 * (number - 1), hours=-1),
            hash=f"sha256:{number}",
        )
        for number in range(1, len(policies) + 1)
    )
    known = {version.hash: policy for version, policy in zip(versions, policies, strict=True) if policy is not None}
    acts = {document: tuple(replace(act, policy=FIRST) for act in acts) for document, acts in world.corpus.acts.items()}
    return replace(world.corpus, acts=acts, chain=versions, policies=known)


def hits(world: World, *policies: Policy | None) -> tuple[Finding, ...]:
    return judge(chained(world, *(policies or (world.policy,))), (act_without_right,)).shown


def fields(world: World, *policies: Policy | None) -> list[str]:
    return [actfile.FIELDS[hit.line - 1] for hit in hits(world, *policies)]


def forced(world: World, move: Move, person: str, wish: Wish | None = None, **others: object) -> Act:
    """Make the move whatever the guards say, as a changed program would."""
    plan = FLOW[move].effect(_with_defaults(world.attempt(move, person, wish)))
    world.make(plan)
    return world.without(plan.acts[0]).put(replace(plan.acts[0], **others))  # type: ignore[arg-type]  # named above


def register_with(**changed: object) -> Policy:
    return policy_with(replace(REGISTER, **changed))  # type: ignore[arg-type]  # named by the callers


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("state", STATES)
def test_what_the_flow_allows_has_a_part_and_what_it_can_t_have_allowed_has_none(state: str, move: Move) -> None:
    world = STATES[state]()
    for person in (*PEOPLE, LEFT):
        attempt = world.attempt(move, person, WISHES.get(move))
        refused = any(reason for guard in (people.registered, *FLOW[move].who) for reason in guard(attempt))
        possible = not any(in_state(FLOW[move].states)(attempt))
        try:
            act = FLOW[move].effect(_with_defaults(attempt)).acts[0]
        except (LookupError, IndexError):
            return  # there is nothing to do this with
        corpus = replace(world.corpus, acts={world.document: (*world.life.acts, act)})
        found = without_part(act, world.found, corpus, world.policy.register)
        if not refused:
            assert not (possible and found), person
        elif person not in ANYWHERE:
            assert found or (move in {Move.RECALL, Move.ABANDON} and state == "draft"), person


@pytest.mark.parametrize("state", STATES)
def test_nothing_that_people_rightly_do_is_found(state: str) -> None:
    assert hits(STATES[state]()) == ()


def test_a_publication_by_somebody_is_found_and_not_believed() -> None:
    world = World().published().later(9).revised().edit().approved()
    forced(world, Move.PUBLISH, "bystander")
    [finding] = hits(world)
    assert str(finding.message) == "Bystander (bystander) had no part on 2026-06-24 that allows this (publish)."
    corpus = chained(world, world.policy)
    assert "LS523" in {finding.code for finding in unproven(corpus)}
    left = believed(corpus)
    assert {finding.code for finding in left.doubts[ROUTINE]} >= {"LS523"}
    assert [act.version for act in left.corpus.acts[ROUTINE] if act.kind is ActKind.PUBLISH] == [1]


def test_whoever_approved_may_publish_but_not_what_somebody_else_approved() -> None:
    world = World().approved()
    world.does(Move.PUBLISH, "approver")
    assert hits(world) == ()
    world.later(40).revised().edit()
    world.reviewed().on(MONDAY).does(Move.APPROVE, "deputy")
    forced(world, Move.PUBLISH, "approver")
    assert fields(world) == ["person"]


@pytest.mark.parametrize("move", [Move.HANDOVER, Move.STOP])
def test_stops_and_handovers_by_somebody_are_found_of_replaced_versions_too(move: Move) -> None:
    world = World().published(MONDAY, date(2027, 6, 1))
    wish = Wish(reason="Fel.", owner="bystander" if move is Move.HANDOVER else None)
    forced(world, move, "bystander", wish)
    assert fields(world) == ["person"]
    following = World().published().revised().edit().published(start=MONDAY + timedelta(days=60))
    act = forced(following, Move.STOP, "bystander", Wish(reason="Fel."))
    assert act.version == 1
    assert fields(following) == ["person"]


def test_other_acts_of_versions_that_have_been_followed_are_left_in_peace() -> None:
    world = World().approved()
    forced(world, Move.PUBLISH, "bystander")
    assert fields(world) == ["person"]
    world.revised().edit().published()
    assert hits(world) == ()


def test_the_version_in_force_is_judged_until_the_next_one_begins() -> None:
    world = World().approved()
    forced(world, Move.PUBLISH, "bystander")
    start = MONDAY + timedelta(days=60)
    world.revised().edit().published(start=start)
    assert fields(world) == ["person"]
    assert hits(world.on(start)) == ()


def test_the_mandate_for_one_unit_is_enough_to_stop() -> None:
    world = world_with(gäller_för="[pain, rehab]").published()
    world.does(Move.STOP, "elsewhere", Wish(reason="Fel."))
    assert hits(world) == ()
    elsewhere = World().published()
    forced(elsewhere, Move.STOP, "elsewhere", Wish(reason="Fel."))
    assert fields(elsewhere) == ["person"]


def test_a_chief_of_other_units_hands_over_no_edition_but_perhaps_a_draft_that_is_gone() -> None:
    wish = Wish(reason="Ny chef.", owner="bystander")
    world = World().published()
    forced(world, Move.HANDOVER, "elsewhere", wish)
    assert fields(world) == ["person"]
    draft = World().submitted()
    forced(draft, Move.HANDOVER, "elsewhere", wish)
    assert hits(draft) == ()
    forced(draft, Move.HANDOVER, "publisher", Wish(reason="Ny chef.", owner="publisher"))
    assert fields(draft) == ["person"]


def test_who_had_a_mandate_handed_on_may_have_had_it_for_the_draft() -> None:
    draft = World().submitted()
    act = forced(draft, Move.RECALL, "bystander", Wish(reason="Fel."))
    assert fields(draft) == ["person"]
    day = act.signed_at.date()
    delegation = {"act": "x", "mandate": "M-1", "holder": "approver", "delegate": "bystander"}
    for until, expected in ((day, []), (day - timedelta(days=1), ["person"])):
        entry = Delegation(**delegation, from_day=day - timedelta(days=3), until=until)
        assert fields(draft, register_with(delegations=(entry,))) == expected


def test_who_has_been_owner_may_have_been_so_when_the_act_landed() -> None:
    """Two clones: in one the owner takes the text back, in the other the document was handed over before that."""
    world = World().submitted()
    here, there = world.copy(), world.copy()
    there.does(Move.HANDOVER, "registrar", Wish(reason="Ny chef.", owner="bystander"))
    here.minute += 5
    here.does(Move.RECALL, "owner", Wish(reason="Fel."))
    assert hits(merged(there, here)) == ()


def test_two_publications_side_by_side_are_two_of_those_who_may() -> None:
    world = World().approved()
    one, other = world.copy(), world.copy()
    one.does(Move.PUBLISH, "publisher")
    other.minute += 1
    other.does(Move.PUBLISH, "approver")
    assert hits(merged(one, other)) == ()


def test_whoever_submits_a_first_version_names_its_owner() -> None:
    world = world_with(innehållsansvarig="bystander", författare="[owner]")
    world.does(Move.SUBMIT, "bystander")
    assert hits(world) == ()
    later = World().published().later(3).revised().edit()
    forced(later, Move.SUBMIT, "bystander", None, owner="bystander")
    assert fields(later) == ["person"]


def test_a_text_that_is_gone_tells_nothing_of_who_could_submit_it() -> None:
    world = World()
    forced(world, Move.SUBMIT, "bystander")
    assert fields(world) == ["person"]
    world.edit()
    assert hits(world) == ()


def test_a_stop_of_an_edition_that_is_gone_is_for_other_rules() -> None:
    world = World().published()
    act = forced(world, Move.STOP, "bystander", Wish(reason="Fel."))
    corpus = replace(world.corpus, editions={})
    assert not without_part(act, world.found, corpus, REGISTER)


def test_an_act_about_no_text_is_for_other_rules() -> None:
    world = World().approved()
    act = forced(world, Move.PUBLISH, "bystander", None, content=None)
    assert not without_part(act, world.found, world.corpus, REGISTER)


@pytest.mark.parametrize("person", ["approver", "deputy"])
def test_who_vouches_for_an_edition_anew_has_not_written_it(person: str) -> None:
    world = world_with(författare="[approver]").submitted()
    world.does(Move.REVIEW, "reviewer")
    world.does(Move.APPROVE, "deputy")
    world.does(Move.PUBLISH, "publisher")
    forced(world, Move.BASELINE, person)
    assert fields(world) == (["person"] if person == "approver" else [])


def test_who_submitted_an_edition_does_not_vouch_for_it_and_a_body_s_word_is_its_own() -> None:
    world = world_with(innehållsansvarig="deputy", författare="[author]")
    world.does(Move.SUBMIT, "deputy")
    world.does(Move.REVIEW, "reviewer")
    world.does(Move.APPROVE, "approver")
    world.does(Move.PUBLISH, "publisher")
    act = forced(world, Move.BASELINE, "deputy")
    assert fields(world) == ["person"]
    world.without(act).put(replace(act, decision=DECISION, role="recorder"))
    assert hits(world) == ()
    loose = replace(act, of="0" * 20)
    world = world.without(next(other for other in world.life.acts if other.kind is ActKind.BASELINE))
    world.put(loose)
    assert hits(world) == ()


@pytest.mark.parametrize(("field", "value"), [("name", "Somebody Else"), ("role", "owner")])
def test_a_false_printed_name_or_role_is_found(field: str, value: str) -> None:
    world = World().reviewed()
    forced(world, Move.APPROVE, "approver", None, **{field: value})
    assert fields(world) == [field]


def test_a_name_that_has_changed_since_is_the_person_s() -> None:
    world = World().approved()
    persons = tuple(
        person.model_copy(update={"name": "Appro Newname"}) if person.id == "approver" else person
        for person in REGISTER.persons
    )
    after = register_with(persons=persons)
    assert hits(world, world.policy, after) == ()
    assert hits(world, after, world.policy) == ()
    assert fields(world, after) == ["name"]


@pytest.mark.parametrize("person", [LEFT, UNKNOWN])
def test_nobody_acts_who_is_not_in_service(person: str) -> None:
    world = World().submitted()
    act = world.does(Move.REVIEW, "reviewer").acts[0]
    world.without(act).put(replace(act, person=person, name=person.title() if person == LEFT else person))
    assert fields(world) == ["person"]


def test_whether_those_who_decided_were_in_service_is_for_ls512() -> None:
    world = World().reviewed()
    forced(world, Move.APPROVE, LEFT)
    assert hits(world) == ()


def without_publisher(policy: Policy) -> Policy:
    register: Register = policy.register
    kept = tuple(holding for holding in register.holdings if holding.person != "publisher")
    return replace(policy, register=replace(register, holdings=kept))


def test_a_part_counts_by_the_policy_that_the_act_names_or_one_under_which_it_may_have_landed() -> None:
    world = World().published()
    bare = without_publisher(world.policy)
    assert hits(world, world.policy, bare) == ()
    assert hits(world, bare, world.policy) == ()
    assert fields(world, bare, bare) == ["person"]
    assert fields(world, bare, bare, world.policy) == ["person"]  # that one came 40 days later
    assert fields(world, bare, None) == ["person"]


def test_without_a_policy_that_is_known_nothing_is_judged() -> None:
    world = World().approved()
    forced(world, Move.PUBLISH, "bystander", None, name="Somebody Else")
    assert judge(world.corpus, (act_without_right,)).shown == ()  # open mode
    assert hits(world, None) == ()
    lost = replace(chained(world, world.policy), chain=())
    assert judge(lost, (act_without_right,)).shown == ()


def test_a_file_that_cannot_be_read_makes_no_act_wrong() -> None:
    world = World().submitted()
    world.files[world.path] = text(ROUTINE, kind="[rutin]")
    assert world.found.front is None
    assert hits(world) == ()


def test_of_what_lands_nothing_is_asked_here() -> None:
    world = World().approved()
    forced(world, Move.PUBLISH, "bystander")
    corpus = chained(world, world.policy)
    case = Case(corpus, lives(corpus), fresh=frozenset(act.id for act in corpus.acts[ROUTINE]))
    assert act_without_right.of_document is not None
    assert list(act_without_right.of_document(case, corpus.documents[0])) == []
    assert list(act_without_right.of_document(replace(case, fresh=None), corpus.documents[0])) != []
