"""Which names of files some program or system takes for something else (proof §2, rows 32-36)."""

from __future__ import annotations

import pytest

from ledsys.rules.paths import LONGEST, unsafe


@pytest.mark.parametrize(
    "path",
    [
        "ledsys.yaml",
        "dokument/smärta/lathund för prov, version 2.md",
        "dokument/smärta/img/flöde_1 (ny).png",
        "dokument/console.md",
        "dokument/com.md",
        "dokument/.gömd",
        "dokument/gitter.md",
        ".gitattributes",
        ".gitignore",
        ".gitmodules",
        ".git-blame-ignore-revs",
        ".github/workflows/ledsys.yml",
        ".gitlab-ci.yml",
        ".gitlab/CODEOWNERS",
        ".ledsys/acts/EXP-100001/0123456789abcdef0123.act",
        "d" * LONGEST,
    ],
)
def test_a_name_that_means_the_same_everywhere_is_safe(path: str) -> None:
    assert unsafe(path) is None


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("dokument/a\u202eb.md", "characters that nobody sees"),
        ("dokument/a\u200bb.md", "characters that nobody sees"),
        ("dokument/a\nb.md", "characters that nobody sees"),
        ("dokument/a\udcffb.md", "characters that nobody sees"),
        ("dokument/a\u0308.md", "letters and accents apart"),
        *((f"dokument/a{sign}b.md", "a sign, a blank") for sign in '\\:*?"<>|'),
        ("dokument/a.md ", "a sign, a blank"),
        ("dokument/ a.md", "a sign, a blank"),
        ("dokument/a./b.md", "a sign, a blank"),
        ("dokument/../ledsys.yaml", "a sign, a blank"),
        ("/dokument/a.md", "a sign, a blank"),
        ("dokument//a.md", "a sign, a blank"),
        ("dokument/con", "a device"),
        ("dokument/Aux.md", "a device"),
        ("LPT1/a.md", "a device"),
        ("dokument/com7.tar.gz", "a device"),
        (".git/config", "takes for its own"),
        (".GIT/config", "takes for its own"),
        ("dokument/.git", "takes for its own"),
        ("dokument/.gitattributes", "takes for its own"),
        ("dokument/.github/x", "takes for its own"),
        (".gitx", "takes for its own"),
        ("git~1/config", "takes for its own"),
        ("dokument/GIT~12", "takes for its own"),
        ("d" * (LONGEST + 1), "longer than 240 bytes"),
        ("å" * (LONGEST // 2 + 1), "longer than 240 bytes"),
    ],
)
def test_a_name_that_may_mean_something_else_is_not_safe(path: str, why: str) -> None:
    wrong = unsafe(path)
    assert wrong is not None
    assert why in str(wrong)
