"""*Signatures* (LS513-517): who vouches for an act, with which key, and is it enough for the type of document?

Identity is the signing key, never git's author. What an act says of its own level of proof is a claim too
(proof §1.10).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TypeAlias

from ledsys import actfile
from ledsys.authority.keys import key_holder, key_machine, valid_key
from ledsys.authority.levels import asked, stated
from ledsys.lifecycle.delegations import handed_on, reasons_against_delegation
from ledsys.lifecycle.texts import binds, replaced_by
from ledsys.message import Message, msg
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Policy
from ledsys.model.doctype import Level
from ledsys.model.document import Document, FrontMatter
from ledsys.model.facts import Place
from ledsys.model.finding import Severity
from ledsys.model.register import Register
from ledsys.rules.rule import Case, Hit, Rule, repository_rule
from ledsys.signature import PublicKey, SignatureError

OVERLAP = timedelta(days=30)
"""How long an act may lie unlanded: so long may it name a policy that has been replaced since it was signed."""

_REPLACING = (ActKind.SUBMIT, ActKind.REVIEW, ActKind.APPROVE, ActKind.PUBLISH)

_AGAIN = msg(
    "Acts are never edited. If the person did this, let it be done again: `ledsys recall`, then `ledsys submit`."
    " If not, somebody has made a false act: tell those who keep the docs repo."
)


def hit(act: Act, field: str, wrong: Message, help_: Message = _AGAIN) -> Hit:
    """Point at a field of an act file; the signature is the line after the last field."""
    line = actfile.FIELDS.index(field) + 1 if field in actfile.FIELDS else len(actfile.FIELDS) + 1
    return Hit(Place(line, 1), wrong, help_, actfile.path_of(act))


ActCheck: TypeAlias = Callable[[Case, Act, Document | None], Iterator[Hit]]


def act_rule(code: str, name: str) -> Callable[[ActCheck], Rule]:
    """Make a rule of a generator over one act, with its document; a delegation has none."""

    def rule(check: ActCheck) -> Rule:
        def of_document(case: Case, document: Document) -> Iterator[Hit]:
            acts = case.acts_to_judge(document)
            return iter([found for act in acts for found in check(case, act, document)] if acts else ())

        def of_repository(case: Case) -> Iterator[Hit]:
            for act in case.delegations_to_judge:
                yield from check(case, act, None)

        return Rule(code, name, Severity.ERROR, of_document=of_document, of_repository=of_repository)

    return rule


@act_rule("LS513", "signature-wrong")
def signature_wrong(case: Case, act: Act, document: Document | None) -> Iterator[Hit]:
    """The signature of an act does not fit what it says."""
    del document
    found = case.signed(act)
    if act.signature is not None and isinstance(found, SignatureError):
        yield hit(act, "", found.message)


@act_rule("LS514", "key-not-persons")
def key_not_persons(case: Case, act: Act, document: Document | None) -> Iterator[Hit]:
    """An act was signed with a key that the register does not have for the person, or for a witness."""
    del document
    found = case.signed(act)
    if isinstance(found, SignatureError):
        return
    policy = case.policy_of(act)
    if stated(act) is Level.FORGE:
        if key_machine(policy.settings.authority.witnesses, found.key) is None:
            wrong = msg("The act says that the platform vouches for it, but no witness has the key that signed it.")
            yield hit(act, "person", wrong)
        return
    holder = key_holder(policy.register, found.key)
    if holder is None or holder.id != act.person:
        wrong = msg(
            "The act names {person}, but was signed with {fingerprint}, which is {holder}.",
            person=act.person,
            fingerprint=found.key.fingerprint,
            holder=msg("the key of {holder}", holder=holder.id) if holder else msg("nobody's key in the register"),
        )
        yield hit(act, "person", wrong)


@act_rule("LS515", "key-not-valid")
def key_not_valid(case: Case, act: Act, document: Document | None) -> Iterator[Hit]:
    """An act was signed with a key that did not count on that day."""
    del document
    found = case.signed(act)
    if isinstance(found, SignatureError):
        return
    if case.fresh is None and act.policy is None and _stolen(case.register, found.key):
        return  # in open mode nobody knows what the register said then; what a stolen key signed is disputed, not void
    for day in _days(case, act):
        if not _counts(case.policy_of(act), act, found.key, day):
            wrong = msg("The key {fingerprint} did not count on {day}.", fingerprint=found.key.fingerprint, day=day)
            yield hit(act, "signed-at", wrong)


def _stolen(register: Register, key: PublicKey) -> bool:
    holder = key_holder(register, key)
    stolen = (entry for entry in holder.keys if entry.text == key.text) if holder is not None else ()
    return any(entry.compromised and entry.until is not None for entry in stolen)


def _counts(policy: Policy, act: Act, key: PublicKey, day: date) -> bool:
    """Tell whether the key counted on the day; one that is not the signer's is another rule's business."""
    if stated(act) is Level.FORGE:
        machine = key_machine(policy.settings.authority.witnesses, key)
        return machine is None or machine.usable(day)
    holder = key_holder(policy.register, key)
    return holder is None or holder.id != act.person or valid_key(holder, key, day)


@act_rule("LS516", "level-too-low")
def level_too_low(case: Case, act: Act, document: Document | None) -> Iterator[Hit]:
    """An act does not reach the level of proof that it states, or that its document type asks for."""
    level, found = stated(act), case.signed(act)
    if level is None or level is Level.EXTERNAL:
        yield hit(act, "assurance", msg("There is no such level of proof as {level} here.", level=act.assurance))
        return
    reached = Level.CLAIMED if isinstance(found, SignatureError) else found.level
    unsigned = level is Level.CLAIMED and act.signature is None
    witnessed = level is Level.FORGE and act.signature is not None
    if not unsigned and not witnessed and (level is Level.CLAIMED or reached.rank < level.rank):
        wrong = msg("The act says that its level of proof is {level}, but it is not.", level=act.assurance)
        yield hit(act, "assurance", wrong)
        return
    least = _asked(case, act, document)
    if level.rank < least.rank:
        wrong = msg(
            "The document type asks for the level of proof {least}; this act has {level}.",
            least=least.value,
            level=level.value,
        )
        yield hit(act, "assurance", wrong)


def _asked(case: Case, act: Act, document: Document | None) -> Level:
    """Give the level that the act must reach; a delegation must reach that of every type it gives a mandate for.

    An act that lands must reach what is asked for on that day too, for anybody can write an earlier one.
    """
    policy = case.policy_of(act)
    if document is None:
        names = handed_on(act, policy.register)
    else:
        names = tuple(front.type for front in _fronts(case, act, document) if front is not None)
    levels = [
        asked(policy.types[name], act.kind, day) for name in names if name in policy.types for day in _days(case, act)
    ]
    return max(levels, key=lambda level: level.rank, default=Level.CLAIMED)


def _fronts(case: Case, act: Act, document: Document) -> Iterator[FrontMatter | None]:
    """Yield the front matter of all texts whose types say what the act must reach.

    What replaces a version is vouched for as well as that one. In a landing, an act about no text that is there is
    about whatever the work was and becomes, and about the edition that it would change.
    """
    about = case.front(act, document)
    yield about
    if act.kind in _REPLACING:
        yield replaced_by(act, case.corpus)
    if case.fresh is not None and (about is None or not binds(act)):
        yield document.front
        was = case.before.document(act.document) if case.before and case.before.acts.get(act.document) else None
        editions = case.corpus.editions.get(act.document, {})
        yield from (text.front for text in (was, editions[max(editions)] if editions else None) if text is not None)


def _days(case: Case, act: Act) -> tuple[date, ...]:
    """Give the day of the act, and that of its landing."""
    return tuple(dict.fromkeys((act.signed_at.date(), *((case.landed,) if case.landed is not None else ()))))


@act_rule("LS517", "policy-unknown")
def policy_unknown(case: Case, act: Act, document: Document | None) -> Iterator[Hit]:
    """An act names no policy of the chain, or one that had long been replaced when it was signed."""
    del document
    chain = case.corpus.chain
    if act.policy is None:
        if chain and (case.fresh is not None or act.signed_at > chain[0].made_at):
            wrong = msg("The act names no policy, but there has been one since {day}.", day=chain[0].made_at.date())
            yield hit(act, "policy", wrong)
        return
    number = case.place_in_chain.get(act.policy)
    if number is None:
        yield hit(act, "policy", msg("The act names a policy that this docs repo never had."))
    elif number + 1 < len(chain) and act.signed_at > chain[number + 1].made_at + OVERLAP:
        wrong = msg(
            "The act names version {version} of the policy, which had been replaced long before it was signed.",
            version=chain[number].version,
        )
        yield hit(act, "policy", wrong)


@repository_rule("LS521", "delegation-unfounded", Severity.ERROR)
def delegation_unfounded(case: Case) -> Iterator[Hit]:
    """A mandate was handed on by somebody who did not have it, or that may not be handed on."""
    for act in case.delegations_to_judge:
        for wrong in reasons_against_delegation(act, case.policy_of(act).register, case.landed):
            yield hit(act, "mandate", wrong)


RULES_OF_ACTS: tuple[Rule, ...] = (signature_wrong, key_not_persons, key_not_valid, level_too_low, policy_unknown)
