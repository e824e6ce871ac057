"""`ledsys serve` as a program of its own: what it shows, to whom, after which change, and how it ends."""

from __future__ import annotations

import _socket
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeAlias

import pytest
from tests.cli.terminal import Terminal

Edit: TypeAlias = Callable[[str, bytes | None], None]
PATIENCE = 60
"""Seconds after which something that has not come about is taken not to come."""
DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
DRAFT_PAGE = "/utkast/EXP-788457/"
TEXT = "dokument/expertenheter/handhygien-i-patientnara-arbete.md"
PUBLISHED = "/dokument/EXP-482103/"


@pytest.fixture(autouse=True)
def _this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests reach this computer itself, and nothing else."""

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family == socket.AF_INET and address[0] != "127.0.0.1":
            raise PermissionError(f"a test tried to reach the network: {address}")
        _socket.socket.connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Preview:
    """A preview that runs."""

    port: int
    process: subprocess.Popen[str]
    said: Path

    def ask(self, path: str, *, method: str = "GET", host: str = "") -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, path, skip_host=bool(host))
        if host:
            connection.putheader("Host", host)
        connection.endheaders()
        got = connection.getresponse()
        text = got.read().decode(errors="replace")
        connection.close()
        return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, text)

    def until(self, path: str, wanted: Callable[[Answer], bool]) -> Answer:
        end = monotonic() + PATIENCE
        while not wanted(answer := self.ask(path)) and monotonic() < end:
            sleep(0.05)
        if wanted(answer):
            return answer
        raise AssertionError(f"{path} never came to be what was wanted: {answer.status} {answer.text[:2000]}")

    def until_said(self, text: str) -> None:
        end = monotonic() + PATIENCE
        while monotonic() < end:
            if text in self.said.read_text():
                return
            sleep(0.05)
        raise AssertionError(f"never said: {text}\n{self.said.read_text()}")


@contextmanager
def started(folder: Path, said: Path, home: Path) -> Iterator[Preview]:
    """Run a preview of the docs repo until it has loaded, and end it afterwards."""
    command = (sys.executable, "-m", "ledsys", "serve", "--port", "0", "--on", "2026-11-22")
    own = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "GIT_CONFIG_NOSYSTEM": "1", "LEDSYS_LANG": "en"}
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell runs in the background ignores Ctrl-C
    with (
        said.open("w") as errors,
        subprocess.Popen(
            command, cwd=folder, env={**os.environ, **own}, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
        assert found, said.read_text()
        running = Preview(int(found[1]), process, said)
        try:
            running.until("/", lambda answer: answer.status != 503)
            yield running
        finally:
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)
            process.kill()


@pytest.fixture(scope="module")
def shown(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The docs repo that is previewed; what a test changes in it is changed back."""
    folder = tmp_path_factory.mktemp("serve") / "repo"
    shutil.copytree(example, folder, symlinks=True)
    return folder


