"""*Effects*: what an allowed move writes: its act, the claim lines, an edition, and the one commit they make.

Effects trust the guards: they are called only when no guard had a reason against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ledsys.frontmatter.edit import with_claims
from ledsys.lifecycle.attempt import Attempt, Plan
from ledsys.lifecycle.claims import TEXT, edition_folder
from ledsys.lifecycle.exemptions import recorded
from ledsys.lifecycle.planning import act_of, change_of, plan_of
from ledsys.message import msg
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.doctype import Exemption
from ledsys.model.document import Status


def submit(attempt: Attempt) -> Plan:
    """Submit the text for review, with its own uncommitted edits and images."""
    last = attempt.life.last
    act = act_of(
        attempt,
        ActKind.SUBMIT,
        role=_role(attempt, ("author", attempt.front.authors), ("owner", attempt.owner_persons)),
        of=last.publish.id if last else None,
        owner=attempt.owner,
    )
    own_images = {f"{attempt.document.folder}/{name}": data for name, data in attempt.images.items()}
    return plan_of(attempt, act, msg("submit"), writes={**own_images, attempt.document.path: attempt.source})


def review(attempt: Attempt) -> Plan:
    """Vote on the submitted text."""
    used = (Exemption.AUTHOR_REVIEWS,) if attempt.person in attempt.authors else ()
    act = act_of(
        attempt,
        ActKind.REVIEW,
        role="reviewer",
        of=_id(attempt.life.work.submit),
        meaning=attempt.wish.vote,
        reason=recorded(attempt.wish.reason, used, attempt.type),
    )
    what = msg("review: ok") if attempt.wish.vote is Meaning.OK else msg("review: returned")
    return plan_of(attempt, act, what)


def recall(attempt: Attempt) -> Plan:
    """Take the text back to its author."""
    submit = attempt.life.work.submit
    act = act_of(
        attempt,
        ActKind.RECALL,
        role=_role(attempt),
        of=_id(submit),
        version=submit.version if submit else attempt.front.version,  # the file may say anything by now
    )
    return plan_of(attempt, act, msg("recall"))


def approve(attempt: Attempt) -> Plan:
    """Decide the text, relying on the reviews that stand."""
    work = attempt.life.work
    used = _used_to_approve(attempt)
    act = act_of(
        attempt,
        ActKind.APPROVE,
        role="recorder" if attempt.decision else "approver",
        of=_id(work.submit),
        relies_on=tuple(sorted(vote.id for vote in work.oks)),
        mandate=_mandate(attempt),
        on_behalf_of=_delegation(attempt, _mandate(attempt)),
        decision=attempt.wish.decision,
        valid_from=attempt.wish.valid_from,
        valid_until=attempt.wish.valid_until,
        owner=attempt.owner,
        reason=recorded(attempt.wish.reason, used, attempt.type),
    )
    notes = []
    if attempt.person in attempt.owner_persons:
        notes.append(msg("The content owner approved what another person submitted; the handbook shows it."))
    notes += [
        msg("Allowed by the type: {reason}", reason=waiver.reason)
        for waiver in attempt.type.waivers
        if waiver.exemption in used
    ]
    return plan_of(attempt, act, msg("approve"), notes=tuple(notes))


def _used_to_approve(attempt: Attempt) -> tuple[Exemption, ...]:
    if attempt.decision is not None:
        return ()
    voted = any(vote.person == attempt.person for vote in attempt.life.work.votes)
    written = attempt.person in attempt.authors
    return (
        *((Exemption.SUBMITTER_APPROVES,) if written else ()),
        *((Exemption.REVIEWER_APPROVES,) if voted else ()),
    )


def publish(attempt: Attempt) -> Plan:
    """Freeze the approved text and its images as an edition."""
    work = attempt.life.work
    act = act_of(
        attempt,
        ActKind.PUBLISH,
        role="approver" if work.approve is not None and attempt.person == work.approve.person else "publisher",
        of=_id(work.approve),
        valid_from=work.approve.valid_from if work.approve else None,
        valid_until=work.approve.valid_until if work.approve else None,
        owner=attempt.owner,
    )
    plan = plan_of(attempt, act, msg("publish"))
    folder = edition_folder(attempt.document.id, attempt.front.version)
    frozen = {f"{folder}/{name}": data for name, data in attempt.images.items()}
    text = plan.change.writes.get(attempt.document.path, attempt.source)
    writes = {**plan.change.writes, **frozen, f"{folder}/{TEXT}": text}
    expected = {**plan.change.expected, **dict.fromkeys(path for path in writes if path.startswith(f"{folder}/"))}
    notes = tuple(
        msg(
            "{other} is said to be replaced by this document but still applies. To end it: ledsys repeal {other}"
            " --successor {document} --reason …",
            other=other,
            document=attempt.document.id,
        )
        for other in attempt.front.replaces
        if attempt.corpus.document(other)
        and not any(a.kind is ActKind.REPEAL for a in attempt.corpus.acts.get(other, ()))
    )
    return replace(plan, change=replace(plan.change, writes=writes, expected=expected), notes=notes)


def revise(attempt: Attempt) -> Plan:
    """Begin the next version, from the text as it is or from an older edition."""
    last = attempt.edition
    act = act_of(
        attempt, ActKind.REVISE, role=_role(attempt), of=last.publish.id, version=last.version + 1, content=None
    )
    start = attempt.source if attempt.wish.from_version is None else _frozen(attempt, attempt.wish.from_version)
    writes = {attempt.document.path: start}
    if attempt.wish.from_version is not None:
        writes.update(_frozen_images(attempt, attempt.wish.from_version))
    return plan_of(attempt, act, msg("revise"), writes=writes)


def abandon(attempt: Attempt) -> Plan:
    """Give up the work: the edition's text comes back, or a first draft ends as abandoned."""
    work, last = attempt.life.work, attempt.life.last
    begun = attempt.life.latest(ActKind.REVISE) if last else work.submit
    act = act_of(
        attempt, ActKind.ABANDON, role=_role(attempt), of=_id(begun), version=work.version or attempt.front.version
    )
    if last is None:
        return plan_of(attempt, act, msg("abandon"))
    restored = {attempt.document.path: _frozen(attempt, last.version), **_frozen_images(attempt, last.version)}
    return plan_of(attempt, act, msg("abandon"), writes=restored)


