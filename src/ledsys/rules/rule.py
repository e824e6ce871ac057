"""A *rule*: a small generator over facts, with its code, name and severity.

It knows nothing of files, levels or output. A document rule looks at one document at a time; a repository rule looks at
the whole. What a rule yields is a `Hit`, and judging makes findings of hits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from ledsys.lifecycle import Life
from ledsys.message import Message
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document
from ledsys.model.facts import Place, Problem
from ledsys.model.finding import Severity
from ledsys.model.register import Register


@dataclass(frozen=True)
class Case:
    """What rules may know: the corpus, and the life of every document."""

    corpus: Corpus
    lives: Mapping[str, Life]

    @property
    def today(self) -> date:
        """The day of judging."""
        return self.corpus.today

    @property
    def register(self) -> Register:
        """The register of the organisation."""
        return self.corpus.policy.register

    def life(self, document: Document) -> Life | None:
        """Give the life of the document, if it has an id at all."""
        return self.lives.get(document.id)

    @cached_property
    def problems(self) -> Mapping[str, tuple[tuple[str, Problem], ...]]:
        """What loading found wrong outside documents: path and problem, by rule code."""
        found: dict[str, list[tuple[str, Problem]]] = {}
        for entry in self.corpus.problems:
            found.setdefault(entry.problem.code, []).append((entry.path, entry.problem))
        return {code: tuple(problems) for code, problems in found.items()}


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule bites, what is wrong and what to do.

    ``path`` only where it is not the document's own, ``severity`` only where this is graver than the rule is.
    """

    place: Place
    message: Message
    help: Message
    path: str = ""
    severity: Severity | None = None


DocumentCheck: TypeAlias = Callable[[Case, Document], Iterator[Hit]]
RepositoryCheck: TypeAlias = Callable[[Case], Iterator[Hit]]


@dataclass(frozen=True)
class Rule:
    """One rule; ``ages`` marks what time, another document or a changed rule can do to published text (design §8).

    At least one of ``of_document`` and ``of_repository`` is set; what concerns all files has both.
    """

    code: str
    name: str
    severity: Severity
    ages: bool = False
    of_document: DocumentCheck | None = None
    of_repository: RepositoryCheck | None = None

    @property
    def binding(self) -> bool:
        """Tell whether the rule can't be turned off, lowered or baselined: proof, hostile bytes and repository."""
        return self.code[:3] in ("LS5", "LS7", "LS8")


def document_rule(code: str, name: str, severity: Severity, *, ages: bool = False) -> Callable[[DocumentCheck], Rule]:
    """Make a rule of a generator over one document."""
    return lambda check: Rule(code, name, severity, ages, of_document=check)


def repository_rule(code: str, name: str, severity: Severity) -> Callable[[RepositoryCheck], Rule]:
    """Make a rule of a generator over the whole repo."""
    return lambda check: Rule(code, name, severity, of_repository=check)


def found_while_reading(code: str, name: str, severity: Severity = Severity.ERROR, *, ages: bool = False) -> Rule:
    """Make a rule of what reading a document found under its code."""

    def check(_: Case, document: Document) -> Iterator[Hit]:
        for problem in (*document.facts.problems, *document.problems):
            if problem.code == code:
                yield Hit(Place(problem.line, problem.column), problem.message, problem.help)

    return Rule(code, name, severity, ages, of_document=check)


def found_while_loading(code: str, name: str, severity: Severity = Severity.ERROR) -> Rule:
    """Make a rule of what loading found under its code in a file that is no document."""

    def check(case: Case) -> Iterator[Hit]:
        for path, problem in case.problems.get(code, ()):
            yield Hit(Place(problem.line, problem.column), problem.message, problem.help, path)

    return Rule(code, name, severity, of_repository=check)
