"""The *cast* of the campaign: the people, machines, types and policy versions of a small region in memory.

The people bear their part as their name. Each has a soft key that follows from the name, and some a security key too.
Everything under ``organisation/`` and the rest that root persons sign is written here as the text that people write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from random import Random
from zoneinfo import ZoneInfo

from tests.signature.keys import SoftFidoKey, SoftKey

from ledsys.digest import sha256
from ledsys.model.policy import PolicyVersion
from ledsys.policyfile import acts_digest, history_path, path_of, sealed, signature_path, statement
from ledsys.signature import POLICY, read_key

ZONE = ZoneInfo("Europe/Stockholm")
REPO = "region/docs"
ENDED, BEGINS = date(2026, 8, 31), date(2026, 12, 1)
"""The last day of what has ended not long ago, and the first of what has not begun, seen from the landings' days."""
STAGES = tuple(datetime(2026, month, day, 9, tzinfo=ZONE) for month, day in ((2, 2), (5, 4), (8, 24)))
"""When the versions of the policy were made; before the first the region was open."""

ROOTS = ("root-a", "root-b", "root-c")
APPROVERS = ("approver", "director")
REVIEWERS = ("reviewer", "second-reviewer")
WRITERS = ("author", "writer", "chief-writer")
INSIDER = "bystander"
"""In the register with a key of its own, and without any part: the usual attacker."""
STRANGER = "stranger"
"""In no register at all, with a key of its own."""
WITNESS, SEALER = "forge", "journal"
RECORDER, PUBLISHER, REGISTRAR, ADMINISTRATOR, OWNER = "secretary", "publisher", "registrar", "administrator", "owner"
HEAD, STAND_IN = "head", "stand-in"
"""The one who may hand a mandate on, and the one to whom it was handed on."""

_ROLES = {
    "chief": (), "head": (), "ward-chief": (), "hygienist": (), "administrator": ("administrera",),
    "registrar": ("registrera",), "secretary": ("protokollföra",), "publisher": ("publicera",),
}  # fmt: skip
_HOLDINGS = (
    *((person, "ward-chief", unit, "") for person, unit in ((OWNER, "pain"), ("rehab-owner", "rehab"))),
    *((person, "chief", "care", "") for person in ("approver", "chief-writer", "rekeyed", "unready", "robbed", "left")),
    *(("director", "chief", "region", ""), ("elsewhere", "chief", "rehab", ""), (HEAD, "head", "care", "")),
    *(("former", "chief", "care", f", till: {ENDED}"), ("coming", "chief", "care", f", från: {BEGINS}")),
    ("deputy", "chief", "care", f", från: 2026-08-01, till: {ENDED}, ställföreträder: approver"),
    *(("hygienist", "hygienist", "care", ""), (ADMINISTRATOR, "administrator", "region", "")),
    *((REGISTRAR, "registrar", "region", ""), (RECORDER, "secretary", "region", "")),
    (PUBLISHER, "publisher", "region", ""),
)
PEOPLE = (
    *(*ROOTS, *APPROVERS, *REVIEWERS, *WRITERS, INSIDER, RECORDER, PUBLISHER, REGISTRAR, ADMINISTRATOR, OWNER, HEAD),
    *(STAND_IN, "rehab-owner", "rekeyed", "unready", "robbed", "left", "elsewhere", "former", "coming", "deputy"),
    "hygienist",
)
HARDWARE = (*APPROVERS, *REVIEWERS, *WRITERS, PUBLISHER, REGISTRAR, ADMINISTRATOR, OWNER, HEAD, STAND_IN, INSIDER)
"""Who has a security key beside the other."""

TYPES = {
    "anvisning": ("uppgiven", 1),
    "rutin": ("plattform", 1),
    "riktlinje": ("nyckel", 2),
    "instruktion": ("[{nivå: uppgiven}, {nivå: nyckel, från: 2026-03-01}]", 1),
    "ordination": ("hårdvara", 1),
    "plan": ("nyckel", 1),
    "policy": ("nyckel", 0),
}
"""The level of proof of each document type, and how many must review it."""
BODY_TYPE, WAIVED_TYPE = "policy", "plan"
YEARS = 2
"""How long a decision lasts at most."""
DECISION = "Fullmäktige 2026-01-05 § 104, RS 2026-00191"

