"""The preview's *server*: gives pages to browsers on this computer, and tells them when there is something new.

It listens on 127.0.0.1 alone, and answers only to requests made to that name: a page of the web that has had its own
name lead here (DNS rebinding) gets nothing. It knows addresses, not files, so none leads out of the handbook.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Condition
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from ledsys.site.preview.addresses import NEWS, NOWHERE, SCRIPT, STATE

HOST = "127.0.0.1"
BREATH = 10.0
"""Seconds between two signs of life to a browser that listens; without them nobody sees that it has gone."""
_TEXTS = {"text/html", "text/css", "text/javascript", "application/javascript", "application/json"}
_KINDS = {".js": "text/javascript", ".css": "text/css", ".atom": "application/atom+xml", ".wasm": "application/wasm"}
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'none'",
}


@dataclass(frozen=True)
class Answer:
    """What stands at an address; ``status`` as in HTTP."""

    data: bytes
    status: HTTPStatus = HTTPStatus.OK


class News:
    """Tells all who wait that there is something new."""

    def __init__(self, start: str) -> None:
        """Take a word that no other run of the server has."""
        self._start = start
        self._count = 0
        self._told = Condition()

    @property
    def state(self) -> str:
        """A word for the present state, other after every piece of news."""
        return f"{self._start}-{self._count}"

    def tell(self) -> None:
        """Tell that there is something new."""
        with self._told:
            self._count += 1
            self._told.notify_all()

    def wait(self, known: str, seconds: float) -> str:
        """Give the state as soon as it is another than the one known, or after so many seconds as it is."""
        with self._told:
            self._told.wait_for(lambda: self.state != known, seconds)
            return self.state


class Server(ThreadingHTTPServer):
    """Serves what ``answer`` gives for an address; None means that nothing stands there."""

    daemon_threads = True

    def __init__(
        self, port: int, answer: Callable[[str], Answer | None], nowhere: Callable[[], Answer], news: News
    ) -> None:
        """Listen on the port, on any that is free if it is 0; OSError if it is taken."""
        self.answer, self.nowhere, self.news = answer, nowhere, news
        super().__init__((HOST, port), _Handler)

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which this server may be asked."""
        return f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"

    @property
    def address(self) -> str:
        """Where the front page is."""
        return f"http://{self.names[0]}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let a browser go that has hung up."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version = "ledsys"
    sys_version = ""
    _state = ""
    timeout = 60  # seconds for a request to arrive

    def do_GET(self) -> None:
        """Answer a request."""
        if self.headers.get("Host", "").lower() not in self.server.names:
            self._give(Answer(b"This preview is only for this computer.\n", HTTPStatus.MISDIRECTED_REQUEST), "x.txt")
            return
        address = _address(self.path)
        if address == NEWS:
            self._tell()
        elif address == SCRIPT:
            self._give(Answer(_script()), SCRIPT)
        else:
            self._give_page(address)

    do_HEAD = do_GET  # noqa: N815 - the name is the base class's

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing of every request."""

    def _give_page(self, address: str) -> None:
        self._state = self.server.news.state  # before the page is made: it may show something newer, never older
        found = self.server.answer(address)
        if found is None and not address.endswith("index.html") and self.server.answer(f"{address}/index.html"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"/{quote(address)}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if found is not None and found.status is HTTPStatus.OK:
            self._give(found, address)
        else:
            self._give(found or self.server.nowhere(), NOWHERE)

    def _give(self, answer: Answer, address: str) -> None:
        data = answer.data
        if address.endswith(".html"):
            data = data.replace(STATE.encode(), f'data-state="{self._state}"'.encode(), 1)
        self.send_response(answer.status)
        self.send_header("Content-Type", _kind(address))
        self.send_header("Content-Length", str(len(data)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _tell(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        known = ""
        while self.command != "HEAD":
            known = self.server.news.wait(known, BREATH)
            self.wfile.write(f"data: {known}\n\n".encode())
            self.wfile.flush()


def _script() -> bytes:
    return (Path(__file__).parent / SCRIPT).read_bytes()


def _address(path: str) -> str:
    """Give the address from the top of the handbook; an address that ends with a slash means the page in the folder."""
    address = unquote(urlsplit(path).path).lstrip("/")
    return f"{address}index.html" if not address or address.endswith("/") else address


def _kind(address: str) -> str:
    name = address.rpartition("/")[2]
    kind = _KINDS.get(name[name.rfind(".") :]) or guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind in _TEXTS or kind.startswith("text/") else kind
