"""A *rule*: a small generator over facts, with its code, name and severity.

It knows nothing of files, levels or output. A document rule looks at one document at a time; a repository rule looks at
the whole. What a rule yields is a `Hit`, and judging makes findings of hits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from ledsys.authority.chain import objections
from ledsys.authority.objection import Objection
from ledsys.lifecycle import Life
from ledsys.lifecycle.signatures import signature_of
from ledsys.lifecycle.texts import front_of
from ledsys.message import Message
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus, Policy
from ledsys.model.document import Document, FrontMatter
from ledsys.model.facts import Place, Problem
from ledsys.model.finding import Finding, Severity
from ledsys.model.landing import Landing
from ledsys.model.policy import PolicyVersion
from ledsys.model.register import Register
from ledsys.rules.claimed import Claimed
from ledsys.signature import SignatureError, Signed


@dataclass(frozen=True)
class Case:
    """What rules may know: the corpus, and the life of every document.

    ``fresh`` are the ids of the acts that a landing brings, ``landed`` its day, ``before`` what stood until then. Acts
    that landed before were judged then, by the policy of then; None stands for a tree of which nobody knows how it came
    about, where every act is judged by the policy that it names.

    ``sound`` is what a `Landing` tells of the evidence before it. What rules find in evidence follows from acts and
    files that are never changed, and from the acts before an act; so in a sound landing only what is added can have a
    fault.
    """

    corpus: Corpus
    lives: Mapping[str, Life]
    fresh: frozenset[str] | None = None
    landed: date | None = None
    before: Corpus | None = None
    sound: bool = False
    _claimed: dict[str, Claimed] = field(default_factory=dict, init=False, repr=False, compare=False)
    _signed: dict[str, Signed | SignatureError] = field(default_factory=dict, init=False, repr=False, compare=False)
    _to_judge: dict[str, tuple[Act, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

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

    def oldest_shown(self, document: Document) -> int:
        """Give the oldest version that can be read in the handbook as what applies, today or from a day to come.

        0 where none has been published. What was wrong with the versions before it is past.
        """
        life = self.life(document)
        shown = life.shown(self.today) if life is not None else None
        return shown.version if shown is not None else 0

    def claimed(self, document: Document) -> Claimed | None:
        """Give what the document claims beside what is proven, if it has an id at all; compared once."""
        found = self._claimed.get(document.path)
        if found is None and document.id in self.lives:
            found = self._claimed[document.path] = Claimed(document, self.lives[document.id])
        return found

    def acts_to_judge(self, document: Document) -> tuple[Act, ...]:
        """Give the acts about the document that nobody has judged; of two files with one id, the first has them."""
        found = self._to_judge.get(document.path)
        if found is None:
            acts = self.corpus.acts.get(document.id, ()) if self.corpus.document(document.id) is document else ()
            found = acts if self.fresh is None else tuple(act for act in acts if act.id in self.fresh)
            self._to_judge[document.path] = found
        return found

    def evidence_to_judge(self, document_id: str) -> tuple[Act, ...]:
        """Give the acts about a document that may have a fault in themselves, or towards those before them."""
        acts = self.corpus.acts.get(document_id, ())
        if not self.sound or self.before is None:
            return acts
        return acts[len(self.before.acts.get(document_id, ())) :]

    @cached_property
    def files_to_judge(self) -> frozenset[str]:
        """The paths of the files that may be out of place."""
        if not self.sound or self.before is None:
            return self.corpus.files
        return self.corpus.files - self.before.files

    @cached_property
    def delegations_to_judge(self) -> tuple[Act, ...]:
        """The acts that hand a mandate on and that nobody has judged before."""
        acts = self.corpus.delegations
        return acts if self.fresh is None else tuple(act for act in acts if act.id in self.fresh)

    @cached_property
    def place_in_chain(self) -> Mapping[str, int]:
        """The place of each policy version in the chain, from 0, by its hash."""
        return {version.hash: place for place, version in enumerate(self.corpus.chain)}

    def policy_of(self, act: Act) -> Policy:
        """Give the policy that the act is judged by: the one that it names, or the one at the landing's target."""
        named = self.corpus.policies.get(act.policy or "") if self.fresh is None else None
        return named or self.corpus.policy

    def front(self, act: Act, document: Document) -> FrontMatter | None:
        """Give the front matter that the act is about; none if its text is gone and nothing rests on the act.

        For a text that is gone though something rests on it, the one that took its place must do.
        """
        found, life = front_of(act, document, self.corpus), self.life(document)
        if found is not None or life is None or act.id not in life.resting:
            return found
        return (self.corpus.editions.get(act.document, {}).get(act.version) or document).front

    def signed(self, act: Act) -> Signed | SignatureError:
        """Give what the act's signature shows, or why it shows nothing; each is looked at once."""
        found = self._signed.get(act.id)
        if found is None:
            found = self._signed[act.id] = signature_of(act)
        return found

    @cached_property
    def policy_objections(self) -> tuple[tuple[PolicyVersion, Objection], ...]:
        """What is wrong with the versions of the policy, each judged by the one before it."""
        return tuple(objections(self.corpus.chain, self.corpus.policies))

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
LandingCheck: TypeAlias = Callable[[Landing, Case], Iterator[Hit]]


