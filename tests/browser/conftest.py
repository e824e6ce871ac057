"""A real browser on the handbook of the example region, over http and from a disk.

Every page that a test opens is watched: an error in the console, a breach of the content security policy or a request
to anywhere but the handbook fails the test.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

OpenPage: TypeAlias = Callable[..., "Page"]
"""Gives a watched page of a context of its own, made with these options of playwright's `Browser.new_context`."""

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
OF_THE_PAGE = ("data:", "blob:", "about:")


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word for each."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, started once."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The docs repo that ``ledsys demo`` makes; nobody may change it."""
    folder = tmp_path_factory.mktemp("browser") / "demo"
    command = [sys.executable, "-m", "ledsys", "demo", str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def handbook(demo: Path) -> Path:
    """The folder of the handbook that the demo has built; nobody may change it."""
    return demo / "site"


@pytest.fixture(scope="session")
def served(handbook: Path) -> Iterator[str]:
    """The handbook's address on a server of this machine, with a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(handbook))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="session")
def on_disk(handbook: Path) -> str:
    """The handbook's address when it is opened from a disk, with a slash at the end."""
    return f"{handbook.as_uri()}/"


@pytest.fixture(params=["served", "on_disk"])
def address(request: pytest.FixtureRequest) -> str:
    """The handbook's address, once from a server and once from a disk."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Give watched pages, and fail the test for what any of them did wrong."""
    wrong: list[str] = []
    contexts = []

    def elsewhere(sent: Request) -> None:
        if not sent.url.startswith((*OF_THE_PAGE, "http://127.0.0.1:", "file:///")):
            wrong.append(f"request to {sent.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            wrong.append(f"console: {message.text}")

    def make(**options: Any) -> Page:
        context = browser.new_context(**{"locale": "sv-SE", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", said)
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        page.on("request", elsewhere)
        return page

    yield make
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A watched page."""
    return open_page()
