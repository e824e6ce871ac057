"""*Conditions*: what must hold of the document, whoever makes the move.

Like the people guards, each yields the reasons against an attempt.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.lifecycle.attempt import Attempt, Move, Reason
from ledsys.lifecycle.claims import TEXT
from ledsys.lifecycle.exemptions import lifted
from ledsys.lifecycle.founded import unfounded
from ledsys.lifecycle.sources import FLOW_RULE, MANDATES, rule_in, type_file
from ledsys.message import msg, plural
from ledsys.model.act import ActKind, Meaning
from ledsys.model.doctype import Exemption, Level
from ledsys.model.finding import Severity

LONGEST_WORDS = 2000
"""Characters of a reason or decision; an act as a whole is at most 8 KiB."""


def reviewed(attempt: Attempt) -> Iterator[Reason]:
    """Enough reviewers have said ok to this very text, and none stands by a return."""
    work = attempt.life.work
    lacking = attempt.type.reviewers - len(work.oks)
    if lacking > 0:
        voted = {vote.person for vote in work.votes}
        yield Reason(
            "TOO-FEW-REVIEWERS",
            plural("{n} more review is needed.", "{n} more reviews are needed.", lacking),
            rule_in(type_file(attempt), msg("antal-granskare: {number}", number=attempt.type.reviewers)),
            tuple(
                person for person in attempt.named_reviewers if person not in voted and person not in attempt.authors
            ),
        )
    for vote in work.returns:
        yield Reason(
            "OPEN-RETURN",
            msg(
                "{name} has returned the text: {reason}. Recall it, mend it and submit it again,"
                " or let {name} change the vote.",
                name=vote.name,
                reason=vote.reason or "–",
            ),
            FLOW_RULE,
        )


def without_errors(attempt: Attempt) -> Iterator[Reason]:
    """The rules find no error in the document."""
    errors = [finding for finding in attempt.errors if finding.severity is Severity.ERROR]
    for finding in errors:
        yield Reason(
            finding.code,
            msg(
                "{path}:{line}:{column} {message}",
                path=finding.path,
                line=finding.line,
                column=finding.column,
                message=finding.message,
            ),
            msg("ledsys explain {code}", code=finding.code),
        )


def version_follows(attempt: Attempt) -> Iterator[Reason]:
    """The version is the last published one + 1."""
    expected = attempt.life.work.version
    if expected is not None and attempt.front.version != expected:
        yield Reason(
            "VERSION",
            msg(
                "The file says version {found}, but it must be {expected}.",
                found=attempt.front.version,
                expected=expected,
            ),
            FLOW_RULE,
        )


def content_kept(attempt: Attempt) -> Iterator[Reason]:
    """The file still holds what was submitted."""
    work = attempt.life.work
    if work.submit is not None and work.status is not work.reached:
        yield Reason(
            "CHANGED-AFTER-SUBMIT",
            msg(
                "The text was changed after it was submitted on {day}. Submit it again.",
                day=work.submit.signed_at.date(),
            ),
            FLOW_RULE,
            (work.submit.person,),
        )


def owner_found(attempt: Attempt) -> Iterator[Reason]:
    """The content owner stands for exactly one person today."""
    reference = attempt.wish.owner or attempt.owner
    persons = attempt.register.answering(reference, attempt.today)
    if len(persons) == 1:
        return
    yield Reason(
        "OWNER",
        msg("No one holds {owner} today.", owner=reference)
        if not persons
        else msg("{owner} is held by several persons today: {persons}.", owner=reference, persons=persons),
        rule_in(MANDATES, msg("a content owner is exactly one person")),
    )


def reason_given(attempt: Attempt) -> Iterator[Reason]:
    """The move has its reason (or note) in words."""
    if not (attempt.wish.reason or "").strip():
        yield Reason("REASON", msg("Say why, in a few words."), FLOW_RULE)


def has_edition(attempt: Attempt) -> Iterator[Reason]:
    """Some version has been published."""
    if attempt.life.last is None:
        yield Reason("NO-EDITION", msg("No version of this document has been published yet."), FLOW_RULE)


def not_repealed(attempt: Attempt) -> Iterator[Reason]:
    """The document has not been repealed; nothing of it can be done again."""
    repeal = attempt.life.repeal
    if repeal is not None:
        yield Reason(
            "REPEALED",
            msg("The document was repealed on {day} by {name}.", day=repeal.signed_at.date(), name=repeal.name),
            FLOW_RULE,
        )


def body_repeals_its_own(attempt: Attempt) -> Iterator[Reason]:
    """What a body decided, a body repeals."""
    decided = attempt.life.last.approve.decision if attempt.life.last else None
    if decided is not None and attempt.wish.decision is None:
        yield Reason(
            "BODY-DECIDES",
            msg(
                "A body decided this document ({decision}); only a body's decision repeals it (--decision).",
                decision=decided,
            ),
            FLOW_RULE,
        )


def successor_known(attempt: Attempt) -> Iterator[Reason]:
    """The successor exists, is another document and is not repealed itself."""
    successor = attempt.wish.successor
    if successor is None:
        return
    if successor == attempt.document.id:
        yield Reason("SUCCESSOR", msg("A document can't be its own successor."))
    elif attempt.corpus.document(successor) is None:
        yield Reason("SUCCESSOR", msg("There is no document {successor}.", successor=successor))
    elif any(act.kind is ActKind.REPEAL for act in attempt.corpus.acts.get(successor, ())):
        yield Reason("SUCCESSOR", msg("{successor} has been repealed itself.", successor=successor))


def edition_available(attempt: Attempt) -> Iterator[Reason]:
    """The older version that a revision shall start from exists."""
    wanted = attempt.wish.from_version
    if wanted is not None and wanted not in attempt.editions:
        yield Reason("VERSION", msg("There is no published version {version} to start from.", version=wanted))


def new_owner(attempt: Attempt) -> Iterator[Reason]:
    """A handover names somebody else."""
    if not attempt.wish.owner:
        yield Reason("OWNER", msg("Say who takes over: --to PERSON or --to role@unit."))
    elif attempt.wish.owner == attempt.owner:
        yield Reason("OWNER", msg("{owner} is the content owner already.", owner=attempt.owner))


def not_stopped(attempt: Attempt) -> Iterator[Reason]:
    """The edition has not been stopped already."""
    edition = attempt.target
    if edition is not None and edition.stop is not None:
        yield Reason("STOPPED", msg("Version {version} has been stopped already.", version=edition.version), FLOW_RULE)


def vote_explained(attempt: Attempt) -> Iterator[Reason]:
    """A return says why."""
    if attempt.wish.vote is Meaning.RETURN:
        yield from reason_given(attempt)


def still_applies(attempt: Attempt) -> Iterator[Reason]:
    """There is something to stop: the edition applies or is to apply."""
    edition = attempt.target
    if edition is not None and edition.last_day < attempt.today and edition.stop is None:
        yield Reason(
            "NOT-IN-FORCE", msg("Version {version} ended on {day}.", version=edition.version, day=edition.last_day)
        )


def vouches_more(attempt: Attempt) -> Iterator[Reason]:
    """A signature raises the level of proof, or takes the place of another person's."""
    edition = attempt.target
    if edition is None:
        return
    by_another = attempt.person not in {act.person for act in (edition.approve, *edition.baselines)}
    if attempt.assurance is Level.CLAIMED or (attempt.assurance.rank <= edition.level.rank and not by_another):
        yield Reason(
            "NOTHING-VOUCHED",
            msg(
                "Version {version} is vouched for as well already, so there is nothing to add.", version=edition.version
            ),
            msg("styrkenivå"),
        )


