"""``ledsys key end``: a key gets a last day; what it signed before stays proven."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.chosen import known_person
from ledsys.cli.codes import OK
from ledsys.cli.moving import Manner, session_to_write, tell
from ledsys.cli.options import As, DryRun, NoCommit, Quiet, read_day
from ledsys.cli.registering import register
from ledsys.cli.session import acting_person
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg

if TYPE_CHECKING:
    from ledsys.cli.session import Session
    from ledsys.report.keys import Entry

Owner = Annotated[str, typer.Argument(metavar="PERSON", help=_("Whose key: an id or e-mail address in the register."))]
KeyName = Annotated[
    str | None,
    typer.Argument(metavar="KEY", help=_("The start of its fingerprint; may be left out where there is only one.")),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help=_("The last day it counts (default: today)."))
]


def end(
    owner: Owner,
    key: KeyName = None,
    until: Until = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Let a key end."""
    from ledsys.frontmatter.key_entries import with_changed_key
    from ledsys.report.people import named
    from ledsys.store.policy import PERSONS

    session = session_to_write()
    acting = known_person(session.corpus, acting_person(session, person))
    holder = known_person(session.corpus, owner)
    entry = chosen_key(tuple(found for found in keys_of(session, holder) if found.key.until is None), key)
    day = read_day(until) or session.corpus.today
    _check_day(session, entry, day)
    after = entry.key.model_copy(update={"until": day})
    data = with_changed_key(session.files.read(PERSONS), holder, entry.key, after)
    manner = Manner(acting, no_commit, dry_run, quiet)
    register(session, data, f"key end {holder} {entry.fingerprint}", manner)
    ended = msg(
        "The key {key} of {name} counts until {day}, that day included.",
        key=entry.fingerprint,
        name=named(session.corpus, holder),
        day=day,
    )
    tell(ended, manner)
    return OK


def keys_of(session: Session, person: str) -> tuple[Entry, ...]:
    """Give the keys of a person in the register."""
    from ledsys.report.keys import entries

    return entries((session.corpus.policy.register.person_by_id[person],))


def chosen_key(found: tuple[Entry, ...], name: str | None) -> Entry:
    """Give the one of the keys whose fingerprint begins so, or the only one; UsageError that lists them otherwise."""
    wanted = (name or "").removeprefix("SHA256:")
    fit = tuple(entry for entry in found if entry.fingerprint.removeprefix("SHA256:").startswith(wanted))
    if len(fit) == 1:
        return fit[0]
    if not found:
        raise UsageError(msg("There is no such key to choose."), msg("See all keys with: ledsys key list"))
    raise UsageError(
        msg("Say which key: {keys}.", keys=tuple(entry.fingerprint for entry in fit or found)),
        msg("Write the start of its fingerprint after the person."),
    )


def _check_day(session: Session, entry: Entry, day: date) -> None:
    """Refuse a day from which acts would lose their proof."""
    from ledsys.lifecycle.disputed import signed_with

    if entry.key.from_day is not None and day < entry.key.from_day:
        raise UsageError(
            msg("The key counts from {start}, so it can't end on {day}.", start=entry.key.from_day, day=day)
        )
    next_day = datetime.combine(day + timedelta(days=1), datetime.min.time(), session.now.tzinfo)
    later = signed_with(session.corpus, entry.public, next_day) if entry.public is not None else ()
    if later:
        raise UsageError(
            msg("The key has signed after {day}, last on {last}.", day=day, last=later[-1].signed_at.date()),
            msg("Choose a later day; or, if somebody else used it: ledsys key compromised PERSON --since TIME"),
        )
