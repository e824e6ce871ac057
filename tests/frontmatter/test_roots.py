"""Root persons are written into the settings without touching another byte, or not at all."""

from __future__ import annotations

import pytest

from ledsys.errors import LedsysError
from ledsys.frontmatter.records import read_record
from ledsys.frontmatter.roots import with_roots
from ledsys.model.settings import Settings

SETTINGS = """\
# Inställningar
ledsys: 1
namn: Region Exempel   # så heter vi
repo-id: region/handbok
id-prefix: EXP
webbplats:
  titel: Handbok
"""
ENTRY = "behörighet:\n  rotpersoner: [aa1, bb1, cc1]\n  tröskel: 2\n"
ROOTS = ("aa1", "bb1", "cc1")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SETTINGS, f"{SETTINGS}\n{ENTRY}"),
        (SETTINGS.removesuffix("\n"), f"{SETTINGS}\n{ENTRY}"),
        (
            f"{SETTINGS}behörighet:\n  vittnen: []\n# sist\n",
            f"{SETTINGS}{ENTRY}  vittnen: []\n# sist\n",
        ),
    ],
)
def test_roots_and_threshold_are_added_and_all_else_stays(before: str, after: str) -> None:
    written = with_roots(before.encode(), ROOTS, 2)
    assert written.decode() == after
    settings, faults = read_record(Settings, written, "ledsys.yaml")
    assert faults == ()
    assert settings is not None
    assert (settings.authority.roots, settings.authority.threshold) == (ROOTS, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("namn: [", "can't be read"),
        (f"{SETTINGS}{ENTRY}", "name root persons already: aa1, bb1, cc1"),
        (f"{SETTINGS}behörighet: {{vittnen: []}}\n", "can't be written into ledsys.yaml safely"),
        (f"{SETTINGS}behörighet:\n    vittnen: []\n", "can't be written into ledsys.yaml safely"),
    ],
)
def test_what_cannot_be_changed_safely_is_refused(text: str, said: str) -> None:
    with pytest.raises(LedsysError) as refused:
        with_roots(text.encode(), ROOTS, 2)
    assert said in str(refused.value.message)
