"""*Rights* (LS523): was whoever acted somebody who may, and is the printed name that person's?

Of acts that land, LS519 and LS520 ask the same and more; this is for trees of which nobody knows how they came about.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, takewhile

from ledsys.lifecycle.parts import fitting_roles, vouches_for_own, without_part
from ledsys.message import Message, msg
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Policy
from ledsys.model.document import Document
from ledsys.model.finding import Severity
from ledsys.rules.founded import DECIDING
from ledsys.rules.rule import Case, Hit, document_rule
from ledsys.rules.signatures import OVERLAP, hit

_RESTED_ON_BY_NONE = (ActKind.STOP, ActKind.HANDOVER)
"""What applies for itself, of whatever version; other acts of replaced versions are left in peace, as by LS512."""

_HELP = msg(
    "Somebody has got past the check of what lands on main. Let a person who may do this do it anew, in a new version"
    " where it has been published, and tell those who keep the docs repo: ledsys verify --history shows when it landed."
)


@document_rule("LS523", "act-without-right", Severity.ERROR)
def act_without_right(case: Case, document: Document) -> Iterator[Hit]:
    """Somebody did what only others may do, or an act prints another name than the person has."""
    if case.fresh is not None:
        return
    oldest = case.oldest_shown(document)
    for act in case.acts_to_judge(document):
        if act.version < oldest and act.kind not in _RESTED_ON_BY_NONE:
            continue
        policies = tuple(_policies(case, act))
        for field, wrong in _wrongs(act, document, case, policies) if policies else ():
            yield hit(act, field, wrong, _HELP)


def _policies(case: Case, act: Act) -> Iterator[Policy]:
    """Yield the policy that the act names, and those under which it may have landed; none if that one is not known."""
    chain, place = case.corpus.chain, case.place_in_chain.get(act.policy or "")
    named = case.corpus.policies.get(act.policy or "")
    if place is None or named is None:
        return
    yield named
    latest = act.signed_at + OVERLAP
    for version in takewhile(lambda version: version.made_at <= latest, islice(chain, place + 1, None)):
        later = case.corpus.policies.get(version.hash)
        if later is not None:
            yield later


def _wrongs(act: Act, document: Document, case: Case, policies: tuple[Policy, ...]) -> Iterator[tuple[str, Message]]:
    """Yield the fields that are false by every one of the policies, and why."""
    day, registers = act.signed_at.date(), [policy.register for policy in policies]
    if all(act.name != register.name_of(act.person) for register in registers):
        yield "name", msg("The act calls {person} “{name}”; the register does not.", person=act.person, name=act.name)
    if act.role not in fitting_roles(act, case.corpus.acts[act.document]):
        yield "role", msg("Nobody does this ({act}) as {role}.", act=act.kind.value, role=act.role)
    if act.kind not in DECIDING and not any(register.present(act.person, day) for register in registers):
        yield (
            "person",
            msg("{person} was not in the register, or not in service, on {day}.", person=act.person, day=day),
        )
    elif all(without_part(act, document, case.corpus, register) for register in registers):
        wrong = msg(
            "{name} ({person}) had no part on {day} that allows this ({act}).",
            name=act.name,
            person=act.person,
            day=day,
            act=act.kind.value,
        )
        yield "person", wrong
    elif vouches_for_own(act, document, case.corpus):
        wrong = msg("{person} wrote or submitted this text and can't approve it.", person=act.name)
        yield "person", wrong
