"""The pages around a document: its own, what a version changed, and where printed copies are checked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.site.corpora import DAY, PIXEL, Library, policy, text
from tests.site.document.lives import every_life
from tests.site.reader import Page, broken_links

from ledsys.copycode import copy_code, read_code, shown
from ledsys.model.settings import Site
from ledsys.site.handbook import Handbook, build

A, B = "PRV-500001", "PRV-500002"
YEAR = timedelta(days=365)
HOSTILE = '<script>alert(1)</script> "onmouseover=x" {{ 7 * 7 }}'


def made(library: Library) -> Handbook:
    return build(library.corpus(), library.editions, {}, DAY, DAY)


def page(book: Handbook, address: str) -> str:
    return book.files[address].decode()


def two_versions(before: bytes, after: bytes, *images: dict[str, bytes]) -> Library:
    library = Library()
    given = (*images, {}, {})[:2]
    library.publish(A, DAY - YEAR, DAY + YEAR, before, given[0])
    library.publish(A, DAY - timedelta(days=5), DAY + YEAR, after, given[1])
    return library


def changes(library: Library, version: int = 2) -> str:
    html = page(made(library), f"dokument/{A}/{version}/andringar.html")
    main = html.partition("<main")[2].partition("</main>")[0]
    apart = re.sub(r"</?(?:dt|dd|p|div|h\d|section)[^>]*>", " ", main)
    return " ".join(re.sub(r"<[^>]+>", "", apart).split())


def test_every_link_of_every_page_leads_somewhere() -> None:
    assert broken_links(made(every_life())) == []


def test_every_page_but_the_first_says_where_it_stands() -> None:
    library = two_versions(text(A), text(A, "# Syfte\n\nNy.\n", version="2"))
    library.publish(B, DAY - YEAR, DAY + YEAR)
    library.put(B, 1, text(B, "# Falskt\n"))
    pages = {name: data.decode() for name, data in made(library).files.items() if name.endswith(".html")}
    assert {name for name, html in pages.items() if '<nav class="trail"' not in html} == {"index.html", "404.html"}
    assert f'<li><a href="../../../dokument/{A}/index.html">{A}</a></li>' in pages[f"dokument/{A}/2/andringar.html"]


def test_a_version_says_which_words_and_which_facts_it_changed_and_why() -> None:
    before = text(A, "# Syfte\n\nInom en vecka.\n\n# Ansvar\n\nAlla.\n", nyckelord="[tid]")
    after = text(
        A,
        "# Syfte\n\nInom tre dagar.\n\n# Ansvar\n\nAlla.\n",
        titel="Ny titel",
        version="2",
        gäller_för="[vard]",
        uppfyller='["SOSFS 2011:9 4:4"]',
    )
    said = changes(two_versions(before, after))
    for part in (
        "What version 2.0 changed",
        "compared with version 1.0",
        "Skäl till version 2.",
        "Title [taken out: Titel PRV-500001][put in: Ny titel]",
        "Applies to [taken out: Rehab",
        "[put in: Hälsovården (formerly Sjukvården)]",
        "Keywords [taken out: tid]",
        "Requirements that the document answers [put in: SOSFS 2011:9 4:4 Rutiner",
        "Syfte Reworded Inom [taken out: en vecka][put in: tre dagar].",
        "Nothing changed under: Ansvar",
    ):
        assert part in said
    assert "Document ID" not in said
    assert "sha256" not in said


def test_a_change_of_layout_alone_is_told_apart_from_none() -> None:
    before = text(A, "# Syfte\n\nEtt *ord*.\n")
    layout = text(A, "# Syfte\n\nEtt **ord**.\n", version="2")
    assert "No word of the text is another" in changes(two_versions(before, layout))
    assert "The text is the same." in changes(two_versions(before, text(A, "# Syfte\n\nEtt *ord*.\n", version="2")))


def test_images_that_came_went_or_became_others_are_named() -> None:
    body = "# Syfte\n\n![A](a.png) ![B](b.png) ![C](c.png)\n"
    other = PIXEL[:-1] + bytes([PIXEL[-1] ^ 1])
    library = two_versions(
        text(A, body), text(A, body, version="2"), {"a.png": PIXEL, "b.png": PIXEL}, {"b.png": other, "c.png": PIXEL}
    )
    said = changes(library)
    for part in ("The image a.png was taken out.", "The image b.png is another.", "The image c.png is new."):
        assert part in said


def test_hostile_words_stay_words_on_the_page_of_changes() -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    library = two_versions(
        text(A, f"# Syfte\n\n{HOSTILE} ett\n\n```\n{HOSTILE}\n```\n"),
        text(A, f"# Syfte\n\n{HOSTILE} två\n\n```\n{HOSTILE} {HOSTILE}\n```\n", titel=quoted, version="2"),
    )
    html = page(made(library), f"dokument/{A}/2/andringar.html").partition("<main")[2]
    read = Page(html)
    assert "script" not in read.tags
    assert "onmouseover" not in re.sub(r"&#34;|&lt;|&gt;", "", "".join(re.findall(r"<[^>]*>", html)))
    assert "{{ 7 * 7 }}" in html


def test_every_version_but_the_first_has_a_page_of_changes_reached_from_the_history() -> None:
    library = two_versions(text(A), text(A, "# Syfte\n\nAnnat.\n", version="2"))
    library.publish(A, DAY, DAY + YEAR, text(A, "# Syfte\n\nTredje.\n", version="3"))
    book = made(library)
    assert [name for name in book.files if name.endswith("andringar.html")] == [
        f"dokument/{A}/2/andringar.html",
        f"dokument/{A}/3/andringar.html",
    ]
    first = page(book, f"dokument/{A}/1/index.html")
    assert "What changed since" not in first
    assert first.count("andringar.html") == 2
    assert "What changed since version 2.0" in page(book, f"dokument/{A}/index.html")


def test_a_version_is_compared_with_the_last_one_whose_text_can_be_shown() -> None:
    library = two_versions(text(A, "# Syfte\n\nEtt.\n"), text(A, "# Syfte\n\nTvå.\n", version="2"))
    library.publish(A, DAY, DAY + YEAR, text(A, "# Syfte\n\nTre.\n", version="3"))
    library.put(A, 2, text(A, "# Syfte\n\nFalskt.\n", version="2"))
    book = made(library)
    assert f"dokument/{A}/2/andringar.html" not in book.files
    assert "compared with version 1.0" in changes(library, 3)
    assert "Falskt" not in changes(library, 3)


def test_a_page_bears_the_digest_and_the_code_by_which_it_is_found_again() -> None:
    library = every_life()
    book = made(library)
    for document, frozen in library.frozen.items():
        for version, read in frozen.items():
            code = copy_code(document, version, read.digest or "")
            name = f"dokument/{document}/{version}/index.html"
            html = page(book, name if "data-phases" in page(book, name) else f"dokument/{document}/index.html")
            assert f'<meta name="ledsys.content" content="{read.digest}">' in html
            assert f"<dd>{read.digest}</dd>" in html
            assert f"<dd>{shown(code)}</dd>" in html
            assert f'id="kod.{code}"' in page(book, f"kontroll/{code[:2]}.html")


def test_the_page_to_check_copies_on_leads_to_every_page_of_codes() -> None:
    book = made(every_life())
    shards = {name for name in book.files if re.fullmatch("kontroll/..[.]html", name)}
    assert {f"kontroll/{link}" for link in Page(page(book, "kontroll/index.html")).links} >= shards
    assert "Nothing has been published yet." in page(made(Library()), "kontroll/index.html")
    example = re.search(r"such as (\S+)\.", page(book, "kontroll/index.html"))
    assert example is not None
    assert read_code(example[1]) is not None


def test_a_version_whose_text_can_not_be_shown_is_still_answered_for() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR)
    code = copy_code(A, 1, library.frozen[A][1].digest or "")
    library.put(A, 1, text(A, "# Falskt\n"))
    assert f'id="kod.{code}"' in page(made(library), f"kontroll/{code[:2]}.html")


@pytest.mark.parametrize(
    ("set_to", "href"),
    [
        ("mailto:fel@a.example?subject=Fel i {id}", 'href="mailto:fel@a.example?subject=Fel%20i%20PRV-500001"'),
        ("https://a.example/?d={titel}", 'href="https://a.example/?d=A%20%22%3Eb%26"'),
        ("javascript:alert(1)", ""),
        (None, ""),
    ],
)
def test_the_owner_is_told_of_errors_where_the_organisation_says(set_to: str | None, href: str) -> None:
    own = policy()
    site = own.settings.site.model_copy(update={"errors_to": set_to})
    library = Library(replace(own, settings=own.settings.model_copy(update={"site": site})))
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, titel="'A \">b&'"))
    html = page(made(library), f"dokument/{A}/index.html")
    assert ("See an error?" in html) == bool(href)
    assert href in html
    assert "javascript:" not in html


def test_a_long_text_names_sections_within_sections_and_headings_have_links() -> None:
    body = "## Före\n\n" + "# A & B\n\n" + "ord " * 1200 + "\n\n## Under\n\n### Djupt\n\n# C\n\nord\n\n# D\n\n#\n"
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, body))
    library.publish(B, DAY - YEAR, DAY + YEAR, text(B, body.replace("ord ", "")))
    book = made(library)
    long, short = (page(book, f"dokument/{document}/index.html") for document in (A, B))
    contents = [
        re.findall(r'<li><a href="#([^"]*)"', html.partition("contents")[2].partition("</nav>")[0])
        for html in (long, short)
    ]
    assert contents == [["a--b", "under", "c", "d"], ["a--b", "c", "d"]]
    assert '<a class="anchor" href="#a--b" aria-label="Link to the section A &amp; B">#</a>' in long.replace(
        'rel="noopener noreferrer" ', ""
    )
    assert long.count('class="anchor"') == 6


def test_the_top_of_a_document_says_who_decided_and_when() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR)
    library.publish(B, DAY - YEAR, DAY + YEAR, decision="Regionfullmäktige 2025-06-01 § 7, RS 2025-00191")
    book = made(library)
    for document, said in (
        (A, "Decided 2025-06-14 by Cilla Ceder (cilce1), Verksamhetschef."),
        (B, "Decided 2025-06-01 by Regionfullmäktige 2025-06-01 § 7, RS 2025-00191."),
    ):
        head = page(book, f"dokument/{document}/index.html").partition('<header class="document-head">')[2]
        assert said in re.sub(r"<[^>]+>", "", head.partition("</header>")[0])


def test_metadata_says_what_the_page_is_and_where_it_lives() -> None:
    site = Site(title="Handbook", address="https://handbok.a.example/")
    library = Library(policy(webbplats=site))
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, sammanfattning="'Kort \"sagt\".'", nyckelord="[tid]"))
    book = made(library)
    html = page(book, f"dokument/{A}/index.html")
    for part in (
        f'<link rel="canonical" href="https://handbok.a.example/dokument/{A}/index.html">',
        '<meta name="description" content="Kort &#34;sagt&#34;.">',
        f'<meta name="dcterms.identifier" content="{A}">',
        f'<meta name="dcterms.valid" content="start={DAY - YEAR}; end={DAY + YEAR}; scheme=W3C-DTF">',
        '<meta name="dcterms.subject" content="tid">',
        'itemtype="https://schema.org/DigitalDocument"',
        f'<meta itemprop="expires" content="{DAY + YEAR}">',
        "is told at https://handbok.a.example/kontroll/ by copy code",
    ):
        assert part in html
    for name, data in book.files.items():
        if name.endswith(".html") and name != "404.html":
            assert b'<meta name="dcterms.title" content="' in data, name
            assert f'<link rel="canonical" href="https://handbok.a.example/{name}">'.encode() in data, name
