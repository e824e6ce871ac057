"""*Planning*: from an act to the change that writes it, with the claim lines that follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from ledsys import actfile
from ledsys.digest import blob_id
from ledsys.frontmatter.edit import EditError, with_claims
from ledsys.lifecycle.attempt import Attempt, Plan
from ledsys.lifecycle.claims import claims
from ledsys.lifecycle.derivation import derive
from ledsys.lifecycle.life import Life
from ledsys.message import Message, msg
from ledsys.model.act import Act, ActKind
from ledsys.model.change import Change


def act_of(attempt: Attempt, kind: ActKind, **fields: object) -> Act:
    """Make the act of an attempt, sealed: about the document as it is, unless the given fields say otherwise."""
    in_force = attempt.life.in_force(attempt.today)
    given: dict[str, object] = {
        "kind": kind,
        "repo": attempt.corpus.policy.settings.repo_id,
        "document": attempt.document.id,
        "version": attempt.front.version,
        "content": attempt.document.digest,
        "against": in_force.content if in_force else None,
        "person": attempt.person,
        "name": attempt.register.name_of(attempt.person),
        "reason": attempt.wish.reason,
        "policy": attempt.corpus.policy_hash,
        "assurance": attempt.assurance.code,
        "signed_at": _after(attempt.now, attempt.life),
    }
    return actfile.sealed(Act(**{**given, **fields}))  # type: ignore[arg-type]  # the fields are named by the callers above


def _after(now: datetime, life: Life) -> datetime:
    """Give the time of an act: now, but never before or at the same second as the act before it."""
    time = now.astimezone(UTC).replace(microsecond=0)  # in the hour that comes twice, local clocks can't be compared
    if life.acts:
        time = max(time, life.acts[-1].signed_at.astimezone(UTC) + timedelta(seconds=1))
    local = time.astimezone(now.tzinfo)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta()))


def plan_of(
    attempt: Attempt,
    act: Act,
    what: Message,
    writes: Mapping[str, bytes] | None = None,
    notes: tuple[Message, ...] = (),
) -> Plan:
    """Plan the act and the claim lines that follow from it, written onto the given texts (else onto the file)."""
    path = attempt.document.path
    files = dict(writes or {})
    source = files.pop(path, attempt.source)
    life = _life_after(attempt, act)
    try:
        text = with_claims(source, claims(life, attempt.owner, act.version))
    except EditError:
        if act.kind not in (ActKind.STOP, ActKind.CONFIRM, ActKind.REPEAL, ActKind.BASELINE):
            raise
        # What is decided of the edition must not wait for somebody to mend the file that it was made from.
        text, notes = source, (*notes, msg("The file itself can't be edited as it is. Mend it, then: ledsys doctor"))
    if text != attempt.source or writes:
        files[path] = text
    change = change_of(attempt, act.signed_at, {actfile.path_of(act): actfile.written(act), **files}, what)
    return Plan((act,), change, notes)


def signed(plan: Plan, signatures: Mapping[str, str]) -> Plan:
    """Give the plan with its acts signed: ``signatures`` gives an armoured signature by the id of the act."""
    acts = tuple(replace(act, signature=signatures.get(act.id)) for act in plan.acts)
    files = {actfile.path_of(act): actfile.written(act) for act in acts}
    return replace(plan, acts=acts, change=replace(plan.change, writes={**plan.change.writes, **files}))


def _life_after(attempt: Attempt, act: Act) -> Life:
    return derive(attempt.document.id, (*attempt.life.acts, act), act.version, act.content)


def change_of(attempt: Attempt, when: datetime, writes: Mapping[str, bytes], what: Message) -> Change:
    """Give the change that writes these files, as one commit of the acting person."""
    person = attempt.register.person_by_id[attempt.person]
    return Change(
        writes=writes,
        subject=f"{what} {attempt.document.id} v{attempt.front.version}: {attempt.front.title}",
        author=person.name,
        email=person.address(attempt.corpus.policy.settings.repo_id),
        when=when,
        expected={**_as_planned(attempt, writes), attempt.document.path: blob_id(attempt.source)},
        acts=_acts(attempt),
    )


def _acts(attempt: Attempt) -> Mapping[str, frozenset[str]]:
    """Give the folder of the document's acts, and the files of acts in it, also those that nobody can read."""
    folder = f"{actfile.FOLDER}/{attempt.document.id}"
    found = (path for path in attempt.corpus.files if path.startswith(f"{folder}/") and path.endswith(".act"))
    return {folder: frozenset(path for path in found if path.count("/") == folder.count("/") + 1)}


def _as_planned(attempt: Attempt, writes: Mapping[str, bytes]) -> Mapping[str, str | None]:
    """Give what must stand at the paths that are written: nothing for an act, for an image what was seen there."""
    acts = dict.fromkeys(path for path in writes if path.startswith(f"{actfile.FOLDER}/"))
    seen = {path: blob_id(data) for path, data in attempt.standing.items()}
    return {**acts, **{path: seen.get(path) for path in writes if path in attempt.replaced}}