@dataclass(frozen=True)
class Rule:
    """One rule; ``ages`` marks what time, another document or a changed rule can do to published text (design §8).

    At least one of the checks is set; what concerns all files has both of the first two. ``of_landing`` judges what a
    merge request or a step of main would change, which no single tree shows. ``told`` marks a rule that only tells what
    reading or loading found under its code, so that it need not be asked where nothing was.
    """

    code: str
    name: str
    severity: Severity
    ages: bool = False
    of_document: DocumentCheck | None = None
    of_repository: RepositoryCheck | None = None
    of_landing: LandingCheck | None = None
    told: bool = False

    @property
    def binding(self) -> bool:
        """Tell whether the rule can't be turned off, lowered or baselined: proof, hostile bytes and repository."""
        return self.code[:3] in ("LS5", "LS7", "LS8")

    def finding(self, hit: Hit, document: Document | None = None, *, in_work: bool = True) -> Finding:
        """Make a finding of a hit; in text that nobody works on any more, what ages is a warning."""
        return Finding(
            path=hit.path or (document.path if document else ""),
            line=hit.place.line,
            column=hit.place.column,
            code=self.code,
            severity=Severity.WARNING if self.ages and not in_work else hit.severity or self.severity,
            message=hit.message,
            help=hit.help,
            document=document.id if document else "",
        )


def document_rule(code: str, name: str, severity: Severity, *, ages: bool = False) -> Callable[[DocumentCheck], Rule]:
    """Make a rule of a generator over one document."""
    return lambda check: Rule(code, name, severity, ages, of_document=check)


def repository_rule(code: str, name: str, severity: Severity) -> Callable[[RepositoryCheck], Rule]:
    """Make a rule of a generator over the whole repo."""
    return lambda check: Rule(code, name, severity, of_repository=check)


def landing_rule(code: str, name: str) -> Callable[[LandingCheck], Rule]:
    """Make a rule of a generator over a landing and the case of the tree after it; such a rule is always an error."""
    return lambda check: Rule(code, name, Severity.ERROR, of_landing=check)


def found_while_reading(code: str, name: str, severity: Severity = Severity.ERROR, *, ages: bool = False) -> Rule:
    """Make a rule of what reading a document found under its code."""

    def check(_: Case, document: Document) -> Iterator[Hit]:
        return (
            Hit(Place(problem.line, problem.column), problem.message, problem.help)
            for problem in (*document.facts.problems, *document.problems)
            if problem.code == code
        )

    return Rule(code, name, severity, ages, of_document=check, told=True)


def found_while_loading(code: str, name: str, severity: Severity = Severity.ERROR) -> Rule:
    """Make a rule of what loading found under its code in a file that is no document."""

    def check(case: Case) -> Iterator[Hit]:
        for path, problem in case.problems.get(code, ()):
            yield Hit(Place(problem.line, problem.column), problem.message, problem.help, path)

    return Rule(code, name, severity, of_repository=check, told=True)
