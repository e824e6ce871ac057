"""Bad input: every one gives a finding or a clear refusal with its place, loses nothing, and is never a fault."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.terminal import Ran, Terminal

pytestmark = pytest.mark.whole

DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
DRAFT_ID = "EXP-788457"
AUTHOR = "malbj1"
PUBLISHED = "dokument/smarta/markning-av-prov.md"
PUBLISHED_ID = "EXP-603415"

Spoil = Callable[[bytes], bytes]


def _replaced(old: str, new: str) -> Spoil:
    def spoil(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return spoil


def _files() -> dict[str, bytes]:
    """Give every file of the docs repo but git's own and the handbook, by path."""
    return {
        str(path): path.read_bytes()
        for path in sorted(Path().rglob("*"))
        if path.is_file() and path.parts[0] not in (".git", "site")
    }


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


def _place(path: str, place: str, code: str) -> re.Pattern[str]:
    return re.compile(rf"^{re.escape(path)}:{place} {code} ", re.MULTILINE)


SPOILT: dict[str, tuple[Spoil, str, str, str]] = {
    # name: how the document is spoilt, line:column, code, a word of the message
    "a tab": (_replaced("titel: ", "titel:\t"), "3:7", "LS101", "tab"),
    "a key twice": (_replaced("---\n", "---\ntitel: x\n"), "4:1", "LS103", "second time"),
    "an unclosed quote": (_replaced("titel: ", 'titel: "'), "3:8", "LS101", "never closed"),
    "an anchor": (_replaced("titel: ", "titel: &a "), "3:8", "LS104", "anchor"),
    "an alias": (_replaced("titel: ", "titel: *a #"), "3:8", "LS104", "anchor"),
    "a tag": (_replaced("titel: ", "titel: !!python/object:os.system "), "3:8", "LS104", "tag"),
    "a list for a text": (_replaced("titel: ", "titel: [a, b] # "), "3:8", "LS107", "list"),
    "30 levels": (_replaced("---\n", f"---\nnyckelord: {'[' * 30}x{']' * 30}\n"), "2:15", "LS104", "deep"),
    "10 MB": (lambda data: data + b"a b c\n" * 1_700_000, "0:0", "LS707", "bytes"),
    "20 MB": (lambda data: data + b"a b c\n" * 3_400_000, "0:0", "LS707", "MiB"),
    "Latin-1": (lambda data: data.decode().encode("latin-1", "replace"), "3:23", "LS701", "not UTF-8"),
    "UTF-16": (lambda data: data.decode().encode("utf-16"), "1:1", "LS701", "UTF-16"),
    "a byte order mark": (lambda data: b"\xef\xbb\xbf" + data, "1:1", "LS702", "byte order mark"),
    "CRLF": (lambda data: data.replace(b"\n", b"\r\n"), "1:4", "LS703", "Windows"),
    "NUL": (lambda data: data + b"a\0b\n", "38:2", "LS704", "U[+]0000"),
    "no front matter": (lambda _: b"## Hej\n\nText.\n", "1:1", "LS102", "front matter"),
    "an empty file": (lambda _: b"", "1:1", "LS102", "empty"),
    "an unknown type": (_replaced("anvisning", "anvisnig"), "4:15", "LS109", "anvisning"),
    "30 February": (
        _replaced("nyckelord:", "dokumentdatum: 2026-02-30\nnyckelord:"),
        "13:16",
        "LS107",
        "no 30 February",
    ),
    "2026-2-3": (_replaced("nyckelord:", "dokumentdatum: 2026-2-3\nnyckelord:"), "13:16", "LS107", "2026-02-03"),
    "snart": (_replaced("nyckelord:", "dokumentdatum: snart\nnyckelord:"), "13:16", "LS107", "not a date"),
    "version 3.10": (_replaced("version: 1\n", "version: 3.10\n"), "6:10", "LS107", "3.10"),
    "a merge conflict": (
        _replaced("version: 1\n", "<<<<<<< HEAD\nversion: 1\n=======\nversion: 2\n>>>>>>> other\n"),
        *("6:1", "LS112", "merge conflict"),
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_document_is_found_and_refused_and_stays_as_it_is(ledsys: Terminal, name: str) -> None:
    spoil, place, code, word = SPOILT[name]
    spoilt = spoil(Path(DRAFT).read_bytes())
    Path(DRAFT).write_bytes(spoilt)
    before, head = _files(), _git("rev-parse", "HEAD")

    checked = ledsys("check")
    assert checked.code == 1
    assert _place(DRAFT, place, code).search(checked.out)
    assert re.search(word, checked.out)
    findings = json.loads(ledsys("check", "--format", "json", DRAFT).out)["findings"]
    line, column = map(int, place.split(":"))
    assert (DRAFT, line, column, code) in [(f["path"], f["line"], f["column"], f["code"]) for f in findings]
    assert all(finding["path"] == DRAFT for finding in findings)

    refused = ledsys("submit", DRAFT, as_=AUTHOR)
    assert refused.code in (1, 2)
    assert "Nothing was changed" in refused.err or "There is no document" in refused.err
    assert refused.out == "", "a move that was refused has nothing to tell on stdout"
    assert ledsys("build").code == 0, "a draft never stands in the way of the handbook"
    for arguments in (["list"], ["list", "--format", "json"], ["list", "--format", "csv"], ["status"]):
        ledsys.ok(*arguments)
    json.loads(ledsys.ok("list", "--format", "json").out)
    assert ledsys("doctor", "--dry-run").code in (0, 1)
    assert _files() == before
    assert _git("rev-parse", "HEAD") == head


@pytest.mark.parametrize("name", ["a key twice", "CRLF", "an empty file", "20 MB", "Latin-1", "a merge conflict"])
def test_a_spoilt_file_leaves_the_published_text_in_the_handbook(ledsys: Terminal, name: str) -> None:
    Path(PUBLISHED).write_bytes(SPOILT[name][0](Path(PUBLISHED).read_bytes()))
    before = Path(PUBLISHED).read_bytes()
    assert ledsys("check").code == 1
    ledsys.ok("build")
    assert "Märkning av prov" in Path(f"site/dokument/{PUBLISHED_ID}/index.html").read_text()
    assert ledsys("revise", PUBLISHED, "--reason", "Prov", as_="lovan2").code in (1, 2)
    assert Path(PUBLISHED).read_bytes() == before


@pytest.mark.parametrize("name", SPOILT)
def test_fmt_never_makes_a_spoilt_document_worse(ledsys: Terminal, name: str) -> None:
    whole = Path(DRAFT).read_bytes()
    spoilt = SPOILT[name][0](whole)
    Path(DRAFT).write_bytes(spoilt)
    ledsys.ok("fmt")
    assert Path(DRAFT).read_bytes() in (spoilt, whole)


@pytest.mark.parametrize("name", ["a byte order mark", "CRLF"])
def test_fmt_mends_what_changes_no_text(ledsys: Terminal, name: str) -> None:
    whole = Path(DRAFT).read_bytes()
    spoilt = SPOILT[name][0](whole)
    Path(DRAFT).write_bytes(spoilt)
    Path(DRAFT).chmod(0o640)
    assert ledsys("fmt", "--check").code == 1
    assert Path(DRAFT).read_bytes() == spoilt
    ledsys.ok("fmt", DRAFT)
    assert Path(DRAFT).read_bytes() == whole
    assert Path(DRAFT).stat().st_mode & 0o777 == 0o640
    ledsys.ok("check", DRAFT)


# Settings and register: nothing can be judged without them, so every command says what is wrong and ends with 2.

UNUSABLE: dict[str, tuple[str, Spoil, str, str]] = {
    "a tab": ("ledsys.yaml", _replaced("  titel:", "\ttitel:"), "28:1", "tab"),
    "a key twice": ("ledsys.yaml", lambda data: data + b"namn: Annat\n", r"\d+:1", "second time"),
    "an unclosed quote": (
        "ledsys.yaml",
        lambda data: data.replace(b'"', b"'").replace(b"namn: ", b'namn: "', 1),
        "8:7",
        "never closed",
    ),
    "an anchor": ("ledsys.yaml", _replaced("namn: ", "namn: &a "), "8:7", "anchor"),
    "a tag": ("ledsys.yaml", _replaced("namn: ", "namn: !x "), "8:7", "tag"),
    "a list for a text": ("ledsys.yaml", _replaced("namn: ", "namn: [a] #"), "8:7", "list"),
    "30 levels": ("ledsys.yaml", _replaced("namn: ", f"namn: {'[' * 30}x{']' * 30} #"), r"8:\d+", "deep"),
    "10 MB": ("ledsys.yaml", lambda data: data + b"# x\n" * 2_700_000, "0:0", "bytes"),
    "20 MB": ("ledsys.yaml", lambda data: data + b"# x\n" * 5_000_000, "0:0", "16 MiB"),
    "not UTF-8": ("ledsys.yaml", lambda data: data.decode().encode("latin-1", "replace"), r"\d+:\d+", "not UTF-8"),
    "a byte order mark": ("ledsys.yaml", lambda data: b"\xef\xbb\xbf" + data, "1:1", "byte order mark"),
    "CRLF": ("ledsys.yaml", lambda data: data.replace(b"\n", b"\r\n"), r"1:\d+", "Windows"),
    "NUL": ("ledsys.yaml", lambda data: data + b"\0", r"\d+:1", "U[+]0000"),
    "empty settings": ("ledsys.yaml", lambda _: b"", r"\d+:\d+", "."),
    "an unknown key": ("ledsys.yaml", lambda data: data + b"spraak: sv\n", r"\d+:1", "språk"),
    "an unknown time zone": ("ledsys.yaml", _replaced("Europe/Stockholm", "Mars/Olympus"), "0:0", "Mars/Olympus"),
    "a time zone outside": ("ledsys.yaml", _replaced("Europe/Stockholm", "../../etc/passwd"), "0:0", "time zone"),
    "a later format": ("ledsys.yaml", _replaced("ledsys: 1", "ledsys: 2"), "5:9", "“2”"),
    "a broken register": ("organisation/personer.yaml", lambda _: b"personer:\n  - id: [a\n", r"\d+:\d+", "closed"),
    "a type without anything": ("handlingstyper/rutin.yaml", lambda _: b"", r"\d+:\d+", "."),
    "requirements": ("krav/sosfs-2011-9.yaml", lambda _: b"katalog: [a\n", r"\d+:\d+", "closed"),
    "citations": ("lagrum/lagrum.yaml", lambda _: b"\xff\xfea\0", r"1:1", "UTF-16"),
    "a template": ("mallar/rutin.md", lambda _: b"\xff", "0:0", "not UTF-8"),
}


def _unusable(ran: Ran, path: str, place: str, word: str) -> None:
    assert ran.code == 2
    assert ran.out == ""
    assert re.search(rf"^{re.escape(path)}:{place} ", ran.err, re.MULTILINE), ran.err
    assert re.search(word, ran.err), ran.err
    assert "nothing was judged" in ran.err


@pytest.mark.parametrize("name", UNUSABLE)
def test_unusable_settings_stop_every_command_and_stay_as_they_are(ledsys: Terminal, name: str) -> None:
    path, spoil, place, word = UNUSABLE[name]
    Path(path).write_bytes(spoil(Path(path).read_bytes()))
    before = _files()
    _unusable(ledsys("check"), path, place, word)
    _unusable(ledsys("check", "--format", "json"), path, place, word)
    _unusable(ledsys("submit", DRAFT, as_=AUTHOR), path, place, word)
    _unusable(ledsys("build"), path, place, word)
    _unusable(ledsys("list"), path, place, word)
    new = ("new", "rutin", "--title", "Prov", "--unit", "rehab")
    _unusable(ledsys(*new, as_=AUTHOR), path, place, word)
    assert _files() == before
    assert not Path("site").exists()


def test_all_faults_of_all_files_come_at_once(ledsys: Terminal) -> None:
    Path("krav/sosfs-2011-9.yaml").write_text("katalog: [a\n")
    Path("handlingstyper/rutin.yaml").write_bytes(b"")
    Path("organisation/mandat.yaml").unlink()
    Path("ledsys.yaml").write_bytes(Path("ledsys.yaml").read_bytes() + b"x: 1\ny: 2\n")
    ran = ledsys("check")
    assert ran.code == 2
    paths = [line.partition(":")[0] for line in ran.err.splitlines() if re.match(r"\S+:\d+:\d+ ", line)]
    assert paths == sorted(paths)
    assert set(paths) == {
        *("krav/sosfs-2011-9.yaml", "handlingstyper/rutin.yaml", "organisation/mandat.yaml", "ledsys.yaml")
    }
    assert paths.count("ledsys.yaml") == 2


@pytest.mark.parametrize("name", ["a byte order mark", "CRLF"])
def test_fmt_mends_the_bytes_of_settings_too(ledsys: Terminal, name: str) -> None:
    whole = Path("ledsys.yaml").read_bytes()
    Path("ledsys.yaml").write_bytes(UNUSABLE[name][1](whole))
    assert "ledsys fmt" in ledsys("check").err
    assert "ledsys.yaml mended" in ledsys.ok("fmt").err
    assert Path("ledsys.yaml").read_bytes() == whole
    ledsys.ok("check")


COMMANDS = (["check"], ["submit", DRAFT, "--as", AUTHOR], ["build"], ["list"], ["status"], ["fmt"], ["doctor"])


def _refused(ledsys: Terminal, word: str) -> None:
    for arguments in COMMANDS:
        ran = ledsys(*arguments)
        assert (ran.code, ran.out) == (2, ""), arguments
        assert word in ran.err


def test_no_git_repository(ledsys: Terminal) -> None:
    shutil.rmtree(".git")
    before = _files()
    _refused(ledsys, "no git repository")
    assert _files() == before


def test_no_settings(ledsys: Terminal) -> None:
    Path("ledsys.yaml").unlink()
    _refused(ledsys, "ledsys.yaml is missing")


def test_settings_that_are_a_folder(ledsys: Terminal) -> None:
    Path("ledsys.yaml").unlink()
    Path("ledsys.yaml").mkdir()
    _refused(ledsys, "ledsys.yaml is missing")


def test_settings_that_are_a_link(ledsys: Terminal, tmp_path: Path) -> None:
    Path("ledsys.yaml").rename(tmp_path / "elsewhere.yaml")
    Path("ledsys.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    _refused(ledsys, "ledsys.yaml:0:0 The file can't be read: it is a link")


def test_no_organisation_folder(ledsys: Terminal) -> None:
    shutil.rmtree("organisation")
    _refused(ledsys, "organisation/personer.yaml:0:0 The file is missing")


def test_outside_of_any_docs_repo(ledsys: Terminal, tmp_path: Path) -> None:
    for arguments in (["check"], ["list"], ["build"], ["new", "rutin"]):
        ran = ledsys("-C", str(tmp_path), *arguments)
        assert ran.code == 2
        assert "ledsys init" in ran.err


# Links: a docs repo is read through none, and written through none.


def test_a_document_that_is_a_link(ledsys: Terminal, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    Path(DRAFT).rename(outside)
    Path(DRAFT).symlink_to(outside)
    before = outside.read_bytes()
    ran = ledsys("check")
    assert ran.code == 1
    assert _place(DRAFT, "0:0", "LS708").search(ran.out)
    assert ledsys("submit", DRAFT, as_=AUTHOR).code == 2
    ledsys.ok("fmt")
    ledsys.ok("build")
    assert DRAFT_ID not in ledsys.ok("list").out
    assert outside.read_bytes() == before
    assert Path(DRAFT).is_symlink()


def test_a_folder_that_is_a_link(ledsys: Terminal, tmp_path: Path) -> None:
    shutil.move("dokument/rehab", tmp_path / "rehab")
    Path("dokument/rehab").symlink_to(tmp_path / "rehab")
    ran = ledsys("check")
    assert ran.code == 1
    assert _place("dokument/rehab", "0:0", "LS708").search(ran.out)
    refused = ledsys("new", "rutin", "--title", "Prov", "--unit", "rehab", as_=AUTHOR)
    assert refused.code == 2
    assert "dokument/rehab is a link" in refused.err
    assert sorted(path.name for path in (tmp_path / "rehab").iterdir()) == [
        "fallprevention-vid-rehabilitering.md",
        "utprovning-av-ganghjalpmedel.md",
    ]
    assert ledsys("build").code == 0


def test_acts_that_are_links_prove_nothing(ledsys: Terminal, tmp_path: Path) -> None:
    acts = Path(f".ledsys/acts/{PUBLISHED_ID}")
    shutil.move(acts, tmp_path / "acts")
    acts.symlink_to(tmp_path / "acts")
    ran = ledsys("check")
    assert ran.code == 1
    assert _place(str(acts), "0:0", "LS708").search(ran.out)
    assert re.search(rf"^{acts}/\w+.act:0:0 LS804 ", ran.out, re.MULTILINE)
    built = ledsys("build")
    assert built.code == 1
    assert f"{PUBLISHED_ID} is left out" in built.err
    assert not Path(f"site/dokument/{PUBLISHED_ID}").exists()
    assert ledsys("revise", PUBLISHED, "--reason", "Prov", as_="lovan2").code == 1


def test_one_act_or_frozen_text_that_is_a_link_is_a_finding(ledsys: Terminal, tmp_path: Path) -> None:
    act = min(Path(f".ledsys/acts/{PUBLISHED_ID}").iterdir())
    text = Path(f".ledsys/editions/{PUBLISHED_ID}/1/dokument.md")
    stray = Path(f".ledsys/editions/{PUBLISHED_ID}/1/bild.png")
    for number, place in enumerate((act, text)):
        shutil.move(place, tmp_path / str(number))
        place.symlink_to(tmp_path / str(number))
    stray.symlink_to("/etc/hostname")
    ran = ledsys("check")
    assert ran.code == 1
    for place in (act, text, stray):
        assert _place(str(place), "0:0", "LS708").search(ran.out)
    built = ledsys("build")
    assert built.code == 1
    assert f"{PUBLISHED_ID} is left out" in built.err
    for arguments in (["diff", PUBLISHED_ID], ["history", PUBLISHED_ID], ["trace", PUBLISHED_ID], ["show", PUBLISHED]):
        assert ledsys(*arguments).code in (0, 1, 2)


def test_a_stray_link_among_frozen_files_is_never_followed(ledsys: Terminal) -> None:
    Path(f".ledsys/editions/{PUBLISHED_ID}/1/bild.png").symlink_to("/etc/hostname")
    assert "LS510" in ledsys("check").out
    ledsys("build")
    assert not list(Path("site").rglob("bild.png"))
    ledsys("revise", PUBLISHED_ID, "--reason", "Prov", as_="lovan2")


def test_overrides_and_images_that_are_links(ledsys: Terminal) -> None:
    Path("handbok/hemligt.css").symlink_to("/etc/hostname")
    image = Path("dokument/smarta/bilder/smartskala.png")
    image.unlink()
    image.symlink_to("/etc/hostname")
    ran = ledsys("check")
    assert ran.code == 1
    for path in ("handbok/hemligt.css", str(image)):
        assert _place(path, "0:0", "LS708").search(ran.out)
    ledsys.ok("build")
    assert not list(Path("site").rglob("hemligt.css"))


# Documents that do not go together.


def test_two_documents_with_one_id(ledsys: Terminal) -> None:
    copy = Path("dokument/rehab/kopia.md")
    shutil.copy(DRAFT, copy)
    before = _files()
    ran = ledsys("check")
    assert ran.code == 1
    assert _place(str(copy), "2:14", "LS402").search(ran.out)
    assert DRAFT in ran.out
    by_id = ledsys("submit", DRAFT_ID, as_=AUTHOR)
    assert by_id.code == 2
    assert "Name one of them by its path" in by_id.err
    for path in (DRAFT, str(copy)):
        refused = ledsys("submit", path, as_=AUTHOR)
        assert refused.code == 1
        assert "LS402" in refused.err
    ledsys.ok("list")
    ledsys.ok("build")
    assert _files() == before


def test_a_person_who_is_gone_from_the_register(ledsys: Terminal) -> None:
    register = Path("organisation/personer.yaml")
    register.write_text(re.sub(r"  - id: karbe2\n(?:    .*\n)+", "", register.read_text()))
    ran = ledsys("check")
    assert ran.code == 1
    assert _place("dokument/expertenheter/forvaring-av-rent-och-sterilt-material.md", "12:14", "LS301").search(ran.out)
    ledsys.ok("build")
    assert "Karla Bergdal" in ledsys.ok("history", "EXP-482103").out, "the act bears the name"
    for arguments in (["list"], ["status"], ["show", "EXP-482103"], ["trace", "EXP-482103"], ["expiring"]):
        ledsys.ok(*arguments)
    refused = ledsys("submit", "EXP-746620", as_="karbe2")
    assert refused.code == 1
    assert "not in the register" in refused.err


def test_ids_and_words_in_the_wrong_case(ledsys: Terminal) -> None:
    assert PUBLISHED_ID in ledsys.ok("show", PUBLISHED_ID.lower()).out
    refused = ledsys("new", "RUTIN", "--title", "Prov", "--unit", "Rehab", as_="MALBJ1")
    assert refused.code == 1
    assert "MALBJ1 is not in the register" in refused.err
    assert "There is no document type RUTIN" in refused.err
    assert "Did you mean rehab?" in refused.err


# git in other states than expected.


def _only_reads(ledsys: Terminal, word: str) -> None:
    before = _files()
    for arguments in (["submit", DRAFT], ["new", "rutin", "--title", "Prov", "--unit", "rehab"]):
        ran = ledsys(*arguments, as_=AUTHOR)
        assert (ran.code, ran.out) == (2, ""), "nothing is told as done that was not"
        assert word in ran.err
    assert _files() == before
    for arguments in (["check"], ["list"], ["build"]):
        ledsys.ok(*arguments)


def test_a_detached_head(ledsys: Terminal) -> None:
    _git("checkout", "--quiet", "--detach")
    _only_reads(ledsys, "git switch main")


def test_an_unborn_branch(ledsys: Terminal) -> None:
    shutil.rmtree(".git")
    _git("init", "--quiet")
    _only_reads(ledsys, "no commit yet")


def test_a_merge_in_progress(ledsys: Terminal) -> None:
    Path(".git/MERGE_HEAD").write_text(_git("rev-parse", "HEAD"))
    _only_reads(ledsys, "merge or rebase is in progress")


def test_a_dirty_tree_keeps_its_dirt(ledsys: Terminal) -> None:
    Path("dokument/anteckning.md").write_text("ofärdigt")
    Path("README.md").write_text("annat\n")
    _git("add", "README.md")
    ledsys.ok("submit", DRAFT, as_=AUTHOR)
    assert _git("status", "--porcelain") == "M  README.md\n?? dokument/anteckning.md\n"


def test_nobody_who_acts(ledsys: Terminal) -> None:
    before = _files()
    for arguments in (["submit", DRAFT], ["new", "rutin", "--title", "Prov", "--unit", "rehab"], ["inbox"]):
        ran = ledsys(*arguments)
        assert ran.code == 2
        assert "does not know who you are" in ran.err
        assert "--as" in ran.err
    _git("config", "user.email", "okand@region-exempel.example")
    ran = ledsys("submit", DRAFT)
    assert ran.code == 2
    assert "okand@region-exempel.example" in ran.err
    assert ledsys("submit", DRAFT, as_="ingen").code == 1
    assert _files() == before


def test_the_email_of_git_and_the_environment_say_who_acts(ledsys: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    _git("config", "user.email", "Malte.Bjorkskog@region-exempel.example")
    ledsys.ok("submit", DRAFT)
    assert "Malte Björkskog" in ledsys.ok("history", DRAFT_ID).out
    monkeypatch.setenv("LEDSYS_PERSON", "noogr1")
    assert "Noomi Granvide" in ledsys.ok("review", DRAFT_ID, "--ok").out


def test_a_read_only_file_is_not_replaced(ledsys: Terminal) -> None:
    Path(DRAFT).write_bytes(b"\xef\xbb\xbf" + Path(DRAFT).read_bytes())
    Path(DRAFT).chmod(0o444)
    before = _files()
    ran = ledsys("fmt", DRAFT)
    assert ran.code == 2
    assert DRAFT in ran.err
    assert "permission" in ran.err
    assert _files() == before
    Path(DRAFT).chmod(0o644)
    ledsys.ok("fmt", DRAFT)
    Path(DRAFT).chmod(0o444)
    before = _files()
    refused = ledsys("submit", DRAFT, as_=AUTHOR)
    assert (refused.code, refused.out) == (2, "")
    assert f"{DRAFT} is read-only" in refused.err
    assert _files() == before
    assert _git("status", "--porcelain") == ""
