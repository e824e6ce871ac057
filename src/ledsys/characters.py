"""*Characters* that no reader sees: by number, never by a Unicode category.

A new table of Unicode may move a character to another category; what an old text or record says must not change with
it. Each constant is made of ranges for the inside of ``[…]`` in a regular expression.
"""

from __future__ import annotations

import re

CONTROL = "\x00-\x1f\x7f-\x9f"
"""The controls of ASCII and Latin-1, tab and line ends among them."""

SURROGATE = "\ud800-\udfff"
"""Halves of characters, which no UTF-8 text has."""

HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef"
    "\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What takes no room, fills a gap or turns the order round; no document holds it."""

FORMATTING = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f"
)
"""Format characters and the ends of lines and paragraphs, as Unicode 14 has them; no act holds them."""

_UNSEEN = re.compile(f"[{CONTROL}{SURROGATE}{HIDDEN}{FORMATTING}]")


def unseen(text: str) -> bool:
    """Tell whether the text has any character that a reader can't see."""
    return _UNSEEN.search(text) is not None
