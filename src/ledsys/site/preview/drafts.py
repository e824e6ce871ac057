"""*Drafts* in the preview: documents with work that is not published, each on a page that says loudly what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from ledsys.digest import sha256
from ledsys.frontmatter.split import split
from ledsys.lifecycle import Life, life_of, waiting
from ledsys.message import msg
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document, FrontMatter, Status
from ledsys.model.finding import Finding, Severity
from ledsys.model.image import usable
from ledsys.model.scalars import DOCUMENT_ID_PATTERN
from ledsys.rules.catalogue import RULES
from ledsys.rules.judge import judge_in
from ledsys.rules.rule import Case
from ledsys.site.overview.names import WORK
from ledsys.site.pages import Values
from ledsys.site.preview.addresses import draft_address
from ledsys.site.shelf import Shelf, collated
from ledsys.site.text import diagrams
from ledsys.site.text.content import ContentWriter
from ledsys.site.words import Ref, Words

_ID = re.compile(DOCUMENT_ID_PATTERN)


@dataclass(frozen=True)
class Draft:
    """A document with work that is not published; ``key`` is its folder among the drafts."""

    key: str
    document: Document
    life: Life

    @property
    def address(self) -> str:
        """The address of its page in the preview."""
        return draft_address(self.key)

    @property
    def title(self) -> str:
        """The title, else the path of a file whose front matter can't be read."""
        return self.document.front.title if self.document.front is not None else self.document.path


def drafts(corpus: Corpus, lives: Mapping[str, Life]) -> Mapping[str, Draft]:
    """Give all drafts by key, in the order of their titles: whatever differs from what is published last."""
    found = (
        Draft(_key(corpus, document), document, lives.get(document.id) or life_of(corpus, document.id))
        for document in corpus.documents
    )
    unpublished = [draft for draft in found if draft.document.front is None or draft.life.work.status.open]
    return {draft.key: draft for draft in sorted(unpublished, key=lambda draft: (collated(draft.title), draft.key))}


def _key(corpus: Corpus, document: Document) -> str:
    """Give the document's id, or a name made of its path where it has none, or another file has the same."""
    if _ID.fullmatch(document.id) and corpus.document(document.id) is document:
        return document.id
    return f"fil-{sha256(document.path.encode()).removeprefix('sha256:')[:12]}"


@dataclass(frozen=True)
class Found:
    """What ``check`` found in a draft: where, which rule, what is wrong and what to do."""

    place: str
    code: str
    severity: str
    mark: str
    text: str
    help: str


