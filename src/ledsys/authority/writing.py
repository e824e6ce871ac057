"""*Writing* a policy version: the change that puts its statement, signatures and files into the docs repo."""

from __future__ import annotations

from collections.abc import Mapping

from ledsys.authority.succession import Succession
from ledsys.digest import blob_id
from ledsys.model.change import Change
from ledsys.model.organisation import Person
from ledsys.policyfile import history_path, path_of, signature_path, statement
from ledsys.signature import PublicKey


def change_of(  # noqa: PLR0917  # the parts of a version, all different
    made: Succession,
    signatures: Mapping[PublicKey, str],
    contents: Mapping[str, bytes],
    standing: Mapping[str, bytes],
    stale: tuple[str, ...],
    person: Person,
) -> Change:
    """Give the change that writes the version with these signatures, and the protected files that it names.

    ``contents`` gives the bytes of the protected files by path, ``standing`` those on the disk; ``stale`` are the
    signatures of a version with the same number that was begun and is now replaced.
    """
    version = made.version
    known = made.before.files.values() if made.before else ()
    digests = {path: digest for path, digest in version.files.items() if digest not in set(known)}
    kept = {history_path(digest): contents[path] for path, digest in digests.items()}
    signed = {signature_path(version.version, key): armour.encode() for key, armour in signatures.items()}
    own = {path: data for path, data in contents.items() if path in version.files}
    return Change(
        writes={**kept, path_of(version.version): statement(version).encode(), **signed, **own},
        deletes=tuple(path for path in stale if path not in signed),
        subject=f"policy {version.version}: {version.reason}",
        author=person.name,
        email=person.address(version.repo),
        when=version.made_at,
        expected={path: blob_id(standing[path]) for path in own},
    )
