"""``ledsys key new``: a key to sign with, made or adopted, and entered in the register."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.asking import ask_known, at_terminal
from ledsys.cli.chosen import known_person
from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.moving import Manner, session_to_write, tell
from ledsys.cli.options import As, DryRun, NoCommit, Quiet
from ledsys.cli.registering import register
from ledsys.cli.session import acting_person
from ledsys.errors import LedsysError, UsageError
from ledsys.language import _
from ledsys.message import Message, msg
from ledsys.report.terminal import note, out, told

if TYPE_CHECKING:
    from ledsys.model.corpus import Corpus
    from ledsys.signature import PublicKey

NAMES = {False: "ledsys_ed25519", True: "ledsys_ed25519_sk"}

OwnFile = Annotated[
    Path | None,
    typer.Option("--file", metavar="PATH", help=_("Enter the key of this .pub file instead of making one.")),
]
FromAgent = Annotated[bool, typer.Option("--agent", help=_("Enter a key that your ssh-agent holds."))]
Hardware = Annotated[
    bool, typer.Option("--hardware", help=_("Make the key in a security key (FIDO) with PIN and touch."))
]
NoPassphrase = Annotated[
    bool, typer.Option("--no-passphrase", help=_("Make the key without a passphrase; not for people."))
]


class RefusedError(LedsysError):
    """The key can't become this person's."""

    exit_code = FINDINGS


def new(
    file: OwnFile = None,
    agent: FromAgent = False,
    hardware: Hardware = False,
    no_passphrase: NoPassphrase = False,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Make or adopt a key."""
    from ledsys.frontmatter.key_entries import with_key
    from ledsys.model.organisation import Key
    from ledsys.report.people import named
    from ledsys.store.policy import PERSONS

    if sum((file is not None, agent, hardware or no_passphrase)) > 1:
        raise UsageError(msg("Choose one: --file, --agent, or a new key (--hardware, --no-passphrase)."))
    session = session_to_write()
    corpus = session.corpus
    holder = known_person(corpus, acting_person(session, person))
    if not corpus.policy.register.present(holder, corpus.today):
        raise RefusedError(msg("{name} has left, or not begun yet.", name=named(corpus, holder)))
    manner = Manner(holder, no_commit, dry_run, quiet)
    if file is not None:
        key = _adopted(file.expanduser())
    elif agent:
        key = _from_agent(corpus)
    elif dry_run:
        tell(msg("make a key in {place}", place=str(_free_place(corpus, NAMES[hardware]))), manner)
        return OK
    else:
        key = _made(corpus, holder, hardware=hardware, passphrase="" if no_passphrase else None)
    _refuse_known(corpus, holder, key)
    entry = Key(key=key.text, from_day=corpus.today)
    data = with_key(session.files.read(PERSONS), holder, entry)
    register(session, data, f"key new {holder} {key.fingerprint}", manner)
    entered = msg(
        "{name} signs with the key {key} from {day}.",
        name=named(corpus, holder),
        key=key.fingerprint,
        day=corpus.today,
    )
    tell(entered, manner)
    return OK


def _adopted(public: Path) -> PublicKey:
    from ledsys.store.keypairs import of_file

    key = of_file(public)
    private = public.with_suffix("")
    if private.is_file():
        _warn_if_open(private, key)
    return key


def _from_agent(corpus: Corpus) -> PublicKey:
    """Give the agent's key that the register does not have; of several, the one that the person chooses."""
    from ledsys.authority.identity import owned_keys
    from ledsys.store.keypairs import in_agent

    known = {entry.text for _, entry in owned_keys(corpus.policy)}
    found = tuple(key for key in in_agent() if key.text not in known)
    names = tuple(key.fingerprint for key in found)
    if not found:
        raise RefusedError(
            msg("No ssh-agent is here, or it holds no key that is new to the register and of a kind that may sign."),
            msg("Load one with `ssh-add`, or leave out --agent to make a new key."),
        )
    if len(found) == 1:
        return found[0]
    if not at_terminal():
        raise UsageError(
            msg("The ssh-agent holds several keys: {keys}.", keys=names),
            msg("Choose one by the file of its public half: --file PATH."),
        )
    for number, name in enumerate(names, start=1):
        note(msg("{n}: {key}", n=number, key=name))
    return ask_known(_("Which key (number):"), lambda answer: found[_number(answer, len(found)) - 1])


def _number(answer: str, most: int) -> int:
    if not (answer.isascii() and answer.isdigit() and 1 <= int(answer[:9]) <= most):
        raise UsageError(msg("Answer with a number from 1 to {most}.", most=most))
    return int(answer)


def _made(corpus: Corpus, person: str, *, hardware: bool, passphrase: str | None) -> PublicKey:
    from ledsys.signature.keys import Kind
    from ledsys.store.keypairs import make

    place = _free_place(corpus, NAMES[hardware])
    if passphrase is None:
        note(msg("Choose a passphrase; you give it each time you sign, or once to your ssh-agent."))
    if hardware:
        note(msg("Plug in your security key, give its PIN, and touch it when it blinks."))
    key = make(place, Kind.SK_ED25519 if hardware else Kind.ED25519, f"ledsys {person}", passphrase)
    out(told(msg("Made a key in {place}. It stays on this computer: never send or copy it.", place=str(place))))
    _warn_if_open(place, key)
    return key


def _free_place(corpus: Corpus, name: str) -> Path:
    """Give the first free file for a key; one that has ended keeps its own, any other stands in the way."""
    from ledsys.store.keypairs import key_folder, of_file

    number, place = 1, key_folder() / name
    while os.path.lexists(place) or os.path.lexists(_public(place)):
        if of_file(_public(place)).text not in _ended(corpus):
            raise RefusedError(
                msg("There is a key in {place} already; it was left as it is.", place=str(place)),
                msg(
                    "If it is yours and not in the register yet, enter it with: ledsys key new --file {path}",
                    path=str(_public(place)),
                ),
            )
        number += 1
        place = key_folder() / f"{name}_{number}"
    return place


def _public(place: Path) -> Path:
    return place.with_name(f"{place.name}.pub")


def _ended(corpus: Corpus) -> tuple[str, ...]:
    from ledsys.authority.identity import owned_keys

    return tuple(entry.text for _, entry in owned_keys(corpus.policy) if not entry.usable(corpus.today))


def _refuse_known(corpus: Corpus, person: str, key: PublicKey) -> None:
    """Refuse a key that stands in the register already: it is one person's for ever, and once ended it stays so."""
    from ledsys.authority.identity import owned_keys

    for owner, entry in owned_keys(corpus.policy):
        if entry.text == key.text:
            raise RefusedError(_known(owner, person, ended=not entry.usable(corpus.today)), _MAKE_ANOTHER)


_MAKE_ANOTHER = msg("Make another key with: ledsys key new")


def _known(owner: str, person: str, *, ended: bool) -> Message:
    if owner != person:
        return msg("This is the key of {owner}, and a key belongs to one only.", owner=owner)
    if ended:
        return msg("This key of yours has ended, and an ended key is never used again.")
    return msg("This key of yours is in the register already.")


def _warn_if_open(private: Path, key: PublicKey) -> None:
    from ledsys.store.keypairs import is_open

    if not key.hardware and is_open(private):
        warning = msg(
            "The key has no passphrase: whoever gets at the file can sign as you."
            " Give it one with: ssh-keygen -p -f {path}",
            path=str(private),
        )
        note(warning)
