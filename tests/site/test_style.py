"""The stylesheet: contrast enough for everybody (WCAG 2.1 AA), light and dark, and nothing from elsewhere."""

from __future__ import annotations

import re
from itertools import product

import pytest

from ledsys.site.look import DARK, LIGHT
from ledsys.site.press import STYLESHEET, static_files

CSS = static_files({})[STYLESHEET].decode()
SCHEMES = [
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
]
PANELS = ("good-panel", "soon-panel", "old-panel", "bad-panel")
PAIRS = [
    *product(("text", "quiet", "link"), ("page", "panel")),
    *product(("text", "link"), PANELS),
    *((panel.removesuffix("-panel"), panel) for panel in PANELS),
    ("on-brand", "brand"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES[:2], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_text_stands_out_from_what_is_behind_it(scheme: dict[str, str], front: str, back: str) -> None:
    assert contrast(scheme[front], scheme[back]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES[:2], ids=["light", "dark"])
@pytest.mark.parametrize("back", ["page", "panel"])
def test_the_edges_of_what_can_be_chosen_and_the_focus_can_be_seen(scheme: dict[str, str], back: str) -> None:
    for front in ("edge", "focus"):
        assert contrast(scheme[front], scheme[back]) >= 3


def test_the_organisations_colour_is_tried_against_what_the_stylesheet_has_behind_links() -> None:
    for scheme, backs in zip(SCHEMES[:2], (LIGHT, DARK), strict=True):
        assert {scheme[back] for back in ("page", "panel", *PANELS)} == set(backs)


def test_the_stylesheet_asks_for_nothing() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
