"""*Lookup*: what references are looked up in, each built once for a case and only if a rule asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ledsys.model.catalogue import Citation
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document
from ledsys.rules.rule import Case

_SFS_NUMBER = re.compile(r"\([0-9]{4}:[0-9]{1,4}\)")


@dataclass(frozen=True)
class Lookup:
    """The corpus as references see it."""

    corpus: Corpus

    @cached_property
    def by_path(self) -> Mapping[str, Document]:
        """Documents by path."""
        return {document.path: document for document in self.corpus.documents}

    @cached_property
    def by_former_id(self) -> Mapping[str, str]:
        """Ids by the id that the document bore elsewhere."""
        return {
            former: document.id
            for document in self.corpus.documents
            if document.front is not None
            for former in document.front.former_ids
        }

    @cached_property
    def by_signs(self) -> Mapping[str, str]:
        """Ids by their signs in order, so that one with two digits swapped finds the right one."""
        return {signs(document_id): document_id for document_id in self.corpus.by_id}

    @cached_property
    def unchecked(self) -> frozenset[str]:
        """The places in the requirement catalogues that nobody has compared with their source."""
        return frozenset(
            f"{catalogue.catalogue} {entry.place}"
            for catalogue in self.corpus.policy.requirements
            for entry in catalogue.requirements
            if not isinstance(entry.checked, date)
        )

    @cached_property
    def faulty_citations(self) -> Mapping[str, tuple[Citation, bool]]:
        """Citations that should not be used, by how they are written, and whether that is a misspelling.

        A repealed statute is also known by its number in brackets, ``(1982:763)``, whatever name goes before it.
        """
        found: dict[str, tuple[Citation, bool]] = {}
        for citation in self.corpus.policy.citations:
            if citation.repealed is not None and citation.repealed <= self.corpus.today:
                numbers = _SFS_NUMBER.findall(citation.title)
                found.update({cited(text): (citation, False) for text in (citation.designation, *numbers)})
            found.update({cited(text): (citation, True) for text in citation.misspellings})
        return found

    @cached_property
    def citation_pattern(self) -> re.Pattern[str]:
        """A pattern that finds the faulty citations in a text that `cited` has evened out; the longest first."""
        texts = sorted(self.faulty_citations, key=lambda text: (-len(text), text))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, texts))})(?![\w:])" if texts else r"(?!)")

    @cached_property
    def loops(self) -> Mapping[str, int]:
        """The documents that, step by step, are said to be governed by themselves: by id, the number of their loop."""
        found = enumerate(_loops(self._governing))
        return {document_id: number for number, members in found for document_id in members}

    @cached_property
    def _governing(self) -> Mapping[str, tuple[str, ...]]:
        return {
            document_id: documents[0].front.governed_by if documents[0].front is not None else ()
            for document_id, documents in self.corpus.by_id.items()
        }


def lookup(case: Case) -> Lookup:
    """Give the lookup of a case: one, kept beside the case's own cached facts."""
    kept: Lookup = vars(case).setdefault("lookup", Lookup(case.corpus))
    return kept


def signs(document_id: str) -> str:
    """Give the signs of an id, sorted."""
    return "".join(sorted(document_id))


def cited(text: str) -> str:
    """Even out the blanks of a citation, so that a hard blank or a line's end makes no difference."""
    return " ".join(text.split())


def _loops(edges: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield the nodes of each tangle of loops; each edge is walked once (Tarjan's strong components, no recursion)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    trail: dict[str, None] = {}
    for start in edges:
        steps = [(start, iter(edges[start]))] if start not in order else []
        while steps:
            node, following = steps[-1]
            if node not in order:
                order[node] = low[node] = len(order)
                trail[node] = None
            step = next((step for step in following if step in edges and (step not in order or step in trail)), None)
            if step is not None and step not in order:
                steps.append((step, iter(edges[step])))
            elif step is not None:
                low[node] = min(low[node], order[step])
            else:
                steps.pop()
                if steps:
                    low[steps[-1][0]] = min(low[steps[-1][0]], low[node])
                if low[node] == order[node]:
                    members = list(_popped(trail, node))
                    if len(members) > 1 or node in edges[node]:
                        yield members


def _popped(trail: dict[str, None], last: str) -> Iterator[str]:
    while last in trail:
        yield trail.popitem()[0]
