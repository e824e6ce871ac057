"""*Replaying* main: every landing judged by the step, under the policy that stood when it landed (proof §1.8).

Most landings change a text, or add an act and an edition. What stood before is then known from the landing before, and
only what is new is read. Every other landing is gathered as one that is proposed would be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ledsys.actfile import DELEGATIONS
from ledsys.actfile import FOLDER as ACTS
from ledsys.actfile import PATH as ACT_PATH
from ledsys.errors import RepositoryError, UnusableError
from ledsys.frontmatter.reading import read_content
from ledsys.lifecycle.claims import TEXT, edition_folder
from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus, Policy
from ledsys.model.doctype import DocumentType
from ledsys.model.document import Document
from ledsys.model.finding import Finding
from ledsys.model.landing import Changed, Landing
from ledsys.model.policy import protected
from ledsys.policyfile import FOLDER as CHAIN
from ledsys.policyfile import acts_digest
from ledsys.proof.fold import Fall, Judged, falls
from ledsys.proof.standing import levels, unproven
from ledsys.proof.step import step
from ledsys.rules.landings import fresh_acts, fresh_delegations
from ledsys.store.ahead import Ahead, places, portions
from ledsys.store.brought import Brought, about, brought, stands
from ledsys.store.drafts import draft_of, rewritten
from ledsys.store.evidence import load_acts, with_delegations
from ledsys.store.history import Landed
from ledsys.store.known import Known, Memory
from ledsys.store.landing import Part, clashes, gather, nested, protected_paths
from ledsys.store.load import load_under, text_alone
from ledsys.store.policies import Chain, Delegated, load_chain
from ledsys.store.policy import load_policy
from ledsys.store.standing import Overlay, Standing
from ledsys.store.trees import malformed, shown

_DELEGATIONS = f"{ACTS}/{DELEGATIONS}/"


@dataclass
class Replayed:
    """What came of a line of landings: how many, those that did not pass, falls of level, acts by level of proof."""

    landings: int = 0
    began: datetime | None = None
    failed: list[Judged] = field(default_factory=list)
    falls: list[Fall] = field(default_factory=list)
    acts: Counter[str] = field(default_factory=Counter)
    trusted: int = 0
    objections: list[Message] = field(default_factory=list)


class Replay:
    """Main as it stands after the landings taken so far; it may begin in the midst, on a tree taken as it is."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.result = Replayed()
        self._policy: Policy | None = None
        self._chain = Chain()
        self._delegations: tuple[Act, ...] = ()
        self._memory = Memory()
        self._ahead = Ahead(standing.objects, {})
        self._read_policy()
        self._types = self._last_types()

    def take(self, landings: Iterable[Landed]) -> Replayed:
        """Judge landings in order, and give what came of all so far."""
        ready: Sequence[Landed] = ()
        for portion in portions(landings):
            self._expect(change for landed in portion for change in landed.changed)
            self._take_all(ready)
            ready = portion
        self._take_all(ready)
        return self.result

    def _take_all(self, landings: Sequence[Landed]) -> None:
        unknown = tuple(self._unknown(landings))
        self._expect(unknown)
        self._ahead.read(landings, unknown)
        for landed in landings:
            self._take(landed)

    def _expect(self, changes: Iterable[Changed]) -> None:
        self.standing.objects.expect(blob for _, blob in places(changes))

    def _take(self, landed: Landed) -> None:
        result = self.result
        result.landings += 1
        policy = self._policy
        if policy is None:
            self._found(landed)
            return
        if self._written_on(landed):
            return
        open_until_now = not self._chain.versions
        landing = self.landing(landed, policy)
        if open_until_now and self._chain.versions:
            self._close(landed)
        result.acts.update(act.assurance for act in (*fresh_acts(landing), *fresh_delegations(landing)))
        findings = step(landing)
        if findings:
            result.failed.append(judged_of(landed, findings))
        self.remember(landing, findings)
        if self._policy is not policy and self._policy is not None:
            self._types |= policy.types
            result.falls.extend(falls(landed.commit, landing.now.date(), self._types, self._policy.types))

    def remember(self, landing: Landing, findings: tuple[Finding, ...]) -> None:
        """Remember how the evidence of the documents was judged, so that only what is added to it need be."""
        for document_id in landing.after.acts:
            self._memory.judged(document_id, passed=not findings)
        changed = {change.path for change in landing.changed}
        for document in landing.after.documents:
            passed = not findings and document.path in changed
            draft = draft_of(document, self.standing.read(document.path)) if passed else None
            self._memory.passed(document.id, draft)

    def _written_on(self, landed: Landed) -> bool:
        """Take a landing if it only writes on in a draft that has passed; tell whether it did."""
        if len(landed.changed) != 1:
            return False
        change, standing = landed.changed[0], self.standing
        draft = self._memory.draft(standing.id_of(change.path))
        document = rewritten(draft, change, standing) if draft is not None else None
        if document is None or change.after is None:
            return False
        standing.rewrite(change.path, change.after)
        self._memory.write_on(document)
        return True

    def _close(self, landed: Landed) -> None:
        """Take the landing that ends the open mode: the first version of the policy states what was done before."""
        ids = (
            path.rpartition("/")[2].removesuffix(".act")
            for path in self.standing.under(ACTS)
            if ACT_PATH.fullmatch(path)
        )
        if self._chain.versions[0].acts != acts_digest(ids):
            wrong = msg(
                "The first policy version, of {commit}, states other acts than there were.", commit=landed.commit
            )
            self.result.objections.append(wrong)

    def _found(self, landed: Landed) -> None:
        """Take the landing that first makes a docs repo: there was no policy to judge it by, so its tree is judged."""
        self.standing.apply(landed.changed)
        self._read_policy()
        if self._policy is None:
            return
        self.result.began = landed.time
        now = landed.time.astimezone(ZoneInfo(self._policy.settings.zone))
        corpus = load_under(self._policy, self.standing, now.date())
        self.result.trusted = sum(levels(corpus).values())
        findings = unproven(corpus)
        if findings:
            self.result.failed.append(judged_of(landed, findings))

    def landing(self, landed: Landed, policy: Policy) -> Landing:
        """Gather a landing and let it stand."""
        found = self._quick(landed, policy)
        if found is not None:
            return found
        landing = gather(self.standing, Overlay(self.standing, landed.changed), landed.changed, landed.time, policy)
        self.standing.apply(landed.changed)
        for document_id in (*landing.before.by_id, *landing.after.by_id, *landing.before.acts, *landing.after.acts):
            self._memory.forget(document_id)
        paths = tuple(change.path for change in landed.changed)
        if any(protected(path) or path.startswith(f"{CHAIN}/") for path in paths):
            self._read_policy()
        elif any(path.startswith(_DELEGATIONS) for path in paths):
            self._read_delegations()
        return landing

    def _quick(self, landed: Landed, policy: Policy) -> Landing | None:
        """Gather a landing that only writes texts and adds acts and editions; none for every other."""
        standing = self.standing
        found = brought(landed.changed, standing, self._ahead)
        if found is None:
            return None
        now = landed.time.astimezone(ZoneInfo(policy.settings.zone))
        before = {document_id: self._part(document_id, policy) for document_id in found}
        after = {each: self._grown(before[each], each, new, policy) for each, new in found.items()}
        if any(known.odd for known in (*before.values(), *after.values())):
            return None
        for change in landed.changed:
            if standing.entry(change.path) != change.before:
                raise malformed(change.path)
        standing.apply(landed.changed)
        for document_id, known in after.items():
            self._memory.keep(document_id, known)
        return Landing(
            now=now,
            before=self._corpus(before, policy, now.date()),
            after=self._corpus(after, policy, now.date()),
            changed=landed.changed,
            clashes=clashes(standing, landed.changed),
            nested=nested(standing, landed.changed),
            sound=all(self._memory.sound(key) and known.continues(before[key]) for key, known in after.items()),
        )

    def _corpus(self, parts: dict[str, Known], policy: Policy, today: date) -> Corpus:
        documents = tuple(document for part in parts.values() for document in part.documents)
        return Corpus(
            policy=policy,
            today=today,
            documents=documents if len(parts) == 1 else tuple(sorted(documents, key=lambda document: document.path)),
            acts={key: part.acts for key, part in parts.items() if part.acts},
            editions={key: part.editions for key, part in parts.items() if part.editions},
            files=next(iter(parts.values())).files if len(parts) == 1 else _union(parts.values()),
            problems=self._chain.problems,
            delegations=self._delegations,
            chain=self._chain.versions,
            policies=self._policies,
        )

    def _part(self, document_id: str, policy: Policy) -> Known:
        known = self._memory.get(document_id)
        if known is None:
            there = stands(document_id, self.standing)
            found = brought(there, self.standing, self._ahead)
            if found is None:
                known = Known(files=frozenset(change.path for change in there), strange=True)
            else:
                known = self._grown(Known(), document_id, found.get(document_id, Brought()), policy)
            self._memory.keep(document_id, known)
        return self._memory.get(document_id) or known

    def _unknown(self, landings: Iterable[Landed]) -> Iterator[Changed]:
        """Give what stands of the documents that landings are about and of which nothing is known."""
        paths = (change.path for landed in landings for change in landed.changed)
        for document_id in dict.fromkeys(about(path, self.standing) for path in paths):
            if document_id and self._memory.get(document_id) is None:
                yield from stands(document_id, self.standing)

    def _grown(self, known: Known, document_id: str, new: Brought, policy: Policy) -> Known:
        standing = self.standing

        def read(version: int) -> Document:
            path = f"{edition_folder(document_id, version)}/{TEXT}"
            return text_alone(policy.types, path, standing.read(path), read_content)

        return known.grown(new, read)

    def _read_policy(self) -> None:
        """Read the policy as it stands now; one that can't be used changes nothing."""
        tree = self.standing
        part = Part(tree, (*protected_paths(tree), *tree.under(CHAIN)))
        try:
            policy = load_policy(part)
        except (RepositoryError, UnusableError):
            return
        if self._policy is None or _reading(policy) != _reading(self._policy):
            self._memory.clear()
            self._ahead = Ahead(tree.objects, policy.types)
        self._chain = load_chain(part)
        self._policy = policy
        self._read_delegations()

    def _last_types(self) -> dict[str, DocumentType]:
        """Give every type that the signed policies have had so far, as it last was."""
        found: dict[str, DocumentType] = {}
        for policy in self._chain.policies.values():
            found |= policy.types
        return found

    def _read_delegations(self) -> None:
        tree = self.standing
        self._memory.forget_drafts()
        self._delegations = load_acts(Part(tree, tree.under(_DELEGATIONS.removesuffix("/")))).delegations
        if self._policy is not None:
            self._policy = with_delegations(self._policy, self._delegations)
        self._policies = Delegated(self._chain.policies, self._delegations)


def _reading(policy: Policy) -> tuple[object, ...]:
    """Give what of the policy decides how front matter is read, and what evidence must say whenever it is judged."""
    return policy.types, policy.settings.repo_id


def judged_of(landed: Landed, findings: tuple[Finding, ...] = ()) -> Judged:
    """Give a landing as it was judged."""
    paths = frozenset(shown(change.path) for change in landed.changed)
    return Judged(landed.commit, landed.parents, landed.time, paths, findings)


def _union(parts: Iterable[Known]) -> frozenset[str]:
    return frozenset().union(*(part.files for part in parts))
