"""The *nearest* known word to one that nobody knows: what the writer probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from ledsys.message import Message, msg


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that looks most like this one, in whatever case; empty where none does."""
    folded = {entry.casefold(): entry for entry in known}
    return next((folded[found] for found in get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)), "")


def suggest(word: str, known: Iterable[str], otherwise: Message) -> Message:
    """Make the help for an unknown word: ask whether the nearest was meant, then say what else to do."""
    found = nearest(word, known)
    return msg("Did you mean {nearest}? {otherwise}", nearest=found, otherwise=otherwise) if found else otherwise
