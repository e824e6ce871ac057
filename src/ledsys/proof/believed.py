"""What is *believed*: the acts that hold, each by itself and all that it rests on; what a handbook may be built from.

A file under ``.ledsys/acts`` is easily made by hand. An act that does not hold is left out, and with it every act that
rests on it; so a document falls back to its last version that is proven (design §9).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ledsys.actfile import path_of
from ledsys.model.act import ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document
from ledsys.model.finding import Finding
from ledsys.rules.catalogue import RULES
from ledsys.rules.judge import judge
from ledsys.rules.rule import Rule

OF_MAKERS = ("LS513", "LS514", "LS515", "LS516", "LS517")
"""The rules of who made an act. What nobody made can't make what somebody did look wrong, so they are asked first."""
OF_ACTS = ("LS511", "LS512", "LS522", "LS523", *OF_MAKERS)
"""The rules that an act must pass for anybody to believe it."""
OF_POLICY = ("LS521", "LS808", "LS809", "LS810", "LS811")
"""The rules that the policy must pass; else nobody knows who could decide anything."""


@dataclass(frozen=True)
class Believed:
    """A corpus with the acts that hold and no others, and by document what was wrong with those left out."""

    corpus: Corpus
    doubts: Mapping[str, tuple[Finding, ...]]

    def published(self, document: str) -> bool:
        """Tell whether a publication of the document is left."""
        return any(act.kind is ActKind.PUBLISH for act in self.corpus.acts.get(document, ()))


def policy_doubts(corpus: Corpus) -> tuple[Finding, ...]:
    """Give what is wrong with the policy and the delegations; while anything is, nothing can be proven."""
    return judge(replace(corpus, documents=()), _rules((*OF_POLICY, *OF_MAKERS))).shown


def believed(corpus: Corpus) -> Believed:
    """Leave out every act that does not hold, until all that are left do."""
    doubts: dict[str, tuple[Finding, ...]] = {}
    for rules in (_rules(OF_MAKERS), _rules(OF_ACTS)):
        corpus = _without_doubtful(corpus, rules, doubts)
    return Believed(corpus, doubts)


def _without_doubtful(corpus: Corpus, rules: tuple[Rule, ...], doubts: dict[str, tuple[Finding, ...]]) -> Corpus:
    """Leave out the acts that break one of the rules, until none does, and enter in the doubts what was wrong.

    What an act rests on is about the same document; so after the first time, only documents that lost one are judged.
    """
    documents = _with_frozen(corpus)
    while documents:
        found = judge(replace(corpus, documents=documents), rules).shown
        wrong = {finding.path for finding in found}
        acts = {
            document: tuple(act for act in acts if path_of(act) not in wrong) for document, acts in corpus.acts.items()
        }
        lost = {document for document, left in acts.items() if left != corpus.acts[document]}
        for finding in found if lost else ():
            doubts[finding.document] = (*doubts.get(finding.document, ()), finding)
        corpus = replace(corpus, acts=acts)
        documents = tuple(document for document in documents if document.id in lost)
    return corpus


def _with_frozen(corpus: Corpus) -> tuple[Document, ...]:
    """Give the documents, and the newest frozen text of each whose own file is gone or spoilt, to judge its acts."""
    lost = corpus.editions.keys() - corpus.by_id.keys()
    frozen = (corpus.editions[document][max(corpus.editions[document])] for document in sorted(lost))
    return (*corpus.documents, *frozen)


def _rules(codes: Iterable[str]) -> tuple[Rule, ...]:
    wanted = frozenset(codes)
    return tuple(rule for rule in RULES if rule.code in wanted)
