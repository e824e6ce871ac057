"""The *policy file*: the text form of a policy version, strict to the byte (proof §1.6, fixed).

``key: value`` lines as in an act, then one line ``file: <SHA-256> <path>`` for every protected file, sorted by path.
The statement lies in ``.ledsys/policy/<number>/policy``, the detached signatures of those who vouch for it beside it,
each in a file named by its key, so that two persons can sign at once. The bytes of every file that a version names lie
in ``.ledsys/policy/history``, named by their SHA-256.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ledsys import fieldlines
from ledsys.digest import PREFIX, sha256
from ledsys.errors import LedsysError
from ledsys.fieldlines import FieldLinesError, text, time, timestamp
from ledsys.message import msg
from ledsys.model.policy import PolicyVersion, protected
from ledsys.signature import PublicKey

FORMAT = "1"
LARGEST = 4 * 1024 * 1024
"""Bytes of a statement."""
FOLDER = ".ledsys/policy"
HISTORY = f"{FOLDER}/history"
STATEMENT_PATH = re.compile(rf"{re.escape(FOLDER)}/([1-9][0-9]{{0,5}})/policy")
"""The path of a statement: the version's number."""
SIGNATURE_PATH = re.compile(rf"{re.escape(FOLDER)}/([1-9][0-9]{{0,5}})/([0-9a-f]{{20}})\.sig")
"""The path of a signature: the version's number, and the start of the SHA-256 of the key's bytes."""
HISTORY_PATH = re.compile(rf"{re.escape(HISTORY)}/([0-9a-f]{{64}})")
"""The path of kept bytes: their SHA-256."""

FIELDS = ("ledsys-policy", "repo", "version", "before", "acts", "person", "reason", "made-at")

_FILE = "file: "
_HEX = re.compile(r"[0-9a-f]{64}")
_HASH = re.compile(rf"{PREFIX}{_HEX.pattern}")


class PolicyFormError(LedsysError):
    """The bytes are not a policy version of format 1."""


def belongs(path: str) -> bool:
    """Tell whether a path is one where ledsys keeps something of the policy chain."""
    return any(pattern.fullmatch(path) for pattern in (STATEMENT_PATH, SIGNATURE_PATH, HISTORY_PATH))


def path_of(number: int) -> str:
    """Give the path of the statement of a version."""
    return f"{FOLDER}/{number}/policy"


def signature_path(number: int, key: PublicKey) -> str:
    """Give the path of the key's signature on a version."""
    return f"{FOLDER}/{number}/{sha256(key.blob)[:20]}.sig"


def history_path(digest: str) -> str:
    """Give the path of the bytes with the SHA-256 in hex."""
    return f"{HISTORY}/{digest}"


def nameable(path: str) -> bool:
    """Tell whether a policy version can name the protected file: nothing unseen, no way up or around in its path."""
    parts = path.split("/")
    plain = fieldlines.FORBIDDEN.search(path) is None and "\\" not in path
    return plain and not {"", ".", ".."} & set(parts) and protected(path)


def acts_digest(ids: Iterable[str]) -> str:
    """Give the digest of the ids of acts, as the first version states it for what was done before it."""
    return PREFIX + sha256("".join(f"{act}\n" for act in sorted(ids)).encode())


def statement(version: PolicyVersion) -> str:
    """Give the lines that are signed, and whose digest is the version's hash."""
    values: Mapping[str, object] = {
        "ledsys-policy": FORMAT,
        "repo": version.repo,
        "version": version.version,
        "before": version.before,
        "acts": version.acts,
        "person": version.person,
        "reason": version.reason,
        "made-at": timestamp(version.made_at),
    }
    stated = "".join(fieldlines.field_line(field, values[field]) for field in FIELDS)
    paths = sorted(version.files, key=str.encode)
    return stated + "".join(f"{_FILE}{version.files[path]} {path}\n" for path in paths)


def sealed(version: PolicyVersion) -> PolicyVersion:
    """Give the version with its hash, taken from its statement."""
    return replace(version, hash=PREFIX + sha256(statement(version).encode()))


def read_statement(data: bytes) -> PolicyVersion:
    """Read a statement; the version's hash is computed from what was read, and it has no signatures yet.

    Raises `PolicyFormError` if the bytes are not exactly what `statement` would give for what they state.
    """
    if len(data) > LARGEST:
        raise PolicyFormError(msg("the policy version is larger than {limit} bytes", limit=LARGEST))
    try:
        lines = data.decode().removesuffix("\n").split("\n")
    except UnicodeDecodeError:
        raise PolicyFormError(msg("the policy version is not UTF-8 text")) from None
    try:
        fields = fieldlines.fields(lines[: len(FIELDS)], FIELDS)
    except FieldLinesError as error:
        raise PolicyFormError(error.message) from None
    if fields["ledsys-policy"] != FORMAT:
        raise PolicyFormError(msg("the policy version has a format that this version of ledsys does not know"))
    version = _version(fields, _files(lines[len(FIELDS) :]))
    if statement(version).encode() != data:
        raise PolicyFormError(msg("the policy version is not written in the one exact form"))
    return sealed(version)


def _version(fields: Mapping[str, str], files: Mapping[str, str]) -> PolicyVersion:
    try:
        number = int(fields["version"])
        return PolicyVersion(
            repo=_text(fields["repo"]),
            version=_positive(number),
            before=_hash(fields["before"], wanted=number != 1),
            acts=_hash(fields["acts"], wanted=number == 1),
            person=_text(fields["person"]),
            reason=_text(fields["reason"]),
            made_at=time(fields["made-at"]),
            files=files,
        )
    except ValueError:
        raise PolicyFormError(msg("a field of the policy version holds a value that it can't have")) from None


def _files(lines: Sequence[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(lines, len(FIELDS) + 1):
        digest, _, path = line.removeprefix(_FILE).partition(" ")
        if not _HEX.fullmatch(digest) or not nameable(path):
            raise PolicyFormError(msg("line {line} names no protected file with its SHA-256", line=number))
        found[path] = digest
    return found


def _positive(number: int) -> int:
    if number < 1:
        raise ValueError(number)
    return number


def _text(value: str) -> str:
    found = text(value)
    if found is None:
        raise ValueError(value)
    return found


def _hash(value: str, *, wanted: bool) -> str | None:
    """Give the hash, which must be there just if it is wanted."""
    found = text(value)
    if (found is not None) != wanted or (found is not None and not _HASH.fullmatch(found)):
        raise ValueError(value)
    return found
