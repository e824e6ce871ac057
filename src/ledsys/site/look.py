"""The *look* that the organisation gives its handbook by settings: its colour, and its logo.

The colour is used for links only as far as it can be read: it is darkened for light pages and lightened for dark ones,
in its own hue, until it stands out from everything that may lie behind it (WCAG 2.1, 1.4.3: at least 4.5 to 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

from ledsys.model.image import size_of
from ledsys.model.settings import Site
from ledsys.site.press import STYLESHEET

CONTRAST = 4.5
"""What text needs."""
CLEAR = 7.0
"""What links on a dark page get, since they would look dull with less."""
LIGHT = ("#ffffff", "#f3f6f7", "#e7f4ec", "#e8f0fb", "#fdf3dc", "#fdebea")
"""What may lie behind a link on a light page: the stylesheet's page and panels."""
DARK = ("#11171a", "#1a2226", "#12301f", "#16294a", "#35290c", "#431917")
"""What may lie behind a link on a dark page."""
BLACK, WHITE = "#000000", "#ffffff"
_SOFT = 0.65
"""How much of a colour's strength a light text keeps at most, so that it does not glow."""
ICON = "ikon.svg"
_STEPS = 100
_DIMMED = 0.6
"""How much of its lightness a band of the colour keeps on a dark page."""
_LINEAR = 0.04045
"""Below this, sRGB is linear."""


@dataclass(frozen=True)
class Logo:
    """An image of the organisation's, with its size in pixels; only the proportion counts."""

    name: str
    width: int
    height: int


def own_look(built_in: Mapping[str, bytes], overrides: Mapping[str, bytes], site: Site) -> dict[str, bytes]:
    """Give stylesheet and icon in the organisation's colour; a file of its own with the name stays as it is."""
    if site.colour is None:
        return {}
    coloured = {
        STYLESHEET: built_in[STYLESHEET] + _properties(site.colour),
        ICON: built_in[ICON].replace(b"#0a5566", darkened(site.colour, (WHITE,)).encode()),
    }
    return {name: data for name, data in coloured.items() if name not in overrides}


def logo(overrides: Mapping[str, bytes], site: Site) -> Logo | None:
    """Give the logo of the settings, if it lies in ``handbok`` and its size can be told (PNG, JPEG or SVG)."""
    data = overrides.get(site.logo or "")
    size = size_of(data) if data is not None else None
    return Logo(site.logo, *size) if site.logo is not None and size is not None else None


def darkened(colour: str, behind: Iterable[str]) -> str:
    """Give the colour, made darker as little as needed to be read on all that may lie behind it."""
    hue, lightness, strength = _hls(colour)
    shades = (_colour(hue, lightness * (1 - step / _STEPS), strength) for step in range(_STEPS))
    return _first(shades, tuple(behind), CONTRAST, BLACK)


def lightened(colour: str, behind: Iterable[str]) -> str:
    """Give the colour, made lighter as little as needed to be read with ease on all that may lie behind it."""
    hue, lightness, strength = _hls(colour)
    steps = (lightness + (1 - lightness) * step / _STEPS for step in range(_STEPS))
    shades = (_colour(hue, light, min(strength, _SOFT)) for light in steps)
    return _first(shades, tuple(behind), CLEAR, WHITE)


def _first(shades: Iterable[str], behind: tuple[str, ...], least: float, last: str) -> str:
    return next((shade for shade in shades if all(contrast(shade, back) >= least for back in behind)), last)


def contrast(one: str, other: str) -> float:
    """Give the contrast between two colours, from 1 to 21 (WCAG 2.1)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _properties(colour: str) -> bytes:
    light, dark = darkened(colour, LIGHT), lightened(colour, DARK)
    hue, lightness, strength = _hls(colour)
    band = _colour(hue, lightness * _DIMMED, strength)
    return (
        "\n/* The organisation's colour, as far as it can be read */\n"
        f"@media screen {{\n  :root {{ --brand: {colour}; --on-brand: {_on(colour)}; "
        f"--link: {light}; --focus: {light}; }}\n}}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f"  :root {{ --brand: {band}; --on-brand: {_on(band)}; --link: {dark}; --focus: {dark}; }}\n}}\n"
    ).encode()


def _on(colour: str) -> str:
    """Give white or black, whichever can be read on the colour; one of them always can."""
    return WHITE if contrast(colour, WHITE) >= CONTRAST else BLACK


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _hls(colour: str) -> tuple[float, float, float]:
    red, green, blue = (part / 255 for part in _parts(colour))
    return rgb_to_hls(red, green, blue)


def _colour(hue: float, lightness: float, strength: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in hls_to_rgb(hue, lightness, strength))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
