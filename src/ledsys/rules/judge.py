"""*Judging*: corpus and rules give findings; the organisation's levels, exceptions and baseline are applied here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from ledsys.lifecycle import lives
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document
from ledsys.model.finding import Finding, Severity, Verdict
from ledsys.model.settings import RuleLevel, RuleSetting, Settings, Suppression
from ledsys.rules.rule import Case, Rule


def judge(corpus: Corpus, rules: Iterable[Rule], baseline: Collection[str] = ()) -> Verdict:
    """Judge the corpus; ``baseline`` holds fingerprints of old findings, which are counted and not shown."""
    settings = corpus.policy.settings
    shown: list[Finding] = []
    suppressed = baselined = 0
    for rule, finding in found_in(Case(corpus, lives(corpus)), rules):
        levelled = _levelled(rule, finding, settings)
        if levelled is None or _suppressed(rule, finding, settings, corpus):
            suppressed += 1
        elif not rule.binding and fingerprint(finding) in baseline:
            baselined += 1
        else:
            shown.append(levelled)
    return Verdict(tuple(sorted(shown, key=lambda finding: finding.order)), suppressed, baselined)


def judge_document(corpus: Corpus, rules: Iterable[Rule], document: Document) -> tuple[Finding, ...]:
    """Judge one document as text that somebody works on, for a move: no ageing, but levels and exceptions apply."""
    return judge_in(Case(corpus, lives(corpus)), rules, document)


def judge_in(case: Case, rules: Iterable[Rule], document: Document) -> tuple[Finding, ...]:
    """Judge one document as `judge_document` does, in a case that is there already."""
    corpus = case.corpus
    settings = corpus.policy.settings
    found = (
        (rule, rule.finding(hit, document, in_work=True))
        for rule in rules
        if rule.of_document is not None
        for hit in rule.of_document(case, document)
    )
    kept = (
        _levelled(rule, finding, settings)
        for rule, finding in found
        if not _suppressed(rule, finding, settings, corpus)
    )
    return tuple(sorted((finding for finding in kept if finding is not None), key=lambda finding: finding.order))


def fingerprint(finding: Finding) -> str:
    """Name a finding for the baseline: by rule, document (else path), and the names that its sentence mentions.

    The sentence itself is left out, since a new version of ledsys may word it otherwise. So are numbers and days, which
    change while the fault stays.
    """
    words = (value for _, value in finding.message.values if isinstance(value, str))
    return " ".join((finding.code, finding.document or finding.path, *words))


def found_in(case: Case, rules: Iterable[Rule]) -> Iterator[tuple[Rule, Finding]]:
    """Yield what the rules of trees find, before the organisation's levels and exceptions."""
    told = _told(case.corpus)
    documents = case.corpus.documents
    for rule in rules:
        if rule.told and rule.code not in told:
            continue
        if rule.of_document is not None:
            for document in documents:
                for hit in rule.of_document(case, document):
                    yield rule, rule.finding(hit, document, in_work=document.open)
        if rule.of_repository is not None:
            for hit in rule.of_repository(case):
                yield rule, rule.finding(hit, None, in_work=True)


def _told(corpus: Corpus) -> frozenset[str]:
    """Give the codes under which reading and loading found anything."""
    found = (problem for document in corpus.documents for problem in (*document.facts.problems, *document.problems))
    return frozenset((*(problem.code for problem in found), *(entry.problem.code for entry in corpus.problems)))


def level_of(rule: Rule, settings: Settings) -> tuple[Severity | None, str]:
    """Give what the rule counts as in this organisation, None for off, and the organisation's reason."""
    chosen = _setting(rule, settings)
    if chosen is None or rule.binding:
        return rule.severity, ""
    return _SEVERITIES[chosen.level], chosen.reason


_SEVERITIES = {RuleLevel.ERROR: Severity.ERROR, RuleLevel.WARNING: Severity.WARNING, RuleLevel.OFF: None}


def _levelled(rule: Rule, finding: Finding, settings: Settings) -> Finding | None:
    level, _ = level_of(rule, settings)
    if level is None:
        return None
    aged = rule.ages and finding.severity is Severity.WARNING
    return finding if aged or level is rule.severity else replace(finding, severity=level)


def _setting(rule: Rule, settings: Settings) -> RuleSetting | None:
    """Give the setting for the rule; the longest prefix wins, then the last line."""
    fitting = [
        (len(entry.rule), place, entry)
        for place, entry in enumerate(settings.rules)
        if rule.code.startswith(entry.rule)
    ]
    return max(fitting, key=lambda found: found[:2])[2] if fitting else None


def _suppressed(rule: Rule, finding: Finding, settings: Settings, corpus: Corpus) -> bool:
    return not rule.binding and any(
        rule.code.startswith(entry.rule)
        and _covers(entry, finding)
        and not (entry.until and entry.until < corpus.today)
        for entry in settings.suppressions
    )


def _covers(entry: Suppression, finding: Finding) -> bool:
    if entry.document is not None:
        return entry.document == finding.document
    return entry.path is not None and (
        finding.path == entry.path or finding.path.startswith(entry.path.rstrip("/") + "/")
    )
