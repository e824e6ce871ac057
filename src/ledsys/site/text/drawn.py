"""A *drawing*: SVG with nothing in it but shapes and text. What could run, load or lead elsewhere is taken out.

A drawing that has more than that, such as a page in a page, is refused: without it, words would be missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, fromstring, register_namespace, tostring

_SVG = "http://www.w3.org/2000/svg"
_ALLOWED = frozenset(
    (
        *("svg", "g", "defs", "title", "desc", "style", "use", "symbol", "a"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath"),
        *("marker", "pattern", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "filter"),
        *("feDropShadow", "feGaussianBlur", "feOffset", "feFlood", "feComposite", "feMerge", "feMergeNode"),
        "feColorMatrix",
    )
)
_REFUSED = frozenset(("foreignObject", "image", "iframe", "object", "embed", "video", "audio"))
_LOADS = re.compile(
    r"url\(\s*['\"]?\s*(?!#|['\"#])|@import|expression\(|javascript:|data:|image-set|src\(|\\", re.IGNORECASE
)
_MOVES = re.compile(r"animation:[^;}]*;?|@keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_STYLED = frozenset(("style", "fill", "stroke", "filter", "clip-path", "mask", "cursor"))
_TODAY = "today"
_MOST = 2_000_000
_SIDE = 20_000.0


@dataclass(frozen=True)
class Drawing:
    """An image as bytes of SVG, with its size in pixels."""

    svg: bytes
    width: int
    height: int


def safe(svg: str) -> Drawing | None:
    """Give the drawing, or none where it is no drawing or more than one."""
    root = _parsed(svg)
    if root is None or root.tag != f"{{{_SVG}}}svg" or any(_name(part) in _REFUSED for part in root.iter()):
        return None
    box = _box(root)
    if box is None or not all(map(_cleaned, root.iter())):
        return None
    _prune(root)
    width, height = box
    for name in list(root.attrib):
        if name not in ("viewBox", "id", "class"):
            del root.attrib[name]
    root.set("width", str(width))
    root.set("height", str(height))
    register_namespace("", _SVG)
    return Drawing(tostring(root, encoding="unicode").encode(), width, height)


def _parsed(svg: str) -> Element | None:
    """Read the XML; what declares entities is none, since those may grow without end."""
    if len(svg) > _MOST or "<!" in svg:
        return None
    try:
        return fromstring(svg)  # noqa: S314 - nothing is declared in it
    except ParseError:
        return None


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _box(root: Element) -> tuple[int, int] | None:
    """Give width and height of what is drawn, in pixels."""
    try:
        _, _, width, height = map(float, (root.get("viewBox") or "").split())
    except ValueError:
        return None
    inside = 0 < width <= _SIDE and 0 < height <= _SIDE
    return (max(round(width), 1), max(round(height), 1)) if inside else None


def _cleaned(element: Element) -> bool:
    """Take from an element what is not its shape; tell whether nothing in it loads anything."""
    for name, value in list(element.attrib.items()):
        plain = name.rpartition("}")[2].lower()
        if plain.startswith("on") or plain in ("src", "target") or (plain == "href" and not value.startswith("#")):
            del element.attrib[name]
        elif _LOADS.search(value) and (plain in _STYLED or plain.startswith("marker")):
            return False
    if _name(element) == "style":
        element.text = _MOVES.sub("", element.text or "")
        return not _LOADS.search(element.text)
    return True


def _prune(parent: Element) -> None:
    """Take out what is not allowed, and the line that marks the present day in a plan; links become groups."""
    for child in list(parent):
        if _name(child) not in _ALLOWED or child.tag.rpartition("}")[0] != f"{{{_SVG}" or _TODAY in _classes(child):
            parent.remove(child)
            continue
        if _name(child) == "a":
            child.tag = f"{{{_SVG}}}g"
            child.attrib.clear()
        _prune(child)


def _classes(element: Element) -> Iterator[str]:
    yield from (element.get("class") or "").split()
