"""`send` and `pull`, between two people and a remote that both reach, as git and forges really do it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from tests.cli.conftest import NOON
from tests.cli.terminal import Ran

from ledsys.cli import boundary, clock, pull, review, send, submit
from ledsys.store import sending
from ledsys.store.divergence import divergence, landed
from ledsys.store.remote import OwnGit, Remote, find_remote, next_hint
from ledsys.store.repository import find

DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
ID = "EXP-788457"
AUTHOR = "malbj1"
BRANCH = f"ledsys/{AUTHOR}/{ID}"
OTHER = "README.md"


def git(folder: Path, *arguments: str, code: int = 0) -> str:
    identity = ["-c", "user.name=Prov", "-c", "user.email=prov@region-exempel.example"]
    ran = subprocess.run(["git", *identity, *arguments], cwd=folder, check=False, capture_output=True, text=True)
    assert ran.returncode == code, ran.stderr + ran.stdout
    return ran.stdout.strip()


@dataclass
class Person:
    """Somebody at work in a copy of their own."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    now: datetime = NOON

    def run(self, command: Callable[[], int]) -> Ran:
        self.monkeypatch.chdir(self.folder)
        self.monkeypatch.setattr(clock, "now", self.now.astimezone)
        self.capsys.readouterr()
        code = boundary.guarded(lambda _: command(), [])
        printed = self.capsys.readouterr()
        assert code != 3, printed.err
        return Ran(code, printed.out, printed.err)

    def send(self, code: int = 0, **options: bool) -> Ran:
        ran = self.run(lambda: send.send(AUTHOR, **options))
        assert ran.code == code, ran.all
        return ran

    def pull(self, code: int = 0, *, quiet: bool = False) -> Ran:
        ran = self.run(lambda: pull.pull(quiet=quiet))
        assert ran.code == code, ran.all
        return ran

    def submit(self) -> None:
        ran = self.run(lambda: submit.submit(DRAFT, AUTHOR))
        assert ran.code == 0, ran.all

    def git(self, *arguments: str, code: int = 0) -> str:
        return git(self.folder, *arguments, code=code)

    def branch(self) -> str:
        return self.git("symbolic-ref", "--short", "HEAD")

    def commit(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text)
        self.git("add", "--", path)
        self.git("commit", "--quiet", "--message", f"write {path}", "--", path)


@pytest.fixture
def remote(repo: Path, tmp_path: Path) -> Path:
    """The copy that all share."""
    place = tmp_path / "shared.git"
    git(repo, "clone", "--quiet", "--bare", str(repo), str(place))
    return place


