"""`ledsys witness`: from an approval in the forge to an act on the branch of a merge request, by real keys and git."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.cli.conftest import NOON
from tests.cli.terminal import Ran
from tests.signature.keys import SoftKey

from ledsys import actfile
from ledsys.authority.forge import Forge
from ledsys.cli import boundary, check, clock, recall, review, revise, submit, witness
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.signature import ACT, verify

SAVED = Path(__file__).parents[1] / "forge"
DRAFT = Path("dokument/rehab/utprovning-av-ganghjalpmedel.md")
ID = "EXP-788457"
AUTHOR, REVIEWER, APPROVER = "malbj1", "noogr1", "sixal1"
WITNESS = SoftKey("witness")


def git(*arguments: str) -> str:
    identity = ["-c", "user.name=Prov", "-c", "user.email=prov@region-exempel.example"]
    return subprocess.run(
        ["git", *identity, *arguments], check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


def commit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    git("commit", "--quiet", "--all", "--message", f"edit {path.name}")


@dataclass
class Machine:
    """The job that witnesses, standing on the branch of a merge request to main."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def run(self, command: Callable[[], int]) -> Ran:
        self.capsys.readouterr()
        code = boundary.guarded(lambda _: command(), [])
        printed = self.capsys.readouterr()
        assert code != 3, printed.err
        return Ran(code, printed.out, printed.err)

    def person(self, command: Callable[[], int]) -> None:
        ran = self.run(command)
        assert ran.code == 0, ran.all

    def saw(
        self, login: str, *, forge: Forge = Forge.GITHUB, at: str = "", state: str = "approved", **options: bool
    ) -> Ran:
        """Run it on the event of an approval of the branch's last commit, else of the one given."""
        event = json.loads((SAVED / f"{forge.value}-approved.json").read_text())
        commit_id = at or git("rev-parse", "HEAD")
        if forge is Forge.GITHUB:
            event["review"].update(
                commit_id=commit_id, state=state, body="Rubriken saknas." if state != "approved" else ""
            )
            event["review"]["user"]["login"] = login
        else:
            event["object_attributes"]["last_commit"]["id"] = commit_id
            event["user"]["username"] = login
        place = self.folder / "event.json"
        place.write_text(json.dumps(event))
        return self.run(lambda: witness.witness(place, forge, "refs/heads/main", **options))

    def acts(self) -> list[Act]:
        found = [actfile.read_act(path.read_bytes()) for path in Path(f".ledsys/acts/{ID}").glob("*.act")]
        return sorted(found, key=lambda act: act.order)


