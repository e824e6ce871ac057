"""A *finding*: one thing that a rule found wrong at one place, with what to do about it.

Every output, the exit code and suppression read findings and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from ledsys.message import Message


class Severity(IntEnum):
    """How grave a finding is."""

    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's code, where, how grave, what is wrong and what to do; ``document`` is the id, where there is one."""

    path: str
    line: int
    column: int
    code: str
    severity: Severity
    message: Message
    help: Message
    document: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The order in which findings are shown: by place, then code, then text."""
        return self.path, self.line, self.column, self.code, str(self.message)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What judging gave: the findings shown, in order, and how many were suppressed or stand in the baseline."""

    shown: tuple[Finding, ...]
    suppressed: int = 0
    baselined: int = 0

    @property
    def worst(self) -> Severity | None:
        """The gravest severity shown, or none."""
        return max((finding.severity for finding in self.shown), default=None)