@pytest.fixture(scope="module")
def preview(shown: Path, home: Path) -> Iterator[Preview]:
    """A preview of the example docs repo that has loaded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _socket.socket.connect)
        with started(shown, shown.parent / "said", home) as running:
            yield running


def _without_state(answer: Answer) -> str:
    return re.sub(r'data-state="[^"]*"', "", answer.text)


@pytest.fixture
def edit(preview: Preview, shown: Path) -> Iterator[Edit]:
    """Give a way to write a file of the docs repo, or to remove it; all is as before when the test has ended."""
    before: dict[Path, bytes | None] = {}
    listed = _without_state(preview.ask("/utkast/"))

    def write(path: str, data: bytes | None) -> None:
        file = shown / path
        before.setdefault(file, file.read_bytes() if file.exists() else None)
        if data is None:
            file.unlink()
        else:
            file.write_bytes(data)

    yield write
    for file, data in before.items():
        if data is None:
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(data)
    preview.until("/utkast/", lambda answer: _without_state(answer) == listed)


def test_it_shows_the_handbook_and_marks_every_page_as_a_preview(preview: Preview) -> None:
    front = preview.ask("/")
    assert front.status == 200
    assert 'aria-label="Förhandsvisning"' in front.text or 'aria-label="Preview"' in front.text
    assert re.search(r'forhandsvisning\.js" data-state="[0-9a-f]{8}-\d+" defer', front.text)
    assert preview.ask("/style.css").headers["content-type"] == "text/css; charset=utf-8"
    assert preview.ask("/forhandsvisning.js").status == 200
    assert preview.ask("/oversikt/").status == 200


def test_drafts_have_pages_of_their_own_and_are_not_among_the_documents(preview: Preview) -> None:
    assert "EXP-788457/index.html" in preview.ask("/utkast/").text
    page = preview.ask(DRAFT_PAGE).text
    assert "draft-band" in page
    assert DRAFT in page
    assert preview.ask("/dokument/EXP-788457/").status == 404
    assert "utkast/EXP-527361/index.html" in preview.ask("/dokument/EXP-527361/").text
    assert "draft-link" not in preview.ask(PUBLISHED).text


def test_images_of_a_draft_are_shown_and_no_other_file(preview: Preview, shown: Path) -> None:
    image = next(path for path in (shown / "dokument/smarta").rglob("*.png"))
    name = image.relative_to(shown / "dokument/smarta").as_posix()
    assert preview.ask(f"/utkast/EXP-527361/{name}").headers["content-type"] == "image/png"
    assert preview.ask("/utkast/EXP-527361/lakemedel-vid-langvarig-smarta.md").status == 404
    assert preview.ask("/utkast/EXP-000000/").status == 404


def test_an_edited_draft_stands_there_anew_with_what_check_finds(preview: Preview, shown: Path, edit: Edit) -> None:
    edit(DRAFT, (shown / DRAFT).read_bytes() + b"\nEn alldeles ny mening. [Se](EXP-999999)\n")
    page = preview.until(DRAFT_PAGE, lambda answer: "alldeles ny mening" in answer.text)
    assert "LS4" in page.text
    preview.until_said("EXP-999999")
    assert f"{DRAFT}:" in preview.said.read_text()


def test_a_diagram_of_a_draft_that_can_not_be_drawn_is_told_of_at_its_line(
    preview: Preview, shown: Path, edit: Edit
) -> None:
    before = (shown / DRAFT).read_text()
    edit(DRAFT, f"{before}\n```mermaid\nflowchart LR\nA --\n```\n".encode())
    page = preview.until(DRAFT_PAGE, lambda answer: "flowchart LR" in answer.text)
    assert re.search(rf"(line|rad) {before.count(chr(10)) + 2}\b", page.text)


def test_an_edited_published_document_is_a_draft_and_its_page_stays(preview: Preview, shown: Path, edit: Edit) -> None:
    edit(TEXT, (shown / TEXT).read_bytes() + "\nSmygändrat.\n".encode())
    page = preview.until("/utkast/EXP-482103/", lambda answer: "Smygändrat" in answer.text)
    assert "ledsys revise" in page.text
    assert "Smygändrat" not in preview.ask(PUBLISHED).text
    assert "draft-link" in preview.ask(PUBLISHED).text


def test_browsers_are_told_of_every_change(preview: Preview, shown: Path, edit: Edit) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=PATIENCE)
    connection.request("GET", "/forhandsvisning.nytt")
    stream = connection.getresponse()
    assert stream.getheader("Content-Type") == "text/event-stream"
    first = stream.readline()
    edit(DRAFT, (shown / DRAFT).read_bytes() + b"\nNytt.\n")
    told = first
    while told in (first, b"\n"):
        told = stream.readline()
    assert told.startswith(b"data: ")
    connection.close()


def test_a_broken_draft_says_what_is_wrong_and_the_rest_stays(preview: Preview, shown: Path, edit: Edit) -> None:
    edit(DRAFT, b"---\ntitel: [\n---\nText.\n")
    listed = preview.until("/utkast/", lambda answer: DRAFT in answer.text)
    key = re.search(r"utkast/(fil-[0-9a-f]{12})/", listed.text)
    assert key
    assert "LS1" in preview.ask(f"/utkast/{key[1]}/").text
    assert preview.ask(PUBLISHED).status == 200


def test_a_draft_that_is_not_even_text_is_told_of(preview: Preview, shown: Path, edit: Edit) -> None:
    edit(DRAFT, b"---\ntitel: \xff\xfe\n---\n\xff\n")
    listed = preview.until("/utkast/", lambda answer: DRAFT in answer.text)
    key = re.search(r"utkast/(fil-[0-9a-f]{12})/", listed.text)
    assert key
    assert preview.ask(f"/utkast/{key[1]}/").status == 200


def test_broken_settings_are_shown_until_they_are_mended(preview: Preview, shown: Path, edit: Edit) -> None:
    good = (shown / "ledsys.yaml").read_bytes()
    edit("ledsys.yaml", good + b"\nnyckel: [\n")
    broken = preview.until("/", lambda answer: answer.status == 500)
    assert "ledsys.yaml:" in broken.text
    assert preview.ask("/style.css").status == 200
    preview.until_said("ledsys.yaml:")
    edit("ledsys.yaml", good)
    preview.until("/", lambda answer: answer.status == 200)


def test_a_broken_template_is_shown_until_it_is_mended(preview: Preview, shown: Path, edit: Edit) -> None:
    template = "handbok/dokument.html"
    edit(template, b"{% if %}")
    preview.until("/", lambda answer: answer.status == 500 and "handbok/dokument.html:1" in answer.text)
    edit(template, b"{{ missing.value }}")
    preview.until("/", lambda answer: answer.status == 200)
    assert preview.ask(PUBLISHED).status == 500
    edit(template, None)
    preview.until(PUBLISHED, lambda answer: answer.status == 200)


def test_new_and_removed_documents_come_and_go(preview: Preview, shown: Path, edit: Edit) -> None:
    edit("dokument/rehab/en-till.md", (shown / DRAFT).read_bytes().replace(b"EXP-788457", b"EXP-788458"))
    preview.until("/utkast/EXP-788458/", lambda answer: answer.status == 200)
    edit("dokument/rehab/en-till.md", None)
    preview.until("/utkast/EXP-788458/", lambda answer: answer.status == 404)


def test_doubtful_acts_are_told_of_and_what_is_proven_is_shown(preview: Preview, shown: Path, edit: Edit) -> None:
    act = min((shown / ".ledsys/acts/EXP-655278").iterdir())
    edit(act.relative_to(shown).as_posix(), None)
    preview.until("/utkast/", lambda answer: "EXP-655278" in answer.text)
    assert 'class="doubt"' in preview.ask("/").text
    assert preview.ask(PUBLISHED).status == 200


@pytest.mark.parametrize("host", ["handbok.evil.example", "127.0.0.1", "127.0.0.1:1", "[::1]:80"])
def test_a_name_that_leads_here_from_elsewhere_gets_nothing(preview: Preview, host: str) -> None:
    answer = preview.ask("/", host=host)
    assert answer.status == 421
    assert "handbok" not in answer.text.lower()
    assert preview.ask("/", host=f"localhost:{preview.port}").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent_to_it(preview: Preview, method: str) -> None:
    assert preview.ask("/", method=method).status == 501


def test_a_head_is_all_but_the_page(preview: Preview) -> None:
    answer = preview.ask("/", method="HEAD")
    assert (answer.status, answer.text) == (200, "")
    assert int(answer.headers["content-length"]) > 1000
    assert preview.ask("/forhandsvisning.nytt", method="HEAD").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../ledsys.yaml",
        "/%2e%2e/ledsys.yaml",
        "/..%2fledsys.yaml",
        "//etc/passwd",
        "/ledsys.yaml",
        "/dokument/rehab/utprovning-av-ganghjalpmedel.md",
        "/utkast/EXP-788457/../../ledsys.yaml",
        "/utkast/%00",
        "/.git/config",
    ],
)
def test_no_path_leads_to_a_file(preview: Preview, path: str) -> None:
    answer = preview.ask(path)
    assert answer.status == 404
    assert "id-prefix" not in answer.text


def test_a_folder_without_a_page_lists_nothing_and_one_with_a_page_leads_to_it(preview: Preview) -> None:
    assert preview.ask("/dokument/").status == 404
    led = preview.ask("/dokument/EXP-482103")
    assert (led.status, led.headers["location"]) == (301, PUBLISHED)


def test_pages_may_not_be_framed_kept_or_read_by_others(preview: Preview) -> None:
    headers = preview.ask(DRAFT_PAGE).headers
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"] == "frame-ancestors 'none'"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_it_listens_on_this_computer_alone(preview: Preview) -> None:
    tables = [Path(f"/proc/{preview.process.pid}/net/{name}") for name in ("tcp", "tcp6")]
    if not tables[0].exists():
        pytest.skip("only Linux tells who listens where")
    port = f"{preview.port:04X}"
    listening = [
        line.split()[1]
        for table in tables
        if table.exists()
        for line in table.read_text().splitlines()[1:]
        if line.split()[1].endswith(f":{port}") and line.split()[3] == "0A"
    ]
    assert listening == [f"0100007F:{port}"]


def test_ctrl_c_ends_it_at_once_and_leaves_nothing_running(repo: Path, home: Path, tmp_path: Path) -> None:
    with started(repo, tmp_path / "said", home) as running:
        children = _children(running.process.pid)
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(PATIENCE) == 0
    assert "Traceback" not in running.said.read_text()
    assert children
    ends = monotonic() + PATIENCE  # what watches over shared memory ends a moment later
    while any(map(_alive, children)) and monotonic() < ends:
        sleep(0.05)
    assert not any(map(_alive, children))


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_port_in_use_is_told_of(preview: Preview, ledsys: Terminal) -> None:
    ran = ledsys("serve", "--port", str(preview.port))
    assert ran.code == 2
    assert f"Port {preview.port} is in use" in ran.err


def test_outside_of_a_docs_repo_it_does_not_start(ledsys: Terminal, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    assert ledsys("-C", str(tmp_path / "elsewhere"), "serve", "--port", "0").code == 2
