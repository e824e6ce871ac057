"""A *certificate*: what is known and proven of one version, gathered for whoever audits it (proof §1.11, §1.16).

Nothing in it is believed because it is written: the level of every act is the one that its signature reaches, and what
stands against the version is found by the same rules as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ledsys import actfile
from ledsys.digest import manifest
from ledsys.lifecycle import Edition, Life
from ledsys.lifecycle.claims import EDITIONS
from ledsys.lifecycle.signatures import signer_of
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus, Policy
from ledsys.model.doctype import Level
from ledsys.model.document import Document
from ledsys.model.finding import Finding
from ledsys.model.organisation import Mandate
from ledsys.model.policy import protected
from ledsys.policyfile import FOLDER as CHAIN
from ledsys.proof.standing import disputed_acts, unproven
from ledsys.signature import PublicKey

_PAIR = 2
"""Fewer persons than this can't decide by turns: whoever is alone judges what is their own."""


@dataclass(frozen=True)
class Link:
    """One act of the chain, and what it rests on.

    ``mandate`` is the line of the delegation order as the act's own policy has it, ``policy`` the number of that
    policy's version (none in open mode). ``handed_on`` is the act by which somebody else's mandate was used, ``key``
    the key whose signature fits, ``faults`` what stands against the act.
    """

    act: Act
    mandate: Mandate | None
    policy: int | None
    handed_on: Act | None
    key: PublicKey | None
    faults: tuple[Finding, ...]
    disputed: bool

    @property
    def level(self) -> Level:
        """The level of proof that was found; what an act with faults says of its own level is not believed."""
        stated = Level.of_code(self.act.assurance)
        return Level.CLAIMED if self.faults or stated is None else stated


@dataclass(frozen=True)
class Certificate:
    """What is known of one version on the day of the corpus.

    ``text`` is the frozen text, if it is there, and ``manifest`` what its content digest is taken over, empty where the
    text has none. ``others`` counts the acts about the version that are no part of the chain. ``faults`` is everything
    that stands against the document or the policy.
    """

    corpus: Corpus
    document: str
    edition: Edition
    text: Document | None
    owner: str | None
    chain: tuple[Link, ...]
    others: int
    faults: tuple[Finding, ...]

    @property
    def open(self) -> bool:
        """Tell whether whoever can write in the docs repo can change its rules."""
        return self.corpus.policy.settings.authority.open

    @property
    def alone(self) -> bool:
        """Tell whether the organisation has too few persons (or keys of root persons) for one to check the other."""
        policy, day = self.corpus.policy, self.corpus.today
        if self.open:
            return sum(person.covers(day) for person in policy.register.persons) < _PAIR
        return len(_able_roots(self.corpus)) < _PAIR

    @property
    def manifest(self) -> str:
        """What the content digest is taken over."""
        text = self.text
        if text is None or text.facts.front_digest is None or text.facts.body_digest is None:
            return ""
        return manifest(text.id, text.facts.front_digest, text.facts.body_digest, text.images)

    @property
    def proving(self) -> Link:
        """The link that proves the decision best: the approval, or a later act that vouches anew for the same text."""
        kinds = (ActKind.APPROVE, ActKind.BASELINE)
        return max((link for link in self.chain if link.act.kind in kinds), key=lambda link: link.level.rank)

    @property
    def level(self) -> Level:
        """The level of proof of the decision, as found."""
        return self.proving.level


def certificate(corpus: Corpus, lives: Mapping[str, Life], document: Document, edition: Edition) -> Certificate:
    """Gather what is known of a document's edition."""
    life = lives[document.id]
    faults = _faults(corpus, document)
    disputed = frozenset(act.id for act in disputed_acts(corpus))
    acts = tuple(_chain(corpus, life, edition))
    links = tuple(_link(corpus, act, faults, disputed=act.id in disputed) for act in acts)
    about = {act.id for act in life.acts if act.version == edition.version} - {act.id for act in acts}
    text = corpus.editions.get(document.id, {}).get(edition.version)
    return Certificate(corpus, document.id, edition, text, life.owner, links, len(about), faults)


def _chain(corpus: Corpus, life: Life, edition: Edition) -> Iterator[Act]:
    """Yield the acts that the version rests on or that befell it, in order; first, mandates that were handed on."""
    ends = tuple(act for act in (edition.stop, edition.repeal) if act is not None)
    begun = tuple(act for act in life.acts if act.kind is ActKind.REVISE and act.version == edition.version)
    own = (*begun, edition.submit, *edition.reviews, edition.approve, edition.publish)
    every = (*own, *edition.confirms, *edition.baselines, *ends)
    used = {act.on_behalf_of for act in every}
    handed = tuple(act for act in corpus.delegations if act.id in used)
    yield from sorted({act.id: act for act in (*handed, *every)}.values(), key=lambda act: act.order)


def _link(corpus: Corpus, act: Act, faults: tuple[Finding, ...], *, disputed: bool) -> Link:
    policy = corpus.policies.get(act.policy or "") or corpus.policy
    path = actfile.path_of(act)
    return Link(
        act=act,
        mandate=_mandate(policy, act),
        policy=next((version.version for version in corpus.chain if version.hash == act.policy), None),
        handed_on=next((other for other in corpus.delegations if other.id == act.on_behalf_of), None),
        key=signer_of(act),
        faults=tuple(finding for finding in faults if finding.path == path),
        disputed=disputed,
    )


def _mandate(policy: Policy, act: Act) -> Mandate | None:
    return next((line for line in policy.register.mandates if line.id == act.mandate), None)


def _faults(corpus: Corpus, document: Document) -> tuple[Finding, ...]:
    """Give what stands against the document, its acts and editions, and the policy; what concerns others is left."""
    own = corpus.by_id.get(document.id, (document,))
    found = unproven(replace(corpus, documents=own))
    paths = {entry.path for entry in own}
    folders = tuple(f"{folder}/" for folder in _folders(document.id))
    return tuple(
        finding
        for finding in found
        if finding.document == document.id
        or finding.path in paths
        or finding.path.startswith(folders)
        or protected(finding.path)
    )


def _folders(document: str) -> tuple[str, ...]:
    """Give the folders that hold evidence of the document, or of the policy that it is judged by."""
    acts = actfile.FOLDER
    return (f"{acts}/{document}", f"{EDITIONS}/{document}", f"{acts}/{actfile.DELEGATIONS}", CHAIN)


def _able_roots(corpus: Corpus) -> frozenset[str]:
    """Give the root persons who have a key that counts on the day."""
    persons = corpus.policy.register.person_by_id
    roots = (persons[root] for root in corpus.policy.settings.authority.roots if root in persons)
    return frozenset(
        person.id
        for person in roots
        if person.covers(corpus.today) and any(key.usable(corpus.today) for key in person.keys)
    )
