"""A *world* for tests of the lifecycle: a small region in memory, where people make moves and days pass.

Every move goes through the real thing: the files are loaded, the attempt prepared and decided, and what the plan writes
becomes the files of the next move. The people bear their part as their name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.signature.keys import SoftKey

from ledsys import actfile
from ledsys.lifecycle import Attempt, Life, Move, Plan, Reason, Refusal, Wish, decide, derive
from ledsys.lifecycle.planning import signed
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus, Policy
from ledsys.model.doctype import DocumentType, Exemption, Level, Waiver
from ledsys.model.document import Document, Status
from ledsys.model.facts import DocumentFacts
from ledsys.model.finding import Finding
from ledsys.model.organisation import (
    Body,
    DecisionForm,
    Duty,
    Holding,
    Mandate,
    Person,
    Role,
    Unit,
    UnitName,
)
from ledsys.model.register import Register
from ledsys.model.settings import Settings, Site
from ledsys.signature import ACT
from ledsys.store.attempts import prepare
from ledsys.store.files import MemoryFiles
from ledsys.store.load import load_under

ZONE = ZoneInfo("Europe/Stockholm")
MONDAY = date(2026, 6, 15)
"""The day on which a world begins."""

ROUTINE, POLICY, OTHER = "EXP-100001", "EXP-100002", "EXP-100003"
DECISION = "Fullmäktige 2026-05-28 § 104, RS 2026-00191"

UNITS = (
    Unit(id="region", names=(UnitName(name="Regionen"),)),
    Unit(id="care", names=(UnitName(name="Hälso- och sjukvården"),), parent="region"),
    Unit(id="pain", names=(UnitName(name="Smärtcentrum"),), parent="care"),
    Unit(id="rehab", names=(UnitName(name="Rehabcentrum"),), parent="care"),
    Unit(
        id="eyes", names=(UnitName(name="Syncentralen"),), parent="region", until=date(2026, 6, 30), merged_into="pain"
    ),
)
PEOPLE = (
    *("author", "submitter", "administrator", "owner", "reviewer", "role-reviewer", "approver", "elsewhere"),
    *("deputy", "late-deputy", "registrar", "secretary", "publisher", "bystander"),
)
LEFT, UNKNOWN = "left", "unknown"
ROLES = (
    Role(id="chief", name="Chef"),
    Role(id="ward-chief", name="Verksamhetschef"),
    Role(id="hygienist", name="Hygienist"),
    Role(id="administrator", name="Dokumentadministratör", duties=(Duty.ADMINISTER,)),
    Role(id="registrar", name="Registrator", duties=(Duty.REGISTER,)),
    Role(id="secretary", name="Nämndsekreterare", duties=(Duty.RECORD,)),
    Role(id="publisher", name="Publicerare", duties=(Duty.PUBLISH,)),
)
DEPUTY_DAYS = (MONDAY, MONDAY + timedelta(days=27))
LATE_DAYS = (date(2030, 7, 1), date(2030, 7, 28))
HOLDINGS = (
    Holding(person="owner", role="ward-chief", unit="pain"),
    Holding(person="role-reviewer", role="hygienist", unit="care"),
    Holding(person="approver", role="chief", unit="care"),
    Holding(person="elsewhere", role="chief", unit="rehab"),
    *(
        Holding(person=deputy, role="chief", unit="care", from_day=first, until=last, deputy_for="approver")
        for deputy, (first, last) in (("deputy", DEPUTY_DAYS), ("late-deputy", LATE_DAYS))
    ),
    Holding(person="left", role="chief", unit="care"),
    Holding(person="submitter", role="administrator", unit="care"),
    Holding(person="administrator", role="administrator", unit="region"),
    Holding(person="registrar", role="registrar", unit="region"),
    Holding(person="secretary", role="secretary", unit="region"),
    Holding(person="publisher", role="publisher", unit="region"),
)
MANDATES = (
    Mandate(
        id="M-1",
        role="chief",
        types=("rutin", "plan"),
        units=("egen-enhet",),
        decided_by="Styrelsen 2025-12-02 § 1, RS 2025-00001",
        form=DecisionForm.EXECUTION,
    ),
    Mandate(
        id="M-2",
        body="council",
        types=("policy",),
        units=("region",),
        decided_by="Kommunallagen (2017:725) 5 kap. 1 §",
        form=DecisionForm.BODY,
    ),
)
REGISTER = Register(
    units=UNITS,
    bodies=(
        Body(id="council", names=(UnitName(name="Fullmäktige"),)),
        Body(id="board", names=(UnitName(name="Styrelsen"),)),
    ),
    persons=(
        *(Person(id=name, name=name.title(), title="Titel", emails=(f"{name}@example.org",)) for name in PEOPLE),
        Person(id=LEFT, name="Left", title="Titel", until=MONDAY - timedelta(days=1)),
    ),
    roles=ROLES,
    holdings=HOLDINGS,
    mandates=MANDATES,
)
WAIVERS = tuple(Waiver(exemption=exemption, reason="Ensam på enheten.") for exemption in Exemption)


def document_type(name: str, years: int = 2, reviewers: int = 1, waivers: tuple[Waiver, ...] = ()) -> DocumentType:
    return DocumentType(
        id=name,
        label=name.title(),
        description="–",
        longest_validity=years,
        reviewers=reviewers,
        reviewer_roles=("hygienist",),
        waivers=waivers,
    )


TYPES = {
    "rutin": document_type("rutin"),
    "policy": document_type("policy", years=5, reviewers=0),
    "plan": document_type("plan", waivers=WAIVERS),
}


def policy(register: Register = REGISTER) -> Policy:
    return Policy(
        settings=Settings(
            format="1", name="Region", repo_id="region/docs", id_prefix="EXP", site=Site(title="Handbok")
        ),
        register=register,
        types=TYPES,
    )


def text(document: str, kind: str = "rutin", version: int = 1, body: str = "Så gör vi.", **fields: str) -> bytes:
    """Give a draft; other keys of front matter by keyword, with ``_`` for ``-``."""
    front = {
        "dokument-id": document,
        "titel": "Handhygien",
        "handlingstyp": kind,
        "status": "utkast",
        "version": str(version),
        "innehållsansvarig": "ward-chief@pain",
        "granskare": "[reviewer]",
        "författare": "[author]",
        "gäller-för": "[pain]",
        **{key.replace("_", "-"): value for key, value in fields.items()},
    }
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    return f"---\n{lines}---\n\n# Handhygien\n\n{body}\n".encode()


class _Facts:
    """Facts by blob id, kept for all worlds of a test run."""

    def __init__(self) -> None:
        self.known: dict[str, DocumentFacts] = {}

    def get_many(self, blobs: Iterable[str]) -> Mapping[str, DocumentFacts]:
        return {blob: self.known[blob] for blob in blobs if blob in self.known}

    def put_many(self, facts: Mapping[str, DocumentFacts]) -> None:
        self.known.update(facts)


_FACTS = _Facts()


@dataclass
class World:
    """Files, the day, and what people do; ``minute`` moves on with every move, so acts have an order."""

    files: dict[str, bytes] = field(default_factory=lambda: {path_of(ROUTINE): text(ROUTINE)})
    policy: Policy = field(default_factory=policy)
    day: date = MONDAY
    document: str = ROUTINE
    minute: int = 0
    loaded: tuple[Mapping[str, bytes], Corpus] | None = None

    @property
    def corpus(self) -> Corpus:
        """Give the files as loaded, anew whenever anything has changed."""
        kept = self.loaded
        if kept is None or kept[0] != self.files or kept[1].today != self.day or kept[1].policy is not self.policy:
            kept = dict(self.files), load_under(self.policy, MemoryFiles(self.files), self.day, _FACTS)
            self.loaded = kept
        return kept[1]

    @property
    def found(self) -> Document:
        document = self.corpus.document(self.document)
        assert document is not None
        return document

    @property
    def path(self) -> str:
        return self.found.path

    @property
    def life(self) -> Life:
        corpus, document = self.corpus, self.found
        version = document.front.version if document.front else None
        return derive(document.id, corpus.acts.get(document.id, ()), version, document.digest)

    @property
    def reached(self) -> Status:
        return self.life.work.reached

    @property
    def claimed(self) -> dict[str, str]:
        return dict(self.found.facts.claims)

    def copy(self) -> World:
        """Give a clone that goes its own way."""
        return World(dict(self.files), self.policy, self.day, self.document, self.minute, self.loaded)

    def later(self, days: int) -> World:
        self.day += timedelta(days=days)
        return self

    def on(self, day: date) -> World:
        self.day = day
        return self

    def edit(self, old: str = "Så gör vi.", new: str = "Så gör vi nu.") -> World:
        before = self.files[self.path].decode()
        assert old in before
        self.files[self.path] = before.replace(old, new, 1).encode()
        return self

    def attempt(self, move: Move, person: str, wish: Wish | None = None, errors: tuple[Finding, ...] = ()) -> Attempt:
        corpus, document = self.corpus, self.found
        attempt = prepare(MemoryFiles(self.files), corpus, document, move, person, self.now, wish or Wish(), errors)
        return replace(attempt, assurance=Level.KEY) if move is Move.BASELINE else attempt

    def tries(self, move: Move, person: str, wish: Wish | None = None) -> Plan | Refusal:
        return decide(self.attempt(move, person, wish))

    def does(self, move: Move, person: str, wish: Wish | None = None) -> Plan:
        """Make the move, which must be allowed."""
        outcome = self.tries(move, person, wish)
        assert isinstance(outcome, Plan), [str(reason.message) for reason in outcome.reasons]
        self.make(outcome)
        return outcome

    def signs(self, move: Move, person: str, wish: Wish | None = None, key: str = "") -> Plan:
        """Make the move, which must be allowed, by an act that the soft key of the person signs, or another's."""
        outcome = decide(replace(self.attempt(move, person, wish), assurance=Level.KEY))
        assert isinstance(outcome, Plan), [str(reason.message) for reason in outcome.reasons]
        plan = signed(outcome, {act.id: signature(act, key or person) for act in outcome.acts})
        self.make(plan)
        return plan

    def put(self, act: Act, key: str = "") -> Act:
        """Lay an act into the folder by hand, signed or not, as anybody can who may write files."""
        sealed = actfile.sealed(replace(act, signature=None))
        made = replace(sealed, signature=signature(sealed, key) if key else act.signature)
        self.files[actfile.path_of(made)] = actfile.written(made)
        return made

    def without(self, act: Act) -> World:
        """Take the act out of the folder."""
        del self.files[actfile.path_of(act)]
        return self

    @property
    def now(self) -> datetime:
        """The time of the next move."""
        return datetime.combine(self.day, time(9), ZONE) + timedelta(minutes=self.minute)

    def make(self, plan: Plan) -> None:
        self.files.update(plan.change.writes)
        self.minute += 1

    def reasons(self, move: Move, person: str, wish: Wish | None = None) -> tuple[Reason, ...]:
        """Give the reasons against the move; none if it is allowed."""
        outcome = self.tries(move, person, wish)
        return outcome.reasons if isinstance(outcome, Refusal) else ()

    def against(self, move: Move, person: str, wish: Wish | None = None) -> list[str]:
        """Give the codes of the reasons against the move, sorted; none if it is allowed."""
        return sorted(reason.code for reason in self.reasons(move, person, wish))

    def submitted(self) -> World:
        self.does(Move.SUBMIT, "submitter")
        return self

    def reviewed(self) -> World:
        self.submitted().does(Move.REVIEW, "reviewer")
        return self

    def approved(self, start: date | None = None, end: date | None = None) -> World:
        self.reviewed().does(Move.APPROVE, "approver", Wish(valid_from=start, valid_until=end))
        return self

    def published(self, start: date | None = None, end: date | None = None) -> World:
        self.approved(start, end).does(Move.PUBLISH, "publisher")
        return self

    def revised(self) -> World:
        self.does(Move.REVISE, "owner", Wish(reason="Nytt arbetssätt."))
        return self


def signature(act: Act, key: str) -> str:
    """Sign the act with the soft key of the name."""
    return SoftKey(key).sign(actfile.statement(act).encode(), ACT)


def path_of(document: str) -> str:
    return f"dokument/pain/{document.lower()}.md"


def world_with(document: str = ROUTINE, kind: str = "rutin", register: Register = REGISTER, **fields: str) -> World:
    """Give a world whose one document has these further keys of front matter."""
    version = int(fields.pop("version", "1"))
    draft = text(document, kind, version, **fields)
    return World({path_of(document): draft}, policy(register), document=document)


def merged(*clones: World) -> World:
    """Give what git makes of clones that worked side by side: all acts and editions, the last clone's texts."""
    result = clones[-1].copy()
    for clone in clones:
        result.files = {**clone.files, **result.files}
    result.minute = max(clone.minute for clone in clones)
    return result
