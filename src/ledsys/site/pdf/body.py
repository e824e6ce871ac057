"""The *body*: the text of a document, from the parser's tokens to typst's markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ledsys.markdown import parser
from ledsys.message import Message, msg
from ledsys.model.diagram import description, is_diagram
from ledsys.site.pdf.markup import code, content, literal, string
from ledsys.site.pdf.signs import shown
from ledsys.site.pdf.tables import table
from ledsys.site.text.content import NOTICES
from ledsys.site.text.diagrams import NO_TEXT, UNDRAWN
from ledsys.site.text.drawer import drawn
from ledsys.site.words import Words

DEEPEST = 6
_ELSEWHERE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_WRAPPED = {"em": "emph", "strong": "strong", "s": "strike"}

Node = SyntaxTreeNode


@dataclass(frozen=True)
class Setting:
    """What a text needs to know of the book that it stands in.

    ``label`` begins the names of its headings and footnotes, ``level`` is the level of its title. ``lead`` gives the
    label that a link leads to inside the book or its address outside, and ``images`` the files of images by name.
    ``draws`` tells whether diagrams are drawn.
    """

    label: str
    level: int
    words: Words
    lead: Callable[[str], str]
    images: Mapping[str, str]
    draws: bool = True


@dataclass
class Body:
    """One text on its way to markup; ``remarks`` gathers what could not be made as accessible as it should be."""

    setting: Setting
    remarks: list[Message] = field(default_factory=list)
    _notes: dict[int, Node] = field(default_factory=dict)
    _placed: set[int] = field(default_factory=set)
    _headings: int = 0
    _shift: int = 0
    _level: int = 0
    _in_note: bool = False

    def write(self, text: str) -> str:
        """Give the markup of a Markdown text."""
        root = Node(_parser().parse(text))
        levels = [int(node.tag[1]) for node in root.walk() if node.type == "heading"]
        self._level = self.setting.level
        self._shift = self.setting.level + 1 - min(levels, default=1)
        for block in root.children:
            if block.type == "footnote_block":
                self._notes.update({int(note.meta["id"]): note for note in block.children})
        return self._blocks(root.children)

    def _blocks(self, nodes: Sequence[Node]) -> str:
        return "".join(f"{self._block(node)}\n\n" for node in nodes)

    def _block(self, node: Node) -> str:  # noqa: C901, PLR0911 - one line for each kind of block
        match node.type:
            case "heading":
                return self._heading(node)
            case "paragraph":
                return self._paragraph(node)
            case "bullet_list" | "ordered_list":
                return self._list(node)
            case "blockquote":
                return f"#quoted[{self._blocks(node.children)}]"
            case "alert":
                return self._notice(node)
            case "table":
                return self._table(node)
            case "fence" if is_diagram(node.info):
                return self._diagram(node)
            case "fence" | "code_block":
                return f"#code({code(node.content)});"
            case "hr":
                return "#rule;"
            case "footnote_block" | "alert_title":
                return ""
            case "inline":
                return self._inline(node)
            case _:
                return self._blocks(node.children) if node.children else content(node.content)

    def _heading(self, node: Node) -> str:
        label = f"{self.setting.label}-{self._headings}"
        self._headings += 1
        text = self._inline(node.children[0]) if node.children else ""
        if not plain_text(node).strip():
            text = content("–")
        if self._in_note:
            return f"#strong[{text}]"
        self._level = min(int(node.tag[1]) + self._shift, self._level + 1, DEEPEST)
        return f"#titled({self._level}, {self.setting.level})[{text}]#label({literal(label)});"

    def _paragraph(self, node: Node) -> str:
        pieces = node.children[0].children if node.children else []
        if len(pieces) == 1 and pieces[0].type == "image":
            return self._image(pieces[0], "picture")
        return self._inline(node.children[0]) if node.children else ""

    def _list(self, node: Node) -> str:
        items = "".join(f"[{self._item(item)}], " for item in node.children)
        tight = str(all(child.hidden for item in node.children for child in item.children if child.type == "paragraph"))
        if node.type == "bullet_list":
            tasks = "marker: none, body-indent: 0pt, " if "contains-task-list" in str(node.attrs.get("class")) else ""
            return f"#list({tasks}tight: {tight.lower()}, {items});"
        return f"#enum(start: {int(node.attrs.get('start', 1))}, tight: {tight.lower()}, {items});"

    def _item(self, item: Node) -> str:
        text = self._blocks(item.children).strip()
        if "checked" in item.meta:
            return f"{content('☑ ' if item.meta['checked'] else '☐ ')}{text}"
        return text or content("–")

    def _notice(self, node: Node) -> str:
        kind = str(node.meta["kind"]).lower()
        inside = [child for child in node.children if child.type != "alert_title"]
        title = NOTICES.get(kind, Message(kind))
        return f"#notice({string(kind)}, {string(self.setting.words.say(title))})[{self._blocks(inside)}]"

    def _diagram(self, node: Node) -> str:
        drawing = drawn(node.content) if self.setting.draws else None
        if drawing is None:
            self.remarks.append(UNDRAWN)
            return f"#code({code(node.content)});"
        text = description(node.content)
        if not text:
            self.remarks.append(msg("A diagram has no text for those who can't see it."))
            text = self.setting.words.say(NO_TEXT)
        svg = literal("\n".join(map(shown, drawing.svg.decode().split("\n"))))
        return f"#diagram({svg}, {string(text)});"

    def _table(self, node: Node) -> str:
        rows = [row.children for part in node.children for row in part.children]
        cells = [[(self._cell(cell), plain_text(cell), _aligned(cell)) for cell in row] for row in rows]
        return table(cells, alone=node.parent is not None and node.parent.is_root)

    def _cell(self, cell: Node) -> str:
        return self._inline(cell.children[0]) if cell.children else ""

    def _inline(self, node: Node) -> str:
        return "".join(map(self._piece, node.children))

    def _piece(self, node: Node) -> str:  # noqa: PLR0911 - one line for each kind of piece
        match node.type:
            case "text":
                return content(node.content)
            case "softbreak":
                return content(" ")
            case "hardbreak":
                return "#linebreak();"
            case "code_inline":
                return f"#raw({code(node.content)});"
            case "em" | "strong" | "s":
                return f"#{_WRAPPED[node.type]}[{self._inline(node)}]"
            case "link":
                return self._link(node)
            case "image":
                return self._image(node, "small-picture")
            case "footnote_ref":
                return self._footnote(node)
            case _:
                return self._inline(node) if node.children else content(node.content)

    def _link(self, node: Node) -> str:
        target = str(node.attrs.get("href", ""))
        text = self._inline(node) or content(target)
        document = target.partition("#")[0]
        place = target if _ELSEWHERE.match(target) else self.setting.lead(target)
        if document and not _ELSEWHERE.match(target) and document not in plain_text(node):
            text += content(f" ({unquote(document)})")
        if not place:
            return text
        return f"#link({place if place.startswith('label(') else literal(place)})[{text}]"

    def _image(self, node: Node, how: str) -> str:
        name = unquote(str(node.attrs.get("src", "")))
        text = plain_text(node).strip()
        path = self.setting.images.get(name)
        if path is None:
            said = msg("Image not shown: {text}", text=text or name)
            self.remarks.append(said)
            return f"#side-note[{content('[' + self.setting.words.say(said) + ']')}]"
        if not text:
            self.remarks.append(msg("The image {name} has no text for those who can't see it.", name=name))
            text = self.setting.words.say(msg("Image without description"))
        return f"#{how}({literal(path)}, {string(text)});"

    def _footnote(self, node: Node) -> str:
        number = int(node.meta["id"])
        if self._in_note or number not in self._notes:
            return f"#super[{content(str(number + 1))}]"
        label = f"label({literal(f'{self.setting.label}-not-{number}')})"
        if number in self._placed:
            return f"#footnote({label});"
        self._placed.add(number)
        self._in_note = True
        parts = [part for part in self._notes[number].children if part.type != "footnote_anchor"]
        ends = ("#linebreak();" if part.type == "paragraph" else "\n\n" for part in parts)
        text = "".join(f"{self._block(part)}{end}" for part, end in zip(parts, ends, strict=True))
        text = text.removesuffix("#linebreak();").strip()
        self._in_note = False
        return f"#footnote[{text}]#{label};"


def plain_text(node: Node) -> str:
    """Give the text that a part shows, without its marks."""
    return "".join(_pieces(node))


def _pieces(node: Node) -> Iterator[str]:
    if node.type in ("softbreak", "hardbreak"):
        yield " "
    elif node.children:
        for child in node.children:
            yield from _pieces(child)
    elif node.type in ("text", "code_inline"):
        yield node.content


def _aligned(cell: Node) -> str:
    found = re.search(r"text-align:(left|right|center)", str(cell.attrs.get("style", "")))
    return found[1] if found else "left"


@cache
def _parser() -> MarkdownIt:
    return parser()
