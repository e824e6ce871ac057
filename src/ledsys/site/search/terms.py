"""*Terms*: what words are searched by. A word's term is its stem, with its rings and dots: hål is not hal.

The stems are Snowball's, here and in the browser (`static/snowball-sv.js`), so both must stay of one version.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import snowballstemmer  # type: ignore[import-untyped]  # it has no types of its own

WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"[^\W_]+(?:[-:./][^\W_]+)+")
_DIGIT = re.compile(r"\d")
_LANGUAGES = {"sv": "swedish", "en": "english"}
_SV = """
alla all allt att av bara blir de dem den denna det detta dig din du där då efter eller en er ett finns för
får ge ger gör göra ha han har hen hon hur här i ifall in inte ja jag kan man med men mig min mot måste mellan
ni nu när nån någon något några och om oss på sig sin ska som så till under upp ut utan vad var vart vem vi
vid vilka vilken vilket vår våra åt är även över
"""
_EN = """
a about after all an and any are as at be been before but by can do does for from has have how i if in into is
it its me my no not of on or our shall should so such than that the their them then there these they this to
under up us was we what when where which who why will with you your
"""
STOP = {"sv": frozenset(_SV.split()), "en": frozenset(_EN.split())}
"""Words that say nothing of what is looked for."""


class Terms:
    """Gives terms in one language, each word's stem made once."""

    def __init__(self, language: str) -> None:
        """Take the language of the handbook."""
        self._stemmer = snowballstemmer.stemmer(_LANGUAGES[language])
        self._stop = STOP[language]
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Give the stem of a word in lower case."""
        stem = self._stems.get(word)
        if stem is None:
            stem = self._stems[word] = self._stemmer.stemWord(word)
        return stem

    def telling(self, word: str) -> bool:
        """Tell whether the word, in lower case, says anything of what is looked for."""
        return word not in self._stop


def words_of(text: str) -> list[str]:
    """Give the words of a text in lower case, in its order."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def codes_of(text: str) -> Iterator[str]:
    """Give whole ids, registration numbers and the like: what has parts, and a digit in them, in lower case."""
    for piece in text.replace("\u2013", "-").lower().split():
        if not piece.isalpha() and _DIGIT.search(piece):
            yield from (found for found in _CODE.findall(piece) if _DIGIT.search(found))
