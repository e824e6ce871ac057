"""The content digest, as an auditor would compute it with the shell (proof §1.3)."""

from __future__ import annotations

import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ledsys.digest import blob_id, content_digest, manifest, sha256

FRONT, BODY, IMAGE = sha256(b"front"), sha256(b"body"), sha256(b"image")


def test_the_manifest_is_framed_line_by_line_and_its_images_sorted() -> None:
    assert manifest("RUT-004200", FRONT, BODY, {"img/b.png": IMAGE, "a.png": BODY}) == (
        f"ledsys-content 1\nid RUT-004200\nfront {FRONT}\nbody  {BODY}\nfile  {BODY} a.png\nfile  {IMAGE} img/b.png\n"
    )


def test_the_digest_is_that_of_the_manifest() -> None:
    text = manifest("RUT-004200", FRONT, BODY, {"a.png": IMAGE})
    found = subprocess.run(["sha256sum"], input=text.encode(), capture_output=True, check=True).stdout
    assert content_digest("RUT-004200", FRONT, BODY, {"a.png": IMAGE}) == f"sha256:{found.decode()[:64]}"


def test_git_gives_a_blob_the_same_id(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"Handhygien\n")
    found = subprocess.run(
        ["git", "hash-object", "--no-filters", "a"], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    assert blob_id(b"Handhygien\n") == found.decode().strip()


@given(st.lists(st.tuples(*[st.binary(max_size=4)] * 3), min_size=2, max_size=2, unique=True))
def test_any_other_part_gives_another_digest(parts: list[tuple[bytes, bytes, bytes]]) -> None:
    digests = {
        content_digest("RUT-004200", sha256(front), sha256(body), {"a.png": sha256(image)})
        for front, body, image in parts
    }
    assert len(digests) == 2


def test_id_and_names_of_images_are_part_of_it() -> None:
    digests = {
        content_digest("RUT-004200", FRONT, BODY, {}),
        content_digest("RUT-004201", FRONT, BODY, {}),
        content_digest("RUT-004200", BODY, FRONT, {}),
        content_digest("RUT-004200", FRONT, BODY, {"a.png": IMAGE}),
        content_digest("RUT-004200", FRONT, BODY, {"b.png": IMAGE}),
    }
    assert len(digests) == 5
