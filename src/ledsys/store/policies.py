"""Loading the *policy chain*: the versions under ``.ledsys/policy`` with their signatures, and each policy as it stood.

What a version says lies in ``.ledsys/policy/history`` by its digest, so that an act can be judged for ever by the
policy that its signer saw. A policy is read only when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ledsys.authority.objection import CHAIN
from ledsys.authority.protection import unsigned_files
from ledsys.digest import sha256
from ledsys.errors import RepositoryError, UnusableError
from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.corpus import Policy, RepositoryProblem
from ledsys.model.facts import Problem
from ledsys.model.policy import PolicyVersion, protected
from ledsys.model.scalars import Record
from ledsys.policyfile import SIGNATURE_PATH, STATEMENT_PATH, PolicyFormError, history_path, path_of, read_statement
from ledsys.store.evidence import with_delegations
from ledsys.store.files import Files, Kind, ReadError
from ledsys.store.policy import load_policy

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Chain:
    """The versions by number, each policy as it stood by the hash of its version, and what is wrong with the files."""

    versions: tuple[PolicyVersion, ...] = ()
    policies: Mapping[str, Policy] = field(default_factory=dict)
    problems: tuple[RepositoryProblem, ...] = ()


def load_chain(files: Files) -> Chain:
    """Load the chain; versions that can't be read, and protected files that the newest does not name, are problems.

    Whether versions are missing or wrongly signed is no matter of loading: rules judge that.
    """
    signatures = _signatures(files)
    versions: list[PolicyVersion] = []
    problems: list[RepositoryProblem] = []
    for number in sorted(int(found[1]) for path in files.paths() if (found := STATEMENT_PATH.fullmatch(path))):
        version = _version(files, number)
        if isinstance(version, PolicyVersion):
            versions.append(replace(version, signatures=signatures.get(number, ())))
        else:
            problems.append(version)
    if versions:
        for path, objection in unsigned_files(versions[-1], protected_files(files)):
            problem = Problem(objection.code, 0, 0, objection.message, objection.help)
            problems.append(RepositoryProblem(path, problem))
    return Chain(tuple(versions), Policies(files, versions), tuple(problems))


def protected_files(files: Files) -> Mapping[str, str]:
    """Give SHA-256 in hex of every protected file by path; empty, which is no digest, where it can't be read."""
    return {path: _digest(files, path) for path in files.paths() if protected(path)}


def _digest(files: Files, path: str) -> str:
    try:
        return sha256(files.read(path)) if files.kind(path) is Kind.REGULAR else ""
    except ReadError:
        return ""


def _version(files: Files, number: int) -> PolicyVersion | RepositoryProblem:
    path = path_of(number)
    try:
        version = read_statement(files.read(path))
    except PolicyFormError as error:
        return _unreadable(path, error.message)
    except ReadError as error:
        return _unreadable(path, error.why)
    if version.version != number:
        return _unreadable(path, msg("it calls itself version {n}", n=version.version))
    return version


def _unreadable(path: str, why: Message) -> RepositoryProblem:
    message = msg("This policy version can't be read: {why}.", why=why)
    help_ = msg("Policy versions are never edited. Get the file back from git: git restore {path}", path=path)
    return RepositoryProblem(path, Problem(CHAIN, 1, 1, message, help_))


def _signatures(files: Files) -> Mapping[int, tuple[str, ...]]:
    """Give the signatures of each version by number, as text; one that can't be read is empty and so signs nothing."""
    found: dict[int, list[str]] = {}
    for path in sorted(files.paths()):
        place = SIGNATURE_PATH.fullmatch(path)
        if place is not None:
            try:
                armour = files.read(path).decode(errors="replace")
            except ReadError:
                armour = ""
            found.setdefault(int(place[1]), []).append(armour)
    return {number: tuple(armours) for number, armours in found.items()}


class Policies(Mapping[str, Policy]):
    """Policies as they stood, by the hash of the version; KeyError also for one whose files are lost or altered."""

    def __init__(self, files: Files, versions: Sequence[PolicyVersion]) -> None:
        self._files = files
        self._versions = {version.hash: version for version in versions}
        self._read: dict[str, Policy | None] = {}
        self._records: dict[Record, Record] = {}

    def __getitem__(self, key: str) -> Policy:
        """Give the policy as it stood in the version with the hash."""
        if key not in self._read:
            self._read[key] = self._load(self._versions[key])
        policy = self._read[key]
        if policy is None:
            raise KeyError(key)
        return policy

    def __iter__(self) -> Iterator[str]:
        """Give the hashes of the versions whose policies can be read."""
        return (key for key in self._versions if key in self)

    def __len__(self) -> int:
        """Tell how many policies can be read."""
        return sum(1 for _ in self)

    def _load(self, version: PolicyVersion) -> Policy | None:
        try:
            policy = load_policy(_Kept(self._files, version.files))
        except (RepositoryError, UnusableError):
            return None
        register = policy.register
        same = replace(
            register,
            persons=self._once(register.persons),
            holdings=self._once(register.holdings),
            mandates=self._once(register.mandates),
        )
        return replace(policy, register=same)

    def _once(self, records: tuple[R, ...]) -> tuple[R, ...]:
        """Give the records, each as one object over all versions: most are the same in hundreds of them."""
        return tuple(self._records.setdefault(record, record) for record in records)  # type: ignore[misc]


class Delegated(Mapping[str, Policy]):
    """The same policies, whose registers know the delegations that acts have made."""

    def __init__(self, policies: Mapping[str, Policy], delegations: tuple[Act, ...]) -> None:
        self._policies = policies
        self._delegations = delegations
        self._known: dict[str, Policy] = {}

    def __getitem__(self, key: str) -> Policy:
        """Give the policy as it stood in the version with the hash."""
        if key not in self._known:
            self._known[key] = with_delegations(self._policies[key], self._delegations)
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        """Give the hashes of the versions whose policies can be read."""
        return iter(self._policies)

    def __len__(self) -> int:
        """Tell how many policies can be read."""
        return len(self._policies)


class _Kept:
    """The protected files of a version, with their bytes from history."""

    def __init__(self, files: Files, digests: Mapping[str, str]) -> None:
        self.files = files
        self.digests = digests

    def paths(self) -> Iterable[str]:
        return self.digests

    def kind(self, path: str) -> Kind:
        return self.files.kind(history_path(self.digests[path]))

    def read(self, path: str) -> bytes:
        kept = history_path(self.digests[path])
        data = self.files.read(kept)
        if sha256(data) != self.digests[path]:
            raise ReadError(kept, CHAIN, msg("it was changed"))
        return data
