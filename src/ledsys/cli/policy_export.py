"""``ledsys policy export``: the keys of the register in the form that ssh-keygen reads, to check signatures by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.codes import OK
from ledsys.cli.session import open_session
from ledsys.language import _
from ledsys.report.terminal import raw

if TYPE_CHECKING:
    from ledsys.model.corpus import Policy

At = Annotated[
    str | None, typer.Option("--at", metavar="COMMIT", help=_("The register as it stood in this commit or branch."))
]
OutFile = Annotated[Path | None, typer.Option("--out", metavar="FILE", help=_("Write it into this file."))]


def export(commit: At = None, file: OutFile = None) -> int:
    """Print who may sign with which key, and when."""
    from ledsys.authority.signers import allowed_signers
    from ledsys.store.disk import replace_file

    policy = open_session().corpus.policy if commit is None else _policy_at(commit)
    text = allowed_signers(policy.register, policy.settings.authority)
    if file is None:
        raw(text)
    else:
        replace_file(file, text.encode())
    return OK


def _policy_at(commit: str) -> Policy:
    from ledsys.store.objects import GitObjects
    from ledsys.store.policy import load_policy
    from ledsys.store.refs import target
    from ledsys.store.repository import find
    from ledsys.store.trees import GitTree

    repository = find(Path.cwd())
    with GitObjects(repository.git) as objects:
        return load_policy(GitTree(objects, target(repository, commit).commit))
