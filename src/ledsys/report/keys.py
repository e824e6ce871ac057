"""Keys of persons, as a table and as JSON, and the acts that a stolen key leaves disputed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ledsys.language import say
from ledsys.message import Message, msg, plural
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import Level
from ledsys.model.organisation import Key, Person
from ledsys.report.data import json_text
from ledsys.report.lists import table
from ledsys.report.moves import deed
from ledsys.report.people import named
from ledsys.report.terminal import told
from ledsys.report.titles import title_of
from ledsys.signature import PublicKey, SignatureFormError, read_key

if TYPE_CHECKING:
    from rich.table import Table


_LEVELS = {Level.KEY: msg("key"), Level.HARDWARE: msg("hardware")}


@dataclass(frozen=True)
class Entry:
    """A key of a person in the register; ``public`` is none where it can't be read."""

    person: Person
    key: Key
    public: PublicKey | None

    @property
    def fingerprint(self) -> str:
        """What people know the key by; of one that can't be read, the start of what stands there."""
        return self.public.fingerprint if self.public is not None else self.key.key[:40]

    @property
    def level(self) -> Level | None:
        """The level of proof that the key can reach."""
        if self.public is None:
            return None
        return Level.HARDWARE if self.public.hardware else Level.KEY

    def counts(self, day: date) -> bool:
        """Tell whether what it signs on the day counts."""
        return self.public is not None and self.person.covers(day) and self.key.usable(day)


def entries(persons: tuple[Person, ...]) -> tuple[Entry, ...]:
    """Give all keys of the persons, in the order of the register."""
    return tuple(Entry(person, key, _public(key)) for person in persons for key in person.keys)


def _public(key: Key) -> PublicKey | None:
    try:
        return read_key(key.key)
    except SignatureFormError:
        return None


def keys_table(found: tuple[Entry, ...], corpus: Corpus) -> Table:
    """Make the table of keys."""
    header = (msg("Key"), msg("Who"), msg("Kind"), msg("Level"), msg("From"), msg("Until"), msg("Counts today"))
    return table(header, (_row(entry, corpus) for entry in found))


def _row(entry: Entry, corpus: Corpus) -> tuple[str, ...]:
    return (
        entry.fingerprint,
        named(corpus, entry.person.id),
        str(entry.public.kind) if entry.public is not None else "–",
        say(_LEVELS[entry.level]) if entry.level is not None else "–",
        _day(entry.key.from_day),
        _day(entry.key.until),
        say(_state(entry, corpus.today)),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else "–"


def _state(entry: Entry, day: date) -> Message:
    if entry.public is None:
        return msg("no: it can't be read")
    if entry.key.compromised:
        return msg("compromised")
    return msg("yes") if entry.counts(day) else msg("no")


def keys_json(found: tuple[Entry, ...], day: date) -> str:
    """Give the keys as JSON of format ledsys-keys-1."""
    keys = [
        {
            "person": entry.person.id,
            "name": entry.person.name,
            "key": entry.key.text,
            "fingerprint": entry.public.fingerprint if entry.public is not None else None,
            "kind": str(entry.public.kind) if entry.public is not None else None,
            "level": entry.level.code if entry.level is not None else None,
            "from": entry.key.from_day,
            "until": entry.key.until,
            "compromised": entry.key.compromised,
            "counts": entry.counts(day),
        }
        for entry in found
    ]
    return json_text("ledsys-keys-1", {"day": day, "keys": keys})


def disputed_lines(acts: tuple[Act, ...], corpus: Corpus) -> Iterator[str]:
    """Yield the acts that a stolen key leaves disputed, and how they are answered."""
    if not acts:
        yield told(msg("No act that it signed since then is disputed."))
        return
    yield told(
        plural(
            "One act that it signed since then is disputed:",
            "{n} acts that it signed since then are disputed:",
            len(acts),
        )
    )
    for act in acts:
        about = msg("{document} {title}", document=act.document, title=title_of(corpus, act.document))
        yield told(msg("  {time} {about}: {deed}", time=f"{act.signed_at:%Y-%m-%d %H:%M}", about=about, deed=deed(act)))
    yield told(
        msg(
            "Each stays so until another person with the mandate has looked at it, and vouches for the version anew"
            " (ledsys baseline ID) or stops it (ledsys stop ID)."
        )
    )
    yield told(
        msg("A thief may have written a time up to 30 days too early: look at what was done shortly before, too.")
    )