class DraftWriter:
    """Makes what the pages of drafts show, of one state of the docs repo."""

    def __init__(
        self, case: Case, shelf: Shelf, words: Words, writer: ContentWriter, read: Callable[[str], bytes]
    ) -> None:
        """Take the state; ``read`` gives the bytes of a file of the docs repo, or raises `LedsysError`."""
        self._case = case
        self._shelf = shelf
        self._words = words
        self._writer = writer
        self._read = read

    def listed(self, found: Iterable[Draft]) -> Values:
        """Give what the list of drafts shows."""
        return {
            "drafts": tuple(
                {
                    "address": draft.address,
                    "title": draft.title,
                    "id": draft.document.id or draft.document.path,
                    "state": self._state(draft),
                    "version": self._version(draft),
                    "waits": self._waits(draft),
                }
                for draft in found
            )
        }

    def shown(self, draft: Draft) -> Values:
        """Give what the page of one draft shows."""
        front = draft.document.front
        published = self._shelf.entries.get(draft.document.id)
        return {
            "title": draft.title,
            "document": draft.document.id,
            "path": draft.document.path,
            "state": self._beyond_draft(draft),
            "version": self._version(draft),
            "waits": self._waits(draft),
            "published": Ref(f"{published.shown.version}.0", published.address) if published is not None else None,
            "found": tuple(self._found(draft)),
            "undrawn": tuple(
                self._words.say(
                    msg("The diagram at line {line} can't be drawn, and stands there as text.", line=one.line)
                )
                for one in diagrams.undrawn(self._text(draft.document) or "")
            ),
            "rows": self._rows(front) if front is not None else (),
            "summary": front.summary if front is not None else None,
            "content": self._content(draft.document, "../../"),
        }

    def image(self, draft: Draft, name: str) -> bytes | None:
        """Give an image of the draft by its name relative to it."""
        drawing = self._diagrams(draft.document).get(name)
        if drawing is not None:
            return drawing()
        if name not in draft.document.images or not usable(name):
            return None
        folder = draft.document.path.rpartition("/")[0]
        return self._read(f"{folder}/{name}")

    def findings(self, draft: Draft) -> tuple[Finding, ...]:
        """Give what is wrong with the draft, as ``check`` would find it."""
        return judge_in(self._case, RULES, draft.document)

    def _found(self, draft: Draft) -> Iterable[Found]:
        for finding in self.findings(draft):
            grave = finding.severity is Severity.ERROR
            yield Found(
                place=f"{finding.path}:{finding.line}:{finding.column}",
                code=finding.code,
                severity=self._words.say(msg("error") if grave else msg("warning")),
                mark="fault" if grave else "old",
                text=self._words.say(finding.message),
                help=self._words.say(finding.help) if finding.help.template else "",
            )

    def _content(self, document: Document, root: str) -> Markup | None:
        """Give the text; None where it is not even text."""
        text = self._text(document)
        if text is None:
            return None
        return self._writer.write_text(split(text).body, {*document.images, *self._diagrams(document)}, root)

    def _diagrams(self, document: Document) -> dict[str, Callable[[], bytes]]:
        """Give the images of the draft's diagrams by name, each with how it is made."""
        return dict(diagrams.files(self._text(document) or "", self._words))

    def _text(self, document: Document) -> str | None:
        try:
            return self._read(document.path).decode().replace("\r\n", "\n")
        except UnicodeDecodeError:
            return None

    def _state(self, draft: Draft) -> str:
        if draft.document.front is None:
            return self._words.say(msg("The facts at its top can't be read"))
        return self._words.say(WORK[draft.life.work.status])

    def _beyond_draft(self, draft: Draft) -> str:
        """Give the state for a page that says already that it shows a draft; empty where that is all."""
        state = self._state(draft)
        return "" if state == self._words.say(WORK[Status.DRAFT]) else state

    def _version(self, draft: Draft) -> str:
        version = draft.document.front.version if draft.document.front is not None else draft.life.work.version
        return f"{version}.0" if version is not None else ""

    def _waits(self, draft: Draft) -> str:
        if draft.life.work.reached in (Status.PUBLISHED, Status.REPEALED):
            return self._words.say(msg("Changed without a new version: the next is begun with ledsys revise"))
        found = waiting(self._case.corpus, draft.document)
        if found is None:
            return ""
        register = self._case.corpus.policy.register
        who = tuple(register.name_of(person) for person in found.persons)
        if not who:
            return self._words.say(msg("Waits for: {what}", what=found.what))
        return self._words.say(msg("Waits for: {what} ({who})", what=found.what, who=who))

    def _rows(self, front: FrontMatter) -> tuple[tuple[str, tuple[str, ...]], ...]:
        words = self._words
        rows = (
            (msg("Document type"), (words.type(front.type).text,)),
            (msg("Applies to"), tuple(words.unit(unit).text for unit in front.units)),
            (msg("Content owner"), tuple(ref.text for ref in words.owner(front.owner))),
            (msg("Authors"), tuple(map(words.person, front.authors))),
            (msg("Reviewers"), tuple(self._named(reviewer) for reviewer in front.reviewers)),
            (msg("Goes for approval to"), (self._named(front.approver),) if front.approver else ()),
            (msg("Governing documents above"), front.governed_by),
            (msg("Keywords"), front.keywords),
        )
        return tuple((words.say(label), values) for label, values in rows if values)

    def _named(self, reference: str) -> str:
        body = self._case.corpus.policy.register.body_by_id.get(reference)
        if body is not None:
            return body.name(self._case.today)
        return "; ".join(f"{ref.text} ({ref.note})" if ref.note else ref.text for ref in self._words.owner(reference))
