"""The preview's *maker*: a process of its own that has loaded the docs repo once, and makes the pages asked of it.

Templates of the organisation run in it, so whatever they take of time or memory, the server stays and says so. A maker
takes in edited documents; for any other change a new one is started, and takes over when it has loaded.
"""

from __future__ import annotations

import signal
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock
from typing import TYPE_CHECKING, Any

from ledsys import language
from ledsys.errors import NOTHING, Fault, LedsysError, UnusableError
from ledsys.message import Message, msg

if TYPE_CHECKING:
    from ledsys.model.finding import Finding
    from ledsys.site.preview.preview import Preview
    from ledsys.store.files import Files

LIMIT = 60.0
"""Seconds after which a page will not come any more."""
ENDING = 2.0
"""Seconds that a maker has to end by itself."""


@dataclass(frozen=True)
class Made:
    """The bytes of a page; none where nothing stands at the address, or where ``faults`` tell why it can't be made."""

    data: bytes | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Edited:
    """What `check` finds in the drafts that were edited; not ``taken`` where a new maker is needed."""

    taken: bool
    findings: tuple[Finding, ...] = ()


class LostError(Exception):
    """The maker has ended, or does not answer."""


class Maker:
    """The handle of a maker; requests of several threads are answered one after the other."""

    def __init__(self, day: date | None) -> None:
        """Start a maker for the docs repo around the present folder, as of the day (today if none is given)."""
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=run, args=(theirs, day, language.chosen()), daemon=True)
        self._turn = Lock()
        self._process.start()
        theirs.close()

    def loaded(self) -> tuple[Fault, ...]:
        """Wait until it has loaded, and give why it could not; none if it could."""
        try:
            faults: tuple[Fault, ...] = self._pipe.recv()
        except (EOFError, OSError):
            return (Fault("", 0, 0, msg("The preview's own process ended while it read the docs repo.")),)
        return faults

    def make(self, address: str) -> Made:
        """Make what stands at the address, `LostError` where it ends or does not answer."""
        made: Made = self._ask("make", address)
        return made

    def nowhere(self, address: str) -> Made:
        """Make the page that tells that an address leads nowhere."""
        made: Made = self._ask("nowhere", address)
        return made

    def edited(self, paths: frozenset[str]) -> Edited:
        """Have it take in the documents at these paths, as they are now."""
        edited: Edited = self._ask("edited", paths)
        return edited

    def close(self) -> None:
        """End it, when it has answered whoever waits for an answer, if that comes soon."""
        answered = self._turn.acquire(timeout=ENDING)
        self._pipe.close()
        if answered:
            self._turn.release()
        self._process.join(ENDING)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _ask(self, what: str, about: object) -> Any:
        with self._turn:
            try:
                self._pipe.send((what, about))
                if not self._pipe.poll(LIMIT):
                    self._process.kill()
                    raise LostError
                return self._pipe.recv()
            except (EOFError, OSError) as why:
                raise LostError from why


def run(pipe: Connection, day: date | None, spoken: str) -> None:
    """Be a maker: load, then answer until the other end is closed."""
    with suppress(ValueError):  # not the main thread, as in tests
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started us
    language.choose(spoken)
    try:
        desk = _Desk(day)
    except Exception as why:  # noqa: BLE001 - whatever it is, the server tells of it and waits for the next change
        pipe.send(_faults(why))
        return
    pipe.send(())
    with suppress(EOFError, OSError):
        while True:
            what, about = pipe.recv()
            pipe.send(getattr(desk, what)(about))


class _Desk:
    """A docs repo that has been loaded, and its preview."""

    def __init__(self, day: date | None) -> None:
        from ledsys.cli.pressing import templated
        from ledsys.store.confined import limit_memory

        self._preview, self._files, own = _open(day)
        if templated(own):
            limit_memory()

    def make(self, address: str) -> Made:
        """Make a page; whatever goes wrong with it is told. One of a draft is never older than its file."""
        try:
            outdated = self._preview.outdated(address)
            if outdated is not None:
                self.edited(frozenset((outdated,)))
            return Made(self._preview.make(address))
        except KeyError:
            return Made()
        except Exception as why:  # noqa: BLE001 - as above
            return Made(faults=_faults(why))

    def nowhere(self, _address: str) -> Made:
        """Make the page for addresses that lead nowhere."""
        try:
            return Made(self._preview.nowhere())
        except Exception as why:  # noqa: BLE001 - as above
            return Made(faults=_faults(why))

    def edited(self, paths: frozenset[str]) -> Edited:
        """Read these documents anew, if that is enough."""
        from ledsys.store.load import reread

        try:
            working = reread(self._preview.working, self._files, paths)
            if working is None:
                return Edited(taken=False)
            self._preview.edited(working, paths)
            drafts = [draft for path in sorted(paths) if (draft := self._preview.draft_of(path)) is not None]
            found = tuple(finding for draft in drafts for finding in self._preview.writer.findings(draft))
        except Exception:  # noqa: BLE001 - loading everything anew tells what is wrong
            return Edited(taken=False)
        return Edited(taken=True, findings=found)


def _open(day: date | None) -> tuple[Preview, Files, dict[str, bytes]]:
    from ledsys.cli.pressing import overrides
    from ledsys.cli.proven import proven_in
    from ledsys.cli.session import open_session
    from ledsys.proof.believed import policy_doubts
    from ledsys.site.preview.preview import Basis, Preview
    from ledsys.store.evidence import edition_files

    session = open_session(day)
    proven = proven_in(session)
    own = dict(overrides(session.files))
    unsigned = msg("The organisation's rules are not proven, so nothing would be built.")
    doubts = [
        *(msg("{rule} {what}", rule=unsigned, what=doubt.message) for doubt in policy_doubts(session.corpus)[:1]),
        *(
            msg("{document} is shown as last proven: {why}", document=document, why=why)
            for document, why in sorted(proven.kept.items())
        ),
        *(
            msg("{document} is left out: {why}", document=document, why=why)
            for document, why in sorted(proven.unproven.items())
        ),
    ]
    basis = Basis(
        proven=proven.corpus,
        working=session.corpus,
        editions=edition_files(session.files, proven.corpus),
        overrides=own,
        doubts=tuple(doubts),
        read=session.files.read,
        today=session.now.date(),
    )
    return Preview(basis), session.files, own


def _faults(why: Exception) -> tuple[Fault, ...]:
    """Tell what went wrong as faults, each with its place."""
    if isinstance(why, UnusableError):
        return why.faults
    if isinstance(why, LedsysError):
        return (Fault("", 0, 0, why.message, why.help),)
    return (Fault("", 0, 0, msg("This could not be made into a page: {why}", why=repr(why)), NOTHING),)


def lost(place: str) -> Fault:
    """Tell of a page that took too much time or memory."""
    said: Message = msg("The page took more than {n} seconds or too much memory.", n=int(LIMIT))
    return replace(Fault(place, 0, 0, said), help=msg("Look for a loop without end in the templates in handbok."))
