"""*Rendering*: the HTML of those parts of a text that need the handbook's own hand to be accessible."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from ledsys.message import msg
from ledsys.site.words import Words

LINKED = "linked"
"""Marks the tokens of a heading that has a link to itself; at its end with its anchor and its text."""

_Tokens = Sequence[Token]


class PageRenderer(RendererHTML):
    """Renders tables that scroll, labelled task boxes, links beside headings and footnotes with named ways back.

    Methods are named by token. The names of footnotes hold a full stop, which no heading's anchor has.
    """

    def __init__(self, words: Words) -> None:
        """Take the words of the handbook."""
        super().__init__()
        self._words = words

    def heading_open(self, tokens: _Tokens, index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Open a heading; one that has a link to itself stands in a row with it."""
        token = tokens[index]
        anchor = token.attrGet("id")
        named = f' id="{escapeHtml(str(anchor))}"' if anchor else ""
        row = '<div class="section-head">' if LINKED in token.meta else ""
        return f"{row}<{token.tag}{named}>"

    def heading_close(self, tokens: _Tokens, index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Close a heading, and its row after the link."""
        token = tokens[index]
        if LINKED not in token.meta:
            return f"</{token.tag}>\n"
        anchor, text = token.meta[LINKED]
        label = escapeHtml(self._words.say(msg("Link to the section {heading}", heading=text)))
        return f'</{token.tag}><a class="anchor" href="#{quote(anchor)}" aria-label="{label}">#</a></div>\n'

    def table_open(self, _tokens: _Tokens, _index: int, _options: OptionsDict, env: EnvType) -> str:
        """Open a table in a frame that scrolls, can be reached by keyboard and has a name that no other has."""
        env["tables"] = number = env.get("tables", 0) + 1
        label = escapeHtml(self._words.say(msg("Table {number}; scroll sideways to see all of it", number=number)))
        return f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}"><table>\n'

    def table_close(self, _tokens: _Tokens, _index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Close the table and its frame."""
        return "</table></div>\n"

    def bullet_list_open(self, tokens: _Tokens, index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Open a list, which may be one of tasks."""
        return f"<ul{_tasks(tokens[index])}>\n"

    def ordered_list_open(self, tokens: _Tokens, index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Open a numbered list at its first number."""
        start = tokens[index].attrGet("start")
        first = f' start="{int(start)}"' if start is not None else ""
        return f"<ol{_tasks(tokens[index])}{first}>\n"

    def list_item_open(self, tokens: _Tokens, index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Open a list item; a task gets a box that says whether it is done."""
        if "checked" not in tokens[index].meta:
            return "<li>"
        checked = bool(tokens[index].meta["checked"])
        label = escapeHtml(self._words.say(msg("Done") if checked else msg("Not done")))
        return f'<li><input type="checkbox" disabled{" checked" if checked else ""} aria-label="{label}"> '

    def footnote_ref(self, tokens: _Tokens, index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Lead from the text to a footnote."""
        number, place = _footnote(tokens[index])
        label = escapeHtml(self._words.say(msg("Footnote {number}", number=number)))
        return f'<sup><a href="#not.{number}" id="not.{place}" aria-label="{label}">{number}</a></sup>'

    def footnote_block_open(self, _tokens: _Tokens, _index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Open the list of footnotes."""
        label = escapeHtml(self._words.say(msg("Footnotes")))
        return f'<section class="footnotes" aria-label="{label}"><ol>\n'

    def footnote_block_close(self, _tokens: _Tokens, _index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Close the list of footnotes."""
        return "</ol></section>\n"

    def footnote_open(self, tokens: _Tokens, index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Open a footnote."""
        return f'<li id="not.{_footnote(tokens[index])[0]}">'

    def footnote_close(self, _tokens: _Tokens, _index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Close a footnote."""
        return "</li>\n"

    def footnote_anchor(self, tokens: _Tokens, index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Lead back from a footnote to the place in the text that it belongs to."""
        number, place = _footnote(tokens[index])
        label = escapeHtml(self._words.say(msg("Back to the text at footnote {number}", number=number)))
        return f' <a href="#not.{place}" aria-label="{label}">\u21a9\ufe0e</a>'


def _tasks(token: Token) -> str:
    return ' class="tasks"' if "contains-task-list" in str(token.attrGet("class") or "") else ""


def _footnote(token: Token) -> tuple[int, str]:
    """Give the number of a footnote, and the name of the place in the text from which, or to which, it leads."""
    number = int(token.meta["id"]) + 1
    return number, f"{number}.{int(token.meta.get('subId', 0))}"
