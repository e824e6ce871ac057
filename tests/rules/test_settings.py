"""LS313 beside its pages."""

from __future__ import annotations

import pytest
from tests.rules.changes import base
from tests.rules.pages import findings

from ledsys.model.finding import Severity
from ledsys.rules.catalogue import BY_CODE

NOTICE = "varna-dagar-före: 90\n"


def found(lines: str) -> list[tuple[str, Severity]]:
    repo = base().replacing("ledsys.yaml", NOTICE, f"{NOTICE}{lines}\n")
    return [(str(finding.message), finding.severity) for finding in findings(BY_CODE["LS313"], repo)]


@pytest.mark.parametrize(
    "entry",
    [
        "regler: [{regel: LS6, nivå: av, skäl: x}]",
        "regler: [{regel: LS, nivå: varning, skäl: x}]",
        "regler: [{regel: LS5, nivå: fel, skäl: x}]",
        "regler: [{regel: LS313, nivå: fel, skäl: x}]",
        "undantag: [{regel: LS313, sökväg: ledsys.yaml, skäl: x}]",
        "undantag: [{regel: LS605, dokument: EXP-527361, till: 2026-11-22, skäl: x}]",
        "undantag: [{regel: LS6, sökväg: dokument/rehab, skäl: x}]",
        "undantag: [{regel: LS6, sökväg: dokument/rehab/, skäl: x}]",
    ],
)
def test_a_setting_that_does_something_is_no_finding(entry: str) -> None:
    assert found(entry) == []


@pytest.mark.parametrize(
    ("entry", "said", "severity"),
    [
        ("regler: [{regel: LS703, nivå: varning, skäl: x}]", "regler names LS703, which can't be", Severity.ERROR),
        ("regler: [{regel: LS10x, nivå: fel, skäl: x}]", "regler names LS10x, and there is no", Severity.WARNING),
        ("undantag: [{regel: LS8, sökväg: dokument, skäl: x}]", "undantag names LS8, which can't", Severity.ERROR),
        ("undantag: [{regel: LS0, sökväg: dokument, skäl: x}]", "undantag names LS0, and there", Severity.WARNING),
        ("undantag: [{regel: LS6, sökväg: dok, skäl: x}]", "is for dok, which is not there", Severity.WARNING),
        ("undantag: [{regel: LS6, skäl: x}]", "says neither document nor path", Severity.WARNING),
    ],
)
def test_a_setting_that_does_nothing_is_told(entry: str, said: str, severity: Severity) -> None:
    ((message, grave),) = found(entry)
    assert said in message
    assert grave is severity


def test_the_organisation_can_turn_it_off() -> None:
    off = "regler: [{regel: LS0, nivå: av, skäl: x}, {regel: LS313, nivå: av, skäl: x}]"
    assert found(off) == []
