"""Findings as text for people and as JSON for programs (format 1, frozen)."""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.language import say
from ledsys.message import Message, msg, plural
from ledsys.model.finding import Finding, Severity, Verdict
from ledsys.report.data import json_text
from ledsys.report.terminal import told

WORDS = {Severity.ERROR: msg("error"), Severity.WARNING: msg("warning")}


def text_lines(verdict: Verdict) -> Iterator[str]:
    """Yield ``path:line:column CODE message`` and, indented below, what to do; last the summary."""
    for finding in verdict.shown:
        word = f"{told(WORDS[finding.severity])}: " if finding.severity is Severity.WARNING else ""
        yield f"{finding.path}:{finding.line}:{finding.column} {finding.code} {word}{told(finding.message)}"
        if finding.help.template:
            yield f"    {told(finding.help)}"
    yield told(summary(verdict))


def summary(verdict: Verdict) -> Message:
    """Count what is shown, suppressed and in the baseline, in one sentence."""
    errors = sum(finding.severity is Severity.ERROR for finding in verdict.shown)
    warnings = len(verdict.shown) - errors
    return msg(
        "{errors}, {warnings}; {suppressed} suppressed, {baselined} in the baseline.",
        errors=plural("{n} error", "{n} errors", errors),
        warnings=plural("{n} warning", "{n} warnings", warnings),
        suppressed=verdict.suppressed,
        baselined=verdict.baselined,
    )


def as_json(verdict: Verdict) -> str:
    """Give the findings as JSON of format 1; messages are in the chosen language, codes are for programs."""
    return json_text(
        "ledsys-findings-1",
        {
            "findings": [_record(finding) for finding in verdict.shown],
            "suppressed": verdict.suppressed,
            "baselined": verdict.baselined,
        },
    )


def _record(finding: Finding) -> dict[str, str | int]:
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "document": finding.document,
        "message": say(finding.message),
        "help": say(finding.help),
    }
