"""The *past* of main: its landings replayed on two processors if there are many, and the windows in it.

A landing is judged by the trees before and after it alone, so the line is cut into two stretches, each replayed from
the tree where it begins, the second by a process of its own.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from functools import partial
from itertools import islice
from multiprocessing import get_context
from typing import TypeAlias

from ledsys.actfile import FOLDER as ACTS
from ledsys.actfile import PATH
from ledsys.model.finding import Finding
from ledsys.model.landing import Changed
from ledsys.proof.fold import Judged, Later
from ledsys.proof.step import step
from ledsys.store.git import Git, object_id
from ledsys.store.history import Landed, changed, landings
from ledsys.store.landing import gather
from ledsys.store.objects import GitObjects
from ledsys.store.policy import load_policy
from ledsys.store.replay import Replay, Replayed, judged_of
from ledsys.store.standing import Overlay, Standing
from ledsys.store.stream import Stream
from ledsys.store.trees import GitTree

STRETCH = 4000
"""Landings for which it is worth while to start another process."""
FIRST = 0.565
"""The part of them in the first stretch; the other process begins with reading what stands by then."""
ASKED = 10_000
"""Landings that git is asked for at once: it keeps all of them in memory."""
GARBAGE = 50_000
"""Objects made between two looks for garbage."""
AT_ONCE = 200
"""Files of a tree that are taken in at once."""


Earliest: TypeAlias = Mapping[str, datetime]
NOTHING: Earliest = {}


def line(git: Git, tip: str) -> tuple[str, ...]:
    """Give the commits of the landings up to a commit along first parents, the oldest first."""
    with Stream(
        git, "log", "-z", "--first-parent", "--no-patch", "--format=tformat:%H", object_id(tip), "--"
    ) as stream:
        return tuple(word.decode() for word in stream.words())[::-1]


def replay(git: Git, commits: Sequence[str], since: str | None = None, earliest: Earliest = NOTHING) -> Replayed:
    """Judge the landings of a `line` that come after the commit ``since``, or all of them.

    A committer's clock can be set to any day; ``earliest`` gives by commit when a landing can have come, as far as that
    is known. RepositoryError where the history is cut off, or where ``since`` is not on the line.
    """
    start = commits.index(since) + 1 if since in commits else 0
    ahead = commits[start:]
    if not ahead:
        return Replayed()
    if len(ahead) <= STRETCH:
        return stretch(git, since, ahead, earliest)
    middle = int(len(ahead) * FIRST)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        second = other.submit(stretch, git, ahead[middle - 1], ahead[middle:], earliest)
        first = stretch(git, since, ahead[:middle], earliest)
        return joined((first, second.result()))


def stretch(git: Git, since: str | None, commits: Sequence[str], earliest: Earliest = NOTHING) -> Replayed:
    """Judge the landings of commits that follow each other and one before them, whose tree is taken as it is."""
    with GitObjects(git) as objects, _much_kept():
        return Replay(standing(objects, since)).take(timed(each, earliest) for each in _landed(git, since, commits))


def _landed(git: Git, since: str | None, commits: Sequence[str]) -> Iterator[Landed]:
    for start in range(0, len(commits), ASKED):
        last = commits[min(start + ASKED, len(commits)) - 1]
        with closing(landings(git, last, since)) as found:
            yield from found
        since = last


def timed(landed: Landed, earliest: Earliest) -> Landed:
    """Give the landing with a time that it can have come at."""
    floor = earliest.get(landed.commit, landed.time)
    return landed._replace(time=floor) if landed.time < floor else landed


@contextmanager
def _much_kept() -> Iterator[None]:
    """Look for garbage seldom: hardly any is made, and what is kept is much to look through."""
    usual = gc.get_threshold()
    gc.set_threshold(GARBAGE)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def standing(objects: GitObjects, commit: str | None) -> Standing:
    """Give the tree of a commit, ready to take landings; an empty one for the beginning."""
    found = Standing(objects)
    if commit is not None:
        tree = GitTree(objects, commit)
        entries = (Changed(path, None, tree.entry(path)) for path in tree.paths())
        while part := tuple(islice(entries, AT_ONCE)):
            found.apply(part)
    return found


def joined(stretches: Iterable[Replayed]) -> Replayed:
    """Give what came of stretches that follow each other."""
    result = Replayed()
    for part in stretches:
        result.landings += part.landings
        result.began = result.began or part.began
        result.failed += part.failed
        result.falls += part.falls
        result.acts.update(part.acts)
        result.trusted += part.trusted
        result.objections += part.objections
    return result


def followed(git: Git, tip: str, judged: Judged, earliest: Earliest = NOTHING) -> Iterator[Later]:
    """Give the landings after one that did not pass, in order, to be taken as one with it."""
    with closing(landings(git, tip, judged.commit)) as ahead:
        for landed in ahead:
            later = judged_of(timed(landed, earliest))
            yield Later(later, partial(as_one, git, judged.parents[0], later))


def as_one(git: Git, before: str, last: Judged) -> tuple[Finding, ...]:
    """Judge all that landed after a commit, up to another, as if it were one landing at the time of the last."""
    with GitObjects(git) as objects:
        tree = GitTree(objects, before)
        changes = changed(git, before, last.commit)
        return step(gather(tree, Overlay(tree, changes), changes, last.time, load_policy(tree)))


def act_ids(git: Git, commit: str) -> tuple[str, ...]:
    """Give the ids of all acts in the tree of a commit."""
    tree = git.list_tree(commit, ACTS)
    return tuple(path.rpartition("/")[2].removesuffix(".act") for path in tree if PATH.fullmatch(path))