@pytest.fixture
def machine(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Machine:
    """An organisation with accounts and a witness on main, and a branch on which a draft was submitted."""
    monkeypatch.chdir(repo)
    monkeypatch.setattr(clock, "now", NOON.replace(hour=10).astimezone)
    persons = Path("organisation/personer.yaml")
    persons.write_text(re.sub(r"- id: (\w+)\n", r"- id: \1\n    konton: [konto-\1]\n", persons.read_text()))
    settings = Path("ledsys.yaml")
    key = f"behörighet:\n  vittnen:\n    - {{id: vittne, nyckel: {WITNESS.public_text}}}\n"
    settings.write_text(f"{settings.read_text()}\n{key}")
    kind = Path("handlingstyper/anvisning.yaml")
    kind.write_text(kind.read_text().replace("styrkenivå: uppgiven", "styrkenivå: plattform"))
    git("commit", "--quiet", "--all", "--message", "witness")
    git("switch", "--quiet", "--create", "ledsys/malbj1/EXP-788457")
    monkeypatch.setenv("LEDSYS_WITNESS_KEY", str(WITNESS.save(tmp_path / "witness")))
    found = Machine(tmp_path, monkeypatch, capsys)
    found.person(lambda: submit.submit(str(DRAFT), AUTHOR))
    return found


def test_a_reviewer_and_an_approver_just_click_approve(machine: Machine) -> None:
    before = git("rev-parse", "HEAD")
    ran = machine.saw("konto-noogr1")
    assert ran.code == 0, ran.all
    assert "Noomi Granvide reviewed version 1 and said ok" in ran.out
    vote = machine.acts()[-1]
    assert (vote.kind, vote.person, vote.meaning, vote.assurance) == (ActKind.REVIEW, REVIEWER, Meaning.OK, "forge")
    assert vote.signed_at.isoformat() == "2026-11-22T11:03:12+01:00"
    assert vote.signature is not None
    assert verify(vote.signature, actfile.statement(vote).encode(), ACT).key.text == WITNESS.public_text
    assert git("rev-parse", "HEAD^") == before
    assert git("show", "--no-patch", "--format=%an <%ae>") == "vittne <vittne@region-exempel.ledningssystem>"

    ran = machine.saw("Konto-Sixal1", at=before, forge=Forge.GITLAB)
    assert ran.code == 0, ran.all
    decision = machine.acts()[-1]
    assert (decision.kind, decision.person, decision.assurance) == (ActKind.APPROVE, APPROVER, "forge")
    assert decision.relies_on == (vote.id,)
    assert "status: godkänd" in DRAFT.read_text()
    assert git("status", "--porcelain") == ""
    checked = machine.run(lambda: check.check([DRAFT]))
    assert checked.code == 0, checked.all


def test_a_demand_for_changes_returns_the_text_with_its_words(machine: Machine) -> None:
    ran = machine.saw("konto-noogr1", state="changes_requested")
    assert ran.code == 0, ran.all
    vote = machine.acts()[-1]
    assert (vote.kind, vote.meaning, vote.reason) == (ActKind.REVIEW, Meaning.RETURN, "Rubriken saknas.")


def test_the_same_event_makes_no_second_act(machine: Machine) -> None:
    machine.saw("konto-noogr1")
    head = git("rev-parse", "HEAD")
    ran = machine.saw("konto-noogr1", at=git("rev-parse", "HEAD^"))
    assert ran.code == 0, ran.all
    assert f"The vote is there already: {ID}." in ran.out
    assert git("rev-parse", "HEAD") == head


def test_a_dry_run_writes_nothing(machine: Machine) -> None:
    head = git("rev-parse", "HEAD")
    ran = machine.saw("konto-noogr1", dry_run=True)
    assert "Would: Noomi Granvide reviewed" in ran.out
    assert (git("rev-parse", "HEAD"), git("status", "--porcelain")) == (head, "")
    assert machine.saw("konto-noogr1", quiet=True).out == ""


@pytest.mark.parametrize(
    ("login", "why"),
    [
        ("konto-malbj1", "can't review it"),
        ("konto-sixal1", "1 more review is needed"),
        ("konto-ebbst1", "may not do this"),
        ("nobody", "Nobody in the register has the account nobody"),
        ("konto-gerfj1", "Nobody in the register has the account konto-gerfj1 on 2026-11-22"),
    ],
)
def test_who_may_not_makes_no_act(machine: Machine, login: str, why: str) -> None:
    head = git("rev-parse", "HEAD")
    ran = machine.saw(login)
    assert ran.code == 1, ran.all
    assert why in ran.err
    assert git("rev-parse", "HEAD") == head


def test_a_merge_request_can_not_give_somebody_an_account(machine: Machine) -> None:
    """What the branch's own register says is never asked: the accounts are those at the tip of main."""
    commit(Path("organisation/personer.yaml"), "konto-noogr1", "mallory")
    ran = machine.saw("mallory")
    assert ran.code == 1
    assert "Nobody in the register has the account mallory" in ran.err
    commit(Path("ledsys.yaml"), WITNESS.public_text, SoftKey("mallory").public_text)
    assert machine.saw("konto-noogr1").code == 0, "nor another witness"


def test_a_merge_request_can_not_hand_a_mandate_on(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.saw("konto-noogr1")
    commit(
        Path("organisation/mandat.yaml"), "person: ebbst1, roll: publicerare", "person: ebbst1, roll: regionomradeschef"
    )
    ran = machine.saw("konto-ebbst1")
    assert ran.code == 1, ran.all


def test_another_text_than_the_one_approved_is_not_voted_on(machine: Machine) -> None:
    approved = git("rev-parse", "HEAD")
    commit(DRAFT, "går tryggt", "går säkert")
    machine.person(lambda: recall.recall(ID, "ny text", AUTHOR))
    machine.person(lambda: submit.submit(ID, AUTHOR))
    ran = machine.saw("konto-noogr1", at=approved)
    assert ran.code == 1, ran.all
    assert f"{ID} is not what konto-noogr1 saw" in ran.err


def test_the_same_text_submitted_again_asks_for_a_new_approval(machine: Machine) -> None:
    approved = git("rev-parse", "HEAD")
    machine.person(lambda: recall.recall(ID, "fel granskare", AUTHOR))
    machine.person(lambda: submit.submit(ID, AUTHOR))
    assert git("diff", "--name-only", approved, "HEAD", "--", str(DRAFT)) == ""
    assert machine.saw("konto-noogr1", at=approved).code == 1
    assert machine.saw("konto-noogr1").code == 0


def test_what_was_not_committed_was_not_approved(machine: Machine) -> None:
    DRAFT.write_text(DRAFT.read_text().replace("går tryggt", "går säkert"))
    ran = machine.saw("konto-noogr1")
    assert ran.code == 2
    assert "differ from the last commit" in ran.err


def test_a_commit_that_is_not_here_can_not_be_judged(machine: Machine) -> None:
    ran = machine.saw("konto-noogr1", at="f" * 40)
    assert ran.code == 2
    assert "git fetch origin ffff" in ran.err


def test_documents_that_the_merge_request_does_not_touch_are_left_alone(machine: Machine) -> None:
    """EXP-713589 waits for a review on main; approving this merge request says nothing of it."""
    git("switch", "--quiet", "main")
    git("switch", "--quiet", "--create", "readme")
    Path("README.md").write_text("Läs detta.\n")
    git("commit", "--quiet", "--all", "--message", "readme")
    ran = machine.saw("konto-sixal1")
    assert ran.code == 0, ran.all
    assert "Nothing is under review in this merge request." in ran.out


def test_work_that_moved_on_beside_it_on_main_changes_nothing(machine: Machine) -> None:
    branch = git("symbolic-ref", "--short", "HEAD")
    git("switch", "--quiet", "main")
    machine.person(lambda: review.review("EXP-713589", ok=True, person="sixal1"))
    git("switch", "--quiet", branch)
    ran = machine.saw("konto-noogr1")
    assert ran.code == 0, ran.all
    assert "EXP-713589" not in ran.all


def test_a_type_that_asks_for_a_key_of_ones_own_is_not_witnessed(machine: Machine) -> None:
    branch = git("symbolic-ref", "--short", "HEAD")
    git("switch", "--quiet", "main")
    commit(Path("handlingstyper/anvisning.yaml"), "styrkenivå: plattform", "styrkenivå: nyckel")
    git("switch", "--quiet", branch)
    ran = machine.saw("konto-noogr1")
    assert ran.code == 1
    assert "asks for the level of proof nyckel; this act has uppgiven" in ran.err  # the submit is not signed either


def test_the_key_must_be_a_witness_of_main(machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LEDSYS_WITNESS_KEY", str(SoftKey("other").save(tmp_path / "other")))
    ran = machine.saw("konto-noogr1")
    assert ran.code == 2
    assert "No witness has the key SHA256:" in ran.err
    monkeypatch.delenv("LEDSYS_WITNESS_KEY")
    assert "LEDSYS_WITNESS_KEY must name" in machine.saw("konto-noogr1").err
    git("switch", "--quiet", "main")
    commit(Path("ledsys.yaml"), f"{WITNESS.public_text}}}", f"{WITNESS.public_text}, till: 2026-11-21}}")
    commit(Path("ledsys.yaml"), "vittnen:\n", "vittnen:\n    - {id: trasig, nyckel: ssh-rsa AAAA}\n")
    git("switch", "--quiet", "-")
    monkeypatch.setenv("LEDSYS_WITNESS_KEY", str(tmp_path / "witness"))
    assert "No witness has the key SHA256:" in machine.saw("konto-noogr1").err


def test_several_documents_are_one_commit(machine: Machine) -> None:
    machine.person(lambda: revise.revise("EXP-655278", "ny granskare", person="ebbst1"))
    other = Path("dokument/expertenheter/bemotande-vid-tolkat-samtal.md")
    text = other.read_text()
    other.write_text(text.replace("granskare: [ylvta1]", "granskare: [sixal1]").replace("författare: [noogr1]\n", ""))
    git("commit", "--quiet", "--all", "--message", "other reviewer")
    machine.person(lambda: submit.submit("EXP-655278", "ebbst1"))
    machine.saw("konto-noogr1")
    before = git("rev-parse", "HEAD")
    ran = machine.saw("konto-sixal1")
    assert ran.code == 0, ran.all
    assert machine.acts()[-1].kind is ActKind.APPROVE
    assert list(Path(".ledsys/acts/EXP-655278").glob("*.act"))
    assert git("rev-parse", "HEAD^") == before
    assert "(+ 1)" in git("show", "--no-patch", "--format=%s")
