"""``ledsys key compromised``: others may have had a key; what it signed since then is disputed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Annotated, NamedTuple

import typer

from ledsys.cli.chosen import known_person
from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.key_end import KeyName, Owner, chosen_key, keys_of
from ledsys.cli.moving import Manner, session_to_write, tell
from ledsys.cli.options import As, DryRun, NoCommit, Quiet
from ledsys.cli.registering import register
from ledsys.cli.session import acting_person
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import out

Since = Annotated[
    str,
    typer.Option(
        "--since", metavar="TIME", help=_("From when others may have had it: a day, or a time as 2026-11-20T14:30.")
    ),
]


def compromised(
    owner: Owner,
    since: Since,
    key: KeyName = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Tell that a key may be in other hands; exit code 1 where acts are disputed."""
    from ledsys.frontmatter.key_entries import with_changed_key
    from ledsys.lifecycle.disputed import disputed
    from ledsys.report.keys import disputed_lines
    from ledsys.report.people import named
    from ledsys.store.policy import PERSONS

    session = session_to_write()
    acting = known_person(session.corpus, acting_person(session, person))
    holder = known_person(session.corpus, owner)
    stolen = _read_time(since, session.now)
    entry = chosen_key(keys_of(session, holder), key)
    day = min(entry.key.until or date.max, stolen.last_safe)
    after = entry.key.model_copy(update={"until": day, "compromised": True})
    manner = Manner(acting, no_commit, dry_run, quiet)
    if after != entry.key:
        data = with_changed_key(session.files.read(PERSONS), holder, entry.key, after)
        register(session, data, f"key compromised {holder} {entry.fingerprint}", manner)
    told_of = msg(
        "The key {key} of {name} is compromised; {day} is the last day on which it counts.",
        key=entry.fingerprint,
        name=named(session.corpus, holder),
        day=day,
    )
    tell(told_of, manner)
    found = disputed(session.corpus, entry.public, stolen.since) if entry.public is not None else ()
    for line in disputed_lines(found, session.corpus) if found or not quiet else ():
        out(line)
    return FINDINGS if found else OK


class _Stolen(NamedTuple):
    """From when a key was in other hands, and the last day on which it was safe."""

    since: datetime
    last_safe: date


def _read_time(text: str, now: datetime) -> _Stolen:
    """Read a day (from its first moment on) or a time, in the time zone of the docs repo unless it names another."""
    zone: tzinfo | None = now.tzinfo
    try:
        if len(text) == len("2026-11-20"):
            day = date.fromisoformat(text)
            found = _Stolen(datetime.combine(day, time.min, zone), day - timedelta(days=1))
        else:
            read = datetime.fromisoformat(text)
            since = read if read.tzinfo is not None else read.replace(tzinfo=zone)
            found = _Stolen(since, since.astimezone(zone).date() - timedelta(days=1))  # keys count by whole days
    except (ValueError, OverflowError):
        help_ = msg("Write a day as 2026-11-20, or a time as 2026-11-20T14:30.")
        raise UsageError(msg("{text} is neither a day nor a time.", text=text), help_) from None
    if found.since > now:
        raise UsageError(msg("{text} has not come yet.", text=text))
    return found
