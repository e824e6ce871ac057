"""*Last seen*: how far main had come when somebody last proved it on this computer, kept outside the repository.

Whoever may rewrite main can't rewrite this. So a history that was cut, or hidden behind another, is noticed here even
if nothing in it betrays it (proof §1.9).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ledsys.digest import PREFIX, sha256
from ledsys.errors import RepositoryError
from ledsys.message import msg
from ledsys.store.disk import replace_file, write_error

FORMAT = "ledsys-last-seen-1"


@dataclass(frozen=True, slots=True)
class Seen:
    """A landing that was seen: the number of landings up to it, its commit, the digest of all acts in its tree."""

    landings: int
    commit: str
    acts: str


def state_folder(environment: Mapping[str, str]) -> Path | None:
    """Give the folder for what ledsys remembers for the user; None if there is no home."""
    named = environment.get("XDG_STATE_HOME", "")
    if Path(named).is_absolute():
        return Path(named) / "ledsys"
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA", "")
        return Path(local) / "ledsys" / "state" if local else None
    home = environment.get("HOME", "")
    if not home:
        return None
    return Path(home) / ("Library/Application Support" if sys.platform == "darwin" else ".local/state") / "ledsys"


def _raw(path: Path) -> Mapping[str, object]:
    """Give what a file says; nothing where it is damaged, which whoever verifies that docs repo is told of."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return raw if isinstance(raw, dict) else {}


@dataclass(frozen=True)
class LastSeen:
    """What is remembered of one docs repo, by its name and its *root* (where its authority, or its history, began)."""

    folder: Path
    repo: str
    root: str

    @property
    def path(self) -> Path:
        """The file."""
        name = sha256(f"{self.repo}\n{self.root}".encode())[:32]
        return self.folder / "seen" / f"{name}.json"

    def read(self) -> Seen | None:
        """Give what was seen last, none if nothing was; RepositoryError if the file is damaged."""
        try:
            raw = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise self._damaged() from error
        match raw:
            case {"format": "ledsys-last-seen-1", "landings": int(number), "commit": str(commit), "acts": str(acts)}:
                return Seen(number, commit, acts)
        raise self._damaged()

    def signed_elsewhere(self) -> tuple[str, ...]:
        """Give the other roots of signed rules that a docs repo of this name has been seen with, sorted."""
        found = (_raw(path) for path in self.path.parent.glob("*.json"))
        roots = {str(raw.get("root")) for raw in found if raw.get("repo") == self.repo}
        return tuple(sorted(root for root in roots - {self.root} if root.startswith(PREFIX)))

    def write(self, seen: Seen) -> None:
        """Remember what was seen; WriteError where the disk refuses."""
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise write_error(error) from error
        text = json.dumps({"format": FORMAT, "repo": self.repo, "root": self.root, **asdict(seen)}, indent=2)
        replace_file(self.path, f"{text}{os.linesep}".encode())

    def _damaged(self) -> RepositoryError:
        return RepositoryError(
            msg("What this computer has seen of the docs repo can't be read: {path}", path=str(self.path)),
            msg("Compare with another computer that verifies this docs repo. If all is well, remove the file."),
        )
