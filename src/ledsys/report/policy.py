"""The *policy chain* in words: what a version changes, who has signed it, and whose signature is missing."""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.authority.keys import key_holder
from ledsys.authority.planning import Difference
from ledsys.authority.signing import Missing
from ledsys.authority.succession import Succession
from ledsys.authority.ways import Part
from ledsys.message import Message, msg
from ledsys.model.register import Register
from ledsys.policyfile import statement
from ledsys.signature import POLICY, SignatureError, verify

_PARTS = {
    Part.ROOT: msg("root persons"),
    Part.REGISTRAR: msg("one who may register documents"),
    Part.HOLDER: msg("the holder, with an older key"),
}


def difference_lines(made: Succession, changed: Difference) -> Iterator[Message]:
    """Yield which files a version changes; the first signs them all."""
    number = made.version.version
    yield msg("Version {n} of the organisation's rules: {reason}", n=number, reason=made.version.reason)
    if made.before is None:
        yield msg("  It signs all {n} files of the rules as they stand.", n=len(changed.added))
        return
    for path in changed.added:
        yield msg("  new: {path}", path=path)
    for path in changed.altered:
        yield msg("  changed: {path}", path=path)
    for path in changed.removed:
        yield msg("  removed: {path}", path=path)


def missing_lines(made: Succession, lacking: Missing, register: Register) -> Iterator[Message]:
    """Yield whose signatures a version still needs, or that it has all."""
    number = made.version.version
    if lacking.nothing:
        yield msg("Version {n} is signed by all who must. It counts when it has landed on the main branch.", n=number)
        return
    yield msg("Version {n} still waits for signatures:", n=number)
    for way in lacking.ways if all(lacking.ways) else ():
        for group in way:
            yield msg(
                "  {needed} of {part}: {persons}",
                needed=group.needed,
                part=_PARTS[group.part],
                persons=tuple(f"{register.name_of(person)} ({person})" for person in sorted(group.persons))
                or msg("nobody has a key that counts"),
            )
    for key in lacking.keys:
        yield msg("  the new key of {owner} itself", owner=key.owner)
    yield msg("They run, each on a computer of their own: ledsys policy change")


def status_lines(made: Succession, lacking: Missing, root: str) -> Iterator[Message]:
    """Yield how the chain stands: its newest version, who signed it, and the hash that anchors it."""
    version, register = made.version, made.judge.register
    yield msg(
        "Version {n} of {day}, by {person}: {reason}",
        n=version.version,
        day=version.made_at.date(),
        person=register.name_of(version.person),
        reason=version.reason,
    )
    yield msg("Hash: {hash}", hash=version.hash)
    for armour in version.signatures:
        yield msg("  signed by {who}", who=_signer(armour, statement(version), register))
    yield from missing_lines(made, lacking, register)
    yield msg("The first version has the hash {hash}. Keep it outside the docs repo: LEDSYS_ROOT={hash}", hash=root)


def _signer(armour: str, stated: str, register: Register) -> Message | str:
    try:
        key = verify(armour, stated.encode(), POLICY).key
    except SignatureError as error:
        return msg("nobody: {why}", why=error.message)
    holder = key_holder(register, key)
    return f"{holder.name} ({holder.id})" if holder is not None else key.fingerprint