_NEWCOMERS = ((), ("newcomer",), ("newcomer", "later-newcomer"))


def chance(*seeds: object) -> Random:
    """Give chance that follows from seeds: the same seeds give the same."""
    return Random(" ".join(map(str, seeds)))  # noqa: S311  # nothing here is secret


@cache
def soft(name: str) -> SoftKey:
    """Give the soft key of a person or machine; ``person/old`` is another key of the person."""
    return SoftKey(name)


@cache
def fido(name: str, flags: int = 5, *, ecdsa: bool = False) -> SoftFidoKey:
    """Give the security key of a person, touched and with its PIN given unless the flags say otherwise."""
    return SoftFidoKey(name, flags, ecdsa)


def persons(stage: int, extra: Mapping[str, str] | None = None) -> str:
    """Give ``organisation/personer.yaml``; ``extra`` gives further lines of a person's keys."""
    entries = []
    for person in (*PEOPLE, *_NEWCOMERS[stage]):
        keys = "".join(
            f"\n      - {line}"
            for line in (*_keys(person, stage), *((extra or {}).get(person, "").split("\n")))
            if line
        )
        until = f"\n    till: {ENDED}" if person == "left" else ""
        entries.append(f"  - id: {person}\n    namn: {person.title()}\n    titel: Titel{until}\n    nycklar:{keys}\n")
    return "personer:\n" + "".join(entries)


def _keys(person: str, stage: int) -> Iterable[str]:
    own = soft(person).public_text
    match person:
        case "rekeyed":
            yield f"{{nyckel: {soft('rekeyed/old').public_text}, till: {ENDED}}}"
            yield from (f"{{nyckel: {own}}}",) if stage == 2 else ()
        case "robbed":
            stolen = ", röjd: ja, till: 2026-07-01" if stage == 2 else ""
            yield f"{{nyckel: {soft('robbed/old').public_text}{stolen}}}"
            yield f"{{nyckel: {own}}}"
        case "unready":
            yield f"{{nyckel: {own}, från: {BEGINS}}}"
        case _:
            yield f"{{nyckel: {own}}}"
    if person in HARDWARE:
        yield f"{{nyckel: {fido(person, ecdsa=person in REVIEWERS).public_text}}}"


def settings(roots: Iterable[str] = ROOTS, threshold: int = 2, repo: str = REPO) -> str:
    """Give ``ledsys.yaml``."""
    return (
        f"ledsys: 1\nnamn: Region\nrepo-id: {repo}\nid-prefix: EXP\nwebbplats: {{titel: Handbok}}\nbehörighet:\n"
        f"  rotpersoner: [{', '.join(roots)}]\n  tröskel: {threshold}\n"
        f"  vittnen: [{{id: {WITNESS}, nyckel: {soft(WITNESS).public_text}}}]\n"
        f"  sigillnycklar: [{{id: {SEALER}, nyckel: {soft(SEALER).public_text}}}]\n"
    )


def _units() -> str:
    units = (("region", ""), ("care", "region"), ("pain", "care"), ("rehab", "care"))
    lines = (
        f"  - {{id: {unit}, namn: {unit.title()}{f', överordnad: {above}' * bool(above)}}}\n" for unit, above in units
    )
    bodies = "  - {id: council, namn: Fullmäktige}\n  - {id: board, namn: Styrelsen}\n"
    return f"enheter:\n{''.join(lines)}organ:\n{bodies}"


