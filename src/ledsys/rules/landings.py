"""*Landings* (LS518-519, LS812-817): what one step of main, or a merge request, does that no single tree shows.

Acts, editions and policy versions are only ever added. What is added is tried by the guards of its move, on its own day
and on the day of the landing, under the policy at the tip of the target (proof §1.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta

from ledsys import actfile
from ledsys.lifecycle.life import Life
from ledsys.lifecycle.replay import reasons_against
from ledsys.lifecycle.texts import binds, text_of
from ledsys.message import msg
from ledsys.model.act import Act, ActKind
from ledsys.model.document import Document
from ledsys.model.facts import Place
from ledsys.model.landing import Landing
from ledsys.model.policy import protected
from ledsys.rules.paths import unsafe
from ledsys.rules.rule import Case, Hit, landing_rule
from ledsys.rules.signatures import hit

OLDEST = timedelta(days=30)
"""So long before its landing may an act have been signed (proof §1.7)."""
AHEAD = timedelta(minutes=5)
"""So much may a signer's clock be ahead."""
MOST_ACTS = 200
"""New acts in one landing (proof §2, row 56)."""

ORDINARY = "100644"
"""The mode that git gives to an ordinary file."""

_TAKING_BACK = (ActKind.RECALL, ActKind.ABANDON, ActKind.SUBMIT)
"""What makes an older submit of the version count no more."""

_EVIDENCE, _POLICY = ".ledsys/", ".ledsys/policy/"
_TOP = Place(1, 1)
_PUT_BACK = msg(
    "What is written under .ledsys stays there for ever. Take the change to this file out of the merge request."
)


def fresh_acts(landing: Landing) -> tuple[Act, ...]:
    """Give the acts about documents that the landing brings, in the order of documents and then of time."""
    return landing.fresh


def _told(case: Case, code: str, path: str) -> bool:
    """Tell whether loading has found the same fault in the file already."""
    return any(path == found for found, _ in case.problems.get(code, ()))


def act_kept(landing: Landing, case: Case) -> Iterator[Hit]:
    """An act that had landed is another now, even if its file is one that could be an act of that name."""
    for path, before, after in landing.changed:
        if before is not None and after is not None and actfile.PATH.fullmatch(path) and not _told(case, "LS803", path):
            yield Hit(_TOP, msg("This act had landed, and is changed now."), _PUT_BACK, path)


def act_there(landing: Landing, case: Case) -> Iterator[Hit]:
    """An act that had landed is gone."""
    del case
    for path, before, after in landing.changed:
        if before is not None and after is None and actfile.PATH.fullmatch(path):
            yield Hit(_TOP, msg("This act had landed, and is removed now."), _PUT_BACK, path)


@landing_rule("LS812", "evidence-changed")
def evidence_changed(landing: Landing, case: Case) -> Iterator[Hit]:
    """A frozen text or a version of the policy was changed or removed."""
    del case
    for path, before, _ in landing.changed:
        if before is not None and path.startswith(_EVIDENCE) and not actfile.PATH.fullmatch(path):
            yield Hit(_TOP, msg("This file had landed, and is changed or removed now."), _PUT_BACK, path)


@landing_rule("LS518", "act-time")
def act_time(landing: Landing, case: Case) -> Iterator[Hit]:
    """An act was signed long before it lands, or after."""
    del case
    now = landing.now.astimezone(UTC)  # local clocks can't be reckoned with in the hour that comes twice
    for act in (*fresh_acts(landing), *fresh_delegations(landing)):
        if act.signed_at < now - OLDEST:
            yield hit(
                act,
                "signed-at",
                msg(
                    "The act was signed on {day}, more than {n} days before it lands.",
                    day=act.signed_at.date(),
                    n=OLDEST.days,
                ),
            )
        elif act.signed_at > now + AHEAD:
            help_ = msg("Set the clock of the computer on which the act was made, and do it again.")
            yield hit(
                act,
                "signed-at",
                msg(
                    "The act is said to be signed at {time}, which has not come.",
                    time=act.signed_at.isoformat(timespec="minutes"),
                ),
                help_,
            )


def fresh_delegations(landing: Landing) -> tuple[Act, ...]:
    """Give the delegations that the landing brings."""
    return landing.fresh_delegations


def flooded(landing: Landing) -> bool:
    """Tell whether there are more acts than people make; then that is the finding, and none is tried by itself."""
    return len((*fresh_acts(landing), *fresh_delegations(landing))) > MOST_ACTS


