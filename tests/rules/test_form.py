"""LS1 beside its pages."""

from __future__ import annotations

from tests.rules.changes import base
from tests.rules.pages import findings

from ledsys.rules import form

DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"


def test_a_type_of_wrong_form_is_reported_once() -> None:
    repo = base().replacing(DRAFT, "handlingstyp: anvisning", "handlingstyp: Anvisning")
    assert findings(form.unknown_document_type, repo) == ()
    assert len(findings(form.wrong_value, repo)) == 1


def test_a_missing_type_is_no_unknown_type() -> None:
    repo = base().replacing(DRAFT, "handlingstyp: anvisning\n", "")
    assert findings(form.unknown_document_type, repo) == ()


def test_an_unknown_type_is_told_also_when_something_else_is_wrong() -> None:
    repo = base().replacing(DRAFT, "handlingstyp: anvisning\nstatus: utkast", "handlingstyp: avisning\nstatus: klar")
    found = findings(form.unknown_document_type, repo)
    assert [str(finding.message) for finding in found] == ["There is no document type avisning."]
    assert str(found[0].help).startswith("Did you mean anvisning?")


def test_a_type_like_none_gets_the_whole_list() -> None:
    found = findings(
        form.unknown_document_type, base().replacing(DRAFT, "handlingstyp: anvisning", "handlingstyp: xyz")
    )
    assert str(found[0].help).startswith("The document types of this organisation are: anvisning, ")


def test_a_malformed_id_has_no_prefix_to_judge() -> None:
    repo = base().replacing(DRAFT, "dokument-id: EXP-788457", "dokument-id: grn-1")
    assert findings(form.foreign_id_prefix, repo) == ()
