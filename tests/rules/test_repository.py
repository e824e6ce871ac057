"""LS8 beside its pages."""

from __future__ import annotations

import pytest
from tests.rules.changes import Repo, base
from tests.rules.pages import findings

from ledsys.rules import repository
from ledsys.rules.rule import Rule


def paths(rule: Rule, repo: Repo) -> list[str]:
    return [finding.path for finding in findings(rule, repo)]


@pytest.mark.parametrize(
    "path",
    [
        ".ledsys/anteckningar.txt",
        ".ledsys/acts/EXP-482103/0123456789abcdef.act",
        ".ledsys/acts/exp-482103/0123456789abcdef0123.act",
        ".ledsys/acts/EXP-482103/0123456789ABCDEF0123.act",
        ".ledsys/editions/EXP-482103/03/dokument.md",
        ".ledsys/editions/EXP-482103/dokument.md",
    ],
)
def test_what_ledsys_does_not_write_is_unknown(path: str) -> None:
    assert paths(repository.unknown_file, base().having(path, b"x")) == [path]


def test_editions_may_have_images_and_policy_its_history() -> None:
    repo = (
        base()
        .having(f".ledsys/policy/history/{'ab' * 32}", b"x")
        .having(".ledsys/editions/EXP-482103/3/bilder/a.png", b"x")
    )
    assert paths(repository.unknown_file, repo) == []


def test_a_document_that_nobody_acted_on_may_go() -> None:
    repo = base().without("dokument/rehab/utprovning-av-ganghjalpmedel.md")
    assert paths(repository.document_gone, repo) == []
