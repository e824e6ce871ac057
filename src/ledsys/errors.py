"""*Errors*: why the tool could not go on.

A wrong document is no error but a finding; an error means that ledsys could not judge or could not write. Each knows
what is wrong and what to do, and which exit code it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass

from ledsys.message import Message, msg

NOTHING = Message("")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in a file that ledsys must be able to read; line and column count from 1, 0 is the whole file."""

    path: str
    line: int
    column: int
    message: Message
    help: Message = NOTHING

    @property
    def place(self) -> str:
        """Where it is, as programs read it; of a folder its path, which ends with a stroke."""
        return self.path if self.path.endswith("/") else f"{self.path}:{self.line}:{self.column}"


class LedsysError(Exception):
    """The root of all expected errors: `message` says what is wrong, `help` what to do."""

    exit_code = 2

    def __init__(self, message: Message, hint: Message = NOTHING) -> None:
        """Keep the two sentences; the program's edge translates and prints them."""
        super().__init__(str(message))
        self.message = message
        self.help = hint


class UnusableError(LedsysError):
    """Settings, register or types can't be used; `faults` holds everything wrong at once."""

    outcome = msg("The settings of this docs repo can't be used, so nothing was judged.")

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Take all faults, in the order of the files."""
        super().__init__(self.outcome)
        self.faults = faults


class UnmadeError(UnusableError):
    """The handbook can't be made with the organisation's own templates and texts."""

    outcome = msg("Nothing was built. What was built before is as it was.")


class RepositoryError(LedsysError):
    """The folder or its git repository is not in a state that ledsys can work in."""


class WriteError(LedsysError):
    """Something could not be written (disk full, no permission); what was there before is still there."""


class UsageError(LedsysError):
    """The command line can't be understood or names something that is not there."""
