"""Acts that the tool itself would not make: lost files, merges by hand. None is believed, and nothing breaks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.lifecycle.world import World, world_with

from ledsys.lifecycle import Move, derive
from ledsys.lifecycle.conditions import not_repealed
from ledsys.lifecycle.periods import validity_allowed
from ledsys.model.act import Act, ActKind
from ledsys.model.document import Status


def _without(world: World, kind: ActKind) -> tuple[Act, ...]:
    return tuple(act for act in world.life.acts if act.kind is not kind)


@pytest.mark.parametrize("kind", [ActKind.SUBMIT, ActKind.APPROVE])
def test_an_edition_whose_chain_is_broken_is_none(kind: ActKind) -> None:
    world = World().published()
    assert derive(world.document, _without(world, kind), 1, world.found.digest).editions == ()


def test_an_edition_without_its_votes_stands_for_the_rules_to_judge() -> None:
    world = World().published()
    [edition] = derive(world.document, _without(world, ActKind.REVIEW), 1, world.found.digest).editions
    assert edition.reviews == ()


def test_an_approval_without_dates_gives_no_edition() -> None:
    world = World().published()
    acts = tuple(replace(act, valid_from=None) if act.kind is ActKind.APPROVE else act for act in world.life.acts)
    assert derive(world.document, acts, 1, world.found.digest).editions == ()


def test_a_second_publish_of_a_version_changes_nothing() -> None:
    world = World().published()
    publish = world.life.acts[-1]
    acts = (*world.life.acts, replace(publish, id="f" * 20))
    life = derive(world.document, acts, 1, world.found.digest)
    assert [edition.publish.id for edition in life.editions] == [publish.id]


def test_a_vote_on_another_text_does_not_count() -> None:
    world = World().reviewed()
    acts = tuple(replace(act, content="sha256:0") if act.kind is ActKind.REVIEW else act for act in world.life.acts)
    assert derive(world.document, acts, 1, world.found.digest).work.votes == ()


def test_a_repeal_of_what_was_never_published_ends_it_all_the_same() -> None:
    world = World().submitted()
    repeal = replace(world.life.acts[0], kind=ActKind.REPEAL, id="f" * 20)
    life = derive(world.document, (*world.life.acts, repeal), 1, world.found.digest)
    assert (life.work.reached, life.last, life.edition(1)) == (Status.REPEALED, None, None)


def test_an_edition_is_found_by_its_version() -> None:
    life = World().published().life
    assert life.edition(1) is life.last
    assert life.edition(2) is None


def test_an_attempt_has_no_front_matter_or_edition_to_give() -> None:
    with pytest.raises(LookupError):
        _ = world_with(titel="[a, b]").attempt(Move.SUBMIT, "author").front
    with pytest.raises(LookupError):
        _ = World().attempt(Move.CONFIRM, "author").edition


def test_an_edition_whose_frozen_text_is_lost_leaves_the_work_to_speak() -> None:
    world = World().published()
    for path in [path for path in world.files if path.startswith(".ledsys/editions/")]:
        del world.files[path]
    assert world.attempt(Move.STOP, "registrar").front.title == "Handhygien"


def test_guards_are_silent_where_there_is_nothing_to_judge() -> None:
    attempt = World().reviewed().attempt(Move.APPROVE, "approver")
    assert list(validity_allowed(attempt)) == []
    assert list(not_repealed(attempt)) == []
