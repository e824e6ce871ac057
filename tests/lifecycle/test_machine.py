"""A machine that lets many people make many moves, and holds what must hold whatever they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.lifecycle.world import HOLDINGS, LEFT, MONDAY, REGISTER, UNKNOWN, World, policy, text

from ledsys.lifecycle import Life, Move, Plan, Wish, derive
from ledsys.lifecycle.claims import EDITIONS, claims
from ledsys.model.act import Act, Meaning
from ledsys.model.document import Status
from ledsys.model.organisation import Holding

ONE, TWO = "approver", "deputy"
"""Two with mandate; both may also submit or review, so that nothing but the law keeps duties apart."""

CROWD = Holding(person=ONE, role="administrator", unit="region"), Holding(person=TWO, role="hygienist", unit="care")
REGION = replace(
    REGISTER,
    holdings=(
        *(holding for holding in HOLDINGS if holding.person != TWO),
        Holding(person=TWO, role="chief", unit="care"),
        *CROWD,
    ),
)
AUTHORS = ("[author]", f"[author, {ONE}]", f"[{TWO}]")
ACTORS = (
    *("author", "submitter", "administrator", "owner", "reviewer", "role-reviewer", ONE, TWO),
    *("elsewhere", "registrar", "publisher", "bystander", LEFT, UNKNOWN),
)
PATHS = {"EXP-100001": "dokument/pain/a.md", "EXP-100002": "dokument/pain/b.md"}
MANDATED = {ONE, TWO}
OPEN = (Status.DRAFT, Status.REVIEW, Status.APPROVED)

actors = st.sampled_from(ACTORS)
reasons = st.sampled_from(["Skäl.", "Skäl.", ""])
days = st.none() | st.integers(-3, 40)


class Region(RuleBasedStateMachine):
    """Several people, two documents, days that pass; held at every step:

    "published means: this content was approved by someone with mandate who neither wrote nor reviewed it"

    Who wrote, submitted and reviewed is read here from the texts and the acts themselves, beside the code under test.
    """

    def __init__(self) -> None:
        super().__init__()
        self.world = World(
            {path: text(key, granskare=f"[reviewer, {ONE}]") for key, path in PATHS.items()}, policy(REGION)
        )
        self.edits = 0
        self.acts: dict[str, dict[str, Act]] = {key: {} for key in PATHS}
        self.frozen: dict[str, bytes] = {}

    # What people do ------------------------------------------------------------------------------------------------

    @initialize(authors=st.sampled_from(AUTHORS), cycles=st.sampled_from([0, 0, 1, 2, 2, 3]))
    def begin(self, authors: str, cycles: int) -> None:
        for key, path in PATHS.items():
            self.world.files[path] = text(key, granskare=f"[reviewer, {ONE}]", författare=authors)
        for _ in range(cycles):
            self.go_through_a_whole_cycle(0, "submitter")

    @rule(key=st.sampled_from([*PATHS, "EXP-100001", "EXP-100001"]))
    def turn_to(self, key: str) -> None:
        self.world.document = key

    @rule(number=st.sampled_from([1, 1, 2, 30, 300]))
    def wait(self, number: int) -> None:
        self.world.later(number)

    @rule()
    def edit(self) -> None:
        self.edits += 1
        self.world.files[self.world.path] += f"Rad {self.edits}.\n".encode()

    @rule(authors=st.sampled_from(AUTHORS))
    def name_authors(self, authors: str) -> None:
        data = self.world.files[self.world.path].decode()
        before = next(line for line in data.splitlines() if line.startswith("författare: "))
        self.world.files[self.world.path] = data.replace(before, f"författare: {authors}", 1).encode()

    @rule(claim=st.sampled_from(["status: publicerad", "status: godkänd", "version: 9", "giltig-till: 2099-12-31"]))
    def lie(self, claim: str) -> None:
        """Type a claim by hand; it proves nothing, and the next move writes the truth."""
        data = self.world.files[self.world.path].decode()
        key = claim.partition(":")[0]
        lines = [line for line in data.splitlines() if not line.startswith(f"{key}: ")]
        lines.insert(4, claim)
        lied = World({**self.world.files, self.world.path: ("\n".join(lines) + "\n").encode()}, self.world.policy)
        lied.document, lied.day = self.world.document, self.world.day
        assert lied.life.editions == self.world.life.editions
        assert lied.life.work.reached is self.world.life.work.reached

    @rule(
        person=actors,
        move=st.sampled_from(Move),
        reason=reasons,
        valid=st.tuples(days, days),
        vote=st.sampled_from(Meaning),
    )
    def try_anything(
        self, person: str, move: Move, reason: str, valid: tuple[int | None, int | None], vote: Meaning
    ) -> None:
        start, end = (self._day(number) for number in valid)
        self._try(move, person, Wish(reason, vote, start, end, owner="ward-chief@pain"))

    @rule(person=actors)
    @precondition(lambda self: self._reached() is Status.DRAFT)
    def submit(self, person: str) -> None:
        self._try(Move.SUBMIT, person)

    @rule(
        person=st.sampled_from(["reviewer", "role-reviewer", ONE, "author"]),
        vote=st.sampled_from([Meaning.OK] * 3 + [Meaning.RETURN]),
    )
    @precondition(lambda self: self._reached() is Status.REVIEW)
    def review(self, person: str, vote: Meaning) -> None:
        self._try(Move.REVIEW, person, Wish("Skäl.", vote))

    @rule(person=st.sampled_from([ONE, TWO, "author", "elsewhere"]), start=st.none() | st.integers(-1, 5))
    @precondition(lambda self: self._reached() is Status.REVIEW)
    def approve(self, person: str, start: int | None) -> None:
        self._try(Move.APPROVE, person, Wish(valid_from=self._day(start)))

    @rule(person=st.sampled_from(["publisher", ONE, TWO]))
    @precondition(lambda self: self._reached() is Status.APPROVED)
    def publish(self, person: str) -> None:
        self._try(Move.PUBLISH, person)

    @rule(person=st.sampled_from(["owner", "administrator", TWO]), old=st.booleans())
    @precondition(lambda self: self._reached() in (Status.PUBLISHED, Status.STOPPED))
    def revise(self, person: str, old: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        self._try(Move.REVISE, person, Wish("Skäl.", from_version=1 if old else None))

    @rule(start=st.integers(0, 3), person=st.sampled_from(["owner", "submitter"]))
    @precondition(lambda self: self._reached() in (Status.PUBLISHED, Status.DRAFT))
    def go_through_a_whole_cycle(self, start: int, person: str) -> None:
        """Do everything right, so that later versions are reached often."""
        if self._reached() is Status.PUBLISHED:
            self._try(Move.REVISE, "owner", Wish("Skäl."))
        self.edit()
        self._try(Move.SUBMIT, person)
        self._try(Move.REVIEW, "reviewer")
        for approver in (ONE, TWO):
            self._try(Move.APPROVE, approver, Wish(valid_from=self._day(start)))
        self._try(Move.PUBLISH, "publisher")

    # What must hold ------------------------------------------------------------------------------------------------

    def _try(self, move: Move, person: str, wish: Wish | None = None) -> None:
        before = self.world.life
        outcome = self.world.tries(move, person, wish)
        if not isinstance(outcome, Plan):
            assert outcome.reasons
            return
        assert person not in (LEFT, UNKNOWN)
        self._judge(before, outcome)
        self.world.make(outcome)
        life, front = self.world.life, self.world.found.front
        assert front is not None
        proven = claims(life, front.owner, front.version)
        assert self.world.claimed == {key: value for key, value in proven.items() if value is not None}

    def teardown(self) -> None:
        last = self.world.life.last
        event(f"ended {self._reached().value}")
        event(f"version {last.version if last else 0}")

    def _judge(self, before: Life, plan: Plan) -> None:
        """Hold the law against an act that was allowed, from the text itself and the acts before it."""
        document = self.world.found
        for act in plan.acts:
            if act.kind == Move.APPROVE.value:
                assert document.front is not None
                submits = [old for old in before.acts if old.kind == Move.SUBMIT.value and old.version == act.version]
                wrote = {*document.front.authors, submits[-1].person}
                votes = {
                    old.person: old for old in before.acts if old.kind == Move.REVIEW.value and old.of == submits[-1].id
                }
                assert act.content == document.digest == submits[-1].content
                assert act.person in MANDATED
                assert act.person not in wrote
                assert act.person not in votes
                assert votes
                assert all(vote.meaning is Meaning.OK and vote.person not in wrote for vote in votes.values())

    @invariant()
    def published_means_approved_by_someone_with_mandate_who_neither_wrote_nor_reviewed(self) -> None:
        for key in PATHS:
            world = self._of(key)
            corpus = world.corpus
            for edition in world.life.editions:
                frozen = corpus.editions[key][edition.version]
                assert frozen.front is not None
                assert frozen.digest == edition.content == edition.publish.content == edition.submit.content
                assert edition.approve.person in MANDATED
                assert edition.approve.person not in {*frozen.front.authors, edition.submit.person}
                assert edition.approve.person not in {vote.person for vote in edition.reviews}
                assert edition.reviews
                for vote in edition.reviews:
                    assert (vote.content, vote.meaning) == (edition.content, Meaning.OK)
                    assert vote.person not in {*frozen.front.authors, edition.submit.person}

    @invariant()
    def acts_only_grow_and_editions_never_change(self) -> None:
        corpus = self.world.corpus
        for key in PATHS:
            acts = {act.id: act for act in corpus.acts.get(key, ())}
            assert self.acts[key].items() <= acts.items()
            self.acts[key] = acts
        frozen = {path: data for path, data in self.world.files.items() if path.startswith(f"{EDITIONS}/")}
        assert self.frozen.items() <= frozen.items()
        self.frozen = frozen

    @invariant()
    def at_most_one_edition_is_in_force_on_any_day(self) -> None:
        for key in PATHS:
            life = self._of(key).life
            numbers = [edition.version for edition in life.editions]
            assert numbers == list(range(1, len(numbers) + 1))
            for day in self._telling_days(life):
                assert sum(edition.state(day).name == "IN_FORCE" for edition in life.editions) <= 1

    @invariant()
    def a_life_is_a_pure_function_of_its_acts(self) -> None:
        for key in PATHS:
            world = self._of(key)
            life, document = world.life, world.found
            assert document.front is not None
            again = derive(key, life.acts, document.front.version, document.digest)
            assert again == life
            other = derive(key, life.acts, None, None)
            assert (other.editions, other.owner) == (life.editions, life.owner)
            if life.acts:
                assert other.work.reached is life.work.reached

    def _of(self, key: str) -> World:
        world = self.world.copy()
        world.document = key
        return world

    def _reached(self) -> Status:
        return self.world.life.work.reached

    def _day(self, number: int | None) -> date | None:
        return None if number is None else self.world.day + timedelta(days=number)

    @staticmethod
    def _telling_days(life: Life) -> set[date]:
        """Give the days on which anything may begin or end, and those beside them."""
        ends = {MONDAY}
        for act in life.acts:
            ends |= {act.signed_at.date(), *(day for day in (act.valid_from, act.valid_until) if day is not None)}
        return {end + timedelta(days=number) for end in ends for number in (-1, 0, 1)}


Region.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestLife = Region.TestCase


def test_three_cycles_are_reached() -> None:
    """The machine's own rules lead to version 3 and beyond, and the invariants hold on the way."""
    machine = Region()
    machine.begin(AUTHORS[0], 0)
    checks: tuple[Callable[[], None], ...] = (
        machine.published_means_approved_by_someone_with_mandate_who_neither_wrote_nor_reviewed,
        machine.acts_only_grow_and_editions_never_change,
        machine.at_most_one_edition_is_in_force_on_any_day,
        machine.a_life_is_a_pure_function_of_its_acts,
    )
    for version in (1, 2, 3, 4):
        machine.go_through_a_whole_cycle(0, "submitter")
        machine.wait(1)
        assert [edition.version for edition in machine.world.life.editions] == list(range(1, version + 1))
        for check in checks:
            check()
