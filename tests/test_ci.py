"""The jobs that the template gives GitHub and GitLab.

Nothing in them can be steered by a branch's name, what they install is fixed by digests, and what they fetch is enough
to judge a merge request, at depth 1 where that can be.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

TEMPLATE = Path(__file__).parents[1] / "docs-repo-template"
WITNESS = TEMPLATE / ".github/workflows/ledsys-witness.yml"
WORKFLOWS = sorted((TEMPLATE / ".github/workflows").glob("*.yml"))
JUDGE = """\
import sys
from pathlib import Path
from ledsys.store.refs import result, target
from ledsys.store.repository import find
if "--base" in sys.argv:
    repository = find(Path.cwd())
    base = target(repository, sys.argv[sys.argv.index("--base") + 1]).commit
    print("judged", base, result(repository, base))
"""


def loaded(path: Path) -> dict[str, Any]:
    found = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


GITLAB = loaded(TEMPLATE / ".gitlab-ci.yml")


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in loaded(path)["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_that_others_name_becomes_a_command(path: Path) -> None:
    """An expression in a script is put in before the shell reads it, and the name of a branch may hold a command."""
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_fixed_by_its_commit(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert [name for name in used if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name)] == []


@pytest.mark.parametrize("path", [*WORKFLOWS, TEMPLATE / ".gitlab-ci.yml"], ids=lambda path: path.name)
def test_only_what_bears_a_digest_is_installed(path: Path) -> None:
    installs = re.findall(r"pip install.*", path.read_text(encoding="utf-8"))
    assert [line for line in installs if not line.startswith("pip install --require-hashes -r ")] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_that_a_merge_request_can_change_sees_no_secret(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    triggers = loaded(path)["on"]
    assert "pull_request_target" not in triggers
    if "workflow_run" not in triggers:
        assert "secrets." not in text
    assert "contents: write" not in text


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Prov", "-c", "user.email=prov@region-exempel.example"]
    ran = subprocess.run(["git", *identity, *arguments], cwd=folder, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def commit(folder: Path, name: str) -> str:
    (folder / name).write_text(f"{name}\n")
    git(folder, "add", name)
    git(folder, "commit", "--quiet", "--message", name)
    return git(folder, "rev-parse", "HEAD")


@dataclass
class Forge:
    """What the forge has: main, a branch with a merge request, and the two merged as the forge would."""

    remote: Path
    work: Path
    runner: Path
    tip: str
    merged: str

    def push(self) -> None:
        git(
            self.work,
            "push",
            "--quiet",
            "--force",
            str(self.remote),
            "main",
            "work",
            f"{self.merged}:refs/pull/7/merge",
        )

    def clone(self, ref: str) -> None:
        """Do what the forges' runners do: fetch one reference at depth 1, and check it out."""
        git(self.runner, "init", "--quiet", "--initial-branch", "none")
        git(self.runner, "remote", "add", "origin", f"file://{self.remote}")
        git(self.runner, "fetch", "--quiet", "--no-tags", "--depth=1", "origin", f"+{ref}:refs/remotes/pull/7/merge")
        git(self.runner, "checkout", "--quiet", "--detach", "refs/remotes/pull/7/merge")

    def run(self, script: str, **environment: str) -> tuple[str, str]:
        """Run a job's script with a ledsys that finds what would be judged; give the target and the resulting tree."""
        programs = self.runner.parent / "bin"
        programs.mkdir(exist_ok=True)
        (programs / "judge.py").write_text(JUDGE)
        program = programs / "ledsys"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} {programs / "judge.py"} "$@"\n')
        program.chmod(0o755)
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        ran = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=self.runner,
            env={**os.environ, **environment, "PATH": path},
            check=False,
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr
        judged, base, tree = ran.stdout.split()
        assert judged == "judged"
        return base, tree

    def shallow(self) -> bool:
        return git(self.runner, "rev-parse", "--is-shallow-repository") == "true"

    def tree(self, commit_id: str) -> str:
        return git(self.work, "rev-parse", f"{commit_id}^{{tree}}")


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    work, remote, runner = tmp_path / "work", tmp_path / "remote.git", tmp_path / "runner"
    for folder in (work, runner):
        folder.mkdir()
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", str(remote))
    git(remote, "config", "uploadpack.allowReachableSHA1InWant", "true")  # as the forges have it
    git(work, "init", "--quiet", "--initial-branch", "main")
    commit(work, "ledsys.yaml")
    commit(work, "a")
    git(work, "switch", "--quiet", "--create", "work")
    commit(work, "b")
    commit(work, "c")
    git(work, "switch", "--quiet", "main")
    tip = commit(work, "d")
    git(work, "switch", "--quiet", "--detach", "main")
    git(work, "merge", "--quiet", "--no-ff", "--no-edit", "work")
    found = Forge(remote, work, runner, tip, git(work, "rev-parse", "HEAD"))
    found.push()
    return found


def github_script() -> str:
    (script,) = (
        step["run"] for step in steps(TEMPLATE / ".github/workflows/ledsys.yml") if "QUEUED" in step.get("env", {})
    )
    return str(script)


