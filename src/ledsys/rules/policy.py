"""*Policy* (LS808-811): is what the organisation decided about its documents signed by those who may decide it?

A tree is judged by its whole chain of policy versions. A landing is judged by the versions that it brings, whose keys
must count on the day of the landing too (proof §1.6). A docs repo without root persons is open, and nothing is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC
from typing import TypeAlias

from ledsys.authority.chain import against
from ledsys.authority.objection import CHAIN, SHRUNK, THRESHOLD, UNSIGNED, Objection
from ledsys.authority.protection import unsigned_files
from ledsys.message import msg
from ledsys.model.corpus import Corpus, Policy
from ledsys.model.facts import WHOLE_FILE, Place
from ledsys.model.finding import Severity
from ledsys.model.landing import Landing, Proposal
from ledsys.model.policy import PolicyVersion
from ledsys.policyfile import acts_digest, history_path, path_of
from ledsys.rules.landings import AHEAD, OLDEST
from ledsys.rules.rule import Case, Hit, Rule, found_while_loading

SETTINGS = "ledsys.yaml"

Judged: TypeAlias = tuple[PolicyVersion, Objection]


def _hit(version: PolicyVersion, objection: Objection) -> Hit:
    return Hit(Place(1, 1), objection.message, objection.help, path_of(version.version))


def _brought(landing: Landing) -> Iterator[Judged]:
    """Yield what is wrong with the versions that the landing brings, or brings signatures of."""
    chain = landing.after.chain
    if chain == landing.before.chain:
        return
    landed = {version.hash: version for version in landing.before.chain}
    for before, version in zip((None, *chain), chain, strict=False):
        day = None if version.hash in landed else landing.now.date()
        if landed.get(version.hash) != version:
            for objection in against(version, before, landing.after.policies, day):
                yield version, objection


def _judged(code: str, name: str) -> Rule:
    """Make a rule of what is found under its code when versions are judged by the ones before them."""

    def of_repository(case: Case) -> Iterator[Hit]:
        return (_hit(version, found) for version, found in case.policy_objections if found.code == code)

    def of_landing(landing: Landing, case: Case) -> Iterator[Hit]:
        del case
        return (_hit(version, found) for version, found in _brought(landing) if found.code == code)

    return Rule(code, name, Severity.ERROR, of_repository=of_repository, of_landing=of_landing)


def _unsigned(landing: Landing, case: Case) -> Iterator[Hit]:
    """After the landing, a protected file is not the one that is signed."""
    del case
    if landing.proposal is not None and landing.after.chain:
        for path, found in unsigned_files(landing.after.chain[-1], landing.proposal.files):
            yield Hit(WHOLE_FILE, found.message, found.help, path)


def _whole(case: Case) -> Iterator[Hit]:
    """The chain is not whole: versions, or what they say, are missing, can't be read or don't follow each other."""
    corpus = case.corpus
    for path, problem in case.problems.get(CHAIN, ()):
        yield Hit(Place(problem.line, problem.column), problem.message, problem.help, path)
    lost = {version.version: _hit(version, found) for version, found in _lost(corpus, corpus.chain)}
    yield from lost.values()
    for version, found in case.policy_objections:
        if found.code == CHAIN and version.version not in lost:
            yield _hit(version, found)
    yield from _acts_before(corpus)
    yield from _unbegun(corpus, corpus.policy)


def _continued(landing: Landing, case: Case) -> Iterator[Hit]:
    """What the landing brings is not the next version, or not of these days, or lacks what it says."""
    before, after = landing.before, landing.after
    for path, problem in case.problems.get(CHAIN, ()):
        if all(path != found.path for found in before.problems):
            yield Hit(Place(problem.line, problem.column), problem.message, problem.help, path)
    brought: tuple[PolicyVersion, ...] = ()
    if after.chain != before.chain:
        hashes = {version.hash for version in before.chain}
        brought = tuple(version for version in after.chain if version.hash not in hashes)
    lost = {version.version: _hit(version, found) for version, found in _lost(after, brought)}
    yield from lost.values()
    for version, found in _brought(landing):
        if found.code == CHAIN and version.version not in lost:
            yield _hit(version, found)
    for version in brought:
        now = landing.now.astimezone(UTC)  # local clocks can't be reckoned with in the hour that comes twice
        if not now - OLDEST <= version.made_at <= now + AHEAD:
            yield _hit(version, _untimely(version))
    if landing.proposal is not None:
        yield from _misnamed(landing.proposal)
        if landing.proposal.policy is not None:
            yield from _unbegun(after, landing.proposal.policy)


def _misnamed(proposal: Proposal) -> Iterator[Hit]:
    """Yield the kept bytes that are not those which their name promises, and would bar the way for those that are."""
    for path, digest in sorted(proposal.kept.items()):
        if path != history_path(digest):
            wrong = msg("These bytes are not the ones that the name of the file promises.")
            yield Hit(WHOLE_FILE, wrong, msg("Take the file out of the merge request; only ledsys writes there."), path)


def _lost(corpus: Corpus, versions: Iterable[PolicyVersion]) -> Iterator[Judged]:
    """Yield the versions that name files whose bytes have not been kept."""
    for version in versions:
        lost = tuple(path for path, digest in sorted(version.files.items()) if history_path(digest) not in corpus.files)
        if lost:
            yield (
                version,
                Objection(
                    CHAIN,
                    msg("What policy version {n} says of {paths} has not been kept.", n=version.version, paths=lost),
                    msg("Get .ledsys/policy/history back from git; nothing there is ever changed or removed."),
                ),
            )


def _acts_before(corpus: Corpus) -> Iterator[Hit]:
    """Yield that the acts of open mode are not those that the first version vouches for having been there."""
    acts = [act for acts in (*corpus.acts.values(), corpus.delegations) for act in acts]
    stated = corpus.chain[0].acts if corpus.chain else None
    if stated is not None and stated != acts_digest(act.id for act in acts if act.policy is None):
        found = Objection(
            CHAIN,
            msg("The acts that name no policy are not those that were here when the first version was made."),
            msg("Acts are never added, changed or removed afterwards. Get .ledsys/acts back from git."),
        )
        yield _hit(corpus.chain[0], found)


def _unbegun(corpus: Corpus, policy: Policy) -> Iterator[Hit]:
    """Yield that there are root persons who have signed nothing."""
    if not (policy.settings.authority.open or corpus.chain or path_of(1) in corpus.files):
        yield Hit(
            WHOLE_FILE,
            msg("The settings name root persons (rotpersoner), but they have not signed anything yet."),
            msg("Begin with `ledsys policy init`. Until then, anybody can change who decides."),
            SETTINGS,
        )


def _untimely(version: PolicyVersion) -> Objection:
    return Objection(
        CHAIN,
        msg(
            "Policy version {n} says that it was made at {time}. That is more than {days} days ago, or has not come.",
            n=version.version,
            time=version.made_at.isoformat(timespec="minutes"),
            days=OLDEST.days,
        ),
        msg("Set the clock of the computer right, and make the version anew with `ledsys policy change`."),
    )


RULES: tuple[Rule, ...] = (
    replace(found_while_loading(UNSIGNED, "policy-unsigned"), of_landing=_unsigned),
    Rule(CHAIN, "policy-chain", Severity.ERROR, of_repository=_whole, of_landing=_continued),
    _judged(THRESHOLD, "policy-threshold"),
    _judged(SHRUNK, "register-shrunk"),
)
