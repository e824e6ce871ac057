"""``ledsys serve``: the handbook with its drafts in the browser of the one who writes, new after every change."""

from __future__ import annotations

import errno
import secrets
import signal
import sys
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.codes import OK
from ledsys.cli.maker import LostError, Made, Maker, lost
from ledsys.cli.options import On, read_day
from ledsys.errors import Fault, LedsysError, UsageError
from ledsys.language import _, chosen
from ledsys.message import msg
from ledsys.report.terminal import note, out, safe, told

if TYPE_CHECKING:
    from ledsys.model.finding import Finding
    from ledsys.site.preview.server import Answer, News, Server

Port = Annotated[
    int,
    typer.Option("--port", metavar="N", min=0, max=65535, help=_("The port to listen on; 0 takes any that is free.")),
]


PATIENCE = 1.0
"""Seconds to wait for the watching to end."""


class PortError(LedsysError):
    """The preview can't listen there."""


def serve(port: Port = 8000, on: On = None) -> int:
    """Show the handbook and its drafts on this computer while you write."""
    from ledsys.site.preview.server import News
    from ledsys.store.repository import find

    root = find(Path.cwd()).root
    news = News(secrets.token_hex(4))
    shown = Shown(read_day(on), news)
    with _listening(port, shown, news) as server:
        out(told(msg("The preview is at {address} and ends with Ctrl-C.", address=server.address)))
        sys.stdout.flush()
        stop = Event()
        watch = Thread(target=shown.follow, args=(root, stop), daemon=True)
        watch.start()
        try:
            server.serve_forever(poll_interval=0.1)
        except KeyboardInterrupt:
            note(msg("The preview has ended."))
        finally:
            stop.set()
            watch.join(PATIENCE)  # it may be loading; then its process ends with this one
            shown.close()
    return OK


def _listening(port: int, shown: Shown, news: News) -> Server:
    from ledsys.site.preview.server import Server
    from ledsys.store.disk import reason

    try:
        return Server(port, shown.answer, shown.nowhere, news)
    except OSError as why:
        if why.errno == errno.EADDRINUSE:
            hint = msg("Stop that one, or choose another: ledsys serve --port {other}", other=port + 1)
            raise UsageError(msg("Port {port} is in use by another program.", port=port), hint) from why
        raise PortError(msg("Nothing can listen on port {port}: {why}.", port=port, why=reason(why))) from why


class Shown:
    """What the preview shows now: the pages of a maker, else what is wrong or under way."""

    def __init__(self, day: date | None, news: News) -> None:
        """Take the day to judge by (today if none is given), and whom to tell of changes."""
        self._day = day
        self._news = news
        self._maker: Maker | None = None
        self._faults: tuple[Fault, ...] = ()

    def follow(self, root: Path, stop: Event) -> None:
        """Load the docs repo, and keep up with what is changed in it until ``stop`` is set."""
        from ledsys.store.watching import changes

        if hasattr(signal, "pthread_sigmask"):  # makers inherit it: Ctrl-C is for the server alone
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        loaded = False
        for paths in changes(root, stop):  # it watches before anything is read, so no change is missed
            if not loaded or (paths and not self._take(paths)):
                loaded = True
                self._load()
                self._news.tell()

    def answer(self, address: str) -> Answer | None:
        """Give what stands at the address, None where nothing does."""
        from ledsys.site.press import static_files
        from ledsys.site.preview.server import Answer

        if self._maker is None:
            built_in = static_files({})
            return Answer(built_in[address]) if address in built_in else self._trouble(self._faults)
        made = self._ask(Maker.make, address)
        if made.faults or self._maker is None:
            return self._trouble(made.faults)
        return Answer(made.data) if made.data is not None else None

    def nowhere(self) -> Answer:
        """Give the page that tells that an address leads nowhere."""
        from ledsys.site.preview.server import Answer

        made = self._ask(Maker.nowhere, "")
        return Answer(made.data, HTTPStatus.NOT_FOUND) if made.data is not None else self._trouble(made.faults)

    def close(self) -> None:
        """End the maker."""
        if self._maker is not None:
            self._maker.close()

    def _ask(self, what: Callable[[Maker, str], Made], address: str) -> Made:
        """Ask the maker, and the one that took over should it be replaced meanwhile."""
        while (maker := self._maker) is not None:
            try:
                return what(maker, address)
            except LostError:
                if self._maker is maker:
                    self._maker, self._faults = None, (lost(address),)
                    _say_faults(self._faults)
                    maker.close()
        return Made(faults=self._faults)

    def _take(self, paths: frozenset[str]) -> bool:
        """Take in documents that were edited; False where everything must be loaded anew."""
        if self._maker is None:
            return False
        try:
            edited = self._maker.edited(paths)
        except LostError:
            return False
        if edited.taken:
            self._news.tell()
            _say_findings(paths, edited.findings)
        return edited.taken

    def _load(self) -> None:
        """Have a new maker take over; where it can't, nothing is shown but why."""
        fresh = Maker(self._day)
        faults = fresh.loaded()
        old, self._maker, self._faults = self._maker, None if faults else fresh, faults
        for ended in (old, fresh if faults else None):
            if ended is not None:
                ended.close()
        _say_faults(faults)
        if not faults:
            note(msg("The docs repo has been read."))

    def _trouble(self, faults: tuple[Fault, ...]) -> Answer:
        """Give a page that says what is wrong, or that the docs repo is being read."""
        from ledsys.site.preview.server import Answer
        from ledsys.site.preview.trouble import trouble_page

        status = HTTPStatus.INTERNAL_SERVER_ERROR if faults else HTTPStatus.SERVICE_UNAVAILABLE
        return Answer(trouble_page(faults, chosen()), status)


def _say_faults(faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        if fault.path:
            sys.stderr.write(f"{safe(fault.place)} ")
        note(fault.message)
        if fault.help.template:
            note(fault.help)


def _say_findings(paths: frozenset[str], findings: tuple[Finding, ...]) -> None:
    """Tell which documents were taken in, and what ``check`` finds in those that are drafts."""
    from ledsys.model.finding import Verdict
    from ledsys.report.findings import text_lines

    note(msg("Read anew: {paths}", paths=tuple(sorted(paths))))
    for line in text_lines(Verdict(findings, 0, 0)) if findings else ():
        sys.stderr.write(f"{line}\n")
