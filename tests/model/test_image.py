"""The names of images: what may be frozen with a text and shown on a page beside it."""

from __future__ import annotations

import pytest

from ledsys.model.image import name_of


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("flode.png", "flode.png"),
        ("bilder/Flöde 2.JPEG", "bilder/Flöde 2.JPEG"),
        ("min%20bild.png", "min bild.png"),
        ("min bild.png", "min bild.png"),
        ("%C3%A5.png", "å.png"),
        ("å.png", "å.png"),
        ("100%25.webp", "100%.webp"),
        ("a%2520b.gif", "a%20b.gif"),
        ("a.b/c.d.avif", "a.b/c.d.avif"),
    ],
)
def test_a_name_is_decoded_once(target: str, name: str) -> None:
    assert name_of(target) == name


@pytest.mark.parametrize(
    "target",
    [
        *(
            "",
            ".png",
            "evil.html",
            "index.html",
            "bild.png/index.html",
            "bildtest.md",
            "teckning.svg",
            "png",
            "a.png?v=1",
        ),
        *(
            "./a.png",
            "../a.png",
            "a/../b.png",
            "a//b.png",
            "/a.png",
            "a/./b.png",
            "%2e%2e/a.png",
            ".git/a.png",
            "a./b.png",
        ),
        *(
            "..\\a.png",
            "a%5Cb.png",
            "C:a.png",
            "data:image/png;base64,AA.png",
            "https://bilder.example/a.png",
            "git~1/a.png",
        ),
        *("a\nb.png", "a%0Ab.png", "a\u202egnp.png", "a%E2%80%8B.png", " a.png", "a.png ", "bilder /a.png", "%20a.png"),
        *(
            "a\u030a.png",
            "a%CC%8A.png",
            "a.png%00",
            'a".png',
            "<a>.png",
            "a|b.png",
            "a*.png",
            "con.png",
            "bilder/NUL.x.png",
        ),
    ],
)
def test_any_other_name_is_none(target: str) -> None:
    assert name_of(target) is None
