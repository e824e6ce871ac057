"""The *rows* of proof §2 that are marked (t), and where those are tried that concern no landing in memory."""

from __future__ import annotations

from collections.abc import Mapping

MARKED = frozenset(
    (
        *(*range(1, 5), *range(6, 22), *range(23, 29), 30, 31, 32, 33, 34, 35, 36, 38, 39, 40, 41, 42, 43, 44, 45, 46),
        *(49, 52, 53, 54, 57),
    )
)
"""Every row with (t)."""

ELSEWHERE: Mapping[int, tuple[str, ...]] = {
    20: ("tests/store/test_refs.py",),
    23: ("tests/campaign/histories.py",),
    24: ("tests/campaign/histories.py",),
    25: ("tests/campaign/histories.py",),
    30: ("tests/store/test_hostile.py", "tests/campaign/histories.py"),
    31: ("tests/store/test_hostile.py", "tests/store/test_git.py"),
    36: ("tests/store/test_git.py", "tests/store/test_history.py"),
    38: ("tests/site/test_handbook.py",),
    39: ("tests/test_markdown.py", "tests/site/test_handbook.py"),
    44: ("tests/cli/test_titles.py",),
    45: ("tests/cli/test_titles.py",),
    53: ("tests/cli/test_kill.py", "tests/store/test_killed.py", "tests/campaign/kills.py"),
    54: ("tests/cli/test_full_disk.py",),
}
"""Rows about git, history, output, templates and broken computers, with the tests that try them."""

NOTHING_YET: Mapping[int, str] = {
    46: "ledsys writes no CSV or XLSX yet",
    49: "ledsys reads no docx yet",
}
"""Rows about what ledsys does not do yet."""
