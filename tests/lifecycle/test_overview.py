"""The overview of documents: what each is on a day, in all the words that it can be asked for by."""

from __future__ import annotations

from datetime import timedelta

from tests.lifecycle.world import MONDAY, World

from ledsys.lifecycle import lives
from ledsys.lifecycle.overview import at_unit, in_state, of_type, overviews


def states(world: World) -> tuple[str, ...]:
    [entry] = overviews(world.corpus, lives(world.corpus))
    return entry.states


def test_a_version_to_come_is_told_beside_the_one_that_applies() -> None:
    world = World()
    assert states(world) == ("utkast",)
    world.published()
    assert states(world) == ("gällande",)
    world.revised()
    assert states(world) == ("gällande", "utkast")
    world.edit().published(start=MONDAY + timedelta(days=30))
    assert states(world) == ("gällande", "kommande")
    assert states(world.later(30)) == ("gällande",)


def test_documents_are_chosen_by_state_type_and_unit() -> None:
    world = World().published()
    found = overviews(world.corpus, lives(world.corpus))
    assert [in_state(found, state) for state in ("gällande", "publicerad", "utkast")] == [found, found, ()]
    assert (of_type(found, "rutin"), of_type(found, "policy")) == (found, ())
    assert (at_unit(found, world.corpus, "care"), at_unit(found, world.corpus, "rehab")) == (found, ())
