"""The organisation's own templates: they win by file name, and reach nothing but the values of their page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.site.corpora import DAY, Library

from ledsys.errors import UnusableError
from ledsys.site.handbook import Handbook, build

A = "PRV-100001"
PAGE = f"dokument/{A}/index.html"


def made(overrides: dict[str, bytes]) -> Handbook:
    library = Library()
    library.publish(A, DAY - timedelta(days=365), DAY + timedelta(days=365))
    return build(library.corpus(), library.editions, overrides, DAY)


def test_a_template_of_the_same_name_wins() -> None:
    book = made({"dokument.html": b"<p>{{ title }} {{ standing.sentence }}</p>"})
    assert book.files[PAGE] == b"<p>Titel PRV-100001 In force until and including 2027-06-15.</p>"
    assert b"<h1" in book.files["index.html"]


def test_a_template_can_extend_the_built_in_one() -> None:
    own = b'{% extends "inbyggd/404.html" %}{% block title %}Borta{% endblock %}'
    assert b"<title>Borta</title>" in made({"404.html": own}).files["404.html"]


def test_something_of_ones_own_stands_in_the_head_of_every_page() -> None:
    own = b'{% extends "inbyggd/bas.html" %}{% block own_head %}<link href="{{ root }}egen.css">{% endblock %}'
    files = made({"bas.html": own, "egen.css": b""}).files
    pages = {name: data.decode() for name, data in files.items() if name.endswith(".html")}
    assert {"index.html", "nytt.html", "enheter/rehab.html", "handlingstyper/rutin.html", PAGE} <= pages.keys()
    for name, page in pages.items():
        root = "" if name == "404.html" else "../" * name.count("/")
        assert page.count(f'{root}egen.css">') == 1, name
        assert page.index("egen.css") > page.index("style.css")


def test_an_own_stylesheet_wins_and_other_files_are_copied_but_not_templates_and_notes() -> None:
    book = made(
        {"style.css": b"body{}", "bild/logga.svg": b"<svg/>", "del.html": b"<b>{{ day }}</b>", "README.md": b"# Noter"}
    )
    assert book.files["style.css"] == b"body{}"
    assert book.files["bild/logga.svg"] == b"<svg/>"
    assert "del.html" not in book.files
    assert "README.md" not in book.files


def test_a_file_never_takes_the_place_of_a_page_or_of_a_frozen_image() -> None:
    assert b"<h1" in made({"dokument/x.css": b""}).files["index.html"]


def test_values_are_escaped_in_templates_of_the_organisation_too() -> None:
    book = made({"dokument.html": b"{{ '<b>' + title }}"})
    assert book.files[PAGE] == b"&lt;b&gt;Titel PRV-100001"


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__class__ }}",
        "{{ standing.__init__.__globals__ }}",
        "{{ _.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ '{0.__class__}'.format(title) }}",
        "{{ information.append(1) }}",
        "{{ site.model_config.update({}) }}",
        '{% include "/etc/passwd" %}',
        '{% include "../handbook.py" %}',
        '{% import "os" as os %}',
        "{{ unknown }}",
        "{{ 1 // 0 }}",
        "{{ range(10 ** 9) }}",
    ],
)
def test_a_template_reaches_nothing_beyond_its_page(template: str) -> None:
    with pytest.raises(UnusableError) as refused:
        made({"dokument.html": template.encode()})
    assert [fault.path for fault in refused.value.faults] == ["handbok/dokument.html"]


def test_all_templates_that_are_no_templates_are_told_of_at_once_with_their_lines() -> None:
    with pytest.raises(UnusableError) as refused:
        made({"404.html": b"\n{% if %}", "alla.html": b"{{ x", "bas.html": b"ok"})
    assert [(fault.path, fault.line) for fault in refused.value.faults] == [
        ("handbok/404.html", 2),
        ("handbok/alla.html", 1),
    ]


def test_a_template_that_is_no_text_is_told_of() -> None:
    with pytest.raises(UnusableError) as refused:
        made({"404.html": b"\xff"})
    assert refused.value.faults[0].path == "handbok/404.html"


def test_a_fault_in_a_shared_part_is_told_of_with_the_page_that_uses_it() -> None:
    with pytest.raises(UnusableError):
        made({"huvud.html": b"{{ unknown }}"})


def test_a_template_nested_too_deep_is_told_of() -> None:
    with pytest.raises(UnusableError) as refused:
        made({"404.html": b"{{ " + b"(" * 5000 + b"1" + b")" * 5000 + b" }}"})
    assert refused.value.faults[0].path == "handbok/404.html"
