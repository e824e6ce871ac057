"""A terminal for tests: runs ledsys in this process on a chosen day, and gives what it printed and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from ledsys.cli import clock, main


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


@dataclass
class Terminal:
    """Runs commands; the clock stands still until the test moves it."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    now: datetime

    def __call__(self, *arguments: str, as_: str | None = None) -> Ran:
        self.monkeypatch.setattr(clock, "now", self.now.astimezone)
        self.capsys.readouterr()
        code = main.run([*arguments, *(["--as", as_] if as_ else [])])
        printed = self.capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        assert code != 3, printed.err
        return Ran(code, printed.out, printed.err)

    def ok(self, *arguments: str, as_: str | None = None) -> Ran:
        ran = self(*arguments, as_=as_)
        assert ran.code == 0, ran.all
        return ran

    def later(self, days: int) -> None:
        self.now += timedelta(days=days)
