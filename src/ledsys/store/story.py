"""The *story* of the template: a small region's documents, whose acts are made anew by replaying their life.

The template holds drafts and a list of events in days relative to the day of `ledsys init`. Every event goes through
the same `decide` as a person's own move, so the example can't show anything that ledsys would refuse, and never goes
stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ledsys.errors import LedsysError
from ledsys.frontmatter.edit import with_claims
from ledsys.frontmatter.records import read_record
from ledsys.frontmatter.tree import read
from ledsys.lifecycle import Move, Refusal, Wish, decide
from ledsys.message import msg
from ledsys.model.act import Meaning
from ledsys.model.corpus import Corpus
from ledsys.model.document import CLAIMS, Document
from ledsys.model.facts import DocumentFacts
from ledsys.model.settings import Settings
from ledsys.store.attempts import prepare
from ledsys.store.files import MemoryFiles
from ledsys.store.load import load_under
from ledsys.store.policy import SETTINGS, load_policy

STORY = "story/story.yaml"
_DAY = re.compile(r"\{(-?\d+)\}")


def template_root() -> Path:
    """Give the folder of the template: inside the installed package, else beside the source."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "template"
    return packed if packed.is_dir() else package.parents[1] / "docs-repo-template"


def template_zone() -> ZoneInfo:
    """Give the time zone of the template's region."""
    record, _ = read_record(Settings, (template_root() / SETTINGS).read_bytes(), SETTINGS)
    return ZoneInfo(record.zone if record else "UTC")


def template_files(today: date) -> MemoryFiles:
    """Give every file of the example docs repo as it stands on the day, its story told up to then."""
    root = template_root()
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    files = {path: data for path, data in found.items() if not path.startswith("story/")}
    events = read(found[STORY].decode(), depth=6).values["events"]
    texts = {path: data for path, data in found.items() if path.startswith("story/")}
    return MemoryFiles(_told(files, events, texts, today))


class _KnownFacts:
    """Facts by the digest of the file, for as long as the story is told."""

    def __init__(self) -> None:
        self.known: dict[str, DocumentFacts] = {}

    def get_many(self, digests: Iterable[str]) -> Mapping[str, DocumentFacts]:
        return {digest: self.known[digest] for digest in digests if digest in self.known}

    def put_many(self, facts: Mapping[str, DocumentFacts]) -> None:
        self.known.update(facts)


def _told(
    files: dict[str, bytes], events: list[dict[str, Any]], texts: Mapping[str, bytes], today: date
) -> dict[str, bytes]:
    policy = load_policy(MemoryFiles(files))
    zone = ZoneInfo(policy.settings.zone)
    cache = _KnownFacts()
    for number, event in enumerate(events):
        day = today + timedelta(days=int(event["day"]))
        corpus = load_under(policy, MemoryFiles(files), day, cache)
        document = corpus.document(event["document"])
        if document is None:
            raise LedsysError(msg("The story names {document}, which the template lacks.", document=event["document"]))
        if event["move"] == "edit":
            files[document.path] = _edited(document, texts[event["text"]])
            continue
        now = datetime.combine(day, time(9), zone) + timedelta(minutes=number % 60 * 5)
        files.update(_after(files, corpus, document, event, now, today))
    return files


def _after(  # noqa: PLR0917  # the story so far, all different
    files: Mapping[str, bytes], corpus: Corpus, document: Document, event: dict[str, Any], now: datetime, today: date
) -> Mapping[str, bytes]:
    attempt = prepare(
        MemoryFiles(dict(files)), corpus, document, Move(event["move"]), event["person"], now, _wish(event, today)
    )
    outcome = decide(attempt)
    if isinstance(outcome, Refusal):
        raise LedsysError(
            msg(
                "The story of the template does not hold on day {day}, {move} {document}: {reasons}",
                day=event["day"],
                move=event["move"],
                document=document.id,
                reasons=tuple(reason.message for reason in outcome.reasons),
            )
        )
    return outcome.change.writes


def _edited(document: Document, text: bytes) -> bytes:
    return with_claims(text, {key: document.facts.claims.get(key) for key in CLAIMS})


def _wish(event: Mapping[str, str], today: date) -> Wish:
    def day(key: str) -> date | None:
        return today + timedelta(days=int(event[key])) if key in event else None

    decision = event.get("decision")
    return Wish(
        reason=event.get("return") or event.get("reason") or event.get("note"),
        vote=Meaning.RETURN if "return" in event else Meaning.OK,
        valid_from=day("from"),
        valid_until=day("until") or day("last"),
        decision=_DAY.sub(lambda found: str(today + timedelta(days=int(found[1]))), decision) if decision else None,
        successor=event.get("successor"),
        owner=event.get("to"),
    )
