"""Diagrams: drawn as images that are safe and the same every time; what can't be drawn stands there as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from tests.site.corpora import DAY, Library, text

from ledsys.model.diagram import description, is_diagram
from ledsys.site.handbook import build
from ledsys.site.text import drawer
from ledsys.site.text.diagrams import Undrawn, undrawn
from ledsys.site.text.drawer import drawn
from ledsys.site.text.drawn import safe

FLOW = "flowchart LR\n  accTitle: Vägen\n  accDescr: Från A till B\n  A[Början] --> B[Slutet]\n"
BODY = f'# Syfte\n\n```mermaid\n{FLOW}```\n\n- I en lista:\n\n  ```mermaid\n  pie title Andelar\n  "A": 1\n  ```\n'
PAGE = "dokument/PRV-100001/index.html"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    yield
    forget()


def forget() -> None:
    drawer.the_drawer().stop()
    drawer.the_drawer.cache_clear()
    drawer.drawn.cache_clear()


def handbook(body: str) -> dict[str, bytes]:
    made = Library()
    made.publish("PRV-100001", date(2026, 1, 1), date(2027, 1, 1), text("PRV-100001", body))
    return dict(build(made.corpus(), made.editions, {}, DAY).files)


def test_a_diagram_is_an_image_beside_the_page_with_its_text_and_its_source() -> None:
    files = handbook(BODY)
    page = files[PAGE].decode()
    assert '<img src="1/diagram-1.svg" alt="Vägen. Från A till B.">' in page
    assert '<img src="1/diagram-2.svg" alt="Andelar.">' in page
    assert "A[Början] --&gt; B[Slutet]" in page
    image = files["dokument/PRV-100001/1/diagram-1.svg"].decode()
    assert "Början" in image
    assert "<title" in image
    assert not re.search(r"<script|foreignObject|href|https?://(?!www\.w3\.org/)", image)


def test_the_same_diagrams_give_the_same_images_in_any_order() -> None:
    gantt = "gantt\ntitle Plan\ndateFormat YYYY-MM-DD\nsection A\nUppgift :a1, 2026-01-01, 30d\n"
    first = [drawn(FLOW), drawn(gantt)]
    forget()
    assert [drawn(gantt), drawn(FLOW)] == first[::-1]
    assert None not in first
    assert b"today" not in (first[1].svg if first[1] else b"today").split(b"</style>")[1]


def test_a_diagram_that_can_not_be_drawn_stands_there_as_text() -> None:
    files = handbook("# Syfte\n\n```mermaid\nflowchart LR\nA --\n```\n")
    page = files[PAGE].decode()
    assert "diagram-1" not in page
    assert "A --" in page
    assert b"can't be drawn" in files["dokument/PRV-100001/1/diagram-1.svg"].replace(b"&#x27;", b"'")


def test_a_diagram_that_can_not_be_drawn_is_named_with_its_document_version_and_number() -> None:
    broken = f"# Syfte\n\n```mermaid\n{FLOW}```\n\n```mermaid\nflowchart LR\nA --\n```\n"
    made = Library()
    made.publish("PRV-100001", date(2026, 1, 1), date(2026, 3, 1), text("PRV-100001", broken))  # can't be mended
    made.publish("PRV-100001", date(2026, 3, 1), date(2027, 1, 1), text("PRV-100001", broken))
    ((document, what),) = build(made.corpus(), made.editions, {}, DAY).remarks
    assert document == "PRV-100001"
    assert str(what) == "Diagram 2 of version 2.0 can't be drawn, and stands there as text."


def test_a_diagram_that_can_not_be_drawn_is_found_at_its_line() -> None:
    source = "---\ntitel: A\n---\n# Syfte\n\n```mermaid\nflowchart LR\nA --\n```\n"
    assert undrawn(source) == (Undrawn(1, 6),)
    assert undrawn("# Syfte\n") == ()


@pytest.mark.parametrize(
    "source",
    [
        'flowchart LR\nA["<img src=x onerror=alert(1)><script>alert(1)</script>"]-->B',
        'flowchart LR\nA-->B\nclick A "javascript:alert(1)" "x"',
        'flowchart LR\nA-->B\nclick A href "https://elsewhere.example/" "x"',
        'flowchart LR\nA@{img: "https://elsewhere.example/x.png", label: "hej"}-->B',
        "flowchart LR\nA-->B\nstyle A fill:url(https://elsewhere.example/a)",
        "%%{init: {'htmlLabels': true, 'themeCSS': '*{fill:url(https://elsewhere.example/x)}'}}%%\nflowchart LR\nA-->B",
        '---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n---\nflowchart LR\nA["<b onclick=a()>x</b>"]-->B',
    ],
)
def test_nothing_that_runs_or_loads_gets_into_an_image(source: str) -> None:
    drawing = drawn(source)
    if drawing is not None:
        image = drawing.svg.decode()
        assert not re.search(r"<script|<foreignObject|<image|<iframe|<a\b|elsewhere\.example|\son\w+=", image)


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "no xml",
        "<svg/>",
        '<html xmlns="http://www.w3.org/1999/xhtml"/>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 x 1"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 1"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1e9"/>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><foreignObject/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><style>@import "x"</style></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><g style="fill:url(x)"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><style>a{b:\\75rl(x)}</style></svg>',
    ],
)
def test_what_is_no_mere_drawing_is_refused(svg: str) -> None:
    assert safe(svg) is None


def test_what_may_run_or_lead_elsewhere_is_taken_out() -> None:
    drawing = safe(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0 0 10.4 5"'
        ' onload="a()" width="100%"><script>a()</script><a x:href="http://e.example"><rect onclick="a()" '
        'fill="url(#f)"/></a><use href="#own"/><animate/>'
        "<style>g{animation: x 1s;fill:red}@keyframes x{from{a:b}to{c:d}}</style>"
        '<html:p xmlns:html="http://www.w3.org/1999/xhtml"/></svg>'
    )
    assert drawing is not None
    assert (drawing.width, drawing.height) == (10, 5)
    assert drawing.svg.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10.4 5" width="10" height="5"><g>'
        '<rect fill="url(#f)" /></g><use href="#own" /><style>g{fill:red}</style></svg>'
    )


def test_a_diagram_without_end_is_stopped_and_the_next_one_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(FLOW) is not None  # so that the process has started
    drawn.cache_clear()
    monkeypatch.setattr(drawer, "SECONDS", 0)
    assert drawn(FLOW) is None
    drawn.cache_clear()
    monkeypatch.setattr(drawer, "SECONDS", 60)
    assert drawn(FLOW) is not None


def test_after_too_many_diagrams_without_end_none_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawer, "SECONDS", 0)
    for number in range(drawer.PATIENCE):
        assert drawn(f"{FLOW}%% {number}") is None
    monkeypatch.setattr(drawer, "SECONDS", 60)
    assert drawn(FLOW) is None


def test_a_drawing_process_that_ends_is_started_again() -> None:
    assert drawn(FLOW) is not None
    child = drawer.the_drawer().child
    assert child is not None
    child.process.kill()
    child.process.wait()
    assert drawn(f"{FLOW}%% again") is None
    assert drawn(f"{FLOW}%% once more") is not None


def test_a_source_without_measure_is_not_tried() -> None:
    assert drawn("flowchart LR\n" + "A-->B\n" * drawer.MOST) is None
    assert drawn("flowchart LR\nA-->\0B") is None
    assert drawer.the_drawer().child is None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (FLOW, "Vägen. Från A till B."),
        ("flowchart LR\naccDescr {\n  Flera\n  rader.\n}\nA-->B", "Flera rader."),
        ("---\ntitle: Namnet\n---\nflowchart LR\nA-->B", "Namnet."),
        ('pie showData title "Andelar"\n"A": 1', "Andelar."),
        ("gantt\n  title Planen för året\n", "Planen för året."),
        ("flowchart LR\nA[title]-->B", ""),
        ("accTitle:\nflowchart LR", ""),
    ],
)
def test_a_diagram_says_what_it_shows(source: str, said: str) -> None:
    assert description(source) == said


def test_only_mermaid_is_a_diagram() -> None:
    assert is_diagram("mermaid")
    assert is_diagram("mermaid x")
    assert not is_diagram("")
    assert not is_diagram("mermaidjs")
