"""*Allowed signers*: whose keys counted when, in the form that ``ssh-keygen -Y verify`` reads (``man ssh-keygen``).

By it anybody can check a signature without ledsys. The times bear no zone: an act is checked at the time that it
states, as written there, so both are read in the same zone, and a key counts on the days that the register says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ledsys.model.organisation import Key, Period
from ledsys.model.register import Register
from ledsys.model.settings import Authority
from ledsys.signature import ACT, POLICY, SEAL, PublicKey, SignatureFormError, read_key

WITNESS = "vittne:"
"""Before the id of a witness, so that no machine can be taken for a person."""
SEALER = "sigill:"
"""Before the id of a machine that seals."""


@dataclass(frozen=True, slots=True)
class _Signer:
    name: str
    purposes: tuple[str, ...]
    key: Key
    within: Period


def allowed_signers(register: Register, authority: Authority | None = None) -> str:
    """Give a line for every key of the register: whose it is, what it may sign, and from when until when it counted.

    Persons sign acts and policy versions; of the authority, if given, witnesses sign acts and sealers seals. Left out
    is a key that can't be read, that never counted, or that several have, which is nobody's. A person's key counts no
    longer than the person is there.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    signers = tuple(_signers(register, authority or Authority()))
    for signer in signers:
        owners[signer.key.text].add(signer.name)
    lines = (_line(signer) for signer in signers if len(owners[signer.key.text]) == 1)
    return "".join(f"{line}\n" for line in lines if line)


def _signers(register: Register, authority: Authority) -> Iterator[_Signer]:
    for person in register.persons:
        for key in person.keys:
            yield _Signer(person.id, (ACT, POLICY), key, person)
    for mark, machines, purpose in ((WITNESS, authority.witnesses, ACT), (SEALER, authority.sealers, SEAL)):
        for machine in machines:
            yield _Signer(f"{mark}{machine.id}", (purpose,), machine, machine)


def _line(signer: _Signer) -> str:
    key, public = signer.key, _public(signer.key)
    first = max((day for day in (key.from_day, signer.within.from_day) if day), default=None)
    last = min((day for day in (key.until, signer.within.until) if day), default=None)
    if public is None or (key.compromised and key.until is None) or (first and last and last < first):
        return ""
    options = [f'namespaces="{",".join(signer.purposes)}"']
    options += [f'valid-after="{first:%Y%m%d}"'] if first else []
    options += [f'valid-before="{last:%Y%m%d}235959"'] if last else []
    return f"{signer.name} {','.join(options)} {public.text}"


def _public(key: Key) -> PublicKey | None:
    try:
        return read_key(key.key)
    except SignatureFormError:
        return None