def gitlab_script() -> str:
    return str(GITLAB["check"]["script"][-1])


def test_github_judges_the_merge_at_depth_1(forge: Forge) -> None:
    forge.clone("refs/pull/7/merge")
    assert forge.run(github_script(), TARGET="main", QUEUED="") == (forge.tip, forge.tree(forge.merged))
    assert forge.shallow()


def test_github_judges_against_the_tip_also_when_main_moved_since_the_merge_was_made(forge: Forge) -> None:
    forge.clone("refs/pull/7/merge")
    git(forge.work, "switch", "--quiet", "main")
    later = commit(forge.work, "e")
    git(forge.work, "push", "--quiet", str(forge.remote), "main")
    git(forge.work, "merge", "--quiet", "--no-ff", "--no-edit", "work")
    assert forge.run(github_script(), TARGET="main", QUEUED="") == (later, forge.tree("HEAD"))


def test_github_judges_in_the_queue_against_what_stands_before(forge: Forge) -> None:
    git(forge.work, "switch", "--quiet", "--detach", "main")
    before = commit(forge.work, "another merge request")
    git(forge.work, "merge", "--quiet", "--squash", "work")
    git(forge.work, "commit", "--quiet", "--message", "squashed")
    queued = git(forge.work, "rev-parse", "HEAD")
    git(forge.work, "push", "--quiet", str(forge.remote), "HEAD:refs/heads/gh-readonly-queue/main/pr-7")
    forge.clone("refs/heads/gh-readonly-queue/main/pr-7")
    assert forge.run(github_script(), TARGET="", QUEUED=before) == (before, forge.tree(queued))
    assert forge.shallow()


def test_gitlab_judges_merged_results_at_depth_1(forge: Forge) -> None:
    forge.clone("refs/pull/7/merge")
    variables = {"CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
    found = forge.run(gitlab_script(), **variables, CI_MERGE_REQUEST_TARGET_BRANCH_SHA=forge.tip)
    assert found == (forge.tip, forge.tree(forge.merged))
    assert forge.shallow()


def test_gitlab_without_merged_results_merges_by_itself(forge: Forge) -> None:
    forge.clone("refs/heads/work")
    variables = {"CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
    assert forge.run(gitlab_script(), **variables) == (forge.tip, forge.tree(forge.merged))


def test_gitlab_judges_no_merge_request_on_main(forge: Forge) -> None:
    forge.clone("refs/heads/main")
    ran = subprocess.run(["bash", "-ec", gitlab_script()], cwd=forge.runner, check=False, capture_output=True)
    assert (ran.returncode, ran.stdout) == (0, b"")


def test_a_branch_named_like_a_command_is_only_a_name(forge: Forge) -> None:
    name = "main$(touch${IFS}gotcha)`touch${IFS}gotcha`;x"
    git(forge.work, "push", "--quiet", str(forge.remote), f"main:refs/heads/{name}")
    forge.clone("refs/pull/7/merge")
    assert forge.run(github_script(), TARGET=name, QUEUED="")[0] == forge.tip
    variables = {"CI_MERGE_REQUEST_IID": "7", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": name}
    assert forge.run(gitlab_script(), **variables)[0] == forge.tip
    assert not (forge.runner / "gotcha").exists()


@pytest.mark.skipif(shutil.which("jq") is None, reason="GitHub's machines have jq")
def test_github_asks_for_the_last_word_of_each_account_that_is_still_there(tmp_path: Path) -> None:
    """GitHub forgets who it was when an account is gone, and which commit when that is; the others' votes stand."""
    (step,) = [step for step in loaded(WITNESS)["jobs"]["witness"]["steps"] if "jq " in step.get("run", "")]
    found = re.search(r"^jq .*?(?= > \"\$RUNNER_TEMP/events)", step["run"], re.DOTALL | re.MULTILINE)
    assert found is not None
    said = [
        ("APPROVED", "a", "1", "2026-11-22T10:00:00Z"),
        ("APPROVED", None, "1", "2026-11-22T10:01:00Z"),
        ("APPROVED", "b", None, "2026-11-22T10:02:00Z"),
        ("APPROVED", "c", "1", "2026-11-22T10:03:00Z"),
        ("COMMENTED", "a", "1", "2026-11-22T10:04:00Z"),
        ("CHANGES_REQUESTED", "d", "1", "2026-11-22T09:00:00Z"),
        ("DISMISSED", "c", "1", "2026-11-22T10:05:00Z"),
    ]
    reviews = (
        {"state": state, "user": login and {"login": login}, "commit_id": commit, "submitted_at": time}
        for state, login, commit, time in said
    )
    (tmp_path / "reviews.json").write_text("\n".join(map(json.dumps, reviews)))
    (tmp_path / "request.json").write_text('{"number": 7}')
    ran = subprocess.run(
        ["bash", "-ec", found[0]], env={**os.environ, "RUNNER_TEMP": str(tmp_path)}, check=True, capture_output=True
    )
    events = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [(event["review"]["user"]["login"], event["pull_request"]["number"]) for event in events] == [
        ("d", 7),
        ("a", 7),
    ]
