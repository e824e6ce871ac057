"""The page of *changes*: what a version changed since the published version before it, word by word.

The texts are plain words by the time they reach the page; nothing of a document's markup does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt

from ledsys.difference import Kind, Run, runs
from ledsys.frontmatter.split import split
from ledsys.message import Message, msg
from ledsys.site.document.blocks import blocks
from ledsys.site.document.comparison import Comparison, What, compare
from ledsys.site.document.information import NAMES, information
from ledsys.site.document.relations import Relating
from ledsys.site.shelf import Copy, Entry
from ledsys.site.words import Ref, Words

WHAT = {
    What.REWORDED: msg("Reworded"),
    What.ADDED: msg("New"),
    What.REMOVED: msg("Taken out"),
    What.MOVED: msg("Moved, otherwise unchanged"),
}


@dataclass(frozen=True)
class Fact:
    """A fact about the document that is not what it was, as runs of words."""

    label: str
    runs: tuple[Run, ...]


def changes_address(document: str, version: int) -> str:
    """Give the address of the page that tells what a version changed."""
    return f"dokument/{document}/{version}/andringar.html"


def before(entry: Entry, version: int) -> Copy | None:
    """Give the published version that comes before, if both texts can be shown."""
    earlier = [other for other in entry.copies if other < version]
    return entry.copies[max(earlier)] if earlier and version in entry.copies else None


def compared(parser: MarkdownIt, old: Copy, new: Copy) -> Comparison:
    """Compare the texts of two versions."""
    return compare(*(blocks(parser.parse(split(copy.source).body)) for copy in (old, new)))


def facts(entry: Entry, old: Copy, new: Copy, words: Words, relating: Relating) -> tuple[Fact, ...]:
    """Give every fact about the document that the newer version changed, as the page of each version says it."""
    was, now = (dict(_facts(entry, copy, words, relating)) for copy in (old, new))
    return tuple(
        Fact(label, runs(was.get(label, ""), now.get(label, "")))
        for label in dict.fromkeys((*was, *now))
        if was.get(label, "") != now.get(label, "")
    )


def _facts(entry: Entry, copy: Copy, words: Words, relating: Relating) -> Iterator[tuple[str, str]]:
    front, relations = copy.front, relating.of(copy)
    yield words.say(msg("Title")), front.title
    yield words.say(msg("Summary")), front.summary or ""
    for row in information(entry, copy, words):
        if row.label not in {words.say(label) for label in NAMES}:
            yield row.label, _listed(row.values)
    for label, refs in (
        (msg("Governing documents above"), relations.governing),
        (msg("Said to replace"), relations.replaces),
        (msg("Requirements that the document answers"), relations.requirements),
        (msg("Processes"), relations.processes),
    ):
        yield words.say(label), _listed(refs)
    yield words.say(msg("Keywords")), ", ".join(front.keywords)
    yield words.say(msg("Abbreviations")), "; ".join(front.abbreviations)


def _listed(refs: tuple[Ref, ...]) -> str:
    return "; ".join(f"{ref.text} ({ref.note})" if ref.note else ref.text for ref in refs)


def images(old: Copy, new: Copy, words: Words) -> tuple[str, ...]:
    """Say which images are new, gone or not the same."""
    was, now = old.frozen.images, new.frozen.images
    said = [_image(name, name in was, name in now) for name in sorted({*was, *now}) if was.get(name) != now.get(name)]
    return tuple(words.say(message) for message in said)


def _image(name: str, was: bool, now: bool) -> Message:  # noqa: FBT001 - two sides of one comparison
    if was and now:
        return msg("The image {name} is another.", name=name)
    return msg("The image {name} is new.", name=name) if now else msg("The image {name} was taken out.", name=name)


def summed(comparison: Comparison) -> tuple[int, int]:
    """Give how many words were put in and how many taken out."""
    groups = [group for place in comparison.places for group in place.groups]
    every = [run for group in groups for change in group.changes for run in change.runs]
    put, out = (sum(len(run.text.split()) for run in every if run.kind is kind) for kind in (Kind.ADDED, Kind.REMOVED))
    return put, out
