"""*Anchors*: what remembers main apart from main itself: the pinned root, the journal of seals, what was seen last.

A history that was cut or rewritten can be whole in itself; only something that remembers it betrays it (proof §1.9).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ledsys.message import Message, msg
from ledsys.model.settings import Settings
from ledsys.proof import seals
from ledsys.proof.seals import Seal, act_set
from ledsys.store.git import Git, object_id
from ledsys.store.history import tree_of
from ledsys.store.last_seen import LastSeen, Seen
from ledsys.store.past import act_ids
from ledsys.store.sealing import Journal
from ledsys.store.stream import Stream

NAMED = 10
"""So many missing landings are named."""


def against_root(root: str | None, pinned: str | None) -> Iterator[Message]:
    """Yield that the authority did not begin where the pin says; ``root`` is the hash of policy version 1."""
    if pinned is not None and root is None:
        yield msg("The root {pinned} is pinned, but this docs repo has no policy version 1.", pinned=pinned)
    elif pinned is not None and root != pinned:
        yield msg(
            "The authority of this docs repo begins with {root}, not with the pinned root {pinned}.",
            root=root or "–",
            pinned=pinned,
        )


def against_journal(git: Git, journal: Journal, commits: Sequence[str], settings: Settings) -> Iterator[Message]:
    """Yield what in the journal of seals does not agree with the line of landings, or does not hold by itself."""
    if journal.forked:
        yield msg("The journal of seals here and the one of origin tell different things.")
    yield from seals.objections(journal.seals, settings.authority.sealers, settings.repo_id)
    places = {commit: place for place, commit in enumerate(commits)}
    for seal in journal.seals:
        if seal.commit not in places:
            yield from _gone(
                git, commits[-1], seal.commit, msg("seal {n} of {day}", n=seal.number, day=seal.time.date())
            )
    if journal.seals and journal.seals[-1].commit in places:
        yield from _differs(git, journal.seals[-1])


def against_seen(git: Git, seen: Seen, commits: Sequence[str]) -> Iterator[Message]:
    """Yield that what this computer saw last is not on the line of landings, or not as it was seen."""
    if seen.landings > len(commits) or commits[seen.landings - 1] != seen.commit:
        if seen.commit in commits:
            yield msg("The landing {commit} has another place in the line than when it was seen.", commit=seen.commit)
        else:
            yield from _gone(git, commits[-1], seen.commit, msg("what this computer saw last"))
    elif act_set(act_ids(git, seen.commit)) != seen.acts:
        yield msg("The landing {commit} has other acts than when it was seen.", commit=seen.commit)


def against_other_roots(memory: LastSeen, root: str | None) -> Iterator[Message]:
    """Yield that this computer saw the docs repo with signed rules that began elsewhere; they never begin anew."""
    for other in memory.signed_elsewhere():
        yield msg(
            "This computer has seen {repo} with signed rules that begin with {other}; here they begin with {root}."
            " Either everything was rewritten, or this is another docs repo, which needs a repo-id of its own.",
            repo=memory.repo,
            other=other,
            root=root or "–",
        )


def newest(journal: Journal) -> Seal | None:
    """Give the newest seal that says its landing was proven; none if there is none."""
    return next((seal for seal in reversed(journal.seals) if seal.proof is seals.Proof.PROVEN), None)


def _differs(git: Git, seal: Seal) -> Iterator[Message]:
    if tree_of(git, seal.commit) != seal.tree or act_set(act_ids(git, seal.commit)) != seal.acts:
        yield msg(
            "Seal {n} was made over other files than its landing {commit} has.", n=seal.number, commit=seal.commit
        )


def _gone(git: Git, tip: str, commit: str, what: Message) -> Iterator[Message]:
    """Say that a landing is not on the line, and name those that are missing, as far as they are still to be found."""
    missing = _missing(git, tip, commit)
    yield msg(
        "The line of landings does not hold {commit} ({what}): main was cut, rewritten, or merged into something that"
        " took its place. Missing landings: {missing}.",
        commit=commit,
        what=what,
        missing=missing,
    )


def _missing(git: Git, tip: str, commit: str) -> tuple[str, ...]:
    if git.ask("rev-parse", "--quiet", "--verify", "--end-of-options", f"{object_id(commit)}^{{commit}}") is None:
        return (commit,)
    options = ("-z", "--first-parent", "--no-patch", "--format=tformat:%H")
    with Stream(git, "log", *options, commit, f"^{tip}", "--") as stream:
        found = tuple(word.decode() for word in islice(stream.words(), NAMED + 1))
    return (*found[:NAMED], "…") if len(found) > NAMED else found or (commit,)
