"""A *chapter*: one edition of a document as markup, with its standing, its text, who decided it, and its versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ledsys.copycode import copy_code
from ledsys.copycode import shown as shown_code
from ledsys.frontmatter.split import split
from ledsys.message import Message, msg
from ledsys.site.document.history import Line, history
from ledsys.site.document.information import Row, information, last_day_in_words
from ledsys.site.document.standing import standing
from ledsys.site.pdf.body import Body, Setting
from ledsys.site.pdf.manuscript import Care, Manuscript, file_of
from ledsys.site.pdf.markup import code, content, string, strings
from ledsys.site.pdf.signs import missing, plain
from ledsys.site.pdf.tables import table
from ledsys.site.shelf import Copy, Entry, Shelf
from ledsys.site.words import Ref, Words


class Chapter(NamedTuple):
    """A copy of a document that is to stand in a book."""

    entry: Entry
    copy: Copy


@dataclass(frozen=True)
class Seat:
    """Where and how a chapter stands in its book.

    ``label`` is its name there, ``level`` that of its title; ``lead`` is told of links (`Setting`). ``above`` is the
    markup of what begins a part of the book with this chapter.
    """

    label: str
    level: int
    lead: Callable[[str], str]
    care: Care = Care.FULL
    above: str = ""


@dataclass(frozen=True)
class ChapterWriter:
    """Writes chapters of books of one day."""

    shelf: Shelf
    words: Words

    def write(self, chapter: Chapter, seat: Seat) -> Manuscript:
        """Give the chapter as it is to stand there."""
        entry, copy = chapter
        label, level, care = seat.label, seat.level, seat.care
        files = {} if care else _files(copy)
        images = {name: file for name, (file, _) in files.items()}
        body = Body(Setting(label, level, self.words, seat.lead, images, draws=not care))
        source = split(copy.source).body
        text = f"#code({code(plain(source))});" if care is Care.SOURCE else body.write(source)
        remarks = tuple((entry.id, said) for said in (*body.remarks, *self._remarks(source, care)))
        front, edition = copy.front, copy.edition
        now = standing(self.shelf, entry, edition, self.words)
        units = ", ".join(self.words.unit(unit).text for unit in front.units)
        version = self.words.say(msg("version {version}", version=f"{copy.version}.0"))
        notes = "".join(content(f" {note.text}") for note in now.notes)
        arguments = {
            "above": f"[{seat.above}]",
            "kind": string(self.words.type(front.type).text),
            "title": f"[#titled({level}, {level})[{content(front.title)}]#label({string(label)});]",
            "summary": string(front.summary or ""),
            "line": string(f"{entry.id} · {version} · {units}"),
            "mark": string(now.mark),
            "standing": f"[#strong[{content(now.sentence)}]{notes}]",
            "header": strings((front.title, entry.id)),
            "footer": strings(self._foot(copy, version)),
            "page-of": page_of(self.words),
        }
        named = ", ".join(f"{key}: {value}" for key, value in arguments.items())
        markup = f"#chapter({named})[\n{text}][\n{self._after(entry, copy, level + 1)}]\n"
        return Manuscript(markup, dict(files.values()), remarks)

    def _remarks(self, source: str, care: Care) -> Iterable[Message]:
        if care is Care.NO_IMAGES:
            yield msg("Its images can't be typeset, and are left out of the PDF.")
        if care is Care.SOURCE:
            yield msg("Its text can't be typeset, and stands in the PDF as it was written.")
        signs = missing(source.replace("\n", " "))
        if signs:
            yield msg("The PDF has no glyph for {signs}.", signs=signs)

    def _foot(self, copy: Copy, version: str) -> tuple[str, str]:
        from_, until = self.words.say(msg("Valid from")), self.words.say(msg("Valid until"))
        code = shown_code(copy_code(copy.front.id, copy.version, copy.edition.content))
        checked = self.words.say(msg("copy code {code}", code=code))
        days = f"{from_} {copy.edition.valid_from} · {until} {last_day_in_words(copy.edition, self.words)}"
        printed = self.words.say(msg("Uncontrolled when printed"))
        return f"{copy.front.id} · {version} · {days}", f"{printed} {self.shelf.day} · {checked}"

    def _after(self, entry: Entry, copy: Copy, level: int) -> str:
        return "".join(
            f"{part}\n\n"
            for part in (
                self._abbreviations(copy, level),
                self._heading(level, msg("Information about the document")),
                _facts(information(entry, copy, self.words)),
                self._heading(level, msg("Versions")),
                self._versions(history(self.shelf, entry, self.words)),
            )
        )

    def _abbreviations(self, copy: Copy, level: int) -> str:
        if not copy.front.abbreviations:
            return ""
        items = "".join(f"[{content(one)}], " for one in copy.front.abbreviations)
        return f"{self._heading(level, msg('Abbreviations'))}\n#list({items});"

    def _heading(self, level: int, message: Message) -> str:
        return f"#titled({level}, {level - 1})[{content(self.words.say(message))}]"

    def _versions(self, lines: Iterable[Line]) -> str:
        heads = (msg("Version"), msg("In force"), msg("Reason"), msg("Decided by"), msg("Decided"))
        rows = [[self.words.say(head) for head in heads]]
        for line in lines:
            periods = ", ".join(f"{period.first} – {period.last}" for period in line.periods)
            rows.append(
                [
                    f"{line.version.text} {line.state}",
                    periods or self.words.say(msg("Never in force")),
                    " ".join((line.reason, *line.events)),
                    f"{line.decided_by} ({line.proof})",
                    str(line.decided),
                ]
            )
        return table([[(content(text), text, "left") for text in row] for row in rows], alone=False)


def page_of(words: Words) -> str:
    """Give what stands before the number of a page, and between it and how many there are."""
    before, _, rest = words.say(msg("Page {page} of {pages}", page="\0", pages="\1")).partition("\0")
    return strings((before, rest.partition("\1")[0]))


def _files(copy: Copy) -> dict[str, tuple[str, bytes]]:
    found = ((name, file_of(name, data), data) for name, data in copy.images.items())
    return {name: (file, data) for name, file, data in found if file is not None}


def _facts(rows: Iterable[Row]) -> str:
    said = "".join(f"([{content(row.label)}], [{_values(row.values)}]), " for row in rows)
    return f"#facts({said});"


def _values(values: Iterable[Ref]) -> str:
    return "#linebreak();".join(content(f"{one.text} ({one.note})" if one.note else one.text) for one in values)
