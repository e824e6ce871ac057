"""A new document: its id, its place, its first front matter, and what stands against it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lifecycle.world import LEFT, MONDAY, REGISTER, UNKNOWN, ZONE, World, text, world_with

from ledsys.lifecycle import Move, Plan, Refusal
from ledsys.lifecycle.creation import NewDocument, create, new_id, slug, used_ids
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import FieldKind, TypeField

NOW = datetime.combine(MONDAY, time(9), ZONE)
WANTED = NewDocument("rutin", "Handhygien på natten", ("pain", "rehab"), "ward-chief@pain", ("reviewer",), "approver")


def _created(corpus: Corpus, **changes: object) -> tuple[str, str, Plan]:
    wanted = replace(WANTED, **changes)  # type: ignore[arg-type]
    plan = create(wanted, "author", "EXP-200001", corpus, NOW)
    assert isinstance(plan, Plan)
    [(path, data)] = plan.change.writes.items()
    return path, data.decode(), plan


def test_a_new_document_is_a_draft_of_its_author_in_the_folder_of_its_unit() -> None:
    world = World()
    world.policy = replace(world.policy, templates={"rutin": "# Rutin\n\n> [Instruktion: skriv.]\n"})
    path, draft, plan = _created(world.corpus)
    assert path == "dokument/pain/handhygien-pa-natten.md"
    assert draft == (
        "---\n"
        "dokument-id: EXP-200001\n"
        "titel: Handhygien på natten\n"
        "handlingstyp: rutin\n"
        "status: utkast\n"
        "version: 1\n"
        "innehållsansvarig: ward-chief@pain\n"
        "granskare: [reviewer]\n"
        "godkännare: approver\n"
        "författare: [author]\n"
        "gäller-för: [pain, rehab]\n"
        "---\n\n# Rutin\n\n> [Instruktion: skriv.]\n"
    )
    assert (plan.acts, plan.change.expected, plan.change.author) == ((), {path: None}, "Author")
    world.files[path] = draft.encode()
    found = World(world.files, world.policy, document="EXP-200001")
    found.does(Move.SUBMIT, "author")
    assert found.claimed["status"] == "granskning"


def test_letters_in_two_parts_are_joined() -> None:
    path, draft, plan = _created(World().corpus, title="Handhygien pa\u030a natten")
    assert path == "dokument/pain/handhygien-pa-natten.md"
    assert "titel: Handhygien p\u00e5 natten\n" in draft
    assert "p\u00e5" in plan.change.subject


def test_what_is_not_named_is_left_out() -> None:
    _, draft, plan = _created(World().corpus, reviewers=(), approver=None, version=4)
    assert "granskare" not in draft
    assert "godkännare" not in draft
    assert "version: 4\n" in draft
    assert plan.notes == ()


def test_a_name_that_is_taken_gets_a_number_whatever_its_letters() -> None:
    world = World()
    for name, expected in (
        ("HANDHYGIEN-pa-natten", "handhygien-pa-natten-2"),
        ("handhygien-pa-natten-2", "handhygien-pa-natten-3"),
    ):
        world.files[f"dokument/pain/{name}.md"] = text("EXP-300001")
        assert _created(world.corpus)[0] == f"dokument/pain/{expected}.md"


def test_what_the_type_asks_for_is_told_at_once() -> None:
    world = World()
    demanding = world.policy.types["rutin"].model_copy(
        update={
            "reviewers": 2,
            "reviewer_roles": (),
            "fields": (TypeField(key="ändamål", kind=FieldKind.TEXT, label="Ändamål", required=True),),
        }
    )
    world.policy = replace(world.policy, types={"rutin": demanding})
    notes = [str(note) for note in _created(world.corpus)[2].notes]
    assert len(notes) == 2
    assert "ändamål" in notes[0]
    assert "2 reviewers" in notes[1]


def test_an_author_without_address_still_signs_the_commit() -> None:
    world = World()
    persons = tuple(person.model_copy(update={"emails": ()}) for person in REGISTER.persons)
    world.policy = replace(world.policy, register=replace(REGISTER, persons=persons))
    assert _created(world.corpus)[2].change.email == "author@region.docs"


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"type": "rutn"}, ["UNKNOWN-TYPE"]),
        ({"title": "  "}, ["TITLE"]),
        ({"title": "x" * 201}, ["TITLE"]),
        ({"title": "Hand\u202ehygien"}, ["TITLE"]),
        ({"units": ("pian",)}, ["UNKNOWN-UNIT"]),
        ({"units": ("pain", "xyzzy")}, ["UNKNOWN-UNIT"]),
        ({"owner": "ownr"}, ["UNKNOWN-PERSON"]),
        ({"owner": "ward-chief@rehab"}, ["NOBODY"]),
        ({"owner": "ward-chief@xyzzy"}, ["UNKNOWN-PERSON"]),
        ({"owner": LEFT}, ["UNKNOWN-PERSON"]),
        ({"reviewers": ("reviewer", UNKNOWN)}, ["UNKNOWN-PERSON"]),
        ({"approver": "xyzzy"}, ["UNKNOWN-PERSON"]),
        ({"approver": "council"}, []),
        ({"approver": "chief@care"}, []),
        ({"title": "Hand\u3164hygien"}, ["TITLE"]),
        ({"version": 0}, ["VERSION"]),
        ({"version": 999_999}, []),
        ({"version": 1_000_000}, ["VERSION"]),
        ({"type": "x", "title": "", "version": 0}, ["TITLE", "UNKNOWN-TYPE", "VERSION"]),
    ],
)
def test_all_that_stands_against_it_is_told(change: dict[str, object], codes: list[str]) -> None:
    wanted = replace(WANTED, **change)  # type: ignore[arg-type]
    outcome = create(wanted, "author", "EXP-200001", World().corpus, NOW)
    assert sorted(reason.code for reason in (outcome.reasons if isinstance(outcome, Refusal) else ())) == codes


def test_a_word_that_is_nearly_right_is_suggested() -> None:
    wanted = replace(WANTED, type="rutn", units=("pian",), owner="ownr")
    outcome = create(wanted, "author", "EXP-200001", World().corpus, NOW)
    assert isinstance(outcome, Refusal)
    assert [re.findall(r"Did you mean (.*)\?", str(reason.message)) for reason in outcome.reasons] == [
        *(["rutin"], ["pain"], ["owner"])
    ]


@pytest.mark.parametrize("person", [LEFT, UNKNOWN])
def test_only_those_in_the_register_begin_a_document(person: str) -> None:
    outcome = create(WANTED, person, "EXP-200001", World().corpus, NOW)
    assert isinstance(outcome, Refusal)
    assert [reason.code for reason in outcome.reasons] == ["UNKNOWN-PERSON"]


def test_an_id_is_never_used_twice() -> None:
    draws = iter([5, 5, 7])
    draw: Callable[[int], int] = lambda _: next(draws)  # noqa: E731 - one line says it
    assert new_id("EXP", {"EXP-100005"}, draw) == "EXP-100007"
    assert new_id("EXP", (), lambda limit: limit - 1) == "EXP-999999"


def test_ids_are_used_by_documents_acts_editions_and_elsewhere() -> None:
    world = world_with(tidigare_id="[RHS-100017]").published()
    known = used_ids(world.corpus)
    assert known == {"EXP-100001", "RHS-100017"}
    del world.files["dokument/pain/exp-100001.md"]
    assert used_ids(world.corpus) == {"EXP-100001"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Åtgärder vid överkänslighet", "atgarder-vid-overkanslighet"),
        ("  §  ", "dokument"),
        ("😀", "dokument"),
        ("Con/../.. \\ x", "con-x"),
        ("a" * 59 + " bc", "a" * 59),
        ("Con", "con-dokument"),
        ("COM1.", "com1-dokument"),
        ("Con och nul", "con-och-nul"),
    ],
)
def test_a_file_name_is_plain_letters(title: str, name: str) -> None:
    assert slug(title) == name


@given(st.text(max_size=300))
def test_any_title_gives_a_safe_file_name(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(title))
    assert len(slug(title)) <= 60
