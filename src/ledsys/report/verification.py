"""What a *verification* found, as text for people and as JSON for programs (format 1, frozen).

It tells what is proven and how well, what stands against it, and what can't be proven so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ledsys.language import say
from ledsys.message import Message, msg, plural
from ledsys.model.act import Act
from ledsys.model.doctype import Level
from ledsys.model.finding import Finding
from ledsys.proof.fold import Fall, Ground, History, Judged, Window
from ledsys.report.data import json_text, one_line
from ledsys.report.terminal import safe, told
from ledsys.report.words import level_word

SHORT = 12
"""Digits of a commit that a person is shown."""
MOST = 20
"""Findings of one landing that a person is shown."""


@dataclass(frozen=True, kw_only=True)
class TreeProof:
    """What a tree alone shows; ``what`` says which tree."""

    what: Message
    ground: Ground
    documents: int
    editions: int
    acts: Mapping[str, int]
    findings: tuple[Finding, ...]
    objections: tuple[Message, ...]
    disputed: tuple[Act, ...]

    @property
    def proven(self) -> bool:
        """Tell whether nothing stands against it."""
        return not self.findings and not self.objections


def tree_lines(proof: TreeProof) -> Iterator[str]:
    """Yield what a tree alone shows, line by line."""
    yield told(proof.what)
    yield from _mode(proof.ground)
    yield told(
        msg(
            "{documents}, {editions}, {acts}.",
            documents=plural("{n} document", "{n} documents", proof.documents),
            editions=plural("{n} published version", "{n} published versions", proof.editions),
            acts=plural("{n} act", "{n} acts", sum(proof.acts.values())),
        )
    )
    yield from _levels(proof.acts)
    yield from _findings(proof.findings)
    yield from map(told, proof.objections)
    yield from _disputed(proof.disputed)
    yield told(
        msg(
            "Can't be seen from files alone: when an act landed, and whether acts, versions or documents were removed."
            " For that, in a full copy: ledsys verify --history"
        )
    )
    yield told(_verdict(proven=proof.proven))


def history_lines(history: History) -> Iterator[str]:
    """Yield what a history proves, line by line."""
    since = (
        msg("since the sealed landing {commit}", commit=history.since[:SHORT])
        if history.since
        else msg("from the first one on")
    )
    yield told(
        plural(
            "{n} landing up to {tip} was judged, {since}, each by the rules that held when it landed.",
            "{n} landings up to {tip} were judged, {since}, each by the rules that held when it landed.",
            history.landings,
            tip=history.tip[:SHORT],
            since=since,
        )
    )
    yield from _mode(history.ground)
    yield told(plural("{n} act landed:", "{n} acts landed:", sum(history.acts.values())))
    yield from _levels(history.acts)
    if history.trusted:
        yield told(
            plural(
                "{n} act was there before: a seal, or those who founded the docs repo, vouch for its time.",
                "{n} acts were there before: a seal, or those who founded the docs repo, vouch for their time.",
                history.trusted,
            )
        )
    for window in history.windows:
        yield from _window(window)
    for fall in history.falls:
        yield told(_fall(fall))
    yield from _disputed(history.disputed)
    for judged in history.failures:
        yield from _failure(judged)
    yield from map(told, history.objections)
    yield told(
        msg(
            "Can't be proven so: that whoever signed had read the text and alone had the key; the true time, but within"
            " 30 days; and that the newest landings were not cut off, unless a seal, this computer or another copy"
            " remembers them."
        )
    )
    yield told(_verdict(proven=history.proven))


def tree_json(proof: TreeProof) -> str:
    """Give what a tree alone shows as JSON."""
    return json_text(
        "ledsys-verification-1",
        {
            "of": "tree",
            "proven": proof.proven,
            **_ground(proof.ground),
            "documents": proof.documents,
            "editions": proof.editions,
            "acts": dict(sorted(proof.acts.items())),
            "findings": [_finding(finding) for finding in proof.findings],
            "objections": [say(objection) for objection in proof.objections],
            "disputed": [act.id for act in proof.disputed],
        },
    )


def history_json(history: History) -> str:
    """Give what a history proves as JSON."""
    return json_text(
        "ledsys-verification-1",
        {
            "of": "history",
            "proven": history.proven,
            **_ground(history.ground),
            "tip": history.tip,
            "since": history.since,
            "landings": history.landings,
            "acts": dict(sorted(history.acts.items())),
            "acts-before": history.trusted,
            "windows": [
                {
                    "from": window.landings[0].commit,
                    "to": window.closed.commit,
                    "landings": window.commits,
                    "minutes": window.minutes,
                    "findings": [_finding(finding) for judged in window.landings for finding in judged.findings],
                }
                for window in history.windows
            ],
            "falls": [
                {
                    "commit": fall.commit,
                    "type": fall.type,
                    "from": fall.day,
                    "before": fall.before.code,
                    "after": fall.after.code,
                }
                for fall in history.falls
            ],
            "failures": [
                {
                    "commit": judged.commit,
                    "time": judged.time.isoformat(timespec="seconds"),
                    "findings": [_finding(finding) for finding in judged.findings],
                }
                for judged in history.failures
            ],
            "objections": [say(objection) for objection in history.objections],
            "disputed": [act.id for act in history.disputed],
        },
    )


def _ground(ground: Ground) -> dict[str, Any]:
    return {"open": ground.open, "policy-versions": ground.versions, "root": ground.root, "pinned": ground.pinned}


def _mode(ground: Ground) -> Iterator[str]:
    if ground.root is None:
        yield told(
            msg(
                "Open mode: nobody has signed the organisation's rules, so whoever can write here can change who may"
                " decide. `ledsys policy init` ends it."
            )
        )
        return
    yield told(
        plural(
            "The organisation's rules are signed, in {n} version; they begin with {root}.",
            "The organisation's rules are signed, in {n} versions; they begin with {root}.",
            ground.versions,
            root=ground.root,
        )
    )
    if not ground.pinned:
        yield told(
            msg(
                "That root was not compared with anything. Compare it with the one in your diary,"
                " or give it by --root or LEDSYS_ROOT."
            )
        )


def _levels(acts: Mapping[str, int]) -> Iterator[str]:
    order = {level.code: level.rank for level in Level}
    for code, number in sorted(acts.items(), key=lambda item: order.get(item[0], -1)):
        yield told(msg("  {number} {level}", number=number, level=level_word(code)))


def _window(window: Window) -> Iterator[str]:
    yield told(
        plural(
            "Open window of {n} minute: {commits} from {first} to {last} pass only taken as one.",
            "Open window of {n} minutes: {commits} from {first} to {last} pass only taken as one.",
            window.minutes,
            commits=plural("{n} landing", "{n} landings", window.commits),
            first=window.landings[0].commit[:SHORT],
            last=window.closed.commit[:SHORT],
        )
    )


def _fall(fall: Fall) -> Message:
    return msg(
        "The level of proof of {type} fell from {before} to {after} from {day} on, by {commit}.",
        type=fall.type,
        before=fall.before.value,
        after=fall.after.value,
        day=fall.day,
        commit=fall.commit[:SHORT],
    )


def _disputed(acts: tuple[Act, ...]) -> Iterator[str]:
    for act in acts:
        yield told(
            msg(
                "Disputed: act {id} on {document}, signed with a compromised key of {person} after its last safe day.",
                id=act.id,
                document=act.document,
                person=act.person,
            )
        )


def _failure(judged: Judged) -> Iterator[str]:
    yield told(
        msg(
            "Landing {commit} of {time} UTC did not pass:",
            commit=judged.commit[:SHORT],
            time=f"{judged.time:%Y-%m-%d %H:%M}",
        )
    )
    yield from (f"  {line}" for line in _findings(judged.findings[:MOST]))
    left = len(judged.findings) - MOST
    if left > 0:
        yield told(plural("  … and {n} more finding", "  … and {n} more findings", left))


def _findings(findings: tuple[Finding, ...]) -> Iterator[str]:
    for finding in findings:
        path = safe(one_line(finding.path))
        yield f"{path}:{finding.line}:{finding.column} {finding.code} {told(finding.message)}"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "code": finding.code,
        "document": finding.document,
        "message": say(finding.message),
    }


def _verdict(*, proven: bool) -> Message:
    if proven:
        return msg("Nothing stands against it: every act is proven as far as its level of proof goes.")
    return msg("NOT proven: see above.")
