"""*Seals*: lines by which a machine remembers how far main had come and that it was proven (proof §1.9, fixed).

A seal names the landing, its tree, all acts in it and the policy, and the seal before it; a key that decides nothing
signs it. Whoever keeps a line of it, in a diary or on paper, can tell if main was cut or rewritten. The journal is
nothing but seals, each a line followed by its signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ledsys import fieldlines
from ledsys.authority.keys import key_machine
from ledsys.digest import PREFIX, sha256
from ledsys.errors import LedsysError
from ledsys.fieldlines import EMPTY
from ledsys.message import Message, msg
from ledsys.model.organisation import Machine
from ledsys.policyfile import acts_digest
from ledsys.signature import SEAL, SignatureError, verify

FORMAT = "ledsys-seal-1"
LARGEST = 64 * 1024 * 1024
"""Bytes of a journal."""
SIGNATURE_LINES = 20
"""More lines than any signature has."""

_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_HASH = rf"{PREFIX}[0-9a-f]{{64}}"
_LINE = re.compile(
    rf"{FORMAT} ([1-9][0-9]{{0,8}}) ({_HASH}|{EMPTY}) (\S+) ([0-9a-f]{{40}}) ([0-9a-f]{{40}})"
    rf" ({_HASH}) ({_HASH}|{EMPTY}) (\S+) (.+)"
)


class SealFormError(LedsysError):
    """The bytes are no journal of format 1."""


class Proof(StrEnum):
    """What was found of the landings since the seal before."""

    PROVEN = "proven"
    UNPROVEN = "unproven"


@dataclass(frozen=True, kw_only=True)
class Seal:
    """One seal; the fields and their order are those of its line (fixed).

    ``before`` is the hash of the line before (none for the first), ``acts`` the digest of the ids of all acts in the
    tree, ``policy`` the hash of the newest policy version (none in open mode). ``repo`` stands last, since it alone may
    hold blanks.
    """

    number: int
    before: str | None
    time: datetime
    commit: str
    tree: str
    acts: str
    policy: str | None
    proof: Proof
    repo: str
    signature: str = ""

    @property
    def hash(self) -> str:
        """The hash of the line, by which the next seal names it."""
        return PREFIX + sha256(line(self).encode())


def line(seal: Seal) -> str:
    """Give the line that is signed, with its line end; it is also what is entered in the diary."""
    words = (
        *(FORMAT, seal.number, seal.before or EMPTY, fieldlines.timestamp(seal.time), seal.commit, seal.tree),
        *(seal.acts, seal.policy or EMPTY, seal.proof.value, fieldlines.line(seal.repo)),
    )
    return " ".join(map(str, words)) + "\n"


def written(seals: Iterable[Seal]) -> bytes:
    """Give the bytes of a journal."""
    return "".join(line(seal) + seal.signature for seal in seals).encode()


def read_journal(data: bytes) -> tuple[Seal, ...]:
    """Read a journal; SealFormError if the bytes are not exactly what `written` would give for what they state."""
    if len(data) > LARGEST:
        raise SealFormError(msg("The journal of seals is larger than {limit} bytes.", limit=LARGEST))
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError:
        raise SealFormError(msg("The journal of seals is not UTF-8 text.")) from None
    seals = tuple(_seals(lines[:-1]))
    if written(seals) != data:
        raise SealFormError(msg("The journal of seals is not written in the one exact form."))
    return seals


def objections(seals: Sequence[Seal], sealers: Sequence[Machine], repo: str) -> Iterator[Message]:
    """Yield what is wrong with a journal: a seal missing, out of order, of another docs repo, or wrongly signed.

    ``sealers`` are the machines of the policy at the tip; the register only grows, so it has those of long ago too.
    """
    before: Seal | None = None
    for seal in seals:
        if seal.number != (before.number + 1 if before else 1) or seal.before != (before.hash if before else None):
            yield msg("Seal {n} does not follow the one before it.", n=seal.number)
        if before is not None and seal.time < before.time:
            yield msg("Seal {n} says that it was made before the one before it.", n=seal.number)
        if seal.repo != repo:
            yield msg("Seal {n} is of another docs repo: {repo}.", n=seal.number, repo=seal.repo)
        yield from _signed(seal, sealers)
        before = seal


def act_set(ids: Iterable[str]) -> str:
    """Give the digest of the ids of acts: sorted, one a line."""
    return acts_digest(ids)


def _signed(seal: Seal, sealers: Sequence[Machine]) -> Iterator[Message]:
    try:
        key = verify(seal.signature, line(seal).encode(), SEAL).key
    except SignatureError as error:
        yield msg("The signature of seal {n} does not hold: {why}", n=seal.number, why=error.message)
        return
    machine = key_machine(sealers, key)
    if machine is None:
        yield msg("Seal {n} is signed with a key that seals nothing here: {key}.", n=seal.number, key=key.fingerprint)
    elif not machine.usable(seal.time.date()):
        yield msg(
            "Seal {n} is signed by {machine} with a key that did not count on {day}.",
            n=seal.number,
            machine=machine.id,
            day=seal.time.date(),
        )


def _seals(lines: Sequence[str]) -> Iterator[Seal]:
    place = 0
    while place < len(lines):
        stated = place + 1
        end = next((at for at in range(stated, min(stated + SIGNATURE_LINES, len(lines))) if lines[at] == _END), None)
        if end is None or lines[stated] != _BEGIN:
            raise _unreadable(place)
        yield _seal(lines[place], "".join(f"{each}\n" for each in lines[stated : end + 1]), place)
        place = end + 1


def _seal(text: str, signature: str, place: int) -> Seal:
    found = _LINE.fullmatch(text)
    if found is None:
        raise _unreadable(place)
    try:
        return Seal(
            number=int(found[1]),
            before=fieldlines.text(found[2]),
            time=fieldlines.time(found[3]),
            commit=found[4],
            tree=found[5],
            acts=found[6],
            policy=fieldlines.text(found[7]),
            proof=Proof(found[8]),
            repo=fieldlines.unescaped(found[9]),
            signature=signature,
        )
    except ValueError:
        raise _unreadable(place) from None


def _unreadable(place: int) -> SealFormError:
    return SealFormError(msg("Line {line} of the journal of seals is no seal with its signature.", line=place + 1))
