"""*Voting* for somebody who approved in the forge: the act that follows, document by document, if any does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from ledsys.cli.moving import errors_of
from ledsys.language import say
from ledsys.message import msg
from ledsys.report.terminal import note

if TYPE_CHECKING:
    from ledsys.authority.witness import ForgeVote
    from ledsys.lifecycle import Attempt, Move, Plan, Reason, Wish
    from ledsys.model.corpus import Corpus
    from ledsys.model.document import Document
    from ledsys.store.files import Files
    from ledsys.store.signing import Signer
    from ledsys.store.witnessing import UnderReview


@dataclass(frozen=True)
class Voting:
    """One vote in the forge: whose it is, by the register, and the witness that vouches for it.

    ``now`` is the time of the vote in the docs repo's own zone.
    """

    files: Files
    corpus: Corpus
    vote: ForgeVote
    person: str
    now: datetime
    signer: Signer

    def is_there(self, document: Document) -> bool:
        """Tell whether the document bears the person's vote already, from this time or later."""
        from ledsys.lifecycle import lives

        votes = lives(self.corpus)[document.id].work.votes
        same = (one for one in votes if one.person == self.person and one.meaning is self.vote.meaning)
        return any(one.signed_at >= self.vote.time for one in same)

    def plan(self, found: UnderReview) -> Plan | None:
        """Plan a decision where the person may make one, else a vote, signed; else print the reasons and give none."""
        from ledsys.lifecycle import Refusal, decide
        from ledsys.report.moves import show_refusal

        document = found.document
        if not found.seen:
            note(
                msg(
                    "{document} is not what {login} saw: it was changed since, or submitted again."
                    " Approve it again in the forge.",
                    document=document.id,
                    login=self.vote.login,
                )
            )
            return None
        refused = []
        for move, wish in self._wishes():
            attempt = self._attempt(document, move, wish)
            outcome = decide(attempt)
            against = tuple(self._level_against(attempt)) if not isinstance(outcome, Refusal) else ()
            if against:
                outcome = Refusal(against)
            if not isinstance(outcome, Refusal):
                return self._signed(outcome)
            refused.append((attempt, outcome))
        first = refused[0][0]
        decides = self.person in first.deciders and self.person not in first.named_reviewers
        attempt, refusal = refused[0 if decides else -1]
        show_refusal(refusal, attempt.move, document, self.corpus)
        return None

    def _wishes(self) -> tuple[tuple[Move, Wish], ...]:
        from ledsys.lifecycle import Move, Wish
        from ledsys.model.act import Meaning

        if self.vote.meaning is Meaning.OK:
            return (Move.APPROVE, Wish()), (Move.REVIEW, Wish())
        otherwise = msg("Changes are asked for in merge request {number}.", number=self.vote.number)
        reason = self.vote.words or say(otherwise, self.corpus.policy.settings.language)
        return ((Move.REVIEW, Wish(vote=Meaning.RETURN, reason=reason)),)

    def _attempt(self, document: Document, move: Move, wish: Wish) -> Attempt:
        from ledsys.model.doctype import Level
        from ledsys.store.attempts import prepare

        errors = errors_of(self.corpus, document, move)
        attempt = prepare(self.files, self.corpus, document, move, self.person, self.now, wish, errors)
        return replace(attempt, assurance=Level.FORGE)

    def _level_against(self, attempt: Attempt) -> tuple[Reason, ...]:
        from ledsys.authority.levels import needed
        from ledsys.lifecycle import Reason
        from ledsys.model.doctype import Level

        least = needed(attempt)
        if least.rank <= Level.FORGE.rank:
            return ()
        wrong = msg(
            "{type} asks for the level of proof {level}, which a forge does not reach.",
            type=attempt.type.label,
            level=least.value,
        )
        return (Reason("LEVEL", wrong, msg("Sign it yourself with: ledsys {move}", move=attempt.move.value)),)

    def _signed(self, plan: Plan) -> Plan:
        from ledsys.actfile import statement
        from ledsys.lifecycle.planning import signed
        from ledsys.signature import ACT
        from ledsys.store.signing import sign

        return signed(plan, {act.id: sign(self.signer, statement(act).encode(), ACT) for act in plan.acts})
