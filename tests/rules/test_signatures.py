"""Whose signature counts, on which day, and for how much (proof §1.10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta, timezone

import pytest
from tests.authority.keyed import KEYED, TOMORROW, YESTERDAY, key, machine, with_authority, with_person
from tests.lifecycle.world import MONDAY, TYPES, World, world_with
from tests.rules.landed import codes, found
from tests.signature.keys import PIN, TOUCH, SoftFidoKey, SoftKey

from ledsys import actfile
from ledsys.lifecycle import Move, Wish, lives
from ledsys.lifecycle.attempt import Plan
from ledsys.lifecycle.handing_on import hand_on
from ledsys.lifecycle.signatures import signature_of
from ledsys.model.act import Act
from ledsys.model.corpus import Policy
from ledsys.model.doctype import Level, LevelFrom
from ledsys.model.organisation import Key
from ledsys.model.policy import PolicyVersion
from ledsys.rules.judge import judge
from ledsys.rules.rule import Case, Hit, Rule
from ledsys.rules.signatures import OVERLAP, RULES_OF_ACTS, delegation_unfounded
from ledsys.signature import ACT, SignatureError, Signed


def rules() -> tuple[Rule, ...]:
    return (*RULES_OF_ACTS, delegation_unfounded)


def asking(level: Level, policy: Policy = KEYED, since: date | None = None) -> Policy:
    """Give the policy with a level of proof that routines ask for."""
    levels = (LevelFrom.model_validate({"nivå": level, "från": since}),)
    return replace(policy, types={**TYPES, "rutin": TYPES["rutin"].model_copy(update={"levels": levels})})


def judged(world: World) -> list[str]:
    """Give the codes of what the rules find in the tree as it is, sorted."""
    return sorted(finding.code for finding in judge(world.corpus, rules()).shown)


def submitted(policy: Policy = KEYED, signer: str = "author") -> World:
    """Give a world with one act, by the author, signed by somebody."""
    world = World(policy=policy)
    world.signs(Move.SUBMIT, "author", key=signer)
    return world


def with_key(*entries: Key) -> Policy:
    return with_person(KEYED, "author", keys=entries)


def test_an_act_that_its_person_signed_is_that_persons() -> None:
    assert judged(submitted()) == []
    assert codes(World(policy=KEYED), submitted()) == []


def test_a_signature_is_for_just_what_was_signed() -> None:
    world = submitted()
    [act] = world.life.acts
    changed = actfile.sealed(replace(act, reason="Något annat."))
    world.without(act).files[actfile.path_of(changed)] = actfile.written(changed)
    assert judged(world) == ["LS513", "LS516"]
    broken = replace(act, signature="-----BEGIN SSH SIGNATURE-----\n")
    world.without(changed).files[actfile.path_of(act)] = actfile.written(broken)
    assert judged(world) == ["LS513", "LS516"]
    places = {finding.code: (finding.line, finding.column) for finding in judge(world.corpus, rules()).shown}
    assert places["LS513"] == (len(actfile.FIELDS) + 1, 1), "the line where the signature begins"
    assert places["LS516"] == (actfile.FIELDS.index("assurance") + 1, 1)


def test_a_signature_in_the_namespace_of_something_else_is_none() -> None:
    world = submitted()
    [act] = world.life.acts
    lent = SoftKey("author").sign(actfile.statement(act).encode(), "git")
    world.files[actfile.path_of(act)] = actfile.written(replace(act, signature=lent))
    assert judged(world) == ["LS513", "LS516"]


@pytest.mark.parametrize(
    ("signer", "whose"), [("owner", "the key of owner"), ("stranger", "nobody's key in the register")]
)
def test_only_the_persons_own_key_signs_for_the_person(signer: str, whose: str) -> None:
    world = submitted(signer=signer)
    [finding] = judge(world.corpus, rules()).shown
    assert finding.code == "LS514"
    assert whose in str(finding.message)


def test_the_ended_key_of_somebody_else_is_one_finding() -> None:
    assert judged(submitted(with_person(KEYED, "owner", keys=(key("owner", until=YESTERDAY),)), "owner")) == ["LS514"]


def test_a_key_that_two_persons_have_signs_for_neither() -> None:
    assert judged(submitted(with_person(KEYED, "owner", keys=(key("author"),)))) == ["LS514"]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (key("author", from_day=MONDAY, until=MONDAY), []),
        (key("author", until=YESTERDAY), ["LS515"]),
        (key("author", from_day=TOMORROW), ["LS515"]),
        (key("author", compromised=True), ["LS515"]),
        (key("author", compromised=True, until=MONDAY), []),
    ],
)
def test_a_key_counts_on_the_day_of_the_act(entry: Key, expected: list[str]) -> None:
    assert judged(submitted(with_key(entry))) == expected


def test_what_a_stolen_key_signed_in_open_mode_is_disputed_and_not_void() -> None:
    world = submitted()
    stolen = with_key(key("author", compromised=True, until=YESTERDAY))
    assert judged(World(dict(world.files), policy=stolen)) == []
    assert codes(World(policy=stolen), World(dict(world.files), policy=stolen)) == ["LS515"]


def test_an_old_key_that_was_not_the_stolen_one_signs_nothing_after_its_days() -> None:
    world = submitted()
    entries = (key("author", until=YESTERDAY), key("stolen", compromised=True, until=YESTERDAY))
    assert judged(World(dict(world.files), policy=with_key(*entries))) == ["LS515"]


def test_what_a_stolen_key_signed_under_a_policy_of_the_chain_is_void() -> None:
    world = submitted()
    [act] = world.life.acts
    world.without(act).put(replace(act, policy="sha256:1"), "author")
    world.policy = with_key(key("author", compromised=True, until=YESTERDAY))
    corpus = replace(world.corpus, chain=CHAIN[:1], policies={"sha256:1": world.policy})
    assert [finding.code for finding in judge(corpus, rules()).shown] == ["LS515"]


def test_a_key_counts_on_the_day_of_the_landing_too() -> None:
    policy = with_key(key("author", until=MONDAY))
    before, after = World(policy=policy), submitted(policy)
    assert codes(before, after) == []
    assert codes(before, after, after.now + timedelta(days=1)) == ["LS515"]


def test_the_policy_at_the_target_judges_what_lands_whatever_the_act_names() -> None:
    after = submitted()
    assert codes(World(policy=with_key(key("author", until=YESTERDAY))), after) == ["LS515"]


def test_acts_that_landed_before_are_judged_no_more() -> None:
    before = submitted(signer="stranger")
    after = before.copy()
    after.signs(Move.RECALL, "owner", Wish(reason="Fel bilaga."))
    assert codes(before, after) == []


def witnessed(world: World, signer: str = "forge") -> Act:
    """Let the reviewer vote in the forge, and a machine vouch for it."""
    [act] = world.does(Move.REVIEW, "reviewer").acts
    return world.without(act).put(replace(act, assurance="forge"), signer)


def test_at_the_level_of_the_forge_a_witness_signs_votes_and_decisions() -> None:
    world = World(policy=asking(Level.FORGE)).submitted()
    assert judged(world) == []
    witnessed(world)
    assert judged(world) == []


def test_a_vote_that_nobody_vouches_for_is_too_little_for_the_forge() -> None:
    world = World(policy=asking(Level.FORGE)).reviewed()
    assert judged(world) == ["LS516"]


def test_a_witness_whose_signature_is_wrong_is_one_finding() -> None:
    world = World(policy=asking(Level.FORGE)).submitted()
    act = witnessed(world)
    broken = replace(act, signature="-----BEGIN SSH SIGNATURE-----\n")
    world.files[actfile.path_of(act)] = actfile.written(broken)
    assert judged(world) == ["LS513"]


@pytest.mark.parametrize("signer", ["reviewer", "owner", "stranger"])
def test_a_person_is_no_witness(signer: str) -> None:
    world = World(policy=asking(Level.FORGE)).submitted()
    witnessed(world, signer)
    assert judged(world) == ["LS514"]


def test_a_witness_signs_for_the_forge_and_for_no_person() -> None:
    world = World(policy=asking(Level.FORGE)).submitted()
    [act] = world.does(Move.REVIEW, "reviewer").acts
    world.without(act).put(replace(act, assurance="key"), "forge")
    assert judged(world) == ["LS514"]


def test_the_key_of_a_witness_counts_on_its_days() -> None:
    ended = with_authority(KEYED, witnesses=(machine("forge", until=YESTERDAY),))
    world = World(policy=asking(Level.FORGE, ended)).submitted()
    witnessed(world)
    assert judged(world) == ["LS515"]


def test_the_forge_without_a_signature_vouches_for_nothing() -> None:
    world = World(policy=asking(Level.FORGE)).submitted()
    [act] = world.does(Move.REVIEW, "reviewer").acts
    world.without(act).put(replace(act, assurance="forge"))
    assert judged(world) == ["LS516"]


@pytest.mark.parametrize("level", [Level.KEY, Level.HARDWARE, Level.EXTERNAL])
def test_an_act_below_what_its_type_asks_for_is_refused(level: Level) -> None:
    world = World(policy=asking(level)).submitted()
    [finding] = judge(world.corpus, rules()).shown
    assert finding.code == "LS516"
    assert f"asks for the level of proof {level.value}; this act has uppgiven" in str(finding.message)


def test_what_was_done_before_a_level_was_raised_keeps_its_level() -> None:
    world = World(policy=asking(Level.KEY, since=TOMORROW)).submitted()
    assert judged(world) == []
    world.later(1).does(Move.REVIEW, "reviewer")
    assert judged(world) == ["LS516"]


@pytest.mark.parametrize("word", ["external", "strong", "nyckel"])
def test_a_level_that_nobody_can_reach_here_is_none(word: str) -> None:
    world = submitted()
    [act] = world.life.acts
    world.without(act).put(replace(act, assurance=word), "author")
    [finding] = judge(world.corpus, rules()).shown
    assert finding.code == "LS516"
    assert str(finding.message) == f"There is no such level of proof as {word} here."


def test_what_an_act_says_of_its_level_is_what_its_signature_shows() -> None:
    for assurance, signer, expected in (
        ("claimed", "author", ["LS516"]),
        ("hardware", "author", ["LS516"]),
        ("key", "", ["LS516"]),
        ("key", "author", []),
        ("claimed", "", []),
    ):
        world = submitted()
        [act] = world.life.acts
        world.without(act).put(replace(act, assurance=assurance, signature=None), signer)
        assert judged(world) == expected, (assurance, signer)


@pytest.mark.parametrize(
    ("flags", "expected"), [(TOUCH | PIN, []), (TOUCH, ["LS516"]), (PIN, ["LS516"]), (0, ["LS516"])]
)
def test_hardware_is_a_security_key_with_touch_and_pin(flags: int, expected: list[str]) -> None:
    fido = SoftFidoKey("author", flags)
    world = World(policy=asking(Level.HARDWARE, with_key(Key(key=fido.public_text))))
    world.signs(Move.SUBMIT, "author")
    [act] = world.life.acts
    stated = actfile.sealed(replace(act, assurance="hardware", signature=None))
    made = replace(stated, signature=fido.sign(actfile.statement(stated).encode(), ACT))
    world.without(act).files[actfile.path_of(made)] = actfile.written(made)
    assert judged(world) == expected


def test_a_text_that_cannot_be_understood_asks_for_no_level() -> None:
    world = submitted(asking(Level.KEY))
    world.edit("titel: Handhygien", "titel: [Handhygien")
    assert judged(world) == []


def test_a_type_that_nobody_knows_asks_for_no_level() -> None:
    world = world_with().submitted()
    world.policy = replace(KEYED, types={})
    assert judged(world) == []


DELEGABLE = tuple(
    line.model_copy(update={"delegable": True}) if line.id == "M-1" else line for line in KEYED.register.mandates
)


def delegable(policy: Policy) -> Policy:
    return replace(policy, register=replace(policy.register, mandates=DELEGABLE))


def handed_on(policy: Policy, level: Level, signer: str = "") -> World:
    """Give a world in which the approver has handed the mandate on to the bystander."""
    world = World(policy=policy)
    outcome = hand_on(
        world.corpus, "approver", "bystander", "M-1", MONDAY, MONDAY + timedelta(days=27), world.now, level
    )
    assert isinstance(outcome, Plan), outcome
    world.put(outcome.acts[0], signer)
    world.minute += 1
    return world


def test_a_delegation_reaches_the_level_of_every_type_of_its_mandate() -> None:
    policy = delegable(asking(Level.KEY))
    assert judged(handed_on(policy, Level.CLAIMED)) == ["LS516"]
    assert judged(handed_on(policy, Level.KEY, "approver")) == []
    assert judged(handed_on(policy, Level.KEY, "owner")) == ["LS514"]
    assert judged(handed_on(delegable(KEYED), Level.CLAIMED)) == []


def test_a_delegation_that_landed_before_is_judged_no_more() -> None:
    policy = delegable(KEYED)
    bad = handed_on(policy, Level.KEY, "owner")
    assert codes(World(policy=policy), bad) == ["LS514"]
    after = bad.copy().submitted()
    assert codes(bad, after) == []


def test_a_mandate_is_handed_on_by_whoever_has_it() -> None:
    world = handed_on(delegable(KEYED), Level.CLAIMED)
    assert codes(World(policy=delegable(KEYED)), world) == []
    assert judged(world) == []
    world.policy = KEYED
    assert judged(world) == ["LS521"]
    [finding] = found(World(policy=KEYED), world)
    assert (finding.code, finding.line) == ("LS521", 14)


CHAIN = tuple(
    PolicyVersion(
        repo="region/docs",
        version=number,
        before=None,
        acts=None,
        person="owner",
        reason="Vi ändrar.",
        made_at=World().now + timedelta(days=place),
        files={},
        hash=f"sha256:{number}",
    )
    for number, place in ((1, -1), (2, 10), (3, 20))
)


def named(policy_named: str | None, day: int, *, fresh: bool = False, number: int = 3) -> list[str]:
    """Give what is found when an act of the day names a policy of a chain that has so many versions."""
    world = World().later(day)
    world.submitted()
    [act] = world.life.acts
    act = world.without(act).put(replace(act, policy=policy_named))
    corpus = replace(world.corpus, chain=CHAIN[:number])
    case = Case(corpus, lives(corpus), frozenset({act.id}) if fresh else None, world.day if fresh else None)
    return [str(hit.message) for rule in RULES_OF_ACTS if rule.code == "LS517" for hit in _hits(rule, case)]


def _hits(rule: Rule, case: Case) -> list[Hit]:
    assert rule.of_document is not None
    return [hit for document in case.corpus.documents for hit in rule.of_document(case, document)]


def test_an_act_names_the_policy_that_its_signer_saw() -> None:
    assert named(None, 0, number=0) == []
    assert named("sha256:1", 0) == named("sha256:2", 0) == []
    assert named("sha256:9", 0) == ["The act names a policy that this docs repo never had."]
    assert named(None, 0) == ["The act names no policy, but there has been one since 2026-06-14."]
    assert named(None, -2) == named(None, -1) == []
    assert named(None, -2, fresh=True) == ["The act names no policy, but there has been one since 2026-06-14."]


def test_a_policy_may_be_named_for_as_long_as_an_act_may_lie_unlanded() -> None:
    assert named("sha256:1", 10 + OVERLAP.days) == []
    assert named("sha256:1", 11 + OVERLAP.days) == [
        "The act names version 1 of the policy, which had been replaced long before it was signed."
    ]
    assert named("sha256:2", 20 + OVERLAP.days) == []
    assert named("sha256:2", 21 + OVERLAP.days) == [
        "The act names version 2 of the policy, which had been replaced long before it was signed."
    ]
    assert named("sha256:3", 400) == []


def test_in_a_tree_an_act_is_judged_by_the_policy_that_it_names() -> None:
    world = submitted(with_key(key("author", until=YESTERDAY)))
    [act] = world.life.acts
    corpus = replace(world.corpus, policies={"sha256:1": KEYED})
    case = Case(corpus, lives(corpus))
    assert case.policy_of(act) is corpus.policy
    assert case.policy_of(replace(act, policy="sha256:1")) is KEYED
    assert case.policy_of(replace(act, policy="sha256:2")) is corpus.policy
    fresh = Case(corpus, lives(corpus), frozenset({act.id}))
    assert fresh.policy_of(replace(act, policy="sha256:1")) is corpus.policy


def test_a_signature_is_looked_at_once() -> None:
    world = submitted()
    [act] = world.life.acts
    case = Case(world.corpus, {})
    first = case.signed(act)
    assert isinstance(first, Signed)
    assert case.signed(act) is first
    assert isinstance(Case(world.corpus, {}).signed(replace(act, signature=None)), SignatureError)


def test_what_a_signature_shows_is_remembered_by_the_very_text() -> None:
    world = submitted()
    [act] = world.life.acts
    assert signature_of(act) is signature_of(replace(act))
    elsewhere = replace(act, signed_at=act.signed_at.astimezone(timezone(timedelta(hours=9))))
    assert elsewhere == act
    assert isinstance(signature_of(elsewhere), SignatureError)
    assert isinstance(signature_of(replace(act, signature=None)), SignatureError)
    assert isinstance(signature_of(replace(act, name="Någon annan")), SignatureError)
