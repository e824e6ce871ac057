"""A *certificate* in words: one page for an auditor, as text and as HTML, and what it does not prove."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ledsys import actfile
from ledsys.digest import PREFIX, sha256
from ledsys.language import say
from ledsys.lifecycle.claims import edition_folder
from ledsys.message import Message, Value, msg, plural
from ledsys.model.act import ActKind
from ledsys.model.doctype import Level
from ledsys.proof.certificate import Certificate, Link
from ledsys.report.data import one_line
from ledsys.report.moves import deed
from ledsys.report.people import named, owner_named
from ledsys.report.periods import told_periods
from ledsys.report.recipe import BEGIN, Step, steps
from ledsys.report.terminal import safe, told
from ledsys.report.titles import type_label, unit_names
from ledsys.report.words import OPEN_MODE, level_word, role_word

INDENT = "    "


@dataclass(frozen=True)
class Entry:
    """One act of the chain in words: who did what when, and what it rests on."""

    head: Message
    details: tuple[Message, ...]


@dataclass(frozen=True)
class Sheet:
    """A certificate in words, whatever it is shown on; ``manifest`` and the commands stand as they are."""

    title: Message
    warnings: tuple[Message, ...]
    facts: tuple[tuple[Message, Value], ...]
    chain: tuple[Entry, ...]
    rest: tuple[Message, ...]
    manifest: str
    digest: Message
    steps: tuple[Step, ...]
    limits: tuple[Message, ...]


HEADINGS = {
    "chain": msg("Who decided what"),
    "manifest": msg("What the content digest is taken over"),
    "steps": msg("Check it by hand, without ledsys"),
    "limits": msg("What this does not prove"),
}
TOOLS = msg(
    "In the top folder of the docs repo, with awk, grep, sed, sha256sum and OpenSSH 8.9 or later. Begin with the first"
    " line. Each check must end with exit code 0. Any other act of the chain is checked so too: put its path there."
)


def sheet(found: Certificate, made_at: datetime) -> Sheet:
    """Put a certificate into words; ``made_at`` is when it was asked for, with its UTC offset."""
    return Sheet(
        title=msg(
            "Certificate of {document}, version {version}",
            document=found.document,
            version=f"{found.edition.version}.0",
        ),
        warnings=tuple(_warnings(found)),
        facts=tuple(_facts(found, made_at)),
        chain=tuple(Entry(_head(link), tuple(_details(link, found))) for link in found.chain),
        rest=tuple(_rest(found)),
        manifest=found.manifest,
        digest=_digest(found),
        steps=tuple(steps(found)),
        limits=tuple(_limits(found)),
    )


def _warnings(found: Certificate) -> Iterator[Message]:
    """Yield what nobody may overlook."""
    for finding in found.faults:
        where, code = f"{finding.path}:{finding.line}", finding.code
        yield msg("NOT PROVEN: {where} {code} {message}", where=where, code=code, message=finding.message)
    if any(link.disputed for link in found.chain):
        yield msg("DISPUTED: an act was signed with a key that others may have had then.")
    if found.level is Level.CLAIMED:
        yield msg(
            "Not proven who decided: the decision bears no signature. Whoever can write in the docs repo could have."
        )
    if found.edition.taken_over:
        yield msg("Taken over: the version was decided before ledsys, so what came before it is not proven here.")
    if found.open:
        yield OPEN_MODE
    if found.alone:
        yield msg("One-man root: fewer than two persons can decide here, so nobody checks the one who does.")


def _facts(found: Certificate, made_at: datetime) -> Iterator[tuple[Message, Value]]:
    corpus, edition, text = found.corpus, found.edition, found.text
    front = text.front if text is not None else None
    if front is not None:
        yield msg("Title"), one_line(front.title)
        yield msg("Type"), one_line(type_label(corpus, front.type))
        yield msg("Applies to"), tuple(one_line(name) for name in unit_names(corpus, front.units))
    if found.owner is not None:
        yield msg("Content owner"), one_line(owner_named(corpus, found.owner))
    yield msg("State on {day}", day=corpus.today), edition.state(corpus.today).value
    yield msg("In force"), told_periods(edition)
    yield msg("Level of proof, verified"), level_word(found.level.code)
    settings = corpus.policy.settings
    yield msg("Docs repo"), f"{one_line(settings.name)} ({one_line(settings.repo_id)})"
    yield msg("Rules today"), _policy(len(corpus.chain) or None, corpus.policy_hash)
    yield msg("This was written"), made_at.isoformat(timespec="seconds")


def _policy(number: int | None, hash_: str | None) -> Message:
    if hash_ is None:
        return msg("open mode: no signed version of the organisation's rules")
    if number is None:
        return msg("rules that are not among the signed versions here ({hash})", hash=hash_)
    return msg("version {n} of the organisation's rules ({hash})", n=number, hash=hash_)


def _head(link: Link) -> Message:
    act = link.act
    return msg(
        "{time} {name} ({person}), {role}: {deed}",
        time=act.signed_at.isoformat(timespec="seconds"),
        name=one_line(act.name),
        person=act.person,
        role=role_word(act.role),
        deed=deed(act),
    )


def _details(link: Link, found: Certificate) -> Iterator[Message]:
    act = link.act
    yield from _by_right(link, found)
    if act.valid_from is not None and act.valid_until is not None:
        yield msg("valid from {start} until {end}", start=act.valid_from, end=act.valid_until)
    elif act.valid_until is not None:
        yield msg("valid until {end}", end=act.valid_until)
    if act.relies_on:
        yield msg("relies on the reviews {acts}", acts=act.relies_on)
    if act.reason is not None:
        yield msg("reason: {reason}", reason=one_line(act.reason))
    yield msg("judged by {policy}", policy=_policy(link.policy, act.policy))
    yield _proof(link)
    if link.disputed:
        yield msg("disputed: others may have had the key then, and nobody has answered for the act since")
    if act.content is not None and act.content != found.edition.content:
        yield msg("about another text: {digest}", digest=act.content)
    yield msg("file: {path}", path=actfile.path_of(act))


def _by_right(link: Link, found: Certificate) -> Iterator[Message]:
    act, line = link.act, link.mandate
    if act.decision is not None:
        yield msg("decision: {decision}", decision=one_line(act.decision))
    if line is not None:
        yield msg("by mandate {mandate}, given by {decision}", mandate=line.id, decision=one_line(line.decided_by))
    elif act.mandate is not None:
        yield msg("by mandate {mandate}, which the delegation order does not have", mandate=act.mandate)
    if link.handed_on is not None:
        yield msg("on delegation from {person}", person=one_line(named(found.corpus, link.handed_on.person)))
    elif act.on_behalf_of is not None:
        yield msg("on a delegation that is not there: {act}", act=act.on_behalf_of)
    if act.kind is ActKind.DELEGATE and act.successor is not None:
        yield msg("to {person}", person=one_line(named(found.corpus, act.successor)))


def _proof(link: Link) -> Message:
    level = level_word(link.level.code)
    if link.faults:
        return msg("proof: not proven: {why}", why=tuple(finding.message for finding in link.faults))
    if link.key is None:
        return msg("proof: {level}", level=level)
    return msg("proof: {level}, verified: {fingerprint}", level=level, fingerprint=link.key.fingerprint)


def _rest(found: Certificate) -> Iterator[Message]:
    if found.others:
        yield plural(
            "One more act about the version is told by: ledsys history {document}",
            "{n} more acts about the version are told by: ledsys history {document}",
            found.others,
            document=found.document,
        )


def _digest(found: Certificate) -> Message:
    folder, decided = edition_folder(found.document, found.edition.version), found.edition.content
    if not found.manifest:
        return msg("The frozen text in {folder} is not there or can't be read.", folder=folder)
    if PREFIX + sha256(found.manifest.encode()) != decided:
        return msg("This is not the text that was decided: its digest was to be {digest}.", digest=decided)
    return msg(
        "Of the frozen text in {folder}. Its digest, which the decision bears: {digest}", folder=folder, digest=decided
    )


def _limits(found: Certificate) -> Iterator[Message]:
    match found.level:
        case Level.CLAIMED:
            yield msg("That the person named did any of it: it is only written down, and nobody vouches for it.")
        case Level.FORGE:
            yield msg("That the person did it: a machine saw that their account in the forge did. It trusts the forge.")
        case _:
            yield msg("That the person alone had the key, understood the text and was free to decide.")
    yield msg(
        "That the clock was right: times are those of the one who acted, and at most 30 days off when they landed."
    )
    yield msg("That the register told the truth about who is who.")
    yield msg(
        "That nothing was removed: these are the files as they stand here. The landings of main show it (ledsys verify"
        " --history), and seals that somebody else has kept."
    )
    yield msg("That any law or standard is followed. It is a basis for that judgement.")


def text_lines(page: Sheet) -> Iterator[str]:
    """Yield the certificate as plain text."""
    yield told(page.title)
    for warning in page.warnings:
        yield f"! {told(warning)}"
    yield ""
    for label, value in page.facts:
        yield told(msg("{label}: {value}", label=label, value=value))
    yield from _heading("chain")
    for entry in page.chain:
        yield told(entry.head)
        for detail in entry.details:
            yield f"{INDENT}{told(detail)}"
    yield from map(told, page.rest)
    yield from _heading("manifest")
    yield told(page.digest)
    for line in page.manifest.splitlines():
        yield f"{INDENT}{safe(line)}"
    yield from _heading("steps")
    yield told(TOOLS)
    yield f"{INDENT}{BEGIN}"
    for number, step in enumerate(page.steps, 1):
        yield told(msg("{n}. {what}", n=number, what=step.shows))
        for line in step.commands.splitlines():
            yield f"{INDENT}{safe(line)}"
    yield from _heading("limits")
    for limit in page.limits:
        yield f"- {told(limit)}"


def _heading(name: str) -> Iterator[str]:
    text = told(HEADINGS[name])
    yield ""
    yield text
    yield "-" * len(text)


def html(page: Sheet, language: str) -> str:
    """Give the certificate as one web page that asks nothing of any other file, in the language of ``say``."""
    from importlib.resources import files

    from jinja2 import Environment, StrictUndefined

    def spoken(value: Value) -> str:
        return safe(say(msg("{value}", value=value)))

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["said"] = spoken
    source = (files("ledsys.report") / "certificate.html").read_text(encoding="utf-8")
    return environment.from_string(source).render(
        page=page, language=language, headings=HEADINGS, tools=TOOLS, begin=BEGIN
    )
