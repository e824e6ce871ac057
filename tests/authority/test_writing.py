"""The change that writes a policy version: its statement, who signed it, and the protected files for ever after."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.authority.keyed import KEYED
from tests.signature.keys import SoftKey

from ledsys.authority.succession import Succession
from ledsys.authority.writing import change_of
from ledsys.digest import blob_id, sha256
from ledsys.model.organisation import Person
from ledsys.model.policy import PolicyVersion
from ledsys.policyfile import history_path, path_of, sealed, signature_path, statement
from ledsys.signature import read_key

NOON = datetime(2026, 6, 15, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
OLD, NEW, SAME = b"tr\xc3\xb6skel: 2\n", b"tr\xc3\xb6skel: 3\n", b"personer: []\n"
SETTINGS, PERSONS = "ledsys.yaml", "organisation/personer.yaml"
KEY = read_key(SoftKey("owner").public_text)
OWNER = Person(id="owner", name="Owner", title="Titel")


def version(number: int, files: dict[str, bytes]) -> PolicyVersion:
    return sealed(
        PolicyVersion(
            repo="region/docs",
            version=number,
            before=None,
            acts=None,
            person="owner",
            reason="Fler skriver under.",
            made_at=NOON,
            files={path: sha256(data) for path, data in files.items()},
        )
    )


BEFORE = version(1, {SETTINGS: OLD, PERSONS: SAME})
AFTER = version(2, {SETTINGS: NEW, PERSONS: SAME})


def test_the_first_version_keeps_all_protected_files() -> None:
    contents = {SETTINGS: OLD, PERSONS: SAME}
    written = change_of(Succession(BEFORE, KEYED), {KEY: "armour\n"}, contents, contents, (), OWNER)
    assert written.writes == {
        path_of(1): statement(BEFORE).encode(),
        signature_path(1, KEY): b"armour\n",
        history_path(sha256(OLD)): OLD,
        history_path(sha256(SAME)): SAME,
        **contents,
    }
    assert written.deletes == ()
    assert written.subject == "policy 1: Fler skriver under."
    assert (written.author, written.email) == ("Owner", "owner@region.docs")
    assert written.when == NOON


def test_a_later_version_keeps_what_is_new_and_removes_the_signatures_it_replaces() -> None:
    stale = (signature_path(2, KEY), signature_path(2, read_key(SoftKey("other").public_text)))
    person = OWNER.model_copy(update={"emails": ("owner@example.org", "second@example.org")})
    made = Succession(AFTER, KEYED, BEFORE, KEYED)
    written = change_of(
        made, {KEY: "armour\n"}, {SETTINGS: NEW, PERSONS: SAME}, {SETTINGS: OLD, PERSONS: SAME}, stale, person
    )
    assert history_path(sha256(NEW)) in written.writes
    assert history_path(sha256(SAME)) not in written.writes
    assert written.deletes == stale[1:]
    assert written.email == "owner@example.org"
    assert written.expected == {SETTINGS: blob_id(OLD), PERSONS: blob_id(SAME)}


def test_only_what_the_version_names_is_written() -> None:
    contents = {SETTINGS: OLD, PERSONS: SAME, "README.md": b"x"}
    written = change_of(Succession(BEFORE, KEYED), {}, contents, contents, (), OWNER)
    assert "README.md" not in {*written.writes, *written.expected}
    assert path_of(1) in written.writes
