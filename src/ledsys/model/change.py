"""A *change*: what one move writes into the docs repo, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Change:
    """Files to write and to delete, and the one commit that they make.

    ``writes`` gives new bytes by path relative to the repo's root, in the order of writing (acts before claims).
    ``expected`` gives, for each file that the change was planned from, its blob id then, or None if it was not there:
    if it differs at the time of writing, nothing is written. The same holds for ``acts``: for each folder of acts, the
    paths that it held then; so nobody's act is passed over that was made in the meantime. ``author`` and ``email`` are
    the acting person's; ``when`` is the time of the act, with its offset.
    """

    writes: Mapping[str, bytes]
    subject: str
    author: str
    email: str
    when: datetime
    deletes: tuple[str, ...] = ()
    expected: Mapping[str, str | None] = field(default_factory=dict)
    acts: Mapping[str, frozenset[str]] = field(default_factory=dict)
