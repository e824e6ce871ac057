"""A trace: who decided, by which mandate, under which documents, up to the top."""

from __future__ import annotations

import pytest
from tests.lifecycle.world import DECISION, OTHER, POLICY, ROUTINE, World, path_of, policy, text

from ledsys.lifecycle import Move, Wish, lives
from ledsys.lifecycle.front import front_of
from ledsys.lifecycle.trace import LONGEST, Ending, Trace, trace


def _world(**above: str) -> World:
    """Give documents by id, each with the ids above it."""
    keys = {key.replace("_", "-"): value for key, value in above.items()}
    return World({path_of(key): text(key, utgår_från=value) for key, value in keys.items()}, policy())


def _trace(world: World, document: str = ROUTINE) -> Trace:
    corpus = world.corpus
    return trace(corpus, lives(corpus), document)


def test_a_trace_leads_from_a_routine_to_the_body_that_decided_above_it() -> None:
    world = World(
        {
            path_of(ROUTINE): text(ROUTINE, utgår_från=f"[{POLICY}]"),
            path_of(POLICY): text(POLICY, "policy", gäller_för="[region]", titel="Policy"),
        },
        policy(),
    )
    above = World(world.files, document=POLICY)
    above.does(Move.SUBMIT, "author")
    above.does(Move.APPROVE, "secretary", Wish(decision=DECISION))
    above.does(Move.PUBLISH, "publisher")
    world.published()
    found = _trace(world)
    assert (found.document, found.title, found.ending) == (ROUTINE, "Handhygien", None)
    assert found.approve is not None
    assert found.mandate is not None
    assert (found.approve.person, found.mandate.id, found.decision) == ("approver", "M-1", None)
    [top] = found.above
    assert top.mandate is not None
    assert top.decision is not None
    assert (top.title, top.mandate.id, top.decision.paragraph, top.ending) == ("Policy", "M-2", 104, Ending.TOP)


def test_what_is_not_published_has_nobody_who_decided() -> None:
    found = _trace(_world(EXP_100001="[]"))
    assert (found.edition, found.approve, found.mandate, found.ending) == (None, None, None, Ending.TOP)


def test_a_document_that_is_not_there_ends_the_trace() -> None:
    found = _trace(_world(EXP_100001="[EXP-999999]"))
    assert [(above.document, above.title, above.ending) for above in found.above] == [
        ("EXP-999999", "", Ending.MISSING)
    ]


def test_a_document_that_cannot_be_read_ends_the_trace() -> None:
    world = _world(EXP_100001="[EXP-100003]")
    world.files[path_of(OTHER)] = text(OTHER, titel="[a, b]")
    assert [above.ending for above in _trace(world).above] == [Ending.UNREADABLE]


def test_a_loop_is_told_and_ends() -> None:
    world = _world(EXP_100001="[EXP-100003]", EXP_100003="[EXP-100001]")
    [above] = _trace(world).above
    assert above.document == OTHER
    assert [again.ending for again in above.above] == [Ending.LOOP]


def test_a_document_that_governs_by_two_ways_is_followed_once() -> None:
    world = _world(
        EXP_100001="[EXP-100002, EXP-100003, EXP-100003]", EXP_100002="[EXP-100004]", EXP_100003="[EXP-100004]",
        EXP_100004="[]",
    )  # fmt: skip
    first, second = _trace(world).above
    assert [above.ending for above in first.above] == [Ending.TOP]
    assert [above.ending for above in second.above] == [Ending.REPEATED]


def test_a_chain_that_never_ends_is_given_up() -> None:
    world = _world(**{f"EXP_{100001 + step}": f"[EXP-{100002 + step}]" for step in range(LONGEST + 5)})
    found, length = _trace(world), 0
    while found.above:
        [found] = found.above
        length += 1
    assert (length, found.ending) == (LONGEST, Ending.TOO_LONG)


@pytest.mark.parametrize("title", ["Ny titel"])
def test_the_edition_speaks_for_a_document_and_else_the_work(title: str) -> None:
    world = World().published().revised().edit("titel: Handhygien", f"titel: {title}")
    corpus, life = world.corpus, world.life
    titles = [front.title for edition in (life.last, None) if (front := front_of(corpus, ROUTINE, edition))]
    assert titles == ["Handhygien", title]
    assert front_of(corpus, "EXP-999999", None) is None
