"""Work in a child process with little time and memory."""

from __future__ import annotations

import os
from functools import partial

import pytest

from ledsys.errors import Fault, LedsysError, UnusableError
from ledsys.message import msg
from ledsys.store.confined import confined


def test_the_work_is_done_in_another_process_and_its_result_comes_back() -> None:
    assert confined(partial(str, 7), 10, "handbok/") == "7"
    assert confined(os.getpid, 10, "handbok/") != os.getpid()


def _refuses() -> None:
    raise UnusableError((Fault("handbok/dokument.html", 3, 1, msg("no such value")),))


def _fails() -> None:
    raise LedsysError(msg("wrong"), msg("mend it"))


def test_an_expected_error_comes_back_as_it_was() -> None:
    with pytest.raises(UnusableError) as refused:
        confined(_refuses, 10, "handbok/")
    [fault] = refused.value.faults
    assert (fault.path, fault.line) == ("handbok/dokument.html", 3)
    with pytest.raises(LedsysError) as failed:
        confined(_fails, 10, "handbok/")
    assert (str(failed.value.message), str(failed.value.help)) == ("wrong", "mend it")


def _for_ever() -> None:
    while True:
        pass


def test_work_without_end_is_ended() -> None:
    with pytest.raises(UnusableError) as ended:
        confined(_for_ever, 1, "handbok/")
    [fault] = ended.value.faults
    assert fault.path == "handbok/"
    assert "more than 1 seconds" in str(fault.message)


def _huge() -> bytes:
    return b"x" * 4 * 1024**3


def test_work_that_fills_the_memory_is_ended() -> None:
    with pytest.raises(UnusableError) as ended:
        confined(_huge, 10, "handbok/")
    assert "512 MiB" in str(ended.value.faults[0].message)
