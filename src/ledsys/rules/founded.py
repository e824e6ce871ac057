"""*Decisions and mandates* (LS512): had those who decided the mandate to do so, on the day of the act?"""

from __future__ import annotations

from collections.abc import Iterator

from ledsys import actfile
from ledsys.lifecycle.founded import unfounded
from ledsys.lifecycle.replacing import replaced_without_mandate
from ledsys.message import msg
from ledsys.model.act import ActKind
from ledsys.model.document import Document
from ledsys.model.facts import Place
from ledsys.model.finding import Severity
from ledsys.rules.rule import Case, Hit, document_rule

DECIDING = (ActKind.APPROVE, ActKind.CONFIRM, ActKind.REPEAL, ActKind.BASELINE)
"""The acts that need a mandate, of a person or of a body."""

_HELP = msg(
    "Look at the line of the delegation order in organisation/mandat.yaml: lines end, they are never taken away."
    " If nobody had the mandate, let somebody who has it decide: `ledsys recall`, or a new version."
)


@document_rule("LS512", "decision-without-mandate", Severity.ERROR)
def decision_without_mandate(case: Case, document: Document) -> Iterator[Hit]:
    """Somebody decided the newest edition, or what is about to be published, without a mandate on that day."""
    life = case.life(document)
    newest = life.last.version if life is not None and life.last is not None else 0
    for act in case.acts_to_judge(document):
        if act.kind not in DECIDING or act.version < newest:
            continue
        front, register = case.front(act, document), case.policy_of(act).register
        if front is not None:
            for wrong in (
                *unfounded(act, front, register),
                *replaced_without_mandate(act, front, case.corpus, register),
            ):
                yield Hit(Place(actfile.FIELDS.index("person") + 1, 1), wrong, _HELP, actfile.path_of(act))
