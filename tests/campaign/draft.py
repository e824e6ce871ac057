"""A *draft* of a landing, laid over main: what somebody would land, made by the moves of people or by hand.

It is gathered and judged by the code that judges a merge request.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.campaign.cast import REVIEWERS, WITNESS, fido, soft
from tests.campaign.region import FACTS, FILE, Main, _changed, _files, images_of

from ledsys import actfile
from ledsys.authority.levels import asked
from ledsys.lifecycle import Attempt, Life, Move, Plan, Refusal, Wish, decide, derive
from ledsys.lifecycle.claims import EDITIONS, TEXT, edition_folder
from ledsys.lifecycle.flow import FLOW, _with_defaults
from ledsys.lifecycle.mending import reclaimed
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import Level
from ledsys.model.document import Document
from ledsys.model.finding import Finding
from ledsys.model.landing import Changed, Landing
from ledsys.proof.step import step
from ledsys.rules.catalogue import RULES
from ledsys.rules.rule import Rule
from ledsys.signature import ACT
from ledsys.store.attempts import prepare
from ledsys.store.files import MemoryFiles
from ledsys.store.landing import DELEGATIONS, gather
from ledsys.store.load import load_under
from ledsys.store.standing import Overlay, Standing
from ledsys.store.trees import Tree


@dataclass
class Draft:
    """What somebody would land: files written (None: removed), with modes other than an ordinary file's."""

    main: Main
    now: datetime
    writes: dict[str, bytes | None] = field(default_factory=dict)
    modes: dict[str, str] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    @property
    def changed(self) -> tuple[Changed, ...]:
        return _changed(self.main.tree, self.writes, self.modes)

    @property
    def tree(self) -> Tree:
        return Overlay(self.main.tree, self.changed) if self.writes else self.main.tree

    def read(self, path: str) -> bytes:
        if path in self.writes:
            data = self.writes[path]
            assert data is not None
            return data
        return self.main.read(path)

    def write(self, path: str, data: bytes | str | None, mode: str = FILE) -> None:
        self.writes[path] = data.encode() if isinstance(data, str) else data
        if mode != FILE:
            self.modes[path] = mode

    def move_file(self, path: str, to: str) -> None:
        data = self.read(path)
        self.write(path, None)
        self.write(to, data)

    def paths(self, folder: str) -> tuple[str, ...]:
        return tuple(sorted(self.tree.under(folder)))

    def path(self, document: str) -> str:
        return self.tree.holding(document)[0]

    def text(self, document: str) -> str:
        return self.read(self.path(document)).decode()

    def edit(self, document: str, old: str, new: str) -> None:
        """Replace the first ``old`` in the text of a document, which must have it."""
        before = self.text(document)
        assert old in before, old
        self.write(self.path(document), before.replace(old, new, 1))

    # What the files say.

    def corpus(self, *documents: str) -> Corpus:
        """Load these documents with all that belongs to them, as far as they can be read."""
        return load_under(self.main.policy, self.files(*documents), self.now.date(), FACTS, self.main.chain)

    def files(self, *documents: str) -> MemoryFiles:
        """Give the files of these documents and the delegations."""
        tree = self.tree
        paths = {*tree.under(DELEGATIONS)}
        for document in documents:
            path = self.path(document)
            paths.update((path, *tree.under(f"{actfile.FOLDER}/{document}"), *tree.under(f"{EDITIONS}/{document}")))
        found = _files(tree, sorted(paths))
        beside = {
            image for path, data in found.files.items() if path.endswith(".md") for image in images_of(path, data)
        }
        return MemoryFiles({**found.files, **{image: tree.read(image) for image in beside if tree.entry(image)}})

    def found(self, document: str) -> Document:
        """Give a document as it is loaded."""
        found = self.corpus(document).document(document)
        assert found is not None, document
        return found

    def life(self, document: str) -> Life:
        """Give what the acts of a document prove."""
        corpus = self.corpus(document)
        found = corpus.document(document)
        version_ = found.front.version if found and found.front else None
        return derive(document, corpus.acts.get(document, ()), version_, found.digest if found else None)

    # What people do.

    def attempt(self, move: Move, document: str, person: str, wish: Wish | None = None) -> Attempt:
        """Prepare a move at the draft's time, at the level of proof that the type asks for."""
        others = (wish.successor,) if wish and wish.successor else ()
        files = self.files(document, *others)
        corpus = load_under(self.main.policy, files, self.now.date(), FACTS, self.main.chain)
        found = corpus.document(document)
        assert found is not None, document
        attempt = prepare(files, corpus, found, move, person, self.now, wish or Wish())
        front = attempt.subject
        kind = corpus.policy.types.get(front.type) if front else None
        level = asked(kind, ActKind(move.value), self.now.date()) if kind else Level.CLAIMED
        if move is Move.BASELINE:
            level = max(level, Level.KEY, key=lambda level: level.rank)
        return replace(attempt, assurance=level)

    def tries(self, move: Move, document: str, person: str, wish: Wish | None = None) -> Act | None:
        """Make the move if it is allowed, and give its act; None and nothing made if it is refused."""
        outcome = decide(self.attempt(move, document, person, wish))
        if isinstance(outcome, Refusal):
            return None
        return self._made(outcome, outcome.acts[0] if outcome.acts else None)

    def does(self, move: Move, document: str, person: str, wish: Wish | None = None) -> Act:
        """Make the move, which must be allowed."""
        attempt = self.attempt(move, document, person, wish)
        outcome = decide(attempt)
        assert isinstance(outcome, Plan), [str(reason.message) for reason in outcome.reasons]
        act = self._made(outcome, outcome.acts[0])
        assert act is not None
        return act

    def forces(
        self,
        move: Move,
        document: str,
        person: str,
        wish: Wish | None = None,
        *,
        signer: str | None = "",
        **fields: object,
    ) -> Act:
        """Make the move whatever the guards say, as a changed program would, with other fields and another signer."""
        attempt = _with_defaults(self.attempt(move, document, person, wish))
        plan = FLOW[move].effect(attempt)
        act = actfile.sealed(replace(plan.acts[0], **fields))  # type: ignore[arg-type]  # named by the callers
        return self._forced(plan, act, signer)

    def again(self, act: Act, signer: str | None = "", **fields: object) -> Act:
        """Put another act in the place of one of this draft: with other fields, or signed by somebody else."""
        del self.writes[actfile.path_of(act)]
        self.acts.remove(act)
        return self.put(replace(act, **fields), signer)  # type: ignore[arg-type]  # named by the callers

    def _forced(self, plan: Plan, act: Act, signer: str | None) -> Act:
        """Write a false plan: its act, and all that honestly follows from it."""
        self._write(plan)
        del self.writes[actfile.path_of(plan.acts[0])]
        made = self.put(act, signer)
        self.reclaim(act.document)
        if act.kind is ActKind.PUBLISH:
            self.write(f"{edition_folder(act.document, act.version)}/{TEXT}", self.text(act.document))
        return made

    def put(self, act: Act, signer: str | None = "") -> Act:
        """Write an act, signed by somebody (by default as it should be, None for not at all), where it belongs."""
        made = actfile.sealed(replace(act, signature=None))
        made = replace(made, signature=signature(made, signer))
        self.write(actfile.path_of(made), actfile.written(made))
        self.acts.append(made)
        self.now += timedelta(minutes=1)
        return made

    def reclaim(self, document: str) -> None:
        """Write the claim lines that follow from the acts."""
        corpus = self.corpus(document)
        found = corpus.document(document)
        if found is not None:
            self.write(found.path, reclaimed(self.read(found.path), found, corpus))

    def _made(self, plan: Plan, act: Act | None) -> Act | None:
        self._write(plan)
        return self.put(act) if act is not None else None

    def _write(self, plan: Plan) -> None:
        self.writes.update(plan.change.writes)
        self.writes.update(dict.fromkeys(plan.change.deletes))

    # What becomes of it.

    def landing(self) -> Landing:
        """Gather what the rules of landings see."""
        changed = self.changed
        before, after = self.main.tree, Overlay(self.main.tree, changed)
        return gather(before, after, changed, self.now, self.main.policy, FACTS, self.main.chain)

    def judged(self, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
        """Judge the landing."""
        return step(self.landing(), rules)

    def landed(self) -> Main:
        """Give main as it would be after the landing; the draft is not judged."""
        if isinstance(self.main.tree, Standing):
            return replace(self.main, tree=Overlay(self.main.tree, self.changed), now=self.now + timedelta(minutes=1))
        raise AssertionError("one landing is laid over main at a time")

    def apply(self) -> None:
        """Land on the region itself, while it is being built."""
        assert isinstance(self.main.tree, Standing)
        self.main.tree.apply(self.changed)
        self.writes, self.modes, self.acts = {}, {}, []


def signature(act: Act, signer: str | None = "") -> str | None:
    """Give the armour with which somebody signs an act: ``""`` is who should, None is nobody.

    ``person`` is the person's soft key, ``person!`` the security key.
    """
    match signer:
        case None:
            return None
        case "":
            return signature(act, rightful(act))
    message = actfile.statement(act).encode()
    key = fido(signer[:-1], ecdsa=is_ecdsa(signer[:-1])) if signer.endswith("!") else soft(signer)
    return key.sign(message, ACT)


def rightful(act: Act) -> str | None:
    """Give who should sign the act at the level that it states."""
    match act.assurance:
        case Level.CLAIMED.code:
            return None
        case Level.FORGE.code:
            return WITNESS
        case Level.HARDWARE.code:
            return f"{act.person}!"
    return act.person


def is_ecdsa(person: str) -> bool:
    """Tell whether the security key of the person is of the other kind."""
    return person in REVIEWERS