@landing_rule("LS519", "move-refused")
def move_refused(landing: Landing, case: Case) -> Iterator[Hit]:
    """An act records a move that is not allowed: by its person, its state, its reviews or its dates."""
    for act in () if flooded(landing) else fresh_acts(landing):
        document = landing.after.document(act.document)
        if document is None:
            continue
        text = text_of(act, _then(act, landing) or document, landing.after)
        if text is None:
            if not _dead(case.lives[act.document], act):
                yield hit(act, "content", msg("The act is about a text that is not here."))
            continue
        for reason in dict.fromkeys(reasons_against(act, text, landing.after, landing.now)):
            yield hit(act, "person", msg("This could not be done: {why}", why=reason.message))
        if _overtaken(act, landing):
            wrong = msg("The text was recalled, given up or submitted anew, and that landed before this publication.")
            yield hit(act, "of", wrong)


def _then(act: Act, landing: Landing) -> Document | None:
    """Give the text as it was before the landing, for an act that binds to none, if there were acts about it."""
    known = not binds(act) and landing.before.acts.get(act.document)
    return landing.before.document(act.document) if known else None


def _overtaken(act: Act, landing: Landing) -> bool:
    """Tell whether a publication is dated before an act that took the text back, and that had landed already.

    Two may publish side by side, but nobody publishes what all can see to have been taken back.
    """
    landed = [other for other in landing.before.acts.get(act.document, ()) if other.version == act.version]
    if act.kind is not ActKind.PUBLISH or any(other.kind is ActKind.PUBLISH for other in landed):
        return False
    return any(other.kind in _TAKING_BACK and other.order > act.order for other in landed)


def _dead(life: Life, act: Act) -> bool:
    """Tell whether the act belongs to a submit that was answered by a recall, an abandon or a newer submit."""
    submit = act.id if act.kind is ActKind.SUBMIT else act.of
    standing = {life.work.submit.id} if life.work.submit is not None else set()
    standing |= {edition.submit.id for edition in life.editions}
    return submit not in standing and any(
        other.order > act.order and other.version == act.version for other in life.acts if other.kind in _TAKING_BACK
    )


@landing_rule("LS813", "policy-mixed")
def policy_mixed(landing: Landing, case: Case) -> Iterator[Hit]:
    """What root persons sign is changed together with something else."""
    del case
    if landing.proposal is None or not (landing.before.chain or landing.after.chain):
        return
    for path, *_ in landing.changed:
        if not protected(path) and not path.startswith(_POLICY):
            yield Hit(
                _TOP,
                msg("This file is changed together with the organisation's rules."),
                msg("Change the rules in a merge request of their own, so that those who sign see all of it."),
                path,
            )


def not_regular(landing: Landing, case: Case) -> Iterator[Hit]:
    """What is brought is a link, a submodule or a program, not an ordinary file."""
    for path, _, after in landing.changed:
        if after is not None and after.mode != ORDINARY and not _told(case, "LS708", path):
            wrong = msg("This is no ordinary file; git has it as {mode}.", mode=after.mode)
            yield Hit(Place(0, 0), wrong, msg("Put an ordinary file here: no link, no program, no submodule."), path)


@landing_rule("LS814", "path-unsafe")
def path_unsafe(landing: Landing, case: Case) -> Iterator[Hit]:
    """A new file has a name that some program takes for something else."""
    del case
    for path, _, after in landing.changed:
        of_act = actfile.PATH.fullmatch(path)  # that form is never taken for anything else
        wrong = unsafe(path) if after is not None and of_act is None else None
        if wrong is not None:
            yield Hit(Place(0, 0), wrong, msg("Give the file another name."), path)


@landing_rule("LS815", "path-clash")
def path_clash(landing: Landing, case: Case) -> Iterator[Hit]:
    """Two files have names that some computers take for the same."""
    del case
    for path, other in landing.clashes:
        wrong = msg("On some computers this is the same file as {other}.", other=other)
        yield Hit(Place(0, 0), wrong, msg("Give one of the two another name."), path)


@landing_rule("LS816", "embedded-repository")
def embedded_repository(landing: Landing, case: Case) -> Iterator[Hit]:
    """A folder would be taken by git for a repository of its own."""
    del case
    for path in landing.nested:
        wrong = msg(
            "This folder looks like a git repository inside the docs repo; programs that enter it may run its code."
        )
        yield Hit(Place(0, 0), wrong, msg("Take the folder out of the merge request."), path)


@landing_rule("LS817", "too-many-acts")
def too_many_acts(landing: Landing, case: Case) -> Iterator[Hit]:
    """One landing brings more acts than people make."""
    del case
    if flooded(landing):
        number = len((*fresh_acts(landing), *fresh_delegations(landing)))
        wrong = msg("This brings {n} acts; the most at once is {most}.", n=number, most=MOST_ACTS)
        yield Hit(Place(0, 0), wrong, msg("Split it into several merge requests."), actfile.FOLDER)


RULES_OF_ACTS = (act_time, move_refused)
RULES = (evidence_changed, policy_mixed, path_unsafe, path_clash, embedded_repository, too_many_acts)
