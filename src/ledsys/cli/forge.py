"""``ledsys forge setup`` and ``ledsys forge check``: what GitHub or GitLab must know and be set to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.authority.forge import Forge
from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import DryRun
from ledsys.cli.saved import read_saved
from ledsys.cli.session import Session, open_session
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import Message, msg, plural
from ledsys.report.terminal import note, out, told

if TYPE_CHECKING:
    from ledsys.authority.owners import CodeOwners
    from ledsys.store.repository import Repository

ForgeOption = Annotated[
    Forge | None, typer.Option("--forge", help=_("Where the docs repo is shared, if its address does not say."))
]
Settings = Annotated[
    list[Path] | None,
    typer.Option("--settings", metavar="FILE", help=_("An answer of the forge's interface, saved as JSON; several.")),
]


def setup(forge: ForgeOption = None, dry_run: DryRun = False) -> int:
    """Write CODEOWNERS from the register, and list the settings to make in the forge."""
    from ledsys.authority.demands import demands

    session = open_session()
    chosen = _forge(session, forge)
    owners = _owners(session)
    if dry_run:
        out(owners.text.rstrip("\n"))
    else:
        _write(session, owners)
    out(told(msg("Settings to make at {forge}:", forge=_NAMES[chosen])))
    for demand in demands(chosen, witnessed=_witnessed(session)):
        out(told(msg("- {what}", what=demand.what)))
    out(told(msg("See afterwards whether they stand with: ledsys forge check --settings FILE")))
    return OK


def check(forge: ForgeOption = None, settings: Settings = None) -> int:
    """Compare CODEOWNERS with the register, and the forge's saved answers with the settings to make."""
    from ledsys.authority.demands import demands, looked_for
    from ledsys.authority.forge import answers_of

    session = open_session()
    wrong = _compare(session, _owners(session))
    if settings:
        answers = answers_of(read_saved(path) for path in settings)
        chosen = demands(_forge(session, forge), witnessed=_witnessed(session))
        seen = tuple(looked_for(chosen, answers))
        for demand, made in seen:
            out(told(_state(demand.what, made=made)))
        wrong += sum(made is not True for _demand, made in seen)
    else:
        note(msg("The settings of the forge were not looked at: name saved answers with --settings FILE."))
    if wrong:
        out(told(plural("{n} thing is not as it should be.", "{n} things are not as they should be.", wrong)))
        return FINDINGS
    out(told(msg("All is as it should be.")))
    return OK


_NAMES = {Forge.GITHUB: "GitHub", Forge.GITLAB: "GitLab"}


def _state(what: Message, *, made: bool | None) -> Message:
    if made is None:
        return msg("not told: {what}", what=what)
    return msg("made: {what}", what=what) if made else msg("NOT MADE: {what}", what=what)


def _forge(session: Session, named: Forge | None) -> Forge:
    """Give the forge that was named, else the one that the remote's address tells of."""
    if named is not None:
        return named
    from ledsys.store.address import forge_of

    found = {forge_of(url) for url in _addresses(session.repository)} - {None}
    if len(found) == 1:
        return Forge(str(found.pop()))
    raise UsageError(msg("Say where the docs repo is shared: --forge github, or --forge gitlab."))


def _addresses(repository: Repository) -> list[str]:
    answer = repository.git.ask("config", "--local", "--null", "--get-regexp", r"^remote\..*\.url$") or b""
    return [entry.partition("\n")[2] for entry in answer.decode("utf-8", "replace").split("\0") if entry]


def _owners(session: Session) -> CodeOwners:
    from ledsys.authority.owners import code_owners

    owners = code_owners(session.corpus.policy, session.corpus.today)
    if owners.without_account:
        note(
            msg(
                "These have no account at the forge in organisation/personer.yaml (konton),"
                " so they are not asked: {persons}.",
                persons=owners.without_account,
            )
        )
    return owners


def _witnessed(session: Session) -> bool:
    return bool(session.corpus.policy.settings.authority.witnesses)


def _compare(session: Session, owners: CodeOwners) -> int:
    from ledsys.authority.owners import PATH

    present = PATH in session.corpus.files and session.files.read(PATH) == owners.text.encode()
    if not present:
        out(told(msg("{path} is not what the register says. Write it with: ledsys forge setup", path=PATH)))
    return int(not present)


def _write(session: Session, owners: CodeOwners) -> None:
    from ledsys.authority.owners import PATH
    from ledsys.model.change import Change
    from ledsys.store.change import write_only

    if "\n/" not in owners.text:
        raise UsageError(
            msg("Nobody who could be asked has an account at the forge, so {path} would ask nobody.", path=PATH),
            msg("Write the login names in organisation/personer.yaml, such as: konton: [login]"),
        )
    data = owners.text.encode()
    if PATH in session.corpus.files and session.files.read(PATH) == data:
        out(told(msg("{path} is as the register says.", path=PATH)))
        return
    expected = {PATH: session.repository.current(PATH)}
    write_only(session.repository, Change({PATH: data}, "forge setup", "", "", session.now, expected=expected))
    out(
        told(
            msg(
                "{path} is written, but not committed. It is part of what only a change of policy may touch.", path=PATH
            )
        )
    )
