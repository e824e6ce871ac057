"""Mutated *histories*: real git repositories, each with one thing done to main that nobody may do.

Usage: python -m tests.campaign.histories [NUMBER]      (default 1000)

Every history is verified twice: by replaying it alone, and with what an honest computer remembers of main. The first
must betray whatever breaks a rule, the second everything that replaces main (proof §1.8, §2 rows 22-30).
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Protocol, TypeAlias

from benchmarks import history as story

from ledsys import actfile
from ledsys.proof.fold import History
from ledsys.signature import ACT
from ledsys.store.git import create
from ledsys.store.repository import Repository
from ledsys.store.verifying import remember, tip_of, verify

SPAN = timedelta(hours=11)
"""Between two landings: several versions of a document lie within the days that an act may lie unlanded."""

Tree: TypeAlias = Mapping[str, bytes]


class By(Enum):
    """What must betray a mutated history."""

    REPLAY = "replay"
    ANCHOR = "anchor"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Step:
    """One landing: its time, the whole tree after it, and the places of its further parents in the honest line."""

    time: datetime
    tree: Tree
    others: tuple[int, ...] = ()


@dataclass(frozen=True)
class Mutated:
    """A history: the first landings of the honest line that it keeps, and those that come after."""

    kept: int
    steps: tuple[Step, ...] = ()


@dataclass
class Past:
    """A docs repo with an honest history, and what a computer that verified it remembers."""

    repository: Repository
    steps: tuple[Step, ...]
    commits: tuple[str, ...]
    state: Path
    imports: int = field(default=0)

    @property
    def tree(self) -> Tree:
        return self.steps[-1].tree


def past_in(folder: Path, landings: int = 44, acts: int = 30, documents: int = 3, seed: int = 0) -> Past:
    """Make a docs repo with a history that is proven."""
    steps: list[Step] = []
    tree: Tree = {}
    told = story.Story(landings, acts, documents, SPAN * landings, every=landings // 2)
    told.random.seed(seed)
    for time, files in told.landings():
        tree = {**tree, **files}
        steps.append(Step(time, tree))
    root = folder / "docs"
    root.mkdir(parents=True)
    past = Past(Repository(root, create(root)), tuple(steps), (), folder / "state")
    past.commits = imported(past, Mutated(0, past.steps))
    switch(past, past.commits[-1])
    history = verified(past)
    assert history.proven, [str(finding.message) for judged in history.failures for finding in judged.findings]
    remember(past.repository, tip_of(past.repository), past.state)
    return past


def imported(past: Past, mutated: Mutated) -> tuple[str, ...]:
    """Write a history into the repository, and give all its commits."""
    past.imports += 1
    ref = f"refs/heads/history-{past.imports}"
    parts: list[bytes] = []
    for number, step in enumerate(mutated.steps, 1):
        who = f"committer x <x@example.org> {int(step.time.timestamp())} +0000"
        parts.append(f"commit {ref}\nmark :{number}\n{who}\ndata 1\nx\n".encode())
        if number == 1 and mutated.kept:
            parts.append(f"from {past.commits[mutated.kept - 1]}\n".encode())
        parts += [f"merge {past.commits[other]}\n".encode() for other in step.others]
        parts.append(b"deleteall\n")
        for path, data in step.tree.items():
            parts.append(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
    marks = past.repository.root.parent / "marks"
    command = ["git", "fast-import", "--quiet", f"--export-marks={marks}"]
    subprocess.run(command, cwd=past.repository.root, input=b"".join(parts), check=True)
    lines = (line.split(" ") for line in marks.read_text(encoding="ascii").splitlines())
    made = {int(mark[1:]): commit for mark, commit in lines}
    return (*past.commits[: mutated.kept], *(made[number] for number in sorted(made)))


def switch(past: Past, commit: str) -> None:
    """Let HEAD be the commit; the files in the folder play no part."""
    past.repository.git.run("update-ref", "--no-deref", "HEAD", commit)


def verified(past: Past, state: Path | None = None) -> History:
    """Verify the history that HEAD ends, alone or with what was remembered in the folder."""
    tip = tip_of(past.repository)
    return verify(past.repository, tip, state=state)


def betrayed_by(past: Past, mutated: Mutated) -> By:
    """Give what betrays a history: a window is a finding of the replay, told with its length."""
    switch(past, (imported(past, mutated) if mutated.steps else past.commits[: mutated.kept])[-1])
    alone = verified(past)
    if not alone.proven or alone.windows:
        return By.REPLAY
    return By.NOTHING if verified(past, past.state).proven else By.ANCHOR


# What is done to a history. Each gets the past, a random number generator and the landing from which on it is done.


class Change(Protocol):
    """Does one thing to a history."""

    __name__: str

    def __call__(self, past: Past, chance: random.Random, place: int) -> Mutated: ...


def _from(past: Past, place: int, change: Callable[[Tree], Tree]) -> Mutated:
    """Change every tree from a landing on, alike."""
    return Mutated(place, tuple(replace(step, tree=change(step.tree)) for step in past.steps[place:]))


def _some(past: Past, chance: random.Random, place: int, kind: Callable[[str], bool]) -> str:
    """Choose a path that stands before and after the landing at the place."""
    return chance.choice(sorted(path for path in past.steps[place - 1].tree if kind(path)))


def _act(path: str) -> bool:
    return path.startswith(".ledsys/acts/")


def _edition(path: str) -> bool:
    return path.startswith(".ledsys/editions/")


def _document(path: str) -> bool:
    return path.startswith("dokument/")


def _without(path: str) -> Callable[[Tree], Tree]:
    return lambda tree: {name: data for name, data in tree.items() if name != path}


def _with(path: str, edit: Callable[[bytes], bytes]) -> Callable[[Tree], Tree]:
    return lambda tree: {**tree, path: edit(tree[path])} if path in tree else tree


def act_removed(past: Past, chance: random.Random, place: int) -> Mutated:
    return _from(past, place, _without(_some(past, chance, place, _act)))


def act_edited(past: Past, chance: random.Random, place: int) -> Mutated:
    path = _some(past, chance, place, _act)
    return _from(past, place, _with(path, lambda data: data.replace(b"\nrole: ", b"\nrole: x", 1)))


def act_signed_anew(past: Past, chance: random.Random, place: int) -> Mutated:
    path = _some(past, chance, place, _act)

    def edit(data: bytes) -> bytes:
        act = actfile.read_act(data)
        signature = story.key("root-a").sign(actfile.statement(act).encode(), ACT)
        return actfile.written(replace(act, signature=signature))

    return _from(past, place, _with(path, edit))


def edition_edited(past: Past, chance: random.Random, place: int) -> Mutated:
    return _from(past, place, _with(_some(past, chance, place, _edition), lambda data: data + b"\nTillagt.\n"))


def edition_removed(past: Past, chance: random.Random, place: int) -> Mutated:
    return _from(past, place, _without(_some(past, chance, place, _edition)))


def document_removed(past: Past, chance: random.Random, place: int) -> Mutated:
    acted = {path.split("/")[2] for path in past.steps[place - 1].tree if _act(path)}
    tree = past.steps[place - 1].tree
    path = _some(past, chance, place, lambda path: _document(path) and _id(tree[path]) in acted)
    return _from(past, place, _without(path))


def decided_text_edited(past: Past, chance: random.Random, place: int) -> Mutated:
    """Edit a text that is published or approved, in one landing alone, and restore it in the next."""
    steps = past.steps
    for start in (*range(place, len(steps)), *range(2, place)):
        tree = steps[start - 1].tree
        decided = [path for path, data in tree.items() if _document(path) and b"\nstatus: publicerad" in data]
        if decided:
            edited = _with(chance.choice(sorted(decided)), lambda data: data + b"\nTillagt.\n")(tree)
            time = steps[start - 1].time
            between = (Step(time + SPAN / 3, edited), Step(time + SPAN / 2, tree))
            return Mutated(start, (*between, *steps[start:]))
    raise AssertionError("nothing was ever published")


def status_typed(past: Past, chance: random.Random, place: int) -> Mutated:
    path = _some(past, chance, place, _document)
    typed = {b"utkast": b"godk\xc3\xa4nd"}
    tree = past.steps[place].tree  # as it is from then on: a change that changes nothing would betray nothing
    old = next(line for line in tree[path].split(b"\n") if line.startswith(b"status: ")).removeprefix(b"status: ")
    new = typed.get(old, b"utkast")
    return _from(past, place, _with(path, lambda data: data.replace(b"status: " + old, b"status: " + new)))


def rule_changed(past: Past, chance: random.Random, place: int) -> Mutated:
    path = chance.choice(("organisation/mandat.yaml", "handlingstyper/rutin.yaml", "ledsys.yaml"))
    return _from(past, place, _with(path, lambda data: data + b"# ny rad\n"))


def threshold_lowered(past: Past, chance: random.Random, place: int) -> Mutated:
    return _from(
        past, place, _with("ledsys.yaml", lambda data: data.replace(b"threshold: 2", b"").replace(b": 2", b": 1"))
    )


def policy_forged(past: Past, chance: random.Random, place: int) -> Mutated:
    path = _some(past, chance, place, lambda path: path.startswith(".ledsys/policy/1/") and path.endswith(".sig"))
    return _from(past, place, _without(path))


def hidden_in_merge(past: Past, chance: random.Random, place: int) -> Mutated:
    """Remove an act in a merge, or in one of three parents (octopus)."""
    others = tuple(sorted(chance.sample(range(place), k=min(place, chance.choice((1, 2))))))
    gone = _without(_some(past, chance, place, _act))
    first, *rest = past.steps[place:]
    merge = Step(first.time, gone(first.tree), others)
    return Mutated(place, (merge, *(replace(step, tree=gone(step.tree)) for step in rest)))


def landing_left_out(past: Past, chance: random.Random, place: int) -> Mutated:
    """Leave out the landing that brought an act, but not what rests on it."""
    steps = past.steps
    brought = [
        number
        for number in range(1, len(steps) - 1)
        if any(_act(path) and path not in steps[number - 1].tree for path in steps[number].tree)
    ]
    number = chance.choice(brought[:-6])
    new = next(path for path in steps[number].tree if _act(path) and path not in steps[number - 1].tree)
    return Mutated(number, tuple(replace(step, tree=_without(new)(step.tree)) for step in steps[number + 1 :]))


def landed_late(past: Past, chance: random.Random, place: int) -> Mutated:
    """Land an act long after it was signed."""
    acts = [frozenset(filter(_act, step.tree)) for step in past.steps]
    place = min(place, max(number for number in range(1, len(acts)) if acts[number] > acts[number - 1]))
    return Mutated(place, tuple(replace(step, time=step.time + timedelta(days=45)) for step in past.steps[place:]))


def landed_early(past: Past, chance: random.Random, place: int) -> Mutated:
    """Land an act before it is signed."""
    return Mutated(place, tuple(replace(step, time=step.time - timedelta(days=2)) for step in past.steps[place:]))


def cut(past: Past, chance: random.Random, place: int) -> Mutated:
    """Force main back to an earlier landing."""
    return Mutated(place)


def cut_and_gone_on(past: Past, chance: random.Random, place: int) -> Mutated:
    """Force main back, and land something harmless on it."""
    step = past.steps[place - 1]
    return Mutated(place, (Step(past.steps[-1].time + SPAN, {**step.tree, "README.md": b"x\n"}),))


def foxtrot(past: Past, chance: random.Random, place: int) -> Mutated:
    """Merge main into an old branch of it, and let that take main's place; the tree is main's own."""
    base = max(1, len(past.steps) - chance.randint(2, 8))
    side = Step(past.steps[base].time, {**past.steps[base - 1].tree, "README.md": b"x\n"})
    merge = Step(past.steps[-1].time + SPAN, {**past.tree, "README.md": b"x\n"}, (len(past.steps) - 1,))
    return Mutated(base, (side, merge))


def squashed(past: Past, chance: random.Random, place: int) -> Mutated:
    """Put the newest landings together to one."""
    return Mutated(max(1, len(past.steps) - chance.randint(2, 8)), (past.steps[-1],))


def told_otherwise(past: Past, chance: random.Random, place: int) -> Mutated:
    """Tell the same landings again, a minute later: other commits, and nothing that breaks a rule."""
    return Mutated(place, tuple(replace(step, time=step.time + timedelta(minutes=1)) for step in past.steps[place:]))


def begun_anew(past: Past, chance: random.Random, place: int) -> Mutated:
    """Throw all away and begin with the files as they are."""
    return Mutated(0, (Step(past.steps[-1].time + SPAN, past.tree),))


def honest(past: Past, chance: random.Random, place: int) -> Mutated:
    """Go on as one may: a new draft."""
    return Mutated(len(past.steps), (Step(past.steps[-1].time + SPAN, {**past.tree, "README.md": b"x\n"}),))


CHANGES: Mapping[Change, frozenset[By]] = {
    **dict.fromkeys(
        (
            *(act_removed, act_edited, act_signed_anew, edition_edited, edition_removed, document_removed),
            *(decided_text_edited, status_typed, rule_changed, threshold_lowered, policy_forged, hidden_in_merge),
            *(landing_left_out, landed_late, landed_early),
        ),
        frozenset({By.REPLAY}),
    ),
    **dict.fromkeys((cut, cut_and_gone_on, told_otherwise), frozenset({By.ANCHOR})),
    # Whether many acts at once break a rule depends on the acts; the anchor betrays them in any case.
    **dict.fromkeys((foxtrot, squashed, begun_anew), frozenset({By.ANCHOR, By.REPLAY})),
    honest: frozenset({By.NOTHING}),
}
"""What may be done, and what must betray it; what only an anchor betrays is listed as such in proof §1.8."""


def _id(data: bytes) -> str:
    return next(line for line in data.decode().split("\n") if line.startswith("dokument-id: ")).removeprefix(
        "dokument-id: "
    )


def run(past: Past, number: int, seed: int = 0) -> Sequence[str]:
    """Try a number of histories, each change as often as the others, and give a line for each that was not betrayed."""
    chance = random.Random(seed)  # noqa: S311 - the same number makes the same histories
    changes = tuple(CHANGES)
    wrong = []
    for turn in range(number):
        change = changes[turn % len(changes)]
        place = chance.randint(len(past.steps) // 2, len(past.steps) - 2)
        found = betrayed_by(past, change(past, chance, place))
        if found not in CHANGES[change]:
            wrong.append(f"{change.__name__} at {place}: {found.value}")
    return wrong


def main(number: int) -> int:
    """Run the campaign and say what came of it."""
    wrong: list[str] = []
    started = datetime.now(UTC)
    for seed in range(max(1, number // 100)):
        with tempfile.TemporaryDirectory() as folder:
            wrong += run(past_in(Path(folder), seed=seed), min(number, 100), seed)
    for line in wrong:
        print(line)  # noqa: T201 - a script speaks by print
    print(f"{number} histories, {len(wrong)} not betrayed as they must be, {datetime.now(UTC) - started}")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
