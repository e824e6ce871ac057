"""Everything that a person reads is there in Swedish, whole and in order, and the right language is chosen."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from tools.extract_messages import extract

from ledsys import language
from ledsys.cli import init, main
from ledsys.message import msg, plural

ROOT = Path(__file__).parents[1]
PO = language.LOCALES / "sv" / "LC_MESSAGES" / "ledsys.po"
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s")
HINT = "run `make messages` and translate what is new"


@pytest.fixture(scope="module")
def swedish() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="sv", abort_invalid=True)


@pytest.fixture(scope="module")
def source() -> set[tuple[str, ...]]:
    """The messages of the source, found just as `make messages` finds them; two templates where there is a plural."""
    keywords = parse_keywords(re.findall(r"--keywords=(\S+)", (ROOT / "Makefile").read_text(encoding="utf-8")))
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # babel has no types there
    found = extract_from_dir(str(ROOT / "src" / "ledsys"), methods, options, keywords)
    return {(text,) if isinstance(text, str) else tuple(text) for _file, _line, text, _comments, _context in found}


def templates(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def entries(catalogue: Catalog) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each message of the catalogue: what it is in English, and in Swedish."""
    for message in catalogue:
        if message.id:
            yield templates(message.id), templates(message.string)


def words(text: str) -> list[str]:
    """The words of a sentence, without its placeholders, and without commands in backticks and paths."""
    return re.findall(r"[^\W\d_]+", PLACEHOLDER.sub("", re.sub(r"`[^`]*`|\S*/\S*", "", text)))


def test_the_catalogue_has_just_the_messages_of_the_source(swedish: Catalog, source: set[tuple[str, ...]]) -> None:
    translated = {english for english, _swedish in entries(swedish)}
    assert source - translated == set(), HINT
    assert translated - source == set(), HINT


def found_in(code: str) -> list[tuple[str | None, ...]]:
    found = extract(io.BytesIO(code.encode()), ("msg", "plural", "_"), (), {})
    return sorted(texts for _line, _name, texts, _comments in found)


def test_messages_within_other_calls_are_found() -> None:
    code = """msg("{a}", a=words.get((1, 2), msg("b" "c")), d=f"{told(_('e'))}"); plural("f", "g", 2); _(name)"""
    assert found_in(code) == [("bc",), ("e",), ("f", "g"), ("{a}",)]


@pytest.mark.parametrize("code", ["msg(name)", "msg()", "plural('a', name, 2)", "msg(f'{name}')", "msg('a' + name)"])
def test_a_template_that_is_made_at_run_time_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="must be a literal text"):
        found_in(code)


def test_everything_is_translated_for_certain(swedish: Catalog) -> None:
    assert [english for english, text in entries(swedish) if not all(text)] == []
    assert [message.id for message in swedish if message.fuzzy and message.id] == []
    assert list(swedish.obsolete) == []


def test_a_plural_has_two_forms(swedish: Catalog) -> None:
    assert swedish.plural_forms.startswith("nplurals=2;")
    assert [english for english, text in entries(swedish) if len(english) != len(text)] == []


def test_translations_have_the_placeholders_of_their_messages(swedish: Catalog) -> None:
    wrong = [
        (one, text)
        for english, forms in entries(swedish)
        for one, text in zip(english, forms, strict=True)
        if set(PLACEHOLDER.findall(one)) != set(PLACEHOLDER.findall(text))
    ]
    assert wrong == []


def test_translations_begin_and_end_with_the_blanks_of_their_messages(swedish: Catalog) -> None:
    wrong = [
        text
        for english, forms in entries(swedish)
        for one, text in zip(english, forms, strict=True)
        if one[: len(one) - len(one.lstrip())] != text[: len(text) - len(text.lstrip())]
        or one[len(one.rstrip()) :] != text[len(text.rstrip()) :]
    ]
    assert wrong == []


def test_no_english_sentence_is_left(swedish: Catalog) -> None:
    same = [text for english, forms in entries(swedish) for text in forms if text in english]
    assert [text for text in same if len(words(text)) >= 4] == []


def test_the_catalogue_is_written_in_one_normal_form() -> None:
    lines = PO.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if unicodedata.normalize("NFC", line) != line] == []


def test_what_gettext_reads_is_made_of_the_catalogue(swedish: Catalog) -> None:
    made = io.BytesIO()
    write_mo(made, swedish)
    assert PO.with_suffix(".mo").read_bytes() == made.getvalue(), HINT


def test_the_labels_of_the_block_are_those_of_the_field() -> None:
    said = {
        "Document type": "Handlingstyp",
        "Applies to": "Gäller för",
        "Content owner": "Innehållsansvar",
        "Reviewed by": "Granskad av",
        "Approved by": "Godkänd av",
        "Document ID": "Dokument-ID",
        "Version": "Version",
        "Valid from": "Giltig från",
        "Valid until": "Giltig till",
        "Information about the document": "Information om handlingen",
    }
    catalogue = language.catalogue("sv")
    assert {english: catalogue.gettext(english) for english in said} == said


def test_a_message_is_said_in_the_language_asked_for() -> None:
    message = plural("{n} finding is in {file} now.", "{n} findings are in {file} now.", 2, file="x")
    assert language.say(message, "sv") == "2 anmärkningar står nu i x."
    assert language.say(message, "en") == "2 findings are in x now."
    inner = msg("{document} is left out: {why}", document="x", why=msg("the disk is full"))
    assert language.say(inner, "sv") == "x är inte med: disken är full"


