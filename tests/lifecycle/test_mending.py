"""Mending: claim lines written anew, conflicts of claim lines settled, links turned round; no decision changed."""

from __future__ import annotations

import pytest
from tests.lifecycle.world import OTHER, World, path_of, text, world_with

from ledsys.frontmatter.edit import EditError
from ledsys.lifecycle import Move, Plan, Wish
from ledsys.lifecycle.mending import ids_by_path, links_by_id, reclaimed, same_content, without_claim_conflicts


def test_claim_lines_are_written_from_the_acts() -> None:
    world = World().published()
    true = world.files[world.path]
    world.edit("status: publicerad\n", "status: utkast\n").edit("version: 1\n", "version: 4\n")
    assert reclaimed(world.files[world.path], world.found, world.corpus) == true


def test_front_matter_that_cannot_be_understood_is_left_alone() -> None:
    world = world_with(titel="[a, b]")
    assert reclaimed(b"as it is", world.found, world.corpus) == b"as it is"


def test_the_content_is_the_same_whatever_the_claims_say() -> None:
    world = World().published()
    claimed = world.files[world.path].replace(b"status: publicerad", b"status: utkast")
    assert same_content(claimed, world.found, world.corpus)
    assert not same_content(claimed + b"Mer.\n", world.found, world.corpus)
    assert not same_content(b"\xef\xbb\xbf" + claimed, world.found, world.corpus)
    assert not same_content(b"no front matter\n", world.found, world.corpus)


def test_links_by_path_become_links_by_id() -> None:
    body = (
        "[a](exp-100003.md) [b](./exp-100003.md#rubrik) [c](../pain/exp-100003.md) [d](borta.md) [e](https://x.se/a.md)"
    )
    world = world_with()
    world.files[path_of(OTHER)] = text(OTHER)
    world.edit("Så gör vi.", f"{body} [f](bild.png)")
    mended = links_by_id(world.files[world.path], world.found, ids_by_path(world.corpus)).decode()
    expected = f"[a]({OTHER}) [b]({OTHER}#rubrik) [c]({OTHER}) [d](borta.md) [e](https://x.se/a.md) [f](bild.png)"
    assert expected in mended


OURS, THEIRS = "status: utkast\nversion: 2\n", "status: publicerad\nversion: 1\n"


@pytest.mark.parametrize("base", ["", "||||||| merged\nstatus: granskning\n"])
def test_a_conflict_of_claim_lines_alone_is_settled_by_either_side(base: str) -> None:
    data = f"---\ntitel: x\n<<<<<<< HEAD\n{OURS}{base}=======\n{THEIRS}>>>>>>> gren\n---\nText.\n"
    assert without_claim_conflicts(data.encode()) == f"---\ntitel: x\n{OURS}---\nText.\n".encode()


def test_a_conflict_of_claims_that_one_side_lacks_is_settled() -> None:
    data = f"---\n<<<<<<< HEAD\n=======\n{THEIRS}>>>>>>> gren\n---\n"
    assert without_claim_conflicts(data.encode()) == b"---\n---\n"


@pytest.mark.parametrize(
    "data",
    [
        "---\nstatus: utkast\n---\nText.\n",
        f"---\n<<<<<<< HEAD\n{OURS}titel: a\n=======\n{THEIRS}>>>>>>> gren\n---\n",
        f"---\n<<<<<<< HEAD\n{OURS}=======\ntitel: b\n>>>>>>> gren\n---\n",
        f"---\n<<<<<<< HEAD\n{OURS}=======\n{THEIRS}>>>>>>> gren\n---\n<<<<<<< HEAD\nEn.\n=======\nTvå.\n>>>>>>> b\n",
        f"---\n<<<<<<< HEAD\n{OURS}=======\n{THEIRS}",
    ],
)
def test_any_other_conflict_is_left_to_people(data: str) -> None:
    assert without_claim_conflicts(data.encode()) is None


def test_bytes_that_are_no_utf_8_come_through_a_settled_conflict() -> None:
    data = f"<<<<<<< HEAD\n{OURS}=======\n{THEIRS}>>>>>>> gren\n".encode() + b"\xff\n"
    assert without_claim_conflicts(data) == OURS.encode() + b"\xff\n"


def test_a_file_that_cannot_be_edited_holds_up_its_work_and_not_its_edition() -> None:
    world = World().published().revised().submitted()
    world.files[world.path] = world.files[world.path].replace(b"\n", b"\r\n")
    with pytest.raises(EditError, match="not in canonical form"):
        world.tries(Move.HANDOVER, "owner", Wish(owner="bystander"))
    plan = world.tries(Move.STOP, "registrar", Wish(reason="Fel dos."))
    assert isinstance(plan, Plan)
    assert [str(note) for note in plan.notes] == [
        "The file itself can't be edited as it is. Mend it, then: ledsys doctor"
    ]
    assert world.path not in plan.change.writes
