"""The docs repo on one screen: how many of what, what waits for whom, what ends when, what is overdue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledsys.deadlines import Deadline
from ledsys.figures import Figures, figures
from ledsys.language import say
from ledsys.lifecycle import EditionState, Life, Waiting, waiting
from ledsys.lifecycle.overview import Overview, overviews
from ledsys.message import Message, msg, plural
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document, Status
from ledsys.report.data import json_text, one_line
from ledsys.report.expiring import sentence
from ledsys.report.people import named
from ledsys.report.terminal import safe, told
from ledsys.report.titles import work_title

LONGEST_BAR = 40
_STATES = tuple(dict.fromkeys((*(state.value for state in EditionState), *(status.value for status in Status))))


@dataclass(frozen=True)
class State:
    """All that one screen shows; ``months`` gives the number of documents that end in each of the coming months.

    ``figures`` is what the pages of the overview show beside it.
    """

    day: date
    documents: int
    states: Mapping[str, int]
    types: Mapping[str, int]
    waits: tuple[tuple[Document, Waiting], ...]
    months: Mapping[str, int]
    overdue: tuple[Deadline, ...]
    unreadable: tuple[Document, ...]
    figures: Figures


def state_of(corpus: Corpus, lives: Mapping[str, Life]) -> State:
    """Count everything once."""
    found = overviews(corpus, lives)
    counted = figures(corpus, lives)
    waits = ((document, waiting(corpus, document)) for document in corpus.documents)
    return State(
        day=corpus.today,
        documents=len(found),
        states=_ordered(Counter(state for entry in found for state in entry.states)),
        types=_types(found),
        waits=tuple((document, waits_for) for document, waits_for in waits if waits_for is not None),
        months={f"{month.year:04}-{month.month:02}": month.ends for month in counted.months},
        overdue=tuple(sorted(counted.overdue, key=lambda deadline: deadline.order)),
        unreadable=tuple(document for document in corpus.documents if document.front is None),
        figures=counted,
    )


def _ordered(counted: Counter[str]) -> Mapping[str, int]:
    return {state: counted[state] for state in _STATES if counted[state]}


def _types(found: tuple[Overview, ...]) -> Mapping[str, int]:
    counted = Counter(entry.front.type for entry in found if entry.front is not None)
    return dict(sorted(counted.items()))


def text_lines(state: State, corpus: Corpus) -> Iterator[str]:
    """Yield the screen; a part that has nothing to say is left out."""
    yield told(plural("{n} document on {day}", "{n} documents on {day}", state.documents, day=state.day))
    yield from _counts(msg("By state"), state.states)
    yield from _counts(msg("By type"), state.types)
    yield from _part(msg("Waits"), (_wait(document, waits, corpus) for document, waits in state.waits))
    if any(state.months.values()):
        yield from ("", told(msg("Ends in the coming months")), *_bars(state.months))
    yield from _part(msg("Overdue"), (told(sentence(deadline)) for deadline in state.overdue))
    unread = (safe(f"{document.path} {work_title(document)}") for document in state.unreadable)
    yield from _part(msg("Can't be read"), unread)


def _part(title: Message, lines: Iterator[str]) -> Iterator[str]:
    found = [f"  {line}" for line in lines]
    if found:
        yield from ("", told(title), *found)


def _counts(title: Message, counted: Mapping[str, int]) -> Iterator[str]:
    if not counted:
        return
    width = max(len(str(number)) for number in counted.values())
    yield from _part(title, (f"{number:>{width}} {safe(one_line(word))}" for word, number in counted.items()))


def _wait(document: Document, waits: Waiting, corpus: Corpus) -> str:
    who = tuple(named(corpus, person) for person in waits.persons) or msg("nobody in the register can do it today")
    return told(
        msg(
            "{document} {title}: {what} ({who}): {command}",
            document=document.id,
            title=work_title(document),
            what=waits.what,
            who=who,
            command=waits.command,
        )
    )


def _bars(months: Mapping[str, int]) -> Iterator[str]:
    most = max(months.values())
    scale = LONGEST_BAR / most if most > LONGEST_BAR else 1
    for month, number in months.items():
        bar = "█" * max(round(number * scale), 1 if number else 0)
        yield f"  {month} {bar} {number}" if number else f"  {month}"


def as_json(state: State) -> str:
    """Give the counts as JSON of format ledsys-status-1; ``what`` is in the chosen language."""
    content: dict[str, Any] = {
        "day": state.day,
        "documents": state.documents,
        "states": state.states,
        "types": state.types,
        "waits": [wait_record(document, waits) for document, waits in state.waits],
        "months": state.months,
        "overdue": [{"document": deadline.document, "last_day": deadline.last_day} for deadline in state.overdue],
        "unreadable": [document.path for document in state.unreadable],
        "slow": [{"document": slow.entry.document.id, "days": slow.days} for slow in state.figures.slow],
        "orphans": {
            lack.name.lower(): [entry.document.id for entry in entries]
            for lack, entries in state.figures.orphans.items()
        },
        "below_level": {
            proof.type: [entry.document.id for entry in proof.below] for proof in state.figures.proofs if proof.below
        },
    }
    return json_text("ledsys-status-1", content)


def wait_record(document: Document, waits: Waiting) -> dict[str, Any]:
    """Give what a document waits for as data."""
    return {
        "document": document.id,
        "path": document.path,
        "what": say(waits.what),
        "persons": waits.persons,
        "command": waits.command,
    }