def words_fit(attempt: Attempt) -> Iterator[Reason]:
    """What the person wrote fits into an act, which is a small text (proof §2, row 56)."""
    for words in (attempt.wish.reason, attempt.wish.decision, attempt.wish.owner):
        if words is not None and len(words) > LONGEST_WORDS:
            yield Reason(
                "TOO-LONG",
                msg(
                    "“{start}…” is longer than {limit} characters. Say it shorter.",
                    start=words[:20],
                    limit=LONGEST_WORDS,
                ),
            )


def images_of_its_own(attempt: Attempt) -> Iterator[Reason]:
    """No other document uses the images that would be put back, or they are the same in both."""
    if attempt.move is Move.REVISE:
        version = attempt.wish.from_version
    else:
        version = attempt.life.last.version if attempt.life.last is not None else None
    frozen = attempt.editions.get(version, {}) if version is not None else {}
    folder = attempt.document.folder
    changed = {
        f"{folder}/{name}"
        for name, data in frozen.items()
        if name != TEXT and attempt.standing.get(f"{folder}/{name}", data) != data
    }
    if not changed:
        return
    for other in attempt.corpus.documents:
        shared = changed & {f"{other.folder}/{name}" for name in other.images}
        if other.path != attempt.document.path and shared:
            yield Reason(
                "SHARED-IMAGE",
                msg(
                    "{other} uses {images} too, in its present form, and would lose it."
                    " Give the image another name in one of the two documents first.",
                    other=other.id or other.path,
                    images=tuple(sorted(shared)),
                ),
            )


def approval_holds(attempt: Attempt) -> Iterator[Reason]:
    """The approval was made by somebody who had the mandate on its day, and who had not written the text.

    A file under ``.ledsys/acts`` is easily made by hand; what it says of its maker is not taken on trust.
    """
    work = attempt.life.work
    if work.approve is None or work.submit is None:
        return
    for wrong in unfounded(work.approve, attempt.front, attempt.register):
        yield Reason("APPROVAL-UNFOUNDED", wrong, msg("{file}", file=MANDATES))
    written = work.approve.person in (work.submit.person, *attempt.front.authors)
    used = lifted(work.approve, Exemption.SUBMITTER_APPROVES, attempt.front.type, attempt.corpus)
    if written and work.approve.decision is None and not used:
        yield Reason(
            "SOD-SELF-APPROVAL",
            msg("{person} wrote or submitted this text and can't approve it.", person=work.approve.name),
        )
