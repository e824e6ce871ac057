"""*Sanitising*: what may stand in a text's HTML. Everything else is removed, however it got there."""

from __future__ import annotations

import nh3

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_TAGS = {
    *("p", "br", "hr", "blockquote", "pre", "code", "em", "strong", "s", "del", "sup", "ul", "ol", "li", "div"),
    *("section", "span", "a", "img", "input", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"),
    *_HEADINGS,
}
_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "id", "rel", "aria-label"},
    "img": {"src", "alt"},
    "input": {"checked", "disabled", "aria-label"},
    "ol": {"start"},
    "div": {"tabindex", "aria-label"},
    "section": {"aria-label"},
    "li": {"id"},
    **{heading: {"id"} for heading in _HEADINGS},
}
_VALUES: dict[str, dict[str, set[str]]] = {
    "input": {"type": {"checkbox"}},
    "th": {"scope": {"col"}},
    "div": {"role": {"region", "note"}},
}
_CLASSES = {
    "div": {
        *("section-head", "table-scroll", "notice", "notice-note", "notice-tip"),
        *("notice-important", "notice-warning", "notice-caution", "diagram"),
    },
    "a": {"anchor"},
    "p": {"notice-title"},
    "th": {"left", "right", "center"},
    "td": {"left", "right", "center"},
    "ul": {"tasks"},
    "ol": {"tasks"},
    "span": {"note"},
    "section": {"footnotes"},
}

_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    allowed_classes=_CLASSES,
    link_rel=None,
    url_schemes={"http", "https", "mailto", "tel"},
)


def sanitised(html: str) -> str:
    """Give the fragment with nothing but harmless text markup in it."""
    return _CLEANER.clean(html)
