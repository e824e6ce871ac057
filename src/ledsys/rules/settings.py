"""*Settings without effect* (LS313): levels and exceptions in ``ledsys.yaml`` that change nothing.

Who writes one believes that a rule is off. For rules that can't be changed this is an error, else a warning: a document
that is gone or a day that has passed is no danger, only dead text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledsys.message import Message, msg
from ledsys.model.facts import WHOLE_FILE
from ledsys.model.finding import Severity
from ledsys.model.settings import RuleLevel, Suppression
from ledsys.rules.rule import Case, Hit, Rule, repository_rule

CODE = "LS313"
SETTINGS = "ledsys.yaml"
LEVELS, EXCEPTIONS = "regler", "undantag"

_REMOVE = msg("Mend the line, or remove it.")


def setting_without_effect(others: Sequence[Rule]) -> Rule:
    """Make the rule, which has to know all other rules."""

    @repository_rule(CODE, "setting-without-effect", Severity.WARNING)
    def check(case: Case) -> Iterator[Hit]:
        """A level or an exception in the settings changes nothing."""
        settings = case.corpus.policy.settings
        for level in settings.rules:
            lowers = level.level is not RuleLevel.ERROR
            yield from _of_rule(LEVELS, level.rule, others, lowers=lowers)
        for exception in settings.suppressions:
            found = tuple(_of_rule(EXCEPTIONS, exception.rule, others, lowers=True))
            yield from found or _of_place(case, exception)

    return check


def _of_rule(key: str, prefix: str, others: Sequence[Rule], *, lowers: bool) -> Iterator[Hit]:
    covered = [rule for rule in others if rule.code.startswith(prefix)]
    if not covered and not CODE.startswith(prefix):
        wrong = msg("{key} names {rule}, and there is no such rule.", key=key, rule=prefix)
        yield _hit(wrong, msg("`ledsys rules` lists all rules. {remove}", remove=_REMOVE))
    elif lowers and covered and all(rule.binding for rule in covered):
        wrong = msg("{key} names {rule}, which can't be lowered, turned off or excepted.", key=key, rule=prefix)
        help_ = msg("Rules that begin with LS5, LS7 and LS8 protect the proof and always apply. Remove the line.")
        yield _hit(wrong, help_, Severity.ERROR)


def _of_place(case: Case, exception: Suppression) -> Iterator[Hit]:
    """Say why an exception from a rule excepts nothing: it is for nothing, for what is not there, or over."""
    rule, corpus = exception.rule, case.corpus
    if exception.until is not None and exception.until < case.today:
        wrong = msg("The exception from {rule} ended on {day}.", rule=rule, day=exception.until)
        yield _hit(wrong, msg("Remove it, or give it a new day if it is still needed."))
    elif exception.document is None and exception.path is None:
        wrong = msg("The exception from {rule} says neither document nor path.", rule=rule)
        yield _hit(wrong, msg("Add the line dokument or sökväg; to turn a rule off everywhere, use regler."))
    elif exception.document is not None and exception.document not in corpus.by_id:
        wrong = msg(
            "The exception from {rule} is for {id}, and there is no such document.", rule=rule, id=exception.document
        )
        yield _hit(wrong, _REMOVE)
    elif exception.document is None and not _exists(case, exception.path or ""):
        wrong = msg(
            "The exception from {rule} is for {path}, which is not there.", rule=rule, path=exception.path or ""
        )
        yield _hit(wrong, _REMOVE)


def _exists(case: Case, path: str) -> bool:
    folder = path.rstrip("/") + "/"
    return path in case.corpus.files or any(file.startswith(folder) for file in case.corpus.files)


def _hit(wrong: Message, help_: Message, severity: Severity | None = None) -> Hit:
    return Hit(WHOLE_FILE, wrong, help_, SETTINGS, severity)
