"""*Verifying* a history: every landing replayed, every anchor held against it, and what was seen remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ledsys.actfile import FOLDER as ACTS
from ledsys.errors import RepositoryError
from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus, Policy
from ledsys.model.policy import PolicyVersion
from ledsys.policyfile import FOLDER as CHAIN
from ledsys.proof.fold import Ground, History, windows
from ledsys.proof.seals import Seal, act_set
from ledsys.proof.standing import disputed_acts
from ledsys.store.anchors import against_journal, against_other_roots, against_root, against_seen, newest
from ledsys.store.evidence import load_acts
from ledsys.store.git import Git
from ledsys.store.history import landings, times
from ledsys.store.landing import Part, protected_paths
from ledsys.store.last_seen import LastSeen, Seen
from ledsys.store.objects import GitObjects
from ledsys.store.past import act_ids, followed, line, replay
from ledsys.store.policies import load_chain
from ledsys.store.policy import load_policy
from ledsys.store.repository import Repository
from ledsys.store.sealing import Journal, read
from ledsys.store.trees import GitTree, Tree


@dataclass(frozen=True)
class Tip:
    """Where main ends: its commit, the line of landings to it, its policy and chain, and the disputed acts in it."""

    commit: str
    line: tuple[str, ...]
    policy: Policy
    chain: tuple[PolicyVersion, ...]
    disputed: tuple[Act, ...]

    @property
    def root(self) -> str | None:
        """The hash of policy version 1; none in open mode."""
        return self.chain[0].hash if self.chain else None

    @property
    def policy_hash(self) -> str | None:
        """The hash of the newest policy version; none in open mode."""
        return self.chain[-1].hash if self.chain else None


def tip_of(repository: Repository) -> Tip:
    """Give where the branch that is checked out ends.

    RepositoryError if nothing was committed, or if history is missing, as in a shallow copy.
    """
    commit = repository.head().commit
    if commit is None:
        raise RepositoryError(msg("Nothing has been committed here, so there is no history."))
    commits = line(repository.git, commit)
    with closing(landings(repository.git, commits[0])) as beginning:
        next(beginning)  # says so if history is missing before it
    with GitObjects(repository.git) as objects:
        tree = GitTree(objects, commit)
        part = Part(tree, (*protected_paths(tree), *tree.under(CHAIN)))
        policy = load_policy(part)
        return Tip(commit, commits, policy, load_chain(part).versions, _disputed(tree, policy))


def _disputed(tree: Tree, policy: Policy) -> tuple[Act, ...]:
    """Give the disputed acts; nothing is read where no key was compromised."""
    compromised = any(key.compromised for person in policy.register.persons for key in person.keys)
    if not compromised and not any(key.compromised for key in policy.settings.authority.witnesses):
        return ()
    evidence = load_acts(Part(tree, tree.under(ACTS)))
    today = max((act.signed_at for acts in evidence.acts.values() for act in acts), default=None)
    if today is None:
        return ()
    day = today.astimezone(ZoneInfo(policy.settings.zone)).date()
    return disputed_acts(Corpus(policy, day, acts=evidence.acts, delegations=evidence.delegations))


def since_seal(journal: Journal, tip: Tip) -> Seal:
    """Give the newest seal to go on from; RepositoryError if none can be used."""
    seal = newest(journal)
    if seal is None or seal.commit not in tip.line:
        raise RepositoryError(
            msg("There is no seal to go on from."),
            msg(
                "Get the branch with"
                " `git fetch origin ledsys-journal:refs/remotes/origin/ledsys-journal`, or leave out --from-seal."
            ),
        )
    return seal


def verify(
    repository: Repository, tip: Tip, seal: Seal | None = None, pinned: str | None = None, state: Path | None = None
) -> History:
    """Judge every landing up to the tip, or those after a seal, and hold the anchors against the line.

    ``state`` is the folder where this computer remembers what it saw; None remembers nothing.
    """
    git, journal = repository.git, read(repository)
    since = seal.commit if seal is not None else None
    memory = last_seen(tip, state) if state is not None else None
    seen = memory.read() if memory is not None else None
    objections: tuple[Message, ...] = (
        *against_root(tip.root, pinned),
        *against_journal(git, journal, tip.line, tip.policy.settings),
        *(against_seen(git, seen, tip.line) if seen is not None else ()),
        *(against_other_roots(memory, tip.root) if memory is not None else ()),
    )
    earliest = _earliest(git, journal, tip.line)
    replayed = replay(git, tip.line, since, earliest)
    failures, open_windows = windows(replayed.failed, lambda judged: followed(git, tip.commit, judged, earliest))
    return History(
        ground=Ground(tip.policy.settings.authority.open, len(tip.chain), tip.root, pinned is not None),
        tip=tip.commit,
        since=since,
        landings=replayed.landings,
        began=replayed.began,
        failures=failures,
        windows=open_windows,
        falls=tuple(replayed.falls),
        acts=replayed.acts,
        trusted=replayed.trusted if since is None else len(act_ids(git, since)),
        disputed=tip.disputed,
        objections=(*objections, *replayed.objections),
    )


def _earliest(git: Git, journal: Journal, commits: Sequence[str]) -> Mapping[str, datetime]:
    """Give by commit when each landing after a sealed one can have come at the earliest.

    It followed the sealed one, which was there when it was sealed; so a date from before is not the day of its landing,
    on which its keys and mandates must count (proof §1.7).
    """
    sealed = {seal.commit: seal.time for seal in reversed(journal.seals)}
    committed = times(git, (commit for commit in commits if commit in sealed))
    found: dict[str, datetime] = {}
    floor: datetime | None = None
    for commit in commits:
        if floor is not None:
            found[commit] = floor
        if commit in committed:
            there = min(committed[commit], sealed[commit])
            floor = max(floor, there) if floor is not None else there
    return found


def remember(repository: Repository, tip: Tip, state: Path) -> None:
    """Remember how far main had come, once it is proven; WriteError where the disk refuses."""
    acts = act_set(act_ids(repository.git, tip.commit))
    last_seen(tip, state).write(Seen(len(tip.line), tip.commit, acts))


def last_seen(tip: Tip, state: Path) -> LastSeen:
    """Give where this computer remembers the docs repo: by its root, in open mode by its first landing."""
    return LastSeen(state, tip.policy.settings.repo_id, tip.root or tip.line[0])
