"""What waits for a person: also that they will be asked for their signature."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.report.example import example

from ledsys.lifecycle import lives
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import Level, LevelFrom
from ledsys.report.inbox import as_json, matters, text_lines

RETURNED, ENDING = "EXP-713589", "EXP-655278"
PERSON = "sixal1"


def _asking(kind: str, level: Level) -> Corpus:
    corpus, _ = example()
    types = dict(corpus.policy.types)
    types[kind] = types[kind].model_copy(update={"levels": (LevelFrom(level=level),)})
    return replace(corpus, policy=replace(corpus.policy, types=types))


def _signed(corpus: Corpus) -> dict[str, bool]:
    return {matter.document: matter.signed for matter in matters(corpus, lives(corpus), PERSON)}


def test_nothing_is_signed_where_no_type_asks_for_it() -> None:
    corpus, known = example()
    assert set(_signed(corpus).values()) == {False}
    assert not any("(signed" in line for line in text_lines(matters(corpus, known, PERSON)))


def test_moves_and_endings_of_a_type_that_asks_for_signatures_say_so() -> None:
    riktlinje, rutin = _asking("riktlinje", Level.KEY), _asking("rutin", Level.HARDWARE)
    assert _signed(riktlinje)[RETURNED]
    assert not _signed(riktlinje)[ENDING]
    assert _signed(rutin)[ENDING]
    assert not any(_signed(_asking("rutin", Level.FORGE)).values()), "the forge vouches there"


def test_it_is_said_in_words_and_to_programs() -> None:
    corpus = _asking("riktlinje", Level.KEY)
    found = matters(corpus, lives(corpus), PERSON)
    (line,) = (line for line in text_lines(found) if line.startswith(RETURNED))
    assert line.endswith(" (signed with your key)")
    data = json.loads(as_json(found, PERSON))
    assert {matter["document"]: matter["signed"] for matter in data["matters"]} == _signed(corpus)
