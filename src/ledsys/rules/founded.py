"""*Decisions and mandates* (LS512): had those who decided the mandate to do so, on the day of the act?"""

from __future__ import annotations

from collections.abc import Iterator

from ledsys import actfile
from ledsys.lifecycle.founded import unfounded
from ledsys.message import msg
from ledsys.model.act import Act, ActKind
from ledsys.model.document import Document, FrontMatter
from ledsys.model.facts import Place
from ledsys.model.finding import Severity
from ledsys.rules.rule import Case, Hit, document_rule

_DECIDING = (ActKind.APPROVE, ActKind.CONFIRM, ActKind.REPEAL)
_HELP = msg(
    "Look at the line of the delegation order in organisation/mandat.yaml: lines end, they are never taken away."
    " If nobody had the mandate, let somebody who has it decide: `ledsys recall`, or a new version."
)


@document_rule("LS512", "decision-without-mandate", Severity.ERROR)
def decision_without_mandate(case: Case, document: Document) -> Iterator[Hit]:
    """Somebody decided the newest edition, or what is about to be published, without a mandate on that day."""
    life = case.life(document)
    if life is None or case.corpus.document(document.id) is not document:
        return
    newest = life.last.version if life.last is not None else 0
    for act in life.acts:
        front = _front(case, document, act)
        if act.kind in _DECIDING and act.version >= newest and front is not None:
            for wrong in unfounded(act, front, case.register):
                yield Hit(Place(actfile.FIELDS.index("person") + 1, 1), wrong, _HELP, actfile.path_of(act))


def _front(case: Case, document: Document, act: Act) -> FrontMatter | None:
    """Give the front matter that the act was about: the edition's, else the work's."""
    edition = case.corpus.editions.get(document.id, {}).get(act.version)
    return edition.front if edition is not None else document.front
