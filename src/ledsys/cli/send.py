"""``ledsys send``: the others get the work as a branch, on which a merge request is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledsys.cli.codes import OK
from ledsys.cli.moving import session_to_write
from ledsys.cli.options import As, Quiet
from ledsys.cli.session import Session, acting_person
from ledsys.message import Message, msg, plural
from ledsys.report.terminal import note, out, told

if TYPE_CHECKING:
    from ledsys.store.divergence import Divergence
    from ledsys.store.remote import Remote

SHOWN = 20


def send(person: As = None, quiet: Quiet = False) -> int:
    """Send your saved work to the others, as a branch."""
    from ledsys.store.address import address_said, merge_request_address
    from ledsys.store.divergence import divergence, landed, unsaved
    from ledsys.store.remote import find_remote
    from ledsys.store.sending import push, settle_main

    session = session_to_write()
    repository, remote = session.repository, find_remote(session.repository)
    tip = remote.fetch()
    now = divergence(repository, remote.git, tip)
    left = unsaved(remote.git)
    if left:
        note(msg("Not saved in a commit, so not sent: {paths}.", paths=_some(left)))
    if now.ahead == 0 or (now.branch != remote.main and landed(remote.git, now.head, tip)):
        _say(_nothing(remote, now), quiet=quiet)
        return OK
    branch = _off_main(session, remote, now, person) if now.branch == remote.main else now.branch
    settle_main(repository, remote, now)
    said = push(remote, now, branch)
    _say(
        plural(
            "Sent {n} commit as the branch {branch}.",
            "Sent {n} commits as the branch {branch}.",
            now.ahead,
            branch=branch,
        ),
        quiet=quiet,
    )
    address = merge_request_address(remote.url, branch, remote.main) or address_said(said, remote.url)
    if address is not None:
        _say(msg("Open a merge request here: {address}", address=address), quiet=quiet)
    else:
        _say(msg("Open a merge request of that branch where the docs repo is shared."), quiet=quiet)
    return OK


def _off_main(session: Session, remote: Remote, now: Divergence, person: str | None) -> str:
    """Move the work from main to a branch of its own, and give the branch."""
    from ledsys.store.sending import branch_name, leave_main

    branch = branch_name(session.repository, remote, now, acting_person(session, person), session.now)
    leave_main(session.repository, remote, now, branch)
    note(msg("Your work is on the branch {branch} now; main is as the others have it.", branch=branch))
    return branch


def _nothing(remote: Remote, now: Divergence) -> Message:
    if now.branch != remote.main:
        return msg(
            "Everything on {branch} has landed, so there is nothing to send. Go on with: ledsys pull", branch=now.branch
        )
    return msg("There is nothing to send.")


def _some(paths: tuple[str, ...]) -> tuple[str, ...]:
    return (*paths[:SHOWN], "…") if len(paths) > SHOWN else paths


def _say(line: Message, *, quiet: bool) -> None:
    if not quiet:
        out(told(line))
