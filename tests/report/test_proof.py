"""What trace, show, list and history say of proof: level, key, whose mandate, and what is disputed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from tests.proof.test_certificate import APPROVER, PAIN, SEALED, act_of, signed, with_acts, with_key
from tests.report.example import example
from tests.signature.keys import SoftKey

from ledsys.lifecycle import lives
from ledsys.lifecycle.overview import overviews
from ledsys.lifecycle.trace import trace
from ledsys.model.act import ActKind
from ledsys.model.corpus import Corpus
from ledsys.report import document, history, lists
from ledsys.report.trace import as_json, text_lines
from ledsys.signature import read_key

FINGERPRINT = read_key(SoftKey(APPROVER).public_text).fingerprint
DISPUTED = "others may have had the key"


def _signed(*, stolen: bool = False) -> Corpus:
    corpus = example()[0]
    stolen_on = {"compromised": True, "until": date(2025, 1, 1)} if stolen else {}
    return with_acts(with_key(corpus, APPROVER, **stolen_on), signed(act_of(corpus, ActKind.APPROVE)))


def _vouched() -> Corpus:
    corpus = example()[0]
    approve = act_of(corpus, ActKind.APPROVE)
    later = replace(approve, kind=ActKind.BASELINE, person="ragsa1", relies_on=(), id=SEALED)
    return with_acts(with_key(corpus, "ragsa1"), signed(later, "ragsa1"))


def _trace(corpus: Corpus) -> str:
    return "\n".join(text_lines(trace(corpus, lives(corpus), PAIN), corpus))


def _history(corpus: Corpus) -> str:
    return "\n".join(history.text_lines(corpus.acts[PAIN], corpus))


def test_trace_tells_level_and_key() -> None:
    assert f"  Level of proof: signed with the person's own key ({FINGERPRINT})." in _trace(_signed())
    data = json.loads(as_json(trace(_signed(), lives(_signed()), PAIN), _signed()))
    assert (data["level"], data["approved"]["key"], data["approved"]["disputed"]) == ("key", FINGERPRINT, False)
    assert data["above"][0]["level"] == "claimed"


def test_trace_names_who_vouched_afterwards() -> None:
    told = _trace(_vouched())
    assert "  Vouched for afterwards, 2026-01-06, by " in told
    assert "(ragsa1).\n" in told
    assert "  Level of proof: signed with the person's own key (SHA256:" in told


def test_what_is_disputed_is_marked() -> None:
    corpus = _signed(stolen=True)
    assert DISPUTED in _trace(corpus)
    assert DISPUTED in _history(corpus)
    acts = json.loads(history.as_json(PAIN, corpus.acts[PAIN], corpus))["acts"]
    assert [act["act"] for act in acts if act["disputed"]] == ["approve"]
    assert DISPUTED not in _trace(_signed()) + _history(_signed())


def test_history_tells_level_and_key_of_what_was_signed() -> None:
    assert f"    proof: signed with the person's own key, {FINGERPRINT}" in _history(_signed())
    acts = json.loads(history.as_json(PAIN, _signed().acts[PAIN], _signed()))["acts"]
    assert {act["act"]: act["key"] for act in acts} == {
        "submit": None,
        "revise": None,
        "review": None,
        "approve": FINGERPRINT,
        "publish": None,
    }


def test_a_level_without_a_signature_that_fits_names_no_key() -> None:
    corpus = example()[0]
    stated = with_acts(corpus, replace(act_of(corpus, ActKind.APPROVE), assurance="key"))
    assert "    proof: signed with the person's own key\n" in _history(stated)
    assert "  Level of proof: signed with the person's own key." in _trace(stated)


def test_whose_mandate_it_was_is_told() -> None:
    corpus = example()[0]
    approve = act_of(corpus, ActKind.APPROVE)
    lent = with_acts(corpus, replace(approve, on_behalf_of=SEALED))
    assert f"    on a delegation that is not there: {SEALED}" in _history(lent)
    handed = replace(approve, kind=ActKind.DELEGATE, person="ragsa1", id=SEALED)
    known = replace(lent, delegations=(handed,))
    assert "  Decided on delegation from " in _trace(known)
    assert "(ragsa1)." in _trace(known)
    assert "    on delegation from " in _history(known)


def test_lists_and_the_whole_document_give_level_and_mandate() -> None:
    corpus = _vouched()
    known = lives(corpus)
    rows = json.loads(lists.documents_json(overviews(corpus, known), corpus))["documents"]
    (row,) = (row for row in rows if row["document"] == PAIN)
    assert (row["level"], row["mandate"]) == ("key", "M-2024-009")
    draft = next(row for row in rows if row["last_day"] is None)
    assert (draft["level"], draft["mandate"]) == (None, None)
    found = corpus.document(PAIN)
    assert found is not None
    edition = json.loads(document.as_json(corpus, known, found))["editions"][0]
    assert (edition["level"], edition["role"], edition["vouched_for_by"]) == ("key", "approver", ["ragsa1"])
    assert "(signed with the person's own key)" in "\n".join(document.text_lines(corpus, known, found))
