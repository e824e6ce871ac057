"""*Protection*: the files that only a change of policy may touch are those that the newest version is signed with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledsys.authority.objection import UNSIGNED, Objection
from ledsys.message import msg
from ledsys.model.policy import PolicyVersion, differing


def unsigned_files(newest: PolicyVersion, files: Mapping[str, str]) -> Iterator[tuple[str, Objection]]:
    """Yield each protected file, by its path, that is not as the version says; ``files`` gives SHA-256 in hex."""
    for path in differing(newest.files, files):
        if path not in newest.files:
            message = msg("This file is not signed: policy version {n} does not know it.", n=newest.version)
        elif path not in files:
            message = msg("This file is missing: policy version {n} is signed with it.", n=newest.version)
        else:
            message = msg("This file is not the one that policy version {n} is signed with.", n=newest.version)
        help_ = msg(
            "If the change is meant: `ledsys policy change`, and let those sign who must."
            " If not, put back what was signed.",
        )
        yield path, Objection(UNSIGNED, message, help_)
