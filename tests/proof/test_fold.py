"""Landings that did not pass: which are failures, and which lie in an open window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from tests.lifecycle.world import policy

from ledsys.message import msg
from ledsys.model.corpus import Policy
from ledsys.model.doctype import Level, LevelFrom
from ledsys.model.finding import Finding, Severity
from ledsys.proof import fold
from ledsys.proof.fold import Fall, Ground, History, Judged, Later, Window, falls, windows

START = datetime(2026, 6, 15, 8, tzinfo=UTC)
PATH, ACT = "dokument/pain/a.md", ".ledsys/acts/EXP-100001/8d17bde805c2ad1c43d6.act"
FOUND = Finding(PATH, 1, 1, "LS501", Severity.ERROR, msg("wrong"), msg("mend it"), "EXP-100001")


def judged(number: int, *paths: str, minutes: int = 0, merge: bool = False, bad: bool = False) -> Judged:
    parents = (f"{number - 1:040}", *([f"{number + 500:040}"] if merge else []))
    time = START + timedelta(minutes=minutes or number)
    return Judged(f"{number:040}", parents, time, frozenset(paths), (FOUND,) if bad else ())


class Line:
    """Landings after one that did not pass; ``healed`` is the number of the one that makes the joint one whole."""

    def __init__(self, landings: Iterable[Judged], healed: int = 0) -> None:
        self.landings = tuple(landings)
        self.healed = healed
        self.tried: list[str] = []

    def after(self, bad: Judged) -> Iterator[Later]:
        for landing in self.landings:
            if landing.commit > bad.commit:
                yield Later(landing, lambda landing=landing: self.try_it(landing))  # type: ignore[misc]

    def try_it(self, landing: Judged) -> tuple[Finding, ...]:
        self.tried.append(landing.commit)
        return () if int(landing.commit) == self.healed else (FOUND,)


def test_a_landing_that_the_next_ones_heal_lies_in_a_window() -> None:
    bad = judged(1, PATH, bad=True)
    line = Line([judged(2, "dokument/x.md"), judged(3, ACT), judged(4, PATH, minutes=9)], healed=4)
    failures, found = windows([bad], line.after)
    assert failures == ()
    assert found == (Window((bad, *line.landings), line.landings[-1]),)
    assert (found[0].commits, found[0].minutes) == (4, 8)
    assert line.tried == [judged(3).commit, judged(4).commit]  # the second touched something else


def test_what_lies_in_a_window_is_not_told_again() -> None:
    first, second = judged(1, PATH, bad=True), judged(2, PATH, bad=True)
    line = Line([judged(2, PATH), judged(3, PATH)], healed=3)
    failures, found = windows([first, second], line.after)
    assert (failures, len(found)) == ((), 1)


def test_what_nobody_heals_is_a_failure() -> None:
    bad = judged(1, PATH, bad=True)
    assert windows([bad], Line([judged(2, PATH), judged(3, PATH)]).after) == ((bad,), ())


def test_a_merge_is_a_landing_of_its_own() -> None:
    healing_merge = Line([judged(2, PATH, merge=True)], healed=2)
    bad = judged(1, PATH, bad=True)
    assert windows([bad], healing_merge.after) == ((bad,), ())
    bad_merge = judged(1, PATH, merge=True, bad=True)
    assert windows([bad_merge], Line([judged(2, PATH)], healed=2).after) == ((bad_merge,), ())


def test_the_first_landing_is_one_of_its_own() -> None:
    first = Judged("0" * 40, (), START, frozenset({PATH}), (FOUND,))
    assert windows([first], Line([judged(2, PATH)], healed=2).after) == ((first,), ())


def test_a_window_has_its_longest_time() -> None:
    bad = judged(1, PATH, bad=True)
    late = round(fold.LONGEST_WINDOW.total_seconds() / 60) + 1
    assert windows([bad], Line([judged(2, PATH, minutes=late)], healed=2).after)[0] == ()
    assert windows([bad], Line([judged(2, PATH, minutes=late + 1)], healed=2).after)[0] == (bad,)


def test_a_run_has_its_longest_length() -> None:
    bad = judged(1, PATH, bad=True)
    line = [judged(number, PATH) for number in range(2, 60)]
    assert windows([bad], Line(line, healed=fold.LONGEST_RUN).after)[0] == ()
    assert windows([bad], Line(line, healed=fold.LONGEST_RUN + 1).after)[0] == (bad,)


def test_only_so_many_windows_are_looked_for() -> None:
    many = [judged(number, PATH, bad=True) for number in range(1, fold.MOST_WINDOWS + 3)]
    failures, found = windows(many, lambda bad: [Later(judged(int(bad.commit) + 1000, PATH), tuple)])
    assert len(found) == fold.MOST_WINDOWS
    assert failures == tuple(many[-2:])


def test_policies_and_delegations_may_heal_everything() -> None:
    for path in ("ledsys.yaml", ".ledsys/policy/2/policy", ".ledsys/acts/delegations/8d17bde805c2ad1c43d6.act"):
        assert windows([judged(1, PATH, bad=True)], Line([judged(2, path)], healed=2).after)[0] == ()


def test_a_window_is_never_shorter_than_nothing() -> None:
    bad, good = judged(2, PATH, minutes=9, bad=True), judged(3, PATH, minutes=5)
    assert windows([bad], Line([good], healed=3).after)[1][0].minutes == 0


def asking(*levels: tuple[Level, date | None]) -> Policy:
    found = policy()
    kind = found.types["rutin"].model_copy(
        update={"levels": tuple(LevelFrom.model_validate({"nivå": level, "från": day}) for level, day in levels)}
    )
    return Policy(found.settings, found.register, {**found.types, "rutin": kind})


def test_a_lower_level_is_a_fall_from_the_day_on_which_it_is_lower() -> None:
    today, later = date(2026, 6, 15), date(2026, 9, 1)
    key, forge = asking((Level.KEY, None)).types, asking((Level.FORGE, None)).types
    assert list(falls("c", today, key, forge)) == [Fall("c", "rutin", today, Level.KEY, Level.FORGE)]
    assert list(falls("c", today, forge, key)) == []
    dated = asking((Level.KEY, None), (Level.CLAIMED, later)).types
    assert list(falls("c", today, key, dated)) == [Fall("c", "rutin", later, Level.KEY, Level.CLAIMED)]
    past = asking((Level.CLAIMED, None), (Level.KEY, date(2026, 1, 1))).types
    assert list(falls("c", today, key, past)) == []
    assert list(falls("c", today, key, {})) == []


def test_windows_are_no_failure() -> None:
    ground = Ground(open=True, versions=0, root=None, pinned=False)
    history = History(
        ground=ground, tip="a", since=None, landings=1, began=START, windows=(Window((judged(1),), judged(2)),)
    )
    assert history.proven
    assert not History(ground=ground, tip="a", since=None, landings=1, began=START, failures=(judged(1),)).proven
    assert not History(ground=ground, tip="a", since=None, landings=1, began=START, objections=(msg("x"),)).proven
