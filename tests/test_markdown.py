from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledsys.markdown import parser, read_body, slug
from ledsys.model.facts import Heading, Image, Link, Mark


def links(text: str, first_line: int = 1) -> list[tuple[str, str, int, int]]:
    return [(link.target, link.text, link.line, link.column) for link in read_body(text, first_line).links]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Se [a](EXP-1) och [b](EXP-2).", [("EXP-1", "a", 10, 4), ("EXP-2", "b", 10, 19)]),
        ("x\n[a](x)\n  [a](x) [a](x)", [("x", "a", 11, 1), ("x", "a", 12, 3), ("x", "a", 12, 10)]),
        ("\n\n> - [a](#å 'titel')\n>   [b](<c d>)", [("#å", "a", 12, 5), ("c d", "b", 13, 5)]),
        ("## Rubrik [a](b)", [("b", "a", 10, 11)]),
        ("[*a* `b` ![c](d.png)](e)", [("e", "a b c", 10, 1)]),
        ("[a\nb](c)", [("c", "a b", 10, 1)]),
        ("[](a)", [("a", "", 10, 1)]),
        ("[a]()", [("", "a", 10, 1)]),
        (
            "[a](javascript:alert(1)) [b](vbscript:x)",
            [("javascript:alert(1)", "a", 10, 1), ("vbscript:x", "b", 10, 26)],
        ),
        ("[a][r] [r]\n\n[r]: måne.md", [("måne.md", "a", 10, 1), ("måne.md", "r", 10, 8)]),
        ("a <https://x.se/å> b", [("https://x.se/å", "https://x.se/å", 10, 3)]),
        (
            "a https://x.se/å, www.y.se.",
            [("https://x.se/å", "https://x.se/å", 10, 3), ("http://www.y.se", "www.y.se", 10, 19)],
        ),
        ("skriv till a@b.se", [("mailto:a@b.se", "a@b.se", 10, 12)]),
        ("`[a](b)` och ``[c](d)``", []),
        ("    [a](b)\n", []),
        ("```\n[a](b)\n```\n", []),
        ("\\[a](b)", []),
        ("<a href='x'>y</a>", []),
        ("`[a](b)` [a](b)", [("b", "a", 10, 10)]),
        (
            "|a|b|\n|-|-|\n|[x](y)|[x](y)|\n|[x](y)| `a` [z](w)|",
            [("y", "x", 12, 2), ("y", "x", 12, 9), ("y", "x", 13, 2), ("w", "z", 13, 14)],
        ),
        ("Text[^1].\n\n[^1]: Not [a](b).\n", [("b", "a", 12, 11)]),
        ("- [ ] [a](b)\n- [x] [c](d)", [("b", "a", 10, 7), ("d", "c", 11, 7)]),
        ("> [!NOTE]\n> [a](b)", [("b", "a", 11, 3)]),
    ],
)
def test_links_with_their_places(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert links(text, 10) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![Flöde](img/flöde.png)", [("img/flöde.png", "Flöde", 3, 1)]),
        ("a ![](x.png) ![*b* `c`][r]\n\n[r]: y.png", [("x.png", "", 3, 3), ("y.png", "b c", 3, 14)]),
        ("[![a](b)](c)", [("b", "a", 3, 2)]),
        ("![a](data:text/html,x)", [("data:text/html,x", "a", 3, 1)]),
        ("`![a](b)`", []),
    ],
)
def test_images_with_their_places(text: str, expected: list[tuple[str, str, int, int]]) -> None:
    assert [tuple(image) for image in read_body(text, 3).images] == expected


def test_headings_with_anchors_and_emptiness() -> None:
    text = (
        "# Syfte\n\n## Tom\n\n### Tom **också**\n\n## Ej tom\n\n### `Kod` i\n\n- punkt\n\n"
        "Syfte\n=====\n\n---\n\n# Sist\n\n```\nkod\n```\n"
    )
    assert read_body(text, 5).headings == (
        Heading(1, "Syfte", "syfte", 5, empty=False),
        Heading(2, "Tom", "tom", 7, empty=True),
        Heading(3, "Tom också", "tom-också", 9, empty=True),
        Heading(2, "Ej tom", "ej-tom", 11, empty=False),
        Heading(3, "Kod i", "kod-i", 13, empty=False),
        Heading(1, "Syfte", "syfte-1", 17, empty=True),
        Heading(1, "Sist", "sist", 22, empty=False),
    )


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("# a", True),
        ("# a\n\n-\n", True),
        ("# a\n\n***\n", True),
        ("# a\n\n[^1]: not\n\n[r]: s\n", True),
        ("# a\n\n# b [^1]\n\n[^1]: not\n", True),
        ("# a\n\n# b\n\ntext\n", True),
        ("# a\n\n![b](c)\n", False),
        ("# a\n\n|b|\n|-|\n", False),
        ("# a\n\n> b\n", False),
        ("# a\n## b\n## c\ntext\n", False),
        ("# a\n\n    kod\n", False),
    ],
)
def test_what_makes_a_section_empty(text: str, empty: bool) -> None:  # noqa: FBT001 - a column of the table
    assert read_body(text, 1).headings[0].empty is empty


def test_an_empty_section_before_a_footnote_block_is_empty() -> None:
    assert [heading.empty for heading in read_body("# a\n\nText[^1]\n\n# b\n\n[^1]: not\n", 1).headings] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Så här gör du: Åtgärder & Ömhet!", "så-här-gör-du-åtgärder--ömhet"),
        ("1.2 Ansvar (chef)", "12-ansvar-chef"),
        ("a_b-c", "a_b-c"),
        ("", ""),
    ],
)
def test_anchors_are_those_of_github(text: str, anchor: str) -> None:
    assert slug(text) == anchor


