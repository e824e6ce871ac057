"""*Links and images* (LS4): does every way out of a text lead somewhere, and does its text say where?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from ledsys.message import Message, msg
from ledsys.model.document import Document
from ledsys.model.facts import Heading, Link, Place
from ledsys.model.finding import Severity
from ledsys.model.image import EXTENSIONS, name_of
from ledsys.model.scalars import DOCUMENT_ID_PATTERN
from ledsys.rules.lookup import lookup
from ledsys.rules.rule import Case, Hit, document_rule

_ID = re.compile(DOCUMENT_ID_PATTERN)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_OUTSIDE = ("http:", "https:", "mailto:", "tel:")

_SAYS_NOTHING = (
    *("här", "länk", "länken", "denna länk", "klicka", "klicka här", "läs mer", "läs mer här", "läs vidare", "se här"),
    *(
        "mer",
        "mer information",
        "dokument",
        "dokumentet",
        "here",
        "link",
        "click here",
        "read more",
        "more",
        "this link",
    ),
)


class Kind(Enum):
    """Where a link leads."""

    NOWHERE = auto()
    OUTSIDE = auto()
    ANCHOR = auto()
    DOCUMENT = auto()
    PATH = auto()


def kind(target: str) -> Kind:
    """Tell where a link target leads, by its form alone."""
    if not target.strip() or target == "#":
        return Kind.NOWHERE
    if target.startswith("#"):
        return Kind.ANCHOR
    if _ID.fullmatch(before_anchor(target)):
        return Kind.DOCUMENT
    return Kind.OUTSIDE if target.casefold().startswith(_OUTSIDE) else Kind.PATH


def before_anchor(target: str) -> str:
    """Give the part of a link target before its ``#``."""
    return target.partition("#")[0]


def links(document: Document, *kinds: Kind) -> Iterator[Link]:
    """Yield the links of the text that are of one of the kinds."""
    return (link for link in document.facts.links if kind(link.target) in kinds)


def place(link: Link) -> Place:
    """Give where a link stands."""
    return Place(link.line, link.column)


def path_of(document: Document, target: str) -> str | None:
    """Give the path, from the repo's root, of a relative target; none where it is no relative path inside the repo."""
    name = unquote(before_anchor(target))
    if _SCHEME.match(name) or name.startswith("/") or "\\" in name or "\0" in name:
        return None
    path = normpath(f"{document.folder}/{name}")
    return None if path.startswith("..") else path


@document_rule("LS403", "broken-link", Severity.ERROR, ages=True)
def broken_link(case: Case, document: Document) -> Iterator[Hit]:
    """A link leads nowhere: to ``#``, to nothing, to a file that is not there or to a reader's own computer."""
    help_ = msg(
        "Link to another document by its id, as in [text](EXP-482103); if there is nothing to link to, remove the link."
    )
    for link in links(document, Kind.NOWHERE):
        wrong = (
            msg('The link "{text}" leads nowhere ({target}).', text=link.text, target=_seen(link))
            if link.text.strip()
            else msg("A link without text leads nowhere ({target}).", target=_seen(link))
        )
        yield Hit(place(link), wrong, help_)
    for link in links(document, Kind.PATH):
        path = path_of(document, link.target)
        if path is None:
            wrong = (
                msg(
                    'The link "{text}" leads to {target}, which readers of the handbook can\'t open.',
                    text=link.text,
                    target=link.target,
                )
                if link.text.strip()
                else msg("A link leads to {target}, which readers of the handbook can't open.", target=link.target)
            )
            yield Hit(place(link), wrong, help_)
        elif path not in case.corpus.files:
            wrong = (
                msg('The link "{text}" leads to the file {path}, which is not there.', text=link.text, path=path)
                if link.text.strip()
                else msg("A link leads to the file {path}, which is not there.", path=path)
            )
            yield Hit(place(link), wrong, help_)


def _seen(link: Link) -> str | Message:
    return link.target if link.target.strip() else msg("empty address")


