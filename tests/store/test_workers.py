"""Work shared by processes: nothing lost, in order, and errors told."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial

import pytest

from ledsys.errors import Fault, RepositoryError, UnusableError
from ledsys.message import msg
from ledsys.store.workers import processors, shared

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows can't copy a process")


def test_what_works_give_comes_in_their_order_from_processes_of_their_own() -> None:
    found = shared([os.getpid] * 3)
    assert len(set(found)) == 3
    assert found[-1] == os.getpid()
    assert shared([partial(str, number) for number in range(5)]) == ["0", "1", "2", "3", "4"]


def test_more_than_a_pipe_holds_comes_through() -> None:
    assert [len(data) for data in shared([partial(bytes, 3_000_000)] * 3)] == [3_000_000] * 3


def test_one_work_is_done_here() -> None:
    assert shared([os.getpid]) == [os.getpid()]
    assert shared([]) == []


def fail() -> None:
    raise UnusableError((Fault("handbok/x.html", 1, 1, msg("wrong")),))


@pytest.mark.parametrize("place", range(3))
def test_an_error_of_any_work_is_raised_as_it_is(place: int) -> None:
    works: list[Callable[[], int | None]] = [partial(int, 1), partial(int, 2), partial(int, 3)]
    with pytest.raises(UnusableError) as raised:
        shared([*works[:place], fail, *works[place:2]])
    assert raised.value.faults[0].path == "handbok/x.html"


def test_a_process_that_is_killed_is_an_error_and_never_silence() -> None:
    with pytest.raises(RepositoryError):
        shared([lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: None])


def test_there_is_at_least_one_processor() -> None:
    assert processors() >= 1
