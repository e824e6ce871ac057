"""*Registering*: a change of the register, committed at once in open mode, else left for root persons to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledsys.cli.moving import Manner, write
from ledsys.message import msg
from ledsys.report.terminal import note, out, told

if TYPE_CHECKING:
    from ledsys.cli.session import Session


def register(session: Session, data: bytes, subject: str, manner: Manner) -> None:
    """Write the register of persons anew in the name of ``manner.person``, as the manner says.

    Where a chain of signed policies has begun, the file is written without a commit: the next step is told.
    """
    from ledsys.digest import blob_id
    from ledsys.model.change import Change
    from ledsys.store.change import write_only
    from ledsys.store.policy import PERSONS

    policy = session.corpus.policy
    person = policy.register.person_by_id[manner.person or ""]
    change = Change(
        writes={PERSONS: data},
        subject=subject,
        author=person.name,
        email=person.address(policy.settings.repo_id),
        when=session.now,
        expected={PERSONS: blob_id(session.files.read(PERSONS))},
    )
    if not session.corpus.chain or manner.dry_run:
        write(session.repository, change, manner)
        return
    write_only(session.repository, change)
    note(msg("{path} is written but not committed: it counts when it has been signed.", path=PERSONS))
    out(told(msg('Next: ledsys policy change --reason "…"')))
