"""``ledsys seal``: write down, signed by a machine, how far main has come and that it is proven."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.errors import RepositoryError, UsageError
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import note, out

if TYPE_CHECKING:
    from ledsys.proof.seals import Seal
    from ledsys.store.verifying import Tip

KeyFile = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help=_("The private key of the machine that seals; else LEDSYS_SEAL_KEY.")),
]


@dataclass(frozen=True)
class Facts:
    """What a seal says beside its place: when it is made, the tree, the digest of the acts, whether it was proven."""

    now: datetime
    tree: str
    acts: str
    proven: bool


def seal(key: KeyFile = None) -> int:
    """Verify what has landed since the last seal, and seal it."""
    from ledsys.cli import clock
    from ledsys.cli.session import zone_of
    from ledsys.cli.verify import pinned_root
    from ledsys.proof.seals import act_set, line
    from ledsys.report.verification import history_lines
    from ledsys.store.anchors import newest
    from ledsys.store.history import tree_of
    from ledsys.store.last_seen import state_folder
    from ledsys.store.past import act_ids
    from ledsys.store.repository import find
    from ledsys.store.sealing import append, read
    from ledsys.store.verifying import remember, tip_of, verify

    place = _key_file(key)
    repository = find(Path.cwd())
    tip = tip_of(repository)
    journal = read(repository)
    last = journal.seals[-1] if journal.seals else None
    proven = newest(journal)
    state = state_folder(os.environ)
    since = proven if proven is not None and proven.commit in tip.line else None
    history = verify(repository, tip, since, pinned_root(None), state)
    if not history.proven:
        sys.stderr.writelines(f"{text}\n" for text in history_lines(history))
    if history.objections:
        note(msg("Nothing was sealed: what is remembered of main does not agree with it."))
        return FINDINGS
    if last is not None and last.commit == tip.commit:
        note(msg("This landing is sealed already."))
        out(line(last).rstrip("\n"))
        return OK if history.proven else FINDINGS
    now = clock.now(zone_of(tip.policy)).replace(microsecond=0)
    facts = Facts(
        now, tree_of(repository.git, tip.commit), act_set(act_ids(repository.git, tip.commit)), history.proven
    )
    if last is not None and now < last.time:
        raise _before(last, now)
    made = _sealed(tip, last, facts, place)
    append(repository, journal, made, now)
    if history.proven and state is not None:
        remember(repository, tip, state)
    out(line(made).rstrip("\n"))
    note(msg("Enter this line in the diary now and then, and send the branch: git push origin ledsys-journal"))
    return OK if history.proven else FINDINGS


def _before(last: Seal, now: datetime) -> RepositoryError:
    """Say that a seal would be dated before the last; once written it would stand in the journal for ever."""
    return RepositoryError(
        msg(
            "The last seal, {n}, was made at {time}; by the clock of this computer it is {now}.",
            n=last.number,
            time=last.time.isoformat(timespec="minutes"),
            now=now.isoformat(timespec="minutes"),
        ),
        msg("Nothing was sealed. Set the clock right; if it was wrong at the last seal, seal again after that time."),
    )


def _key_file(key: Path | None) -> Path:
    named = os.environ.get("LEDSYS_SEAL_KEY")
    if key is not None or named:
        return key or Path(named or "")
    raise UsageError(
        msg("ledsys does not know with which key to seal."),
        msg("Give the file of the machine's private key by --key or LEDSYS_SEAL_KEY."),
    )


def _sealed(tip: Tip, last: Seal | None, facts: Facts, place: Path) -> Seal:
    """Make the seal of the tip and let the machine's key sign it."""
    from dataclasses import replace

    from ledsys.model.doctype import Level
    from ledsys.proof.seals import Proof, Seal, line
    from ledsys.signature import SEAL, read_key
    from ledsys.store.keypairs import fingerprint_of
    from ledsys.store.signing import Signer, sign

    fingerprint = fingerprint_of(place)
    sealers = {read_key(machine.key).fingerprint: machine for machine in tip.policy.settings.authority.sealers}
    machine = sealers.get(fingerprint)
    if machine is None or not machine.usable(facts.now.date()):
        raise RepositoryError(
            msg("The key {key} seals nothing here.", key=fingerprint),
            msg("Enter it under sigillnycklar in ledsys.yaml, by a change of the policy, or use another."),
        )
    made = Seal(
        number=last.number + 1 if last else 1,
        before=last.hash if last else None,
        time=facts.now,
        commit=tip.commit,
        tree=facts.tree,
        acts=facts.acts,
        policy=tip.policy_hash,
        proof=Proof.PROVEN if facts.proven else Proof.UNPROVEN,
        repo=tip.policy.settings.repo_id,
    )
    signer = Signer(machine.id, read_key(machine.key), Level.KEY, place)
    return replace(made, signature=sign(signer, line(made).encode(), SEAL))
