"""The list of rules as text and JSON, with the organisation's levels."""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.message import Message, msg
from ledsys.model.finding import Severity
from ledsys.model.settings import Settings
from ledsys.report.data import json_text
from ledsys.report.findings import WORDS
from ledsys.report.terminal import told
from ledsys.rules.catalogue import RULES
from ledsys.rules.judge import level_of
from ledsys.rules.rule import Rule

OFF = msg("off")


def text_lines(settings: Settings | None) -> Iterator[str]:
    """Yield a line for each rule: code, name, what it counts as; and why, where the organisation chose."""
    for rule in RULES:
        level, reason = _level(rule, settings)
        yield f"{rule.code}  {rule.name:<28} {told(level)}{f'  ({reason})' if reason else ''}"


def as_json(settings: Settings | None) -> str:
    """Give the rules as JSON of format 1."""
    entries = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity.name.lower(),
            "warning_in_published_text": rule.ages,
            "can_be_lowered": not rule.binding,
            "level": _level(rule, settings)[0].template,
            "reason": _level(rule, settings)[1],
        }
        for rule in RULES
    ]
    return json_text("ledsys-rules-1", {"rules": entries})


def _level(rule: Rule, settings: Settings | None) -> tuple[Message, str]:
    severity: Severity | None = rule.severity
    reason = ""
    if settings is not None:
        severity, reason = level_of(rule, settings)
    return (OFF if severity is None else WORDS[severity]), reason