def test_english_needs_no_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    language.catalogue.cache_clear()
    try:
        assert language.say(msg("The file is empty."), "en") == "The file is empty."
        assert language.say(msg("The file is empty."), "sv") == "The file is empty."
    finally:
        language.catalogue.cache_clear()


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example docs repo, whose settings say that it is Swedish; never written to."""
    folder = tmp_path_factory.mktemp("catalogue") / "repo"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        init.make_repo(folder, without_documents=False)
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ledsys as a program of its own in the folder; the locale is C where nothing else is said."""
    return subprocess.run(
        [sys.executable, "-m", "ledsys", *arguments],
        cwd=folder,
        env={**os.environ, "LANG": "C", "NO_COLOR": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_help_is_swedish(tmp_path: Path) -> None:
    ran = run(tmp_path, "--help", LEDSYS_LANG="sv")
    assert ran.stdout.startswith("Så skriver du: ledsys [ALTERNATIV] KOMMANDO")
    assert "\nDokumentets liv:\n" in ran.stdout
    assert "Visa den här hjälpen." in ran.stdout
    ran = run(tmp_path, "new", "--help", LEDSYS_LANG="sv")
    assert "\nArgument:\n  TYP  Handlingstypen, till exempel rutin.\n" in ran.stdout
    assert re.findall(r"\b(?:Usage|Options|Arguments|required|default|Show|TEXT>|<str>)\b", ran.stdout) == []
    ran = run(tmp_path, "approve", "--help", LEDSYS_LANG="sv")
    assert "\n  ID  Dokumentet: id, sökväg eller en del av titeln.  [måste anges]\n" in ran.stdout


def test_help_is_english(tmp_path: Path) -> None:
    ran = run(tmp_path, "new", "--help", LEDSYS_LANG="en")
    assert ran.stdout.startswith("Usage: ledsys new [OPTIONS]")
    assert "\nArguments:\n  TYPE  The document type, such as rutin.\n" in ran.stdout
    ran = run(tmp_path, "approve", "--help", LEDSYS_LANG="en")
    assert "\n  ID  The document: id, path or part of the title.  [required]\n" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["aprove"], "Det finns inget kommando aprove. Menade du approve?"),
        (["approve"], "ID saknas."),
        (["expiring", "--dys", "3"], "Det finns inget alternativ --dys. Menade du --days?"),
        (["expiring", "--days"], "Efter --days ska det stå ett värde."),
        (["expiring", "--days", "x"], "--days ska vara ett heltal."),
        (["check", "--fail-on", "x"], "--fail-on ska vara något av: error, warning."),
        (["check", "--quiet=3"], "--quiet ska inte ha något värde."),
        (["inbox", "hej", "du"], "Det står för mycket: hej du"),
    ],
)
def test_a_command_line_that_is_wrong_is_told_of_in_swedish(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    monkeypatch.setattr(language._Chosen, "language", "en")  # so that it is set back afterwards
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("LEDSYS_LANG", "sv")
    assert main.run(arguments) == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first == said
    assert second.startswith("Läs mer: ledsys")


def test_a_finding_is_swedish_in_a_swedish_docs_repo(repo: Path) -> None:
    ran = run(repo, "check")
    assert re.search(r" LS204 varning: Dokumentet gick ut \d{4}-\d\d-\d\d och gäller inte längre\.", ran.stdout)
    assert "0 fel, " in ran.stdout


def test_a_refusal_is_swedish_in_a_swedish_docs_repo(repo: Path) -> None:
    ran = run(repo, "submit", "EXP-318846", "--as", "dislj1")
    assert ran.returncode == 1
    assert ran.stderr.startswith("Går inte: submit EXP-318846. Inget har ändrats.\n")
    assert "  Det här kan göras av: " in ran.stderr


def chosen(*arguments: str) -> str:
    return main._language(list(arguments))


def docs_repo(folder: Path, line: str) -> Path:
    folder.mkdir()
    (folder / "ledsys.yaml").write_text(f"ledsys: 1\n{line}\n", encoding="utf-8")
    return folder


def test_what_the_person_asked_for_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(docs_repo(tmp_path / "repo", "språk: sv"))
    for asked, expected in (("en", "en"), ("EN_GB.UTF-8", "en"), ("sv", "sv"), ("fi", "sv"), ("", "sv")):
        monkeypatch.setenv("LEDSYS_LANG", asked)
        assert chosen() == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("språk: en", "en"),
        ("språk: sv", "sv"),
        ("språk: en  # till dess att alla läser svenska", "en"),
        ("språk: 'en'", "en"),
        ("", "sv"),
    ],
)
def test_the_docs_repo_comes_before_the_locale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, expected: str
) -> None:
    repo = docs_repo(tmp_path / "repo", line)
    (repo / "dokument" / "smarta").mkdir(parents=True)
    monkeypatch.setenv("LANG", "sv_SE.UTF-8" if expected == "en" else "C")
    monkeypatch.chdir(repo / "dokument" / "smarta")
    assert chosen("check") == expected
    monkeypatch.chdir(tmp_path)
    assert chosen("-C", "repo", "check") == expected


def test_the_locale_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LANG")
    assert chosen() == "en"
    for name, value, expected in (
        ("LANG", "sv_SE.UTF-8", "sv"),
        ("LC_MESSAGES", "en_GB.UTF-8", "en"),
        ("LC_ALL", "sv_FI", "sv"),
    ):
        monkeypatch.setenv(name, value)
        assert chosen() == expected


def test_a_folder_that_is_gone_chooses_no_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert chosen() == "en"
