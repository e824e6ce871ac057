"""The *pagefind index*: made by the program pagefind from sources in a folder of their own.

Filters and what results show are not in it but in the scripts: pagefind 1.5 writes its filters in another order each
time, and same input must give same bytes.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from ledsys.errors import LedsysError
from ledsys.message import msg

FOLDER = "pagefind"
NUMBERS = "nummer.json"
"""Gives the number of a document by pagefind's own name for it."""
_NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
_FRAGMENT = ".pf_fragment"
_HEAD = b"pagefind_dcd"


class PagefindError(LedsysError):
    """The program pagefind could not make the index."""


def pagefind_files(sources: Mapping[str, bytes], language: str) -> Mapping[str, bytes]:
    """Give the files of the index by their addresses in the handbook; none where there is nothing to find.

    ``sources`` are pages by file name: number, ``.html``. Raises `PagefindError` if the program is missing or fails.
    """
    if not sources:
        return {}
    with TemporaryDirectory(prefix="ledsys-sok-") as folder:
        site, made = Path(folder, "site"), Path(folder, "made")
        site.mkdir()
        for name, data in sources.items():
            (site / name).write_bytes(data)
        _run(site, made, language)
        found = {
            path.relative_to(made).as_posix(): path.read_bytes() for path in sorted(made.rglob("*")) if _needed(path)
        }
    numbers = {Path(name).stem: _number(data) for name, data in found.items() if name.endswith(_FRAGMENT)}
    found[NUMBERS] = json.dumps(numbers, separators=(",", ":"), sort_keys=True).encode()
    return {f"{FOLDER}/{name}": data for name, data in found.items()}


def _run(site: Path, made: Path, language: str) -> None:
    from pagefind.service import get_executable

    program = get_executable()
    if program is None:
        raise PagefindError(msg("The search can't be made: the program pagefind is not installed."), _HINT)
    options = ["--site", str(site), "--output-path", str(made), "--force-language", language, "--keep-index-url"]
    # It would take settings from the environment too.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    command = [str(program), *options, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=site, env=environment)
    if done.returncode != 0:
        why = (done.stderr or done.stdout).strip().splitlines()
        raise PagefindError(msg("The search can't be made: {why}", why=why[-1] if why else str(done.returncode)), _HINT)


_HINT = msg("Install ledsys anew with all that it needs: pip install --force-reinstall ledsys")


def _needed(path: Path) -> bool:
    named = path.name in _NEEDED or path.match("wasm.[a-z][a-z].pagefind")
    return named or path.suffix in (".pf_meta", ".pf_index", _FRAGMENT)


def _number(fragment: bytes) -> int:
    """Give the number of the document of which this is the fragment."""
    found = json.loads(gzip.decompress(fragment).removeprefix(_HEAD))
    return int(Path(found["url"]).stem)