def confirm(attempt: Attempt) -> Plan:
    """Confirm the edition without a change ("granskad utan ändring")."""
    act = _on_edition(attempt, ActKind.CONFIRM, "approver", valid_until=attempt.wish.valid_until)
    return plan_of(attempt, act, msg("confirm"))


def handover(attempt: Attempt) -> Plan:
    """Make somebody else content owner; before the first submit that is a plain edit without an act."""
    owner = attempt.wish.owner or ""
    if not attempt.life.acts:
        edited = with_claims(attempt.source, {"innehållsansvarig": owner})
        return Plan((), change_of(attempt, attempt.now, {attempt.document.path: edited}, msg("handover")))
    act = act_of(
        attempt,
        ActKind.HANDOVER,
        role=_role(attempt),
        of=attempt.life.acts[-1].id,
        owner=owner,
        version=attempt.life.work.version or attempt.front.version,
    )
    return plan_of(attempt, act, msg("handover"))


def repeal(attempt: Attempt) -> Plan:
    """End the document; open work ends with it and the edition's text comes back."""
    last = attempt.edition
    act = _on_edition(
        attempt, ActKind.REPEAL, "approver", valid_until=attempt.wish.valid_until, successor=attempt.wish.successor
    )
    if attempt.life.work.reached in (Status.PUBLISHED, Status.STOPPED):
        return plan_of(attempt, act, msg("repeal"))
    restored = {attempt.document.path: _frozen(attempt, last.version), **_frozen_images(attempt, last.version)}
    return plan_of(attempt, act, msg("repeal"), writes=restored)


def stop(attempt: Attempt) -> Plan:
    """Take the edition out of force at once; a mandate for one of its units is enough."""
    front, register = attempt.front, attempt.register
    lines = (
        (mandate.id, register.delegation_for(attempt.person, mandate.id, (unit,), attempt.today))
        for unit in front.units
        for mandate in register.mandates_of(attempt.person, front.type, (unit,), attempt.today)
    )
    mandate, delegation = next(lines, (None, None))
    role = "approver" if mandate is not None else _role(attempt)
    on_behalf_of = delegation.act if delegation is not None else None
    act = _on_edition(attempt, ActKind.STOP, role, mandate=mandate, on_behalf_of=on_behalf_of)
    return plan_of(attempt, act, msg("stop"))


def baseline(attempt: Attempt) -> Plan:
    """Vouch anew for the edition, at a higher level of proof or in the place of somebody whose key is disputed."""
    return plan_of(attempt, _on_edition(attempt, ActKind.BASELINE, "approver"), msg("baseline"))


def _on_edition(attempt: Attempt, kind: ActKind, role: str, **fields: object) -> Act:
    last, mandate = attempt.edition, _mandate(attempt)
    return act_of(
        attempt,
        kind,
        role="recorder" if attempt.decision else role,
        of=last.publish.id,
        version=last.version,
        content=last.content,
        decision=attempt.wish.decision,
        **{"mandate": mandate, "on_behalf_of": _delegation(attempt, mandate), **fields},
    )


def _mandate(attempt: Attempt) -> str | None:
    register, front = attempt.register, attempt.front
    if attempt.decision is not None:
        found = register.body_mandates(attempt.decision.body, front.type, front.units, attempt.decision.day)
    else:
        found = register.mandates_of(attempt.person, front.type, front.units, attempt.today)
    return found[0].id if found else None


def _delegation(attempt: Attempt, mandate: str | None) -> str | None:
    if mandate is None or attempt.decision is not None:
        return None
    found = attempt.register.delegation_for(attempt.person, mandate, attempt.front.units, attempt.today)
    return found.act if found is not None else None


def _role(attempt: Attempt, *parts: tuple[str, tuple[str, ...]]) -> str:
    """Name the part in which the person acts: the first that fits, else owner, approver or the duty that allows it."""
    work = attempt.life.work
    known = (
        *parts,
        ("owner", attempt.owner_persons),
        ("approver", attempt.deciders),
        ("submitter", (work.submit.person,) if work.submit else ()),
    )
    return next((part for part, persons in known if attempt.person in persons), "administrator")


def _frozen(attempt: Attempt, version: int) -> bytes:
    return attempt.editions[version][TEXT]


def _frozen_images(attempt: Attempt, version: int) -> Mapping[str, bytes]:
    folder = attempt.document.folder
    return {f"{folder}/{name}": data for name, data in attempt.editions[version].items() if name != TEXT}


def _id(act: Act | None) -> str | None:
    return act.id if act is not None else None


def puts_back(plan: Plan) -> bool:
    """Tell whether the plan lays an older text over the file, so that edits in it would be lost."""
    return any(act.kind in (ActKind.ABANDON, ActKind.REPEAL, ActKind.REVISE) for act in plan.acts)
