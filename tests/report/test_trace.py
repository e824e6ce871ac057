"""Who decided this, up to the top."""

from __future__ import annotations

from dataclasses import replace

from tests.report.example import example

from ledsys.lifecycle import lives
from ledsys.lifecycle.trace import LONGEST, Ending, Trace, trace
from ledsys.model.corpus import Corpus
from ledsys.report.trace import text_lines

PAIN, GUIDELINE, POLICY, STATUTES = "EXP-527361", "EXP-318846", "EXP-170264", "EXP-205518"


def _governed(changes: dict[str, tuple[str, ...]]) -> Corpus:
    corpus, _ = example()

    def changed(document: str) -> dict[str, object]:
        return {"governed_by": changes[document]} if document in changes else {}

    editions = {
        key: {
            number: replace(own, front=own.front.model_copy(update=changed(key)) if own.front else None)
            for number, own in versions.items()
        }
        for key, versions in corpus.editions.items()
    }
    return replace(corpus, editions=editions)


def _text(corpus: Corpus, document: str) -> str:
    return "\n".join(text_lines(trace(corpus, lives(corpus), document), corpus))


def test_a_trace_goes_from_the_edition_in_force_to_the_top() -> None:
    corpus, known = example()
    found = trace(corpus, known, PAIN)
    assert found.approve is not None
    assert found.mandate is not None
    assert (found.approve.person, found.mandate.id) == ("sixal1", "M-2024-009")
    (guideline,) = found.above
    assert guideline.decision is not None
    assert guideline.decision.body == "halsostyrelsen"
    assert [upper.document for upper in guideline.above] == [POLICY, STATUTES]
    assert [upper.ending for upper in guideline.above] == [Ending.TOP, Ending.TOP]


def test_the_words_name_person_mandate_and_the_decision_behind_it_and_claim_no_proof() -> None:
    corpus, _ = example()
    text = _text(corpus, PAIN)
    assert "Approved 2026-01-06 by Sixten Almklint (sixal1), Regionområdeschef." in text
    assert "The mandate was given by: Hälsostyrelsen 2023-12-14 § 96, HS 2023-00164." in text
    assert "Decided by Regionfullmäktige 2024-04-22 § 104, RF 2023-00191" in text
    assert text.count("claimed, nobody vouches for it yet") == 4


def test_a_loop_ends_and_is_told() -> None:
    corpus = _governed({POLICY: (GUIDELINE,)})
    guideline = trace(corpus, lives(corpus), GUIDELINE)
    assert [upper.ending for upper in guideline.above[0].above] == [Ending.LOOP]
    assert "This is a loop" in _text(corpus, GUIDELINE)


def test_a_document_that_governs_by_two_ways_is_told_once() -> None:
    corpus = _governed({STATUTES: (POLICY,)})
    assert _text(corpus, PAIN).count("§ 104") == 1
    assert "Told above." in _text(corpus, PAIN)


def test_an_upper_document_that_does_not_exist_is_told() -> None:
    assert "There is no document with this id." in _text(_governed({PAIN: ("EXP-999999",)}), PAIN)


def test_what_has_not_been_published_has_not_been_decided() -> None:
    assert "Not decided: no version has been published." in _text(example()[0], "EXP-788457")


def test_a_mandate_that_the_register_lacks_is_told() -> None:
    corpus, _ = example()
    register = replace(corpus.policy.register, mandates=())
    bare = replace(corpus, policy=replace(corpus.policy, register=register))
    assert "By mandate M-2024-009, which the delegation order does not have." in _text(bare, PAIN)


def test_a_long_chain_is_given_up() -> None:
    corpus, _ = example()
    (pattern,) = [own for own in corpus.documents if own.id == "EXP-788457"]
    assert pattern.front is not None
    chain = tuple(
        replace(
            pattern,
            front=pattern.front.model_copy(
                update={"id": f"EXP-{100000 + number}", "governed_by": (f"EXP-{100001 + number}",)}
            ),
        )
        for number in range(2000)
    )
    long = replace(corpus, documents=chain, acts={}, editions={})
    found: Trace = trace(long, lives(long), "EXP-100000")
    steps = 0
    while found.above:
        found, steps = found.above[0], steps + 1
    assert (steps, found.ending) == (LONGEST, Ending.TOO_LONG)
