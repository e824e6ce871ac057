"""*Signing*: a person's own key signs a message by ``ssh-keygen -Y sign``, and the signature is checked at once.

Which keys a person may sign with stands in the register; where the private half lies is found here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ledsys.authority.keys import key_holder, valid_key
from ledsys.message import Message, msg
from ledsys.model.doctype import Level
from ledsys.model.organisation import Person
from ledsys.model.register import Register
from ledsys.signature import PublicKey, SignatureError, SignatureFormError, read_key, verify
from ledsys.store.keypairs import (
    SigningError,
    asks_each_time,
    failed,
    fingerprint_of,
    gist,
    in_agent,
    in_folder,
    key_folder,
    run,
)

__all__ = ["LevelError", "Signer", "SigningError", "find_signer", "own_keys", "sign"]

MAKE_ONE = msg("Make a key, or enter one that you have, with: ledsys key new")


class LevelError(SigningError):
    """The signature is good but reaches only a lower level than the signer promised; `reached` tells which."""

    def __init__(self, reached: Level) -> None:
        """Say what a security key must do to reach its level."""
        super().__init__(
            msg(
                "Your security key signed without asking for its PIN, so the signature only counts as an ordinary key."
            ),
            msg("Make a key that always asks, with: ledsys key new --hardware"),
        )
        self.reached = reached


@dataclass(frozen=True, slots=True)
class Signer:
    """A person with one key at hand; ``place`` is its private half, none where the ssh-agent holds it.

    ``level`` is the level of proof that its signatures are to reach.
    """

    person: str
    key: PublicKey
    level: Level
    place: Path | None = None

    @property
    def request(self) -> Message | None:
        """What to ask of the person before signing, beside the passphrase that ssh-keygen asks for itself."""
        return msg("Touch your security key when it blinks.") if self.key.hardware else None


def own_keys(register: Register, person: Person, day: date) -> tuple[PublicKey, ...]:
    """Give the keys that the person may sign with on the day; a key that several persons have is nobody's."""
    found: dict[PublicKey, None] = {}
    for entry in person.keys:
        with suppress(SignatureFormError):
            key = read_key(entry.key)
            if key_holder(register, key) is person and valid_key(person, key, day):
                found[key] = None
    return tuple(found)


def find_signer(register: Register, person: str, day: date, least: Level = Level.KEY) -> Signer:
    """Give the person with a registered, valid key that can sign on this computer and reach the level.

    Looked for in the file that LEDSYS_KEY names, else in the ssh-agent, else in the folder ``.ssh``; an ordinary key is
    taken before a security key where it is enough. SigningError says what is missing and what to do.
    """
    entry = register.person_by_id.get(person)
    own = own_keys(register, entry, day) if entry is not None else ()
    if not own:
        raise _keyless(register, person, day)
    fit = sorted((key for key in own if key.hardware or least is not Level.HARDWARE), key=lambda key: key.hardware)
    if not fit:
        raise SigningError(
            msg("This must be signed with a security key, and you have none in the register."),
            msg("Get one, and enter it with: ledsys key new --hardware"),
        )
    found = _at_hand(fit)
    if found is None:
        raise SigningError(
            msg("None of your keys in the register is on this computer: {keys}.", keys=_named(fit)),
            msg(
                "Name the file of the private key by LEDSYS_KEY, load it with `ssh-add`,"
                " or make a key for this computer with: ledsys key new"
            ),
        )
    key, place = found
    reached = _level(key, place)
    if reached.rank < least.rank:
        raise LevelError(reached)
    return Signer(person, key, reached, place)


def held(person: str, keys: Iterable[PublicKey]) -> Iterator[Signer]:
    """Yield the person with each of the keys whose private half is on this computer, also keys not entered yet."""
    for key in keys:
        with suppress(SigningError):  # LEDSYS_KEY names another key
            found = _at_hand([key])
            if found is not None:
                yield Signer(person, key, Level.KEY, found[1])


def sign(signer: Signer, message: bytes, namespace: str) -> str:
    """Let the signer's key sign the message for the purpose, and give the armoured signature, which has been verified.

    ssh-keygen asks for passphrase or PIN itself. SigningError where there is no signature, or not one of this key;
    `LevelError` where a security key did less than its level asks for.
    """
    with _key_file(signer) as file:
        code, output, complaint = run("ssh-keygen", "-Y", "sign", "-n", namespace, "-f", str(file), stdin=message)
    if code:
        raise failed(
            msg("ssh-keygen did not sign: {reason}", reason=gist(code, complaint)),
            msg("Was the passphrase or PIN wrong, or the security key not there or not touched in time? Try again."),
        )
    try:
        signed = verify(output.decode(errors="replace"), message, namespace)
    except SignatureError as error:
        raise failed(msg("ssh-keygen wrote a signature that does not count: {why}", why=error.message)) from error
    if signed.key != signer.key:
        raise failed(
            msg("Another key signed than the one asked for: {found}.", found=signed.key.fingerprint),
            msg("The files of your key don't belong together. Make a new one with: ledsys key new"),
        )
    if signed.level.rank < signer.level.rank:
        raise LevelError(signed.level)
    return output.decode()


def _keyless(register: Register, person: str, day: date) -> SigningError:
    entry = register.person_by_id.get(person)
    if entry is None:
        return SigningError(msg("There is nobody called {person} in the register.", person=person))
    if not entry.keys:
        return SigningError(msg("This must be signed, and {person} has no key yet.", person=entry.name), MAKE_ONE)
    return SigningError(msg("No key of {person} counts on {day}.", person=entry.name, day=day), MAKE_ONE)


def _at_hand(keys: list[PublicKey]) -> tuple[PublicKey, Path | None] | None:
    """Give the first of the keys that this computer has, and the file of its private half (none in the agent)."""
    named = os.environ.get("LEDSYS_KEY")
    if named:
        return _of_file(Path(named).expanduser(), keys)
    held, kept = in_agent(), in_folder(key_folder())
    found = next((key for key in keys if key in held or key in kept), None)
    return (found, None if found in held else kept[found]) if found is not None else None


def _of_file(place: Path, keys: list[PublicKey]) -> tuple[PublicKey, Path]:
    fingerprint = fingerprint_of(place)
    for key in keys:
        if key.fingerprint == fingerprint:
            return key, place
    raise SigningError(
        msg("LEDSYS_KEY names a key ({key}) that you can't sign this with.", key=fingerprint),
        msg("Keys of yours that would do: {keys}. See them with: ledsys key list", keys=_named(keys)),
    )


def _level(key: PublicKey, place: Path | None) -> Level:
    """Give the level that the key can reach, as far as can be known before it signs."""
    private = place.with_suffix("") if place is not None and place.suffix == ".pub" else place
    weak = key.hardware and private is not None and private.is_file() and not asks_each_time(private, key)
    return Level.HARDWARE if key.hardware and not weak else Level.KEY


@contextmanager
def _key_file(signer: Signer) -> Iterator[Path]:
    """Give the file that ssh-keygen is told: the key's own, or its public half where the agent has the other."""
    if signer.place is not None:
        yield signer.place
        return
    with TemporaryDirectory(prefix="ledsys-") as folder:
        public = Path(folder, "key.pub")
        public.write_text(f"{signer.key.text}\n", encoding="ascii")
        yield public


def _named(keys: list[PublicKey]) -> tuple[str, ...]:
    return tuple(key.fingerprint for key in keys)