def test_anchors_of_equal_headings_are_counted() -> None:
    text = "# a\n# a\n# a-1\n# a\n# !\n# ?\n"
    assert [heading.slug for heading in read_body(text, 1).headings] == ["a", "a-1", "a-1-1", "a-2", "", "-1"]
    assert 'id="a-1-1"' in parser().render(text)


def test_ten_thousand_equal_headings_have_their_own_anchors() -> None:
    assert len({heading.slug for heading in read_body("# a\n" * 10_000, 1).headings}) == 10_000


@pytest.mark.parametrize(
    "number",
    [
        "RS 2017-00765",
        "RS 2677-2014",
        "RS 00825-2008",
        "RS 2019-03137-40",
        "OSN-2024-00186",
        "RS 2024 – 00370",
        "RS 2016–04696",
        "2020-00842",
    ],
)
@pytest.mark.parametrize("around", ["Dnr {}.", "({}), se", "Ärende: **{}**", "| {} |\n|-|", "# Beslut {}"])
def test_the_eight_shapes_of_registration_numbers(number: str, around: str) -> None:
    text = around.format(number)
    ((found, line, column),) = read_body(text, 4).numbers
    assert (found, line, column) == (number, 4, text.index(number) + 1)


@pytest.mark.parametrize(
    "text",
    [
        "SOSFS 2011:9, HSLF-FS 2017:40, AFS 2023:1, SFS 2010:659",
        "AFS 2023-1001, ISO 9001-2015",
        "2025-04-23 till 2027-04-23",
        "Under 2020-2024 och RS 2020-2024",
        "RS 1234-5678",
        "tel. 0340-12345, 010-441 00 00",
        "RHS9926-1306825477-20 EXP-482103",
        "`RS 2017-00765` och https://x.se/RS-2017-00765 <https://x.se/2017-00765>",
        "[a](2017-00765)",
        "```\nRS 2017-00765\n```",
        "12017-00765 2017-007651 2017-00765-1",
        "19121212-1212",
    ],
)
def test_what_is_no_registration_number(text: str) -> None:
    assert read_body(text, 1).numbers == ()


def test_instructions_left_from_the_template() -> None:
    text = (
        "# [Instruktion: namn]\n\na `[Instruktion: kod]` [Instruktion: skriv\nhär [Instruktion: utan slut\n\n"
        "- [Instruktion: [a](b)]\n"
    )
    assert read_body(text, 2).instructions == (
        ("[Instruktion: namn]", 2, 3),
        ("[Instruktion: skriv här ", 4, 24),
        ("[Instruktion: utan slut", 5, 5),
        ("[Instruktion: a]", 7, 3),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Enligt AFS 2001:1 och SOSFS\n2011:9.", [("AFS 2001:1", 1, 8), ("SOSFS 2011:9", 1, 23)]),
        ("HSL § 29, (1982:763)", [("HSL § 29", 1, 1), ("(1982:763)", 1, 11)]),
        ("`AFS 2001:1` kl. 12:30", []),
    ],
)
def test_citations_of_law(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert [tuple(mark) for mark in read_body(text, 1).citations] == expected


def test_escapes_do_not_lead_astray() -> None:
    assert read_body("a &amp; \\* b RS 2017-00765 [c](d)", 1).links == (("d", "c", 1, 28),)
    assert [mark.line for mark in read_body("a\n&amp; RS 2017-00765", 1).numbers] == [2]


def test_a_cell_with_an_escaped_bar_keeps_its_line() -> None:
    assert [link[:3] for link in links("|a|\n|-|\n|x \\| [b](c)|")] == [("c", "b", 3)]


@pytest.mark.parametrize("protocol", ["http://", "https://", "mailto:"])
def test_a_long_line_of_colons_is_read_like_any_other(protocol: str) -> None:
    """Whoever searches all of the line at every colon takes hours for this."""
    address = f"{protocol}a@b.se" if protocol == "mailto:" else f"{protocol}b.se/x"
    facts = read_body("ab: " * 100_000 + f"({address}) *c*: x{address}\n", 1)
    assert [(link.target, link.column) for link in facts.links] == [(address, 400_002)]
    assert facts.words == 100_003


def test_words_are_those_that_are_shown() -> None:
    assert read_body("# Ett två\n\n**tre** [fyra](fem) `fem` sex-sju\n\n```\nåtta nio\n```\n", 1).words == 8


def test_html_and_dangerous_links_are_text_on_pages() -> None:
    page = parser().render("<script>alert(1)</script> [a](javascript:alert(1)) [å](#å)")
    assert "<script" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    "text", ["[" * 5000, "![" * 5000, "*a_ " * 3000, ">" * 5000, "- " * 5000, "[a](" * 3000, "|a" * 2000]
)
def test_hostile_text_is_read(text: str) -> None:
    assert read_body(text, 1).links == ()


@given(st.text(alphabet="ab [](){}!*_`<>|#-\\:&;\n^~@.w/" + "å\U0001f9fc", max_size=80))
def test_every_text_is_read_and_every_place_is_in_it(text: str) -> None:
    lines = text.split("\n")
    facts = read_body(text, 1)
    found: list[Link | Image | Mark] = [*facts.links, *facts.images]
    found += [*facts.numbers, *facts.instructions, *facts.citations]
    for part in found:
        assert 1 <= part.line <= len(lines)
        assert 1 <= part.column <= len(lines[part.line - 1]) + 1