def mandates(extra: str = "") -> str:
    """Give ``organisation/mandat.yaml``; ``extra`` is one more mandate."""
    roles = "".join(
        f"  - {{id: {role}, namn: {role.title()}, uppgifter: [{', '.join(duties)}]}}\n"
        for role, duties in _ROLES.items()
    )
    held = "".join(f"  - {{person: {who}, roll: {role}, enhet: {unit}{days}}}\n" for who, role, unit, days in _HOLDINGS)
    kinds = ", ".join(kind for kind in TYPES if kind != BODY_TYPE)
    decided = "beslut: Styrelsen 2025-12-02 § 1, beslutsform: verkställighetsbeslut"
    lines = (
        f"{{id: M-1, roll: chief, handlingstyper: [{kinds}], enheter: [egen-enhet], {decided}}}",
        f"{{id: M-2, organ: council, handlingstyper: [policy], enheter: [region], {decided}}}",
        f"{{id: M-3, roll: head, handlingstyper: [{kinds}], enheter: [egen-enhet], vidaredelegering: ja, {decided}}}",
        f"{{id: M-4, roll: chief, handlingstyper: [{kinds}], enheter: [egen-enhet], till: {ENDED}, {decided}}}",
        *((extra,) if extra else ()),
    )
    return f"roller:\n{roles}innehav:\n{held}mandat:\n" + "".join(f"  - {line}\n" for line in lines)


def _type(name: str, level: str, reviewers: int) -> str:
    waivers = ("granskare-godkänner", "inlämnare-godkänner", "författare-granskar") if name == WAIVED_TYPE else ()
    return (
        f"handlingstyp: {name}\nbenämning: {name.title()}\nbeskrivning: –\nlängsta-giltighet-år: {YEARS}\n"
        f"antal-granskare: {reviewers}\ngranskande-roller: [hygienist]\nstyrkenivå: {level}\n"
        + ("fält: [{nyckel: remissdag, slag: datum, etikett: Remiss}]\n" if name == "anvisning" else "")
        + "".join(
            ["avsteg:\n"] * bool(waivers)
            + [f"  - {{medger: {waiver}, skäl: Ensam på enheten.}}\n" for waiver in waivers]
        )
    )


def protected_files(stage: int) -> Mapping[str, bytes]:
    """Give the files that root persons sign, as version ``stage`` + 1 of the policy has them."""
    texts = {
        "ledsys.yaml": settings(),
        "organisation/enheter.yaml": _units(),
        "organisation/personer.yaml": persons(stage),
        "organisation/mandat.yaml": mandates(),
        **{f"handlingstyper/{name}.yaml": _type(name, *rest) for name, rest in TYPES.items()},
        "mallar/rutin.md": "## Syfte\n\nSkriv.\n",
        "handbok/stil.css": "body { color: black }\n",
        "CODEOWNERS": "* @region\n",
        ".gitattributes": "*.md text eol=lf\n",
        ".gitlab-ci.yml": "check:\n  script: ledsys check\n",
    }
    return {path: text.encode() for path, text in texts.items()}


def version(
    number: int, last: PolicyVersion | None, files: Mapping[str, bytes], made_at: datetime, **fields: object
) -> PolicyVersion:
    """Give the statement of a policy version that names these protected files; nobody has signed it."""
    given: dict[str, object] = {
        "repo": REPO,
        "version": number,
        "before": last.hash if last else None,
        "acts": None if last else acts_digest(()),
        "person": ROOTS[0],
        "reason": "Vi ändrar.",
        "made_at": made_at,
        "files": {path: sha256(data) for path, data in files.items()},
    }
    return sealed(PolicyVersion(**{**given, **fields}))  # type: ignore[arg-type]  # the fields are named by the callers


def policy_files(made: PolicyVersion, files: Mapping[str, bytes], signers: Iterable[str]) -> Mapping[str, bytes]:
    """Give the files of a policy version, signed with the soft keys of these names."""
    message = statement(made).encode()
    return {
        path_of(made.version): message,
        **{
            signature_path(made.version, read_key(soft(name).public_text)): soft(name).sign(message, POLICY).encode()
            for name in signers
        },
        **{history_path(sha256(data)): data for data in files.values()},
    }


SIGNERS = (ROOTS[:2], (*ROOTS[:2], "newcomer"), (*ROOTS[1:], "later-newcomer", "rekeyed"))
"""Who signed each version: two root persons, and whoever got a key by it."""
