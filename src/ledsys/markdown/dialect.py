"""The *dialect* of Markdown: GitHub's tables, footnotes, task lists, alerts and anchors; raw HTML is text.

One parser of it makes pages; another, for rules, leaves addresses as they are written and notes where they begin.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

BEGIN = "begin"
"""Under this name, tokens of links and images that `reader` makes tell where in their passage they begin."""


def parser() -> MarkdownIt:
    """Make a parser of the dialect; its output must still pass a sanitiser before it becomes part of a page."""
    return _set_up(MarkdownIt("gfm-like2", _OPTIONS))


_OPTIONS = {"html": False, "linkify": False}  # the preset's linkify needs a package more; the plug-in below does not


def _set_up(markdown: MarkdownIt) -> MarkdownIt:
    markdown.use(footnote_plugin, inline=False)
    markdown.use(gfm_autolink_plugin)
    markdown.inline.ruler.before("gfm_autolink_protocol", "long_line", _long_line)
    markdown.core.ruler.push("anchors", _anchors)
    return markdown


def _long_line(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser calls it so
    """Put by what is read of a long line; the plug-in searches all of it at every colon, which takes hours for some."""
    if not silent and state.src[state.pos] == ":" and len(state.pending) > _LONG:
        end, state.pending = state.pending[-_PROTOCOL:], state.pending[:-_PROTOCOL]
        state.pushPending()
        state.pending = end
    return False


_LONG, _PROTOCOL = 1000, 8  # signs; `mailto` or the like, with the sign before it, is no longer than the latter


def slug(text: str) -> str:
    """Give the anchor that GitHub gives a heading with this text, the first time that it stands in a document."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def _anchors(state: StateCore) -> None:
    """Give every heading its anchor; a counter for each keeps thousands of equal headings linear."""
    seen: dict[str, int] = {}
    for heading, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if heading.type == "heading_open":
            anchor = base = slug(heading_text(inline, ""))
            while anchor in seen:
                seen[base] += 1
                anchor = f"{base}-{seen[base]}"
            seen[anchor] = 0
            heading.attrSet("id", anchor)


def heading_text(inline: Token, line_break: str) -> str:
    """Give the text of a heading as readers see it, with this for where its lines end."""
    pieces = (
        line_break if child.type == "softbreak" else child.content for child in inline.children or () if shown(child)
    )
    return "".join(pieces)


def shown(child: Token) -> bool:
    """Tell whether the token is text that readers see."""
    return child.type in ("text", "code_inline", "softbreak")


class _AsWritten(MarkdownIt):
    """The same dialect for rules: every address counts as one, also a dangerous one, and stays as it is written."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - a method of the parser
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - a method of the parser
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - a method of the parser
        return link


@cache
def reader() -> MarkdownIt:
    """Give the parser for rules."""
    markdown = _set_up(_AsWritten("gfm-like2", _OPTIONS))
    for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
        markdown.inline.ruler.at(name, _noting(rule))
    return markdown


def _noting(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Let a rule of the parser note on its token where in the passage it begins."""

    def noting(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser calls it so
        begin, made = state.pos, len(state.tokens)
        done = rule(state, silent)
        if done and not silent:
            token = next(token for token in state.tokens[made:] if token.type in ("link_open", "image"))
            token.meta[BEGIN] = begin
        return done

    return noting
