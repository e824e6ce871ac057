"""Measures the preview: seconds until it is there, and until an edited document stands in it anew.

Usage: python benchmarks/preview.py FOLDER [EDITS]     (a docs repo made by generate.py; the figures are medians)

An edit is measured as a browser meets it: from the moment the file is written, until the server tells of something new,
and the page that is then asked for has come. So it holds watching, reading, judging by all rules, and making the page.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

EDITS = 20
LOOK = 0.002
"""Seconds between two requests."""


@contextmanager
def preview(folder: Path, environment: dict[str, str]) -> Iterator[int]:
    """Serve the docs repo, and give the port."""
    command = (sys.executable, "-m", "ledsys", "serve", "--port", "0")
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        said = server.stdout.readline() if server.stdout is not None else ""
        yield int(said.split("127.0.0.1:")[1].split("/")[0])
        server.terminate()


def page(port: int, address: str) -> tuple[int, bytes]:
    """Ask for a page; give its status and bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    return answer.status, data


@contextmanager
def listening(port: int) -> Iterator[http.client.HTTPResponse]:
    """Listen as a browser does; what is said first is the present state."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/forhandsvisning.nytt")
    stream = connection.getresponse()
    stream.readline(), stream.readline()
    yield stream
    connection.close()


def told(stream: http.client.HTTPResponse, port: int, address: str, text: bytes) -> float:
    """Wait until the server tells of something new, then ask for the page; give the seconds until it holds the text."""
    start = perf_counter()
    while stream.readline():
        stream.readline()
        if text in page(port, address)[1]:
            break
    return perf_counter() - start


def until(port: int, address: str, text: bytes) -> float:
    """Ask for the page until it holds the text, and give the seconds that took."""
    start = perf_counter()
    while True:
        status, data = page(port, address)
        if status == http.HTTPStatus.OK and text in data:
            return perf_counter() - start
        sleep(LOOK)


def measure(folder: Path, edits: int, environment: dict[str, str]) -> tuple[float, float, float]:
    """Give the seconds to the first page, and the median and longest of so many edits of different documents."""
    files = sorted(folder.glob("dokument/expertenheter/massa-*/rutin-*.md"))
    start = perf_counter()
    with preview(folder, environment) as port:
        until(port, "/index.html", b"<main")
        ready = perf_counter() - start
        seconds = []
        for number, file in enumerate(files[:: max(len(files) // edits, 1)][:edits]):
            document = next(line.split()[1] for line in file.read_text().splitlines() if line.startswith("dokument-id"))
            before, new = file.read_bytes(), f"Mening {number} av en redigering."
            with listening(port) as stream:
                file.write_bytes(before + f"\n{new}\n".encode())
                seconds.append(told(stream, port, f"/utkast/{document}/index.html", new.encode()))
            file.write_bytes(before)
            sleep(0.5)
    return ready, median(seconds), max(seconds)


def report(folder: Path, edits: int, environment: dict[str, str]) -> None:
    """Measure, and print one line for each figure."""
    ready, middle, longest = measure(folder, edits, environment)
    print(f"{'serve, until the first page':<44}{ready:8.2f} s")
    print(f"{'serve, one edited document shown anew':<44}{middle:8.3f} s   (longest of {edits}: {longest:.3f} s)")


if __name__ == "__main__":
    report(Path(sys.argv[1]), int(next(iter(sys.argv[2:]), EDITS)), {**os.environ, "LEDSYS_LANG": "en"})
