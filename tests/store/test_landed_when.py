"""A committer's clock may say anything; a landing comes after the sealed one that it follows all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.campaign.histories import Past, past_in

from ledsys.proof.fold import Judged
from ledsys.proof.seals import Proof, Seal
from ledsys.store.history import times
from ledsys.store.past import followed, replay
from ledsys.store.sealing import Journal
from ledsys.store.verifying import _earliest

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    return past_in(Path(tmp_path_factory.mktemp("past")), landings=20, acts=12, documents=2)


def seal(past: Past, place: int, after: timedelta) -> Seal:
    """Give the seal of a landing, made some time after it."""
    hash_ = f"sha256:{'0' * 64}"
    return Seal(
        number=1,
        before=None,
        time=past.steps[place].time + after,
        commit=past.commits[place],
        tree="0" * 40,
        acts=hash_,
        policy=None,
        proof=Proof.PROVEN,
        repo="region/docs",
    )


def test_git_tells_when_commits_were_made(past: Past) -> None:
    assert times(past.repository.git, ()) == {}
    found = times(past.repository.git, past.commits[3:5])
    assert found == {past.commits[place]: past.steps[place].time for place in (3, 4)}


def test_what_follows_a_sealed_landing_came_after_it(past: Past) -> None:
    git = past.repository.git
    assert _earliest(git, Journal(), past.commits) == {}
    there = past.steps[2].time
    found = _earliest(git, Journal((seal(past, 2, DAY),)), past.commits)
    assert found == dict.fromkeys(past.commits[3:], there)


def test_a_landing_that_is_dated_ahead_was_there_when_it_was_sealed(past: Past) -> None:
    early = seal(past, 2, -DAY)
    both = Journal((early, replace(seal(past, 5, DAY), number=2)))
    found = _earliest(past.repository.git, both, past.commits)
    assert found[past.commits[3]] == early.time
    assert found[past.commits[6]] == past.steps[5].time


def test_an_act_is_as_old_as_it_was_when_it_can_have_landed(past: Past) -> None:
    git, commits = past.repository.git, past.commits
    place = next(place for place in reversed(range(len(commits))) if _brings_acts(past, place))
    late = dict.fromkeys(commits[place:], past.steps[place].time + 90 * DAY)
    assert replay(git, commits).failed == []
    failed = replay(git, commits, None, late).failed
    assert failed[0].commit == commits[place]
    assert {finding.code for judged in failed for finding in judged.findings} >= {"LS518"}


def test_a_window_is_judged_on_the_day_on_which_it_can_have_closed(past: Past) -> None:
    git, commits = past.repository.git, past.commits
    late = past.steps[-1].time + 9 * DAY
    judged = Judged(commits[-2], (commits[-3],), past.steps[-2].time)
    [later] = followed(git, commits[-1], judged, {commits[-1]: late})
    assert (later.judged.commit, later.judged.time) == (commits[-1], late)


def _brings_acts(past: Past, place: int) -> bool:
    return place > 0 and any(
        path.startswith(".ledsys/acts/") for path in past.steps[place].tree.keys() - past.steps[place - 1].tree.keys()
    )