@document_rule("LS404", "broken-anchor", Severity.ERROR, ages=True)
def broken_anchor(case: Case, document: Document) -> Iterator[Hit]:
    """A link leads to a heading that is not in the document."""
    for link in links(document, Kind.ANCHOR, Kind.DOCUMENT):
        target, _, anchor = link.target.partition("#")
        other = case.corpus.document(target) if target else document
        if other is None or not anchor:
            continue
        slugs = [heading.slug for heading in _headings(case, other)]
        if unquote(anchor) in slugs:
            continue
        yield Hit(
            place(link),
            msg(
                "The link leads to the heading #{anchor}, which is not in {document}.",
                anchor=anchor,
                document=target or msg("this document"),
            ),
            msg("The headings there are: {anchors}.", anchors=tuple(f"#{slug}" for slug in slugs))
            if slugs
            else msg("That document has no headings; link to the document alone."),
        )


def _headings(case: Case, document: Document) -> Iterator[Heading]:
    """Yield the headings that a link may lead to: those of the file, and those of the edition that readers see."""
    yield from document.facts.headings
    life = case.life(document)
    shown = life.shown(case.today) if life is not None else None
    if shown is not None and document.open:
        edition = case.corpus.editions.get(document.id, {}).get(shown.version)
        yield from edition.facts.headings if edition is not None else ()


@document_rule("LS405", "missing-image", Severity.ERROR)
def missing_image(case: Case, document: Document) -> Iterator[Hit]:
    """An image is not there, lies outside the document's folder or is no file that a page can show as an image."""
    for image in document.facts.images:
        where = Place(image.line, image.column)
        name = name_of(image.target)
        if not _beside(image.target):
            yield Hit(
                where,
                msg("The image {target} does not lie in the document's folder.", target=image.target or "–"),
                msg(
                    "Put the image in {folder}/ or a folder below it, and name it from there, as in bilder/flode.png.",
                    folder=document.folder,
                ),
            )
        elif name is None:
            yield Hit(
                where,
                msg("The file {target} can't be used as an image.", target=image.target),
                msg(
                    "Give the file an ordinary name that ends in {endings}, and write it just so, as in"
                    " bilder/flode.png. Save a drawing (SVG) as PNG first, since SVG files may hold programs.",
                    endings=tuple(f".{extension}" for extension in EXTENSIONS),
                ),
            )
        elif str(PurePosixPath(document.folder) / name) not in case.corpus.files:
            yield Hit(
                where,
                msg("The image {target} is not there.", target=name),
                msg(
                    "Put the file in {folder}/, see that its name is spelled alike (capitals count too),"
                    " or remove the image from the text.",
                    folder=document.folder,
                ),
            )


def _beside(target: str) -> bool:
    name = unquote(target)
    path = PurePosixPath(name)
    return bool(name) and not (_SCHEME.match(name) or path.is_absolute() or ".." in path.parts or "\\" in name)


@document_rule("LS411", "empty-link-text", Severity.ERROR, ages=True)
def empty_link_text(_: Case, document: Document) -> Iterator[Hit]:
    """A link's text is empty, or says nothing about where it leads."""
    for link in document.facts.links:
        said = link.text.casefold().strip(" \u00a0.:;,!?…»«>›→\"'”")
        if said and said not in _SAYS_NOTHING:
            continue
        yield Hit(
            place(link),
            msg('The link text "{text}" does not say where the link leads.', text=link.text)
            if said
            else msg("The link to {target} has no text.", target=link.target or "–"),
            msg("Write what the reader finds there, such as the other document's title."),
        )


@document_rule("LS412", "link-by-path", Severity.ERROR, ages=True)
def link_by_path(case: Case, document: Document) -> Iterator[Hit]:
    """A link leads to another document by its file's path, and breaks when that file is moved."""
    for link in links(document, Kind.PATH):
        path = path_of(document, link.target)
        if path is None or not path.endswith(".md") or path not in case.corpus.files:
            continue
        _, hash_, anchor = link.target.partition("#")
        other = lookup(case).by_path.get(path)
        wrong = msg("The link leads to the file {path}; it breaks when that file is moved.", path=path)
        if other is not None and other.id:
            target = f"{other.id}{hash_}{anchor}"
            yield Hit(
                place(link),
                wrong,
                msg("Write [{text}]({target}). `ledsys fmt` does it in drafts.", text=link.text, target=target),
            )
        else:
            yield Hit(place(link), wrong, msg("Link to a document of the handbook by its id."))
