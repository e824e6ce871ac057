"""Nobody signs what they were not shown, and nothing that must be signed is written without a signature."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import NOON
from tests.cli.signed import APPROVER, AUTHOR, PUBLISHER, REVIEWER, SignedRepo, make_signed
from tests.cli.terminal import Terminal
from tests.cli.test_prompts import _typed

from ledsys import actfile
from ledsys.model.act import Act

DELEGABLE, HOLDER, DEPUTY = "M-2024-007", "ragsa1", "malbj1"


@pytest.fixture(scope="module")
def made(example: Path, tmp_path_factory: pytest.TempPathFactory) -> SignedRepo:
    """The signed docs repo; never written to."""
    return make_signed(example, tmp_path_factory.mktemp("signed"))


@pytest.fixture
def signed(made: SignedRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SignedRepo:
    """A copy of the signed docs repo of the test's own, with its keys at home."""
    copy = made.copy(tmp_path / "signed")
    monkeypatch.setenv("HOME", str(made.home))
    monkeypatch.setenv("LEDSYS_LANG", "en")
    monkeypatch.chdir(copy.folder)
    return copy


@pytest.fixture
def desk(signed: SignedRepo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in that docs repo."""
    assert signed.folder.is_dir()
    return Terminal(monkeypatch, capsys, NOON)


def acts(folder: Path) -> list[Act]:
    return [actfile.read_act(path.read_bytes()) for path in sorted((folder / ".ledsys/acts").rglob("*.act"))]


def test_what_is_signed_is_said_in_words_first(signed: SignedRepo, desk: Terminal) -> None:
    ran = desk.ok("stop", signed.document, "--reason", "Fel larmnummer.", as_=APPROVER)
    assert "You are about to sign:" in ran.err
    assert f"stop version 1 of “Larm och bemanning vid helgtjänst” ({signed.document})" in ran.err
    assert "Reason: Fel larmnummer." in ran.err
    text = signed.act("stop").read_text(encoding="utf-8")
    assert "\nassurance: key\n" in text
    assert text.endswith("-----END SSH SIGNATURE-----\n")


def test_who_votes_is_shown_what_has_changed_since_the_version_in_force(signed: SignedRepo, desk: Terminal) -> None:
    desk.ok("revise", signed.document, "--reason", "Nytt nummer.", as_=PUBLISHER)
    (place,) = (signed.folder / "dokument/expertenheter").glob("larm*.md")
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("## Uppföljning\n", "## Uppföljning\n\nEtt nytt stycke.\n"), encoding="utf-8")
    desk.ok("submit", signed.document, as_=AUTHOR)
    ran = desk.ok("review", signed.document, "--ok", as_=REVIEWER)
    assert "Ett nytt stycke." in ran.all
    assert "have reviewed" in ran.err


def test_who_has_no_key_makes_no_act_that_must_be_signed(signed: SignedRepo, desk: Terminal) -> None:
    before = acts(signed.folder)
    ran = desk("handover", signed.document, "--to", "malbj1", as_="ylvta1")
    assert ran.code != 0
    assert "ledsys key new" in ran.err
    assert acts(signed.folder) == before


def test_a_dry_run_signs_nothing(signed: SignedRepo, desk: Terminal) -> None:
    before = acts(signed.folder)
    ran = desk.ok("stop", signed.document, "--reason", "Fel.", "--dry-run", as_=APPROVER)
    assert "You are about to sign" not in ran.all
    assert acts(signed.folder) == before


@pytest.mark.parametrize("answer", ["n", "y"])
def test_at_a_terminal_a_person_is_asked_before_signing(signed: SignedRepo, answer: str) -> None:
    before = acts(signed.folder)
    code, screen = _typed(["handover", signed.document, "--to", "malbj1", "--as", APPROVER], [answer])
    assert "You are about to sign:" in screen
    assert "Sign it?" in screen
    after = acts(signed.folder)
    if answer == "y":
        assert (code, len(after)) == (0, len(before) + 1)
    else:
        assert (code, after) == (1, before)
        assert "Not signed. Nothing was changed." in screen


def test_old_approvals_are_vouched_for_in_one_sitting(signed: SignedRepo, desk: Terminal) -> None:
    assert "documents to vouch for" in desk.ok("baseline", as_=APPROVER).err
    made = [act for act in acts(signed.folder) if act.kind == "baseline"]
    assert made
    assert {(act.person, act.assurance) for act in made} == {(APPROVER, "key")}
    assert signed.document not in {act.document for act in made}
    again = desk.ok("baseline", as_=APPROVER)
    assert "Nothing that you may decide asks for a higher level of proof than it has." in again.out
    ran = desk("baseline", signed.document, as_=APPROVER)
    assert ran.code == 1
    assert "vouched for as well already" in ran.all


def handed_on(desk: Terminal, until: str = "2026-12-31", mandate: str = DELEGABLE) -> str:
    return desk("delegate", DEPUTY, "--mandate", mandate, "--until", until, as_=HOLDER).all


def test_a_mandate_is_handed_on_without_a_signature_where_no_type_asks_for_one(ledsys: Terminal, repo: Path) -> None:
    ran = ledsys.ok("delegate", DEPUTY, "--mandate", DELEGABLE, "--until", "2026-12-31", as_=HOLDER)
    assert "Malte Björkskog decides by M-2024-007 from 2026-11-22 until 2026-12-31." in ran.out
    [act] = [act for act in acts(repo) if act.kind == "delegate"]
    assert (act.person, act.successor, act.assurance, act.signature) == (HOLDER, DEPUTY, "claimed", None)


def test_a_mandate_is_handed_on_by_a_signature_where_a_type_asks_for_one(signed: SignedRepo, desk: Terminal) -> None:
    assert "ledsys key new" in handed_on(desk)
    assert not [act for act in acts(signed.folder) if act.kind == "delegate"]
    lines = (signed.folder / "organisation/mandat.yaml").read_text(encoding="utf-8")
    own = "    roll: regionomradeschef\n    handlingstyper: [rutin, anvisning, plan]\n"
    (signed.folder / "organisation/mandat.yaml").write_text(
        lines.replace(own, f"{own}    vidaredelegering: ja\n"), encoding="utf-8"
    )
    desk.ok("delegate", DEPUTY, "--mandate", "M-2024-009", "--until", "2026-12-31", as_=APPROVER)
    [act] = [act for act in acts(signed.folder) if act.kind == "delegate"]
    assert (act.assurance, act.signature is not None) == ("key", True)


def test_what_may_not_be_handed_on_is_refused_with_the_reason(ledsys: Terminal) -> None:
    assert "The mandate M-2024-009 may not be handed on." in handed_on(ledsys, mandate="M-2024-009")
    assert "is not a day" in handed_on(ledsys, until="soon")
