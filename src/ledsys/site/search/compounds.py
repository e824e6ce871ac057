"""*Compounds*: the last parts of Swedish compounds, by which a reader may look for the whole.

The first part is found without them, since every word is also found by its beginning. No dictionary is needed: a word
is divided where it begins with a word of the handbook, or ends with one. So "hantering" finds läkemedelshantering.
"""

from __future__ import annotations

from collections.abc import Iterable

from ledsys.site.search.terms import Terms

FIRST, LAST = 3, 4
"""The shortest first and last part of a compound, in letters."""
SURE = 5
"""The shortest last part that need not be a word of its own elsewhere."""
LONGEST = 70
"""A text of more letters without a space is no word, and is not divided."""
_JOINTS = "seoua"  # fogemorfem: arbet-s-miljö, gat-u-plan, kyrk-o-gård


class Compounds:
    """Divides words by a vocabulary; every part is divided once, so no word of many equal parts takes long."""

    def __init__(self, vocabulary: Iterable[str], terms: Terms) -> None:
        """Take the handbook's words in lower case."""
        self._stem = terms.stem
        self._words = {word for word in vocabulary if len(word) >= FIRST and word.isalpha()}
        self._divided: dict[str, tuple[str, ...]] = {}
        self._known = self._words | {stem for word in self._words if len(stem := terms.stem(word)) >= FIRST}

    def tails(self, word: str) -> tuple[str, ...]:
        """Give every last part of the word that may be a word, longest first; none of a word that is no compound."""
        if len(word) > LONGEST or not word.isalpha():
            return ()
        known = self._divided.get(word)
        if known is None:
            known = self._divided[word] = tuple(self._parts(word))
        return known

    def _parts(self, word: str) -> Iterable[str]:
        stem = self._stem(word)
        places = range(FIRST, len(stem) - LAST + 1)
        found = [word[place:] for place in places if self._divides(word[:place], stem[place:])]
        return sorted({part for tail in found for part in (tail, *self.tails(tail))}, key=len, reverse=True)

    def _divides(self, head: str, tail: str) -> bool:
        if tail in self._known:
            return head in self._known or (len(head) > FIRST and head[-1] in _JOINTS and head[:-1] in self._known)
        return len(tail) >= SURE and (head in self._words or (head[-1] == "s" and head[:-1] in self._words))
