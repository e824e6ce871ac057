"""Editions: what applies on which day, both ends inclusive, through succession, gaps, stops, repeals (design §3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.lifecycle.world import MONDAY, OTHER, World, merged, path_of, text, world_with

from ledsys.lifecycle import EditionState, Move, Wish
from ledsys.lifecycle.claims import TEXT, edition_folder
from ledsys.model.act import ActKind
from ledsys.model.document import Status
from ledsys.rules.catalogue import RULES
from ledsys.rules.judge import judge

UPCOMING, IN_FORCE, SUPERSEDED = EditionState.UPCOMING, EditionState.IN_FORCE, EditionState.SUPERSEDED
EXPIRED, REPEALED, STOPPED = EditionState.EXPIRED, EditionState.REPEALED, EditionState.STOPPED
REASON = Wish(reason="Skäl.")


def day(number: int) -> date:
    """Give a day by its distance from the Monday on which the world begins."""
    return MONDAY + timedelta(days=number)


def states(world: World, *days: int) -> list[list[EditionState]]:
    """Give the state of every edition on each of the days."""
    life = world.life
    return [[edition.state(day(number)) for edition in life.editions] for number in days]


def revised_to(world: World, start: int, end: int | None = None) -> World:
    body = f"Utgåva {len(world.life.editions) + 1}."
    world.revised().edit("Så gör vi", f"{body} Så gör vi")
    return world.published(day(start), day(end) if end is not None else None)


def test_an_edition_applies_from_its_first_day_through_its_last() -> None:
    world = World().published(day(10), day(20))
    assert states(world, 9, 10, 20, 21) == [[UPCOMING], [IN_FORCE], [IN_FORCE], [EXPIRED]]
    assert world.life.editions[0].last_day == day(20)


def test_the_next_version_is_upcoming_while_the_one_before_applies() -> None:
    world = revised_to(World().published(day(0), day(100)), 30)
    assert states(world, 0, 29, 30) == [[IN_FORCE, UPCOMING], [IN_FORCE, UPCOMING], [SUPERSEDED, IN_FORCE]]
    life = world.life
    assert [life.in_force(day(number)).version for number in (0, 29, 30)] == [1, 1, 2]  # type: ignore[union-attr]
    assert life.editions[0].last_day == day(29)


def test_nothing_older_comes_back_when_the_newest_ends() -> None:
    world = revised_to(World().published(day(0), day(500)), 30, 40)
    assert states(world, 40, 41) == [[SUPERSEDED, IN_FORCE], [SUPERSEDED, EXPIRED]]
    assert world.life.in_force(day(41)) is None
    shown = world.life.shown(day(41))
    assert shown is not None
    assert shown.version == 2


def test_a_gap_before_the_next_version_is_expired() -> None:
    world = revised_to(World().published(day(0), day(5)), 10)
    assert states(world, 5, 6, 9, 10) == [
        *([IN_FORCE, UPCOMING], [EXPIRED, UPCOMING], [EXPIRED, UPCOMING], [SUPERSEDED, IN_FORCE])
    ]
    shown = [world.life.shown(day(number)) for number in (-1, 7, 10)]
    assert [edition.version for edition in shown if edition] == [1, 1, 2]


def test_a_version_that_begins_the_same_day_takes_the_place_of_the_one_before() -> None:
    world = revised_to(World().published(day(0)), 0)
    assert states(world, -1, 0, 1) == [[UPCOMING, UPCOMING], [SUPERSEDED, IN_FORCE], [SUPERSEDED, IN_FORCE]]
    world = revised_to(world, 0)
    assert states(world, 0) == [[SUPERSEDED, SUPERSEDED, IN_FORCE]]


def test_what_is_published_later_applies_from_the_day_that_was_decided() -> None:
    world = World().approved(day(0)).later(8)
    world.does(Move.PUBLISH, "publisher")
    edition = world.life.editions[0]
    assert (edition.publish.signed_at.date(), edition.valid_from) == (day(8), day(0))
    assert edition.state(day(8)) is IN_FORCE


def test_confirmed_in_time_it_goes_on() -> None:
    world = World().published(day(0), day(20)).later(15)
    world.does(Move.CONFIRM, "approver", Wish(reason="Läst.", valid_until=day(300)))
    assert states(world, 20, 21, 300, 301) == [[IN_FORCE], [IN_FORCE], [IN_FORCE], [EXPIRED]]
    assert world.claimed["giltig-till"] == day(300).isoformat()


def test_confirmed_too_late_the_days_between_stay_expired() -> None:
    world = World().published(day(0), day(20)).later(25)
    world.does(Move.CONFIRM, "approver", Wish(reason="Läst.", valid_until=day(300)))
    assert states(world, 20, 21, 24, 25, 300, 301) == [
        *([IN_FORCE], [EXPIRED], [EXPIRED], [IN_FORCE], [IN_FORCE], [EXPIRED])
    ]


def test_a_confirmation_may_shorten_and_the_last_one_counts() -> None:
    world = World().published(day(0), day(200))
    for number, end in ((10, 300), (11, 50)):
        world.on(day(number)).does(Move.CONFIRM, "approver", Wish(reason="Läst.", valid_until=day(end)))
    assert states(world, 50, 51) == [[IN_FORCE], [EXPIRED]]
    assert [act.valid_until for act in world.life.editions[0].confirms] == [day(300), day(50)]


def test_a_stop_takes_it_out_the_same_day() -> None:
    world = World().published(day(0)).later(7)
    plan = world.does(Move.STOP, "registrar", Wish(reason="Fel dos."))
    assert states(world, 6, 7) == [[IN_FORCE], [STOPPED]]
    assert world.life.editions[0].last_day == day(6)
    assert (world.claimed["status"], plan.acts[0].role, plan.acts[0].mandate) == ("stoppad", "administrator", None)


def test_stopped_revised_and_published_the_new_version_applies() -> None:
    world = World().published(day(0)).later(7)
    world.does(Move.STOP, "approver", REASON)
    world.revised()
    assert (world.reached, world.claimed["version"]) == (Status.DRAFT, "2")
    assert states(world, 8) == [[STOPPED]]
    world.edit().published()
    assert states(world, 6, 7) == [[IN_FORCE, UPCOMING], [SUPERSEDED, IN_FORCE]]
    assert world.reached is Status.PUBLISHED


def test_a_revision_that_is_abandoned_leaves_it_stopped() -> None:
    world = World().published(day(0))
    world.does(Move.STOP, "approver", REASON)
    world.revised().edit()
    world.does(Move.ABANDON, "owner", REASON)
    assert world.reached is world.life.work.status is Status.STOPPED


def test_a_stop_during_a_revision_takes_the_edition_out_and_leaves_the_work() -> None:
    world = World().published(day(0)).revised().edit().submitted()
    world.does(Move.STOP, "registrar", REASON)
    assert states(world, 0) == [[STOPPED]]
    assert world.life.work.status is Status.REVIEW
    assert world.claimed["status"] == "granskning"


def test_what_applies_is_stopped_before_what_is_upcoming() -> None:
    world = revised_to(World().published(day(0)), 30)
    assert world.does(Move.STOP, "registrar", REASON).acts[0].version == 1
    assert states(world, 0, 29, 30) == [[STOPPED, UPCOMING], [STOPPED, UPCOMING], [SUPERSEDED, IN_FORCE]]
    assert world.reached is Status.PUBLISHED
    assert world.does(Move.STOP, "registrar", REASON).acts[0].version == 2
    assert states(world, 0, 30) == [[STOPPED, STOPPED], [SUPERSEDED, STOPPED]]
    assert world.against(Move.STOP, "registrar", REASON) == ["STOPPED"]


def test_one_unit_s_approver_may_stop_what_applies_to_several() -> None:
    world = world_with(gäller_för="[pain, rehab]").published(day(0))
    assert world.against(Move.REPEAL, "elsewhere", REASON) == ["NO-MANDATE"]
    [act] = world.does(Move.STOP, "elsewhere", REASON).acts
    assert (act.role, act.mandate) == ("approver", "M-1")


def test_a_repealed_document_applies_through_its_last_day() -> None:
    world = World().published(day(0), day(100)).later(10)
    world.does(Move.REPEAL, "approver", Wish(reason="Ersatt.", valid_until=day(30)))
    assert states(world, 30, 31) == [[IN_FORCE], [REPEALED]]
    assert world.claimed["status"] == "upphävd"
    assert world.claimed["giltig-till"] == day(30).isoformat()
    for move in (Move.SUBMIT, Move.REVISE, Move.CONFIRM, Move.STOP, Move.REPEAL):
        assert "REPEALED" in world.against(move, "approver", Wish(reason="Skäl.", valid_until=day(50)))


def test_a_repeal_ends_every_version() -> None:
    world = revised_to(World().published(day(0), day(100)), 50)
    world.later(10).does(Move.REPEAL, "approver", REASON)
    assert states(world, 10, 11, 50) == [[IN_FORCE, UPCOMING], [REPEALED, REPEALED], [SUPERSEDED, REPEALED]]


@pytest.mark.parametrize("step", ["draft", "submitted", "approved"])
def test_a_repeal_ends_open_work_and_brings_the_edition_s_text_back(step: str) -> None:
    world = World().published(day(0))
    before = world.files[world.path]
    world.revised().edit()
    if step == "submitted":
        world.submitted()
    if step == "approved":
        world.approved()
    world.does(Move.REPEAL, "approver", REASON)
    assert world.reached is world.life.work.status is Status.REPEALED
    assert b"version: 1\n" in world.files[world.path]
    assert world.files[world.path].partition(b"# Hand")[2] == before.partition(b"# Hand")[2]
    assert world.against(Move.SUBMIT, "author") == ["REPEALED"]


@pytest.mark.parametrize("successor", [OTHER, "EXP-999999", "EXP-100001"])
def test_a_successor_is_another_document_that_is_there(successor: str) -> None:
    world = World().published(day(0))
    world.files[path_of(OTHER)] = text(OTHER)
    wish = Wish(reason="Ersatt.", successor=successor)
    assert world.against(Move.REPEAL, "approver", wish) == ([] if successor == OTHER else ["SUCCESSOR"])


def test_a_successor_has_not_been_repealed_itself() -> None:
    world = World().published(day(0))
    world.files[path_of(OTHER)] = text(OTHER)
    other = World(world.files, document=OTHER).published(day(0))
    wish = Wish(reason="Ersatt.", successor=OTHER)
    assert World(other.files).against(Move.REPEAL, "approver", wish) == []
    other.does(Move.REPEAL, "approver", REASON)
    assert World(other.files).against(Move.REPEAL, "approver", wish) == ["SUCCESSOR"]


def test_publishing_what_replaces_another_says_how_to_end_the_other() -> None:
    world = world_with(ersätter=f"[{OTHER}, EXP-999999]")
    world.files[path_of(OTHER)] = text(OTHER)
    other = World(world.files, document=OTHER).published(day(0))
    world.files = other.files
    world.approved(day(0))
    [note] = world.does(Move.PUBLISH, "publisher").notes
    assert f"ledsys repeal {OTHER} --successor EXP-100001" in str(note)
    assert World(world.files, document=OTHER).life.repeal is None


def test_two_repeals_side_by_side_the_first_counts() -> None:
    world = World().published(day(0), day(100))
    first, second = world.copy(), world.copy()
    first.does(Move.REPEAL, "approver", Wish(reason="Ersatt.", valid_until=day(5)))
    second.minute += 5
    second.does(Move.REPEAL, "deputy", Wish(reason="Ersatt.", valid_until=day(50)))
    life = merged(first, second).life
    assert life.repeal is not None
    assert life.repeal.person == "approver"
    assert life.editions[0].state(day(6)) is REPEALED


def test_an_edition_is_frozen_with_its_images_and_never_written_again() -> None:
    world = World()
    world.files[world.path] += b"\n![Bild](bild.png)\n"
    world.files["dokument/pain/bild.png"] = b"first"
    world.published(day(0))
    folder = edition_folder(world.document, 1)
    frozen = {path: data for path, data in world.files.items() if path.startswith(folder)}
    assert frozen == {f"{folder}/{TEXT}": world.files[world.path], f"{folder}/bild.png": b"first"}
    world.revised().edit()
    world.files["dokument/pain/bild.png"] = b"second"
    world.published(day(0))
    assert {path: world.files[path] for path in frozen} == frozen
    assert world.files[f"{edition_folder(world.document, 2)}/bild.png"] == b"second"
    world.does(Move.REVISE, "owner", Wish(reason="Tillbaka.", from_version=1))
    assert world.files["dokument/pain/bild.png"] == b"first"
    assert world.claimed["version"] == "3"
    assert "Så gör vi." in world.files[world.path].decode()


def test_a_revision_starts_only_from_a_version_that_was_published() -> None:
    world = World().published(day(0))
    assert world.against(Move.REVISE, "owner", Wish(reason="Tillbaka.", from_version=2)) == ["VERSION"]


def test_an_abandoned_revision_puts_back_text_and_images() -> None:
    world = World()
    world.files[world.path] += b"\n![Bild](bild.png)\n"
    world.files["dokument/pain/bild.png"] = b"first"
    world.published(day(0))
    before = dict(world.files)
    world.revised().edit()
    world.files["dokument/pain/bild.png"] = b"second"
    world.does(Move.ABANDON, "owner", REASON)
    assert {path: world.files[path] for path in before} == before
    assert world.life.latest(ActKind.ABANDON).of == world.life.latest(ActKind.REVISE).id  # type: ignore[union-attr]
    world.revised().edit("Så gör vi.", "Så gör vi i dag.").published(day(0))
    assert [edition.version for edition in world.life.editions] == [1, 2]


def test_what_is_repealed_before_it_begins_claims_nothing_that_the_rules_refuse() -> None:
    world = World().published(day(30))
    world.does(Move.REPEAL, "approver", REASON)
    assert states(world, 0, 1, 30) == [[UPCOMING], [REPEALED], [REPEALED]]
    found = judge(world.corpus, RULES).shown
    assert [str(finding.message) for finding in found if finding.code.startswith(("LS2", "LS5"))] == []