@pytest.fixture
def person(remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Person:
    git(tmp_path, "clone", "--quiet", str(remote), "mine")
    return Person(tmp_path / "mine", monkeypatch, capsys)


@pytest.fixture
def forge(remote: Path, tmp_path: Path) -> Path:
    """A copy in which the forge's own work is done: landing what was sent."""
    git(tmp_path, "clone", "--quiet", str(remote), "forge")
    return tmp_path / "forge"


def land(forge: Path, how: str, branch: str = BRANCH) -> None:
    git(forge, "fetch", "--quiet", "origin")
    git(forge, "switch", "--quiet", "main")
    git(forge, "merge", "--quiet", "--ff-only", "origin/main")
    match how:
        case "merge":
            git(forge, "merge", "--quiet", "--no-ff", "--no-edit", f"origin/{branch}")
        case "squash":
            git(forge, "merge", "--quiet", "--squash", f"origin/{branch}")
            git(forge, "commit", "--quiet", "--message", "landed")
        case _:
            git(forge, "cherry-pick", f"main..origin/{branch}")
    git(forge, "push", "--quiet", "origin", "main")


def elsewhere(forge: Path, path: str = OTHER, text: str = "annat\n") -> None:
    """Somebody else lands something."""
    git(forge, "switch", "--quiet", "main")
    git(forge, "pull", "--quiet", "--ff-only")
    (forge / path).write_text(text)
    git(forge, "add", "--", path)
    git(forge, "commit", "--quiet", "--message", "something else")
    git(forge, "push", "--quiet", "origin", "main")


def test_work_on_main_is_sent_as_a_branch_and_main_goes_back(person: Person, remote: Path) -> None:
    before = person.git("rev-parse", "main")
    person.submit()
    head, files = person.git("rev-parse", "HEAD"), (person.folder / DRAFT).read_bytes()
    ran = person.send()
    assert f"Sent 1 commit as the branch {BRANCH}." in ran.out
    assert "Open a merge request of that branch where the docs repo is shared." in ran.out
    assert person.branch() == BRANCH
    assert person.git("rev-parse", "HEAD") == head == git(remote, "rev-parse", f"refs/heads/{BRANCH}")
    assert person.git("rev-parse", "main") == before == git(remote, "rev-parse", "main")
    assert (person.folder / DRAFT).read_bytes() == files
    assert person.git("status", "--porcelain") == ""


def test_what_is_sent_again_goes_to_the_same_branch(person: Person, remote: Path) -> None:
    person.submit()
    person.send()
    person.commit(OTHER, "mer\n")
    ran = person.send()
    assert f"Sent 2 commits as the branch {BRANCH}." in ran.out
    assert git(remote, "rev-parse", f"refs/heads/{BRANCH}") == person.git("rev-parse", "HEAD")
    person.send()
    assert git(remote, "branch", "--list", "ledsys/*").split() == [BRANCH]


def test_what_is_not_saved_is_named_and_stays(person: Person) -> None:
    (person.folder / OTHER).write_text("osparat\n")
    (person.folder / "ny.txt").write_text("ny\n")
    ran = person.send()
    assert "Not saved in a commit, so not sent: README.md, ny.txt." in ran.err
    assert "There is nothing to send." in ran.out
    assert person.branch() == "main"
    person.submit()
    person.send()
    assert (person.folder / OTHER).read_text() == "osparat\n"
    assert (person.folder / "ny.txt").read_text() == "ny\n"


def test_a_long_list_of_what_is_not_saved_is_cut(person: Person) -> None:
    for number in range(30):
        (person.folder / f"ny-{number:02}.txt").touch()
    ran = person.send()
    assert "ny-19.txt, …" in ran.err
    assert "ny-20" not in ran.err


def test_nothing_is_said_where_silence_was_asked_for(person: Person) -> None:
    person.submit()
    assert person.send(quiet=True).out == ""
    assert person.pull(quiet=True).out == ""


def test_work_about_several_documents_bears_the_time(person: Person) -> None:
    person.submit()
    text = (person.folder / "dokument/smarta/lan-av-tens-apparat.md").read_text()
    person.commit("dokument/smarta/lan-av-tens-apparat.md", f"{text}\nMer.\n")
    assert "as the branch ledsys/malbj1/20261122-120000." in person.send().out


def test_a_name_that_is_taken_gets_a_number(person: Person, remote: Path) -> None:
    git(remote, "branch", BRANCH, "main")
    person.submit()
    assert f"as the branch {BRANCH}-2." in person.send().out


def test_a_strange_person_gives_a_harmless_name(person: Person) -> None:
    person.submit()
    ran = person.run(lambda: send.send("--option/..x.lock @{"))
    assert ran.code == 0, ran.all
    assert person.branch() == f"ledsys/option-x-lock/{ID}"


def test_a_branch_made_by_hand_is_sent_as_it_is_and_main_goes_back(person: Person, remote: Path) -> None:
    before = person.git("rev-parse", "main")
    person.submit()
    person.git("switch", "--quiet", "--create", "mitt")
    assert "as the branch mitt." in person.send().out
    assert person.git("rev-parse", "main") == before
    assert git(remote, "rev-parse", "refs/heads/mitt") == person.git("rev-parse", "HEAD")


def test_the_page_of_the_merge_request_is_told(person: Person, remote: Path) -> None:
    """The address is a forge's, which no test reaches: what is pushed goes to a folder by git's own settings."""
    address = "https://karla:hemligt@github.com/region-exempel/ledningssystem.git"
    person.monkeypatch.setattr(Remote, "fetch", lambda self: self.git.commit(self.ref("main")))
    person.git("remote", "set-url", "origin", address)
    person.git("remote", "set-url", "--push", "origin", str(remote))
    person.submit()
    ran = person.send()
    page = f"https://github.com/region-exempel/ledningssystem/compare/main...{BRANCH}?expand=1"
    assert f"Open a merge request here: {page}" in ran.out
    assert "hemligt" not in ran.all


@pytest.mark.parametrize("how", ["merge", "squash", "rebase"])
def test_when_the_work_has_landed_pull_goes_back_to_main(person: Person, forge: Path, how: str) -> None:
    person.submit()
    person.send()
    elsewhere(forge)
    land(forge, how)
    elsewhere(forge, DRAFT, "ändrat efteråt\n")
    ran = person.pull()
    assert f"Your work on {BRANCH} has landed. You are back on main, which is up to date." in ran.out
    assert person.branch() == "main"
    assert person.git("rev-parse", "HEAD") == git(forge, "rev-parse", "main")
    assert (person.folder / OTHER).read_text() == "annat\n"
    assert person.git("status", "--porcelain") == ""
    assert "There is nothing new." in person.pull().out


def test_what_has_landed_is_not_sent_again(person: Person, forge: Path) -> None:
    person.submit()
    person.send()
    land(forge, "squash")
    assert f"Everything on {BRANCH} has landed" in person.send().out


def test_as_long_as_the_work_has_not_landed_pull_stays_and_says_how_main_is(person: Person, forge: Path) -> None:
    person.submit()
    person.send()
    assert f"Your work on {BRANCH} has not landed yet. Nothing has come to main since." in person.pull().out
    elsewhere(forge)
    assert f"Your work on {BRANCH} has not landed yet. 1 commit has come to main since." in person.pull().out
    assert person.branch() == BRANCH
    assert (person.folder / OTHER).read_text() != "annat\n"


def test_a_part_of_the_work_is_not_all_of_it(person: Person, forge: Path) -> None:
    person.submit()
    person.send()
    person.commit("dokument/rehab/nytt.txt", "mer\n")
    land(forge, "squash")
    assert "has not landed yet" in person.pull().out
    assert person.branch() == BRANCH


def test_a_file_removed_has_landed_when_it_is_gone(person: Person, forge: Path) -> None:
    person.git("rm", "--quiet", OTHER)
    person.git("commit", "--quiet", "--message", "remove")
    person.send()
    own = OwnGit(person.folder)
    assert not landed(own, person.git("rev-parse", "HEAD"), git(forge, "rev-parse", "main"))
    land(forge, "squash", person.branch())
    assert "has landed" in person.pull().out


def test_what_others_add_to_the_branch_comes_here(person: Person, forge: Path) -> None:
    """A machine that witnesses approvals writes on the branch of the merge request."""
    person.submit()
    person.send()
    git(forge, "fetch", "--quiet")
    git(forge, "switch", "--quiet", BRANCH)
    (forge / "vittne.txt").write_text("act\n")
    git(forge, "add", "vittne.txt")
    git(forge, "commit", "--quiet", "--message", "witness")
    git(forge, "push", "--quiet", "origin", BRANCH)
    assert "What the others have added to it is here now." in person.pull().out
    assert (person.folder / "vittne.txt").exists()
    (forge / "vittne.txt").write_text("fler\n")
    git(forge, "commit", "--quiet", "--all", "--message", "again")
    git(forge, "push", "--quiet", "origin", BRANCH)
    person.commit(OTHER, "eget\n")
    head = person.git("rev-parse", "HEAD")
    assert f"The others have something on the branch {BRANCH}" in person.send(code=2).err
    ran = person.pull(code=2)
    assert "in two directions" in ran.err
    assert person.git("rev-parse", "HEAD") == head


def test_a_reviewer_goes_to_what_was_sent_and_votes_there(
    person: Person, remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    person.submit()
    person.send()
    git(tmp_path, "clone", "--quiet", str(remote), "theirs")
    reviewer = Person(tmp_path / "theirs", monkeypatch, capsys)
    ran = reviewer.run(lambda: pull.pull(ID))
    assert f"You are on {BRANCH} now, as the others have it." in ran.out, ran.all
    voted = reviewer.run(lambda: review.review(ID, ok=True, person="noogr1"))
    assert voted.code == 0, voted.all
    again = reviewer.run(lambda: pull.pull(ID))
    assert "holds something here that the others lack" in again.err
    reviewer.send()
    assert "What the others have added to it is here now." in person.pull().out
    assert person.git("rev-parse", "HEAD") == reviewer.git("rev-parse", "HEAD")
    reviewer.git("switch", "--quiet", "main")
    assert reviewer.run(lambda: pull.pull(BRANCH)).code == 0


def test_a_branch_that_is_not_there_or_not_the_only_one_is_told(person: Person, remote: Path) -> None:
    for name in ("ledsys/ann/EXP-1", "ledsys/bo/EXP-1", "ledsys/bo/x$(x)", "x/main"):
        git(remote, "branch", name, "main")
    assert "Nobody has sent a branch called EXP-2." in person.run(lambda: pull.pull("EXP-2")).err
    assert "fits several branches: ledsys/ann/EXP-1, ledsys/bo/EXP-1." in person.run(lambda: pull.pull("EXP-1")).err
    assert "is not a name that ledsys passes on to git" in person.run(lambda: pull.pull("x$(x)")).err
    git(remote, "branch", "--delete", "x/main")
    assert "Nobody has sent a branch called main." in person.run(lambda: pull.pull("main")).err
    assert person.branch() == "main"


def test_main_moves_forward(person: Person, forge: Path) -> None:
    elsewhere(forge)
    elsewhere(forge, "två.txt")
    (person.folder / "egen.txt").write_text("egen\n")
    assert "Got 2 commits from the others." in person.pull().out
    assert (person.folder / OTHER).read_text() == "annat\n"
    assert (person.folder / "egen.txt").read_text() == "egen\n"


def test_nothing_is_written_over_what_was_not_saved(person: Person, forge: Path) -> None:
    elsewhere(forge)
    (person.folder / OTHER).write_text("osparat\n")
    before = person.git("rev-parse", "HEAD")
    ran = person.pull(code=2)
    assert "The others have changed files that you have changed too, and not saved: README.md." in ran.err
    assert (person.folder / OTHER).read_text() == "osparat\n"
    assert person.git("rev-parse", "HEAD") == before


def test_two_mains_that_parted_are_left_alone_and_send_is_the_way_out(person: Person, forge: Path) -> None:
    elsewhere(forge)
    person.submit()
    head = person.git("rev-parse", "HEAD")
    ran = person.pull(code=2)
    assert "main has moved on, and 1 commit of yours is not in it yet" in ran.err
    assert "ledsys send" in ran.err
    assert person.git("rev-parse", "HEAD") == head
    person.send()
    assert person.git("rev-parse", "main") == git(forge, "rev-parse", "main")
    land(forge, "merge")
    person.pull()
    assert person.branch() == "main"


def test_a_main_that_was_overwritten_is_told_of_again_and_again(person: Person, forge: Path, remote: Path) -> None:
    elsewhere(forge)
    person.pull()
    held = person.git("rev-parse", "origin/main")
    git(remote, "update-ref", "refs/heads/main", "main~1")
    for _ in range(2):
        assert f"has been overwritten: it lacks {held}" in person.pull(code=2).err
    assert "has been overwritten" in person.send(code=2).err
    assert (person.git("rev-parse", "HEAD"), person.git("rev-parse", "origin/main")) == (held, held)
    git(remote, "update-ref", "refs/heads/main", held)
    assert person.pull().out == "There is nothing new.\n"


def test_what_is_ahead_is_not_sent_yet(person: Person) -> None:
    person.submit()
    assert "There is nothing new. 1 commit here has not been sent: ledsys send" in person.pull().out


def test_back_on_main_keeps_commits_that_were_made_there(person: Person, forge: Path) -> None:
    person.submit()
    person.send()
    person.git("switch", "--quiet", "main")
    person.commit("egen.txt", "egen\n")
    own = person.git("rev-parse", "main")
    person.git("switch", "--quiet", BRANCH)
    land(forge, "squash")
    ran = person.pull(code=2)
    assert "main here has commits that the others lack" in ran.err
    assert (person.branch(), person.git("rev-parse", "main")) == (BRANCH, own)


def test_back_on_main_that_is_only_ahead(person: Person, forge: Path) -> None:
    person.submit()
    person.send()
    land(forge, "merge")
    person.git("fetch", "--quiet")
    person.git("branch", "--force", "main", "origin/main")
    person.git("switch", "--quiet", "main")
    person.commit("egen.txt", "egen\n")
    own = person.git("rev-parse", "main")
    person.git("switch", "--quiet", BRANCH)
    person.pull()
    assert (person.branch(), person.git("rev-parse", "HEAD")) == ("main", own)


def test_a_commit_that_comes_in_between_undoes_the_move_from_main(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.submit()
    head = person.git("rev-parse", "HEAD")
    run = OwnGit.run

    def meanwhile(self: OwnGit, *args: str, **rest: str) -> str:
        if args[0] == "update-ref" and "refs/heads/main" in args:
            later = git(person.folder, "commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "meanwhile")
            git(person.folder, "update-ref", "refs/heads/main", later)
        return run(self, *args, **rest)  # type: ignore[arg-type]  # stdin and hint as they were given

    monkeypatch.setattr(OwnGit, "run", meanwhile)
    assert "git update-ref failed" in person.send(code=2).err
    assert person.branch() == "main"
    assert person.git("branch", "--list", "ledsys/*") == ""
    assert person.git("rev-parse", "HEAD^") == head


def test_a_send_that_was_cut_off_before_main_went_back_is_finished_by_the_next(person: Person) -> None:
    person.submit()
    person.git("branch", BRANCH)
    person.git("symbolic-ref", "HEAD", f"refs/heads/{BRANCH}")
    person.pull()
    assert person.git("rev-parse", "main") == person.git("rev-parse", "origin/main")
    assert f"as the branch {BRANCH}." in person.send().out


def test_main_that_another_folder_has_checked_out_is_left_alone(person: Person, tmp_path: Path) -> None:
    person.submit()
    person.git("switch", "--quiet", "--create", "mitt")
    person.git("worktree", "add", "--quiet", str(tmp_path / "second"), "main")
    main = person.git("rev-parse", "main")
    person.send()
    assert person.git("rev-parse", "main") == main


def test_what_can_not_be_sent_says_what_to_do(person: Person, remote: Path) -> None:
    person.submit()
    shutil.move(remote, remote.with_suffix(".away"))
    ran = person.send(code=2)
    assert "git fetch failed" in ran.err
    assert "Nothing is lost." in ran.err
    assert person.branch() == "main"


def test_a_push_that_is_refused_leaves_the_work_on_its_branch(person: Person, remote: Path) -> None:
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho nej >&2\nexit 1\n")
    hook.chmod(0o755)
    person.submit()
    ran = person.send(code=2)
    assert f"Your work is on the branch {BRANCH} now" in ran.err
    assert "git push failed" in ran.err
    hook.unlink()
    assert f"as the branch {BRANCH}." in person.send().out


def test_without_a_remote_there_is_nobody_to_send_to(person: Person) -> None:
    assert str(next_hint(find(person.folder))) == "Send it to the others with: ledsys send"
    person.git("remote", "remove", "origin")
    assert next_hint(find(person.folder)) is None
    assert "on this computer only" in person.send(code=2).err
    assert "on this computer only" in person.pull(code=2).err


def test_of_several_remotes_it_is_the_one_that_main_follows(person: Person, remote: Path) -> None:
    person.git("remote", "rename", "origin", "delad")
    assert find_remote(find(person.folder)).name == "delad"
    person.git("remote", "add", "annan", str(remote))
    assert find_remote(find(person.folder)).name == "delad"
    person.git("config", "--unset", "branch.main.remote")
    assert "several other copies: annan, delad" in person.pull(code=2).err
    person.git("remote", "add", "origin", str(remote))
    assert find_remote(find(person.folder)).name == "origin"


def test_the_main_of_the_remote_is_asked_for_where_git_does_not_remember_it(person: Person, remote: Path) -> None:
    git(remote, "branch", "--move", "main", "huvud")
    git(remote, "symbolic-ref", "HEAD", "refs/heads/huvud")
    person.git("remote", "set-head", "origin", "--delete")
    assert find_remote(find(person.folder)).main == "huvud"


def test_a_name_like_an_option_is_not_passed_on(person: Person) -> None:
    person.git("config", "remote.--upload-pack=x.url", "x")
    person.git("config", "branch.main.remote", "--upload-pack=x")
    assert "is not a name that ledsys passes on to git" in person.pull(code=2).err


def test_an_empty_remote_gets_its_first_version_from_whoever_cares_for_it(person: Person, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "empty.git")
    person.git("remote", "set-head", "origin", "--delete")
    person.git("remote", "set-url", "origin", str(tmp_path / "empty.git"))
    ran = person.send(code=2)
    assert "has no branch called main yet" in ran.err
    assert "git push -u origin main" in ran.err


def test_other_states_of_git_are_told(person: Person, remote: Path) -> None:
    person.git("switch", "--quiet", "--detach")
    assert "detached HEAD" in person.pull(code=2).err
    assert "detached HEAD" in person.send(code=2).err
    person.git("switch", "--quiet", "main")
    (person.folder / ".git" / "MERGE_HEAD").write_text(person.git("rev-parse", "HEAD"))
    assert "merge or rebase is in progress" in person.pull(code=2).err
    (person.folder / ".git" / "MERGE_HEAD").unlink()
    person.git("symbolic-ref", "HEAD", "refs/heads/foddlos")
    assert "no commit yet" in person.pull(code=2).err
    person.git("symbolic-ref", "HEAD", "refs/heads/main")
    other = git(remote, "commit-tree", "main^{tree}", "-m", "another history")
    git(remote, "update-ref", "refs/heads/main", other)
    assert "has been overwritten" in person.pull(code=2).err
    person.git("update-ref", "-d", "refs/remotes/origin/main")
    assert "no history in common" in person.pull(code=2).err
    assert not landed(OwnGit(person.folder), person.git("rev-parse", "main"), other)


def test_a_shell_in_a_hook_of_another_repository_does_not_lead_astray(
    person: Person, forge: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere(forge)
    monkeypatch.setenv("GIT_DIR", str(forge / ".git"))
    ran = person.run(pull.pull)
    monkeypatch.delenv("GIT_DIR")
    assert "Got 1 commit" in ran.out
    assert (person.folder / OTHER).read_text() == "annat\n"


def test_a_tag_named_like_the_remote_main_is_not_taken_for_it(person: Person, forge: Path) -> None:
    person.submit()
    person.git("tag", "origin/main", "HEAD")
    assert "Sent 1 commit" in person.send().out
    assert person.git("rev-parse", "refs/heads/main") == git(forge, "rev-parse", "main")


def test_names_that_are_taken_are_counted_on(person: Person) -> None:
    repository = find(person.folder)
    remote = find_remote(repository)
    person.submit()
    now = divergence(repository, remote.git, remote.fetch())
    for number in range(2, 5):
        person.git("branch", f"{BRANCH}-{number}")
    person.git("branch", BRANCH)
    assert sending.branch_name(repository, remote, now, AUTHOR, NOON) == f"{BRANCH}-5"
