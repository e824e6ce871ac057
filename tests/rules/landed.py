"""*Landings* for tests, made of two states of files in memory by the same code that gathers them from git."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tests.lifecycle.world import World

from ledsys.model.corpus import Policy
from ledsys.model.finding import Finding
from ledsys.model.landing import Changed, Entry, Landing
from ledsys.proof.step import step
from ledsys.store.git import REGULAR
from ledsys.store.landing import gather
from ledsys.store.load import Cache
from ledsys.store.objects import MemoryObjects
from ledsys.store.standing import Overlay, Standing


def landing_of(  # noqa: PLR0917  # the parts of a landing, all different
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    now: datetime,
    policy: Policy,
    modes: Mapping[str, str] | None = None,
    cache: Cache | None = None,
) -> Landing:
    """Gather the landing that makes the one set of files of the other; ``modes`` of files that are no ordinary ones."""
    objects = MemoryObjects()

    def entry(files: Mapping[str, bytes], path: str) -> Entry | None:
        return Entry((modes or {}).get(path, REGULAR), objects.keep(files[path])) if path in files else None

    main = Standing(objects)
    main.apply(Changed(path, None, entry(before, path)) for path in sorted(before))
    changed = tuple(
        Changed(path, main.entry(path), entry(after, path))
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path) or (path not in before and path in (modes or {}))
    )
    return gather(main, Overlay(main, changed), changed, now, policy, cache)


def landing(before: World, after: World, now: datetime | None = None) -> Landing:
    """Give the landing that makes the one world of the other, a minute after what was done last."""
    return landing_of(before.files, after.files, now or after.now, before.policy)


def found(before: World, after: World, now: datetime | None = None) -> tuple[Finding, ...]:
    """Give what stands against the landing, by all rules."""
    return step(landing(before, after, now))


def codes(before: World, after: World, now: datetime | None = None) -> list[str]:
    """Give the codes of what stands against the landing, each once, sorted."""
    return sorted({finding.code for finding in found(before, after, now)})


def places(*findings: Finding) -> list[tuple[str, int, int]]:
    """Give where findings point."""
    return [(finding.path, finding.line, finding.column) for finding in findings]


def places_of(code: str, before: World, after: World) -> list[tuple[str, int, int]]:
    """Give where the findings of a rule point."""
    return places(*(finding for finding in found(before, after) if finding.code == code))
