"""The organisation's colour and logo: its own, but never at the cost of who reads."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.site.corpora import DAY, PIXEL, Library, policy

from ledsys.model.settings import Site
from ledsys.site.handbook import Handbook, build
from ledsys.site.look import CLEAR, CONTRAST, DARK, LIGHT, Logo, contrast, darkened, lightened, logo, own_look
from ledsys.site.press import static_files

JPEG = bytes.fromhex("ffd8 ffe0 0004 0000 ffc0 0011 08 0040 00a0 03".replace(" ", ""))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120.4 40"><path d="M0 0"/></svg>'
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def made(site: Site, overrides: dict[str, bytes] | None = None) -> Handbook:
    """Give a handbook with these settings."""
    library = Library(policy(webbplats=site))
    library.publish("PRV-100001", DAY - timedelta(days=9), DAY + timedelta(days=300))
    return build(library.corpus(), library.editions, overrides or {}, DAY)


@given(COLOURS)
def test_any_colour_can_be_read_on_everything_that_may_lie_behind_it(colour: str) -> None:
    assert min(contrast(darkened(colour, LIGHT), back) for back in LIGHT) >= CONTRAST
    assert min(contrast(lightened(colour, DARK), back) for back in DARK) >= CLEAR


@given(COLOURS)
def test_what_stands_on_the_band_of_any_colour_can_be_read(colour: str) -> None:
    css = own_look(static_files({}), {}, Site(title="H", colour=colour))["style.css"].decode()
    pairs = re.findall(r"--brand: (#\w{6}); --on-brand: (#\w{6})", css.partition("The organisation's colour")[2])
    assert len(pairs) == 2
    assert all(contrast(band, text) >= CONTRAST for band, text in pairs)


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    assert darkened("#0a5566", LIGHT) == "#0a5566"


def test_without_a_colour_the_look_is_the_built_in_one() -> None:
    assert own_look(static_files({}), {}, Site(title="H")) == {}


def test_stylesheet_and_icon_bear_the_colour_unless_the_organisation_has_its_own() -> None:
    site = Site(title="H", colour="#a01c1c")
    book = made(site)
    assert b"--link: #a01c1c" in book.files["style.css"]
    assert b'fill="#a01c1c"' in book.files["ikon.svg"]
    own = made(site, {"style.css": b"body{}", "ikon.svg": SVG})
    assert own.files["style.css"] == b"body{}"
    assert own.files["ikon.svg"] == SVG


@pytest.mark.parametrize(
    ("name", "data", "size"), [("m.png", PIXEL, (1, 1)), ("m.jpg", JPEG, (160, 64)), ("m.svg", SVG, (120, 40))]
)
def test_a_logo_stands_in_the_header_with_its_size(name: str, data: bytes, size: tuple[int, int]) -> None:
    site = Site(title="H", logo=name)
    assert logo({name: data}, site) == Logo(name, *size)
    html = made(site, {name: data}).files["dokument/PRV-100001/index.html"].decode()
    assert f'<img src="../../{name}" alt="" width="{size[0]}" height="{size[1]}"><span>H</span>' in html


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b'<svg viewBox="0 0 1.2.3 4"/>',
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0\x00\x04\x00\x00",
        PIXEL[:16],
    ],
)
def test_a_logo_whose_size_is_unknown_or_that_is_not_there_is_left_out(data: bytes) -> None:
    assert logo({"m.png": data}, Site(title="H", logo="m.png")) is None
    assert logo({}, Site(title="H", logo="m.png")) is None
    assert b"<img" not in made(Site(title="H", logo="m.png")).files["index.html"]
