"""A protected file is the one that the newest version is signed with."""

from __future__ import annotations

from tests.authority.keyed import first

from ledsys.authority.objection import UNSIGNED
from ledsys.authority.protection import unsigned_files

VERSION = first(files={"CODEOWNERS": "1", "ledsys.yaml": "1", "mallar/a.md": "1"}).version


def test_what_is_as_it_was_signed_is_in_order() -> None:
    assert list(unsigned_files(VERSION, VERSION.files)) == []


def test_a_file_that_is_new_changed_or_gone_is_told_by_its_path() -> None:
    found = list(unsigned_files(VERSION, {"ledsys.yaml": "2", "mallar/a.md": "1", "mallar/b.md": "1"}))
    assert [(path, str(objection.message)) for path, objection in found] == [
        ("CODEOWNERS", "This file is missing: policy version 1 is signed with it."),
        ("ledsys.yaml", "This file is not the one that policy version 1 is signed with."),
        ("mallar/b.md", "This file is not signed: policy version 1 does not know it."),
    ]
    assert {objection.code for _, objection in found} == {UNSIGNED}
