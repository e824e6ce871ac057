"""Small corpora for the tests of the handbook: real texts and real acts, put together by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from ledsys import actfile
from ledsys.digest import blob_id, content_digest, sha256
from ledsys.frontmatter.reading import read_document
from ledsys.frontmatter.records import validate_document
from ledsys.lifecycle.claims import TEXT
from ledsys.model.act import Act, ActKind
from ledsys.model.catalogue import Requirement, RequirementsFile
from ledsys.model.corpus import Corpus, Policy
from ledsys.model.doctype import DocumentType
from ledsys.model.document import Document
from ledsys.model.organisation import Body, Holding, Mandate, Person, Process, Role, Unit
from ledsys.model.register import Register
from ledsys.model.settings import Settings, Site

DAY = date(2026, 6, 15)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c489".replace(" ", "")
    + "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def _unit(**given: object) -> Unit:
    return Unit.model_validate(given)


def policy(**settings: object) -> Policy:
    """Give an organisation with two levels of units, one unit merged and one renamed."""
    return Policy(
        settings=Settings.model_validate(
            {
                "ledsys": "1",
                "namn": "Region Prov",
                "repo-id": "prov/handbok",
                "språk": "en",
                "id-prefix": "PRV",
                "webbplats": Site(
                    title="Handbook of Prov", contact="handbok@prov.example", introduction="What applies."
                ),
                **settings,
            }
        ),
        register=Register(
            units=(
                _unit(id="region", namn="Region Prov"),
                _unit(
                    id="vard",
                    namn=[{"namn": "Sjukvården"}, {"namn": "Hälsovården", "från": "2024-01-01"}],
                    överordnad="region",
                ),
                _unit(id="rehab", namn="Rehab", överordnad="vard"),
                _unit(**{"id": "syn", "namn": "Syn", "överordnad": "vard", "till": "2025-12-31", "uppgår-i": "rehab"}),
            ),
            bodies=(Body.model_validate({"id": "fullmaktige", "namn": "Regionfullmäktige"}),),
            persons=(
                Person(id="annal1", name="Anna Alm", title="Sjuksköterska"),
                Person(id="bobek1", name="Bo Bek", title="Överläkare"),
                Person(id="cilce1", name="Cilla Ceder", title="Verksamhetschef"),
            ),
            roles=(Role(id="verksamhetschef", name="Verksamhetschef"),),
            holdings=(Holding(person="cilce1", role="verksamhetschef", unit="rehab"),),
            mandates=(
                Mandate.model_validate(
                    {
                        "id": "M-1",
                        "roll": "verksamhetschef",
                        "handlingstyper": ["rutin"],
                        "enheter": ["region"],
                        "beslut": "Styrelsen 2020-01-01 § 1",
                        "beslutsform": "delegationsbeslut",
                    }
                ),
            ),
            processes=(Process(id="vardprocess", name="Vårdprocessen", kind="huvudprocess"),),
        ),
        types={
            key: DocumentType.model_validate(
                {
                    "handlingstyp": key,
                    "benämning": label,
                    "beskrivning": f"Vad en {key} är.",
                    "längsta-giltighet-år": "5",
                    "antal-granskare": "1",
                }
            )
            for key, label in (("riktlinje", "Riktlinje"), ("rutin", "Rutin"))
        },
        requirements=(
            RequirementsFile(
                catalogue="SOSFS 2011:9",
                title="Ledningssystem",
                requirements=(
                    Requirement(place="4:4", about="Rutiner", source="tryck", checked="nej"),
                    Requirement(place="4:2", about="Processer", source="tryck", checked=date(2026, 1, 1)),
                ),
            ),
        ),
    )


def text(document: str, body: str = "# Syfte\n\nEn text.\n", **front: str) -> bytes:
    """Give a document's text; ``front`` overrides or adds lines of front matter, with _ for - in keys."""
    lines = {
        "dokument-id": document,
        "titel": f"Titel {document}",
        "handlingstyp": "rutin",
        "status": "publicerad",
        "version": "1",
        "innehållsansvarig": "verksamhetschef@rehab",
        "granskare": "[bobek1]",
        "författare": "[annal1]",
        "gäller-för": "[rehab]",
        **{key.replace("_", "-"): value for key, value in front.items()},
    }
    return ("---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items()) + f"---\n{body}").encode()


def document(data: bytes, images: Mapping[str, bytes], kinds: Mapping[str, DocumentType]) -> Document:
    """Read a document as loading does."""
    facts = read_document(data)
    digests = {name: sha256(image) for name, image in images.items()}
    kind = kinds.get(str(facts.values.get("handlingstyp")))
    own = {field.key: field for field in kind.fields} if kind else {}
    front, values, problems = validate_document(facts, own)
    found = Document("dokument/x.md", blob_id(data), facts, front, values, problems, digests, None, sha256(data))
    if facts.front_digest is None or facts.body_digest is None:
        return found
    digest = content_digest(found.id, facts.front_digest, facts.body_digest, digests)
    return replace(found, digest=digest)


@dataclass
class Library:
    """Documents under way to a corpus; each call of `publish` makes an edition with all the acts it needs."""

    policy: Policy = field(default_factory=policy)
    acts: dict[str, list[Act]] = field(default_factory=dict)
    frozen: dict[str, dict[int, Document]] = field(default_factory=dict)
    editions: dict[str, dict[int, dict[str, bytes]]] = field(default_factory=dict)

    def publish(
        self,
        document_id: str,
        valid_from: date,
        valid_until: date,
        data: bytes | None = None,
        images: Mapping[str, bytes] | None = None,
        *,
        on: date | None = None,
        first: int = 1,
        **approve: object,
    ) -> None:
        """Submit, review, approve and publish the next version on a day, by default the day before it takes effect."""
        on = on or valid_from - timedelta(days=1)
        version = max(self.frozen.get(document_id, {first - 1: None})) + 1
        data = data or text(document_id, version=str(version))
        read = document(data, images or {}, self.policy.types)
        content = read.digest or ""
        before = self.acts.get(document_id, [])
        of = before[-1].id if before else None
        if version > first:
            revise = self._act(document_id, ActKind.REVISE, version, on, of=of, reason=f"Skäl till version {version}.")
            of = revise.of
        submit = self._act(document_id, ActKind.SUBMIT, version, on, person="annal1", content=content, of=of)
        review = self._act(document_id, ActKind.REVIEW, version, on, person="bobek1", content=content, of=submit.id)
        given: dict[str, object] = {"person": "cilce1", "owner": "verksamhetschef@rehab", "mandate": "M-1", **approve}
        approved = self._act(
            document_id,
            ActKind.APPROVE,
            version,
            on,
            content=content,
            of=submit.id,
            relies_on=(review.id,),
            valid_from=valid_from,
            valid_until=valid_until,
            **given,
        )
        self._act(document_id, ActKind.PUBLISH, version, on, content=content, of=approved.id)
        self.frozen.setdefault(document_id, {})[version] = read
        self.editions.setdefault(document_id, {})[version] = {TEXT: data, **(images or {})}

    def end(self, document_id: str, kind: ActKind, day: date, **fields: object) -> None:
        """Stop, repeal, confirm or hand over on a day."""
        given = {"reason": "Det finns ett skäl.", "version": max(self.frozen[document_id]), **fields}
        self._act(document_id, kind, int(str(given.pop("version"))), day, **given)

    def put(self, document_id: str, version: int, data: bytes) -> None:
        """Put other bytes where the frozen text of a version stands."""
        self.frozen[document_id][version] = document(data, {}, self.policy.types)
        self.editions[document_id][version] = {TEXT: data}

    def _act(self, document_id: str, kind: ActKind, version: int, on: date, **fields: object) -> Act:
        acts = self.acts.setdefault(document_id, [])
        time_ = datetime.combine(on, time(8), UTC) + timedelta(seconds=len(acts))
        names = {person.id: person.name for person in self.policy.register.persons}
        person = str(fields.pop("person", "cilce1"))
        given: dict[str, object] = {
            "kind": kind,
            "repo": "prov/handbok",
            "document": document_id,
            "version": version,
            "content": None,
            "person": person,
            "name": names[person],
            "role": "owner",
            "signed_at": time_,
            **fields,
        }
        act = actfile.sealed(Act(**given))  # type: ignore[arg-type]  # the tests name the fields
        acts.append(act)
        return act

    def corpus(self, today: date = DAY) -> Corpus:
        """Give the corpus of the day."""
        return Corpus(
            policy=self.policy,
            today=today,
            acts={key: tuple(sorted(acts, key=lambda act: act.order)) for key, acts in self.acts.items()},
            editions=self.frozen,
        )
