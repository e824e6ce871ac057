"""Judging: levels, exceptions, baseline and ageing, with rules made for the purpose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ledsys.message import Message, msg
from ledsys.model.corpus import Corpus, Policy, RepositoryProblem
from ledsys.model.document import Document
from ledsys.model.facts import WHOLE_FILE, DocumentFacts, Place, Problem
from ledsys.model.finding import Finding, Severity, Verdict
from ledsys.model.register import Register
from ledsys.model.settings import Settings
from ledsys.rules.judge import fingerprint, judge, judge_document
from ledsys.rules.rule import (
    Case,
    Hit,
    document_rule,
    found_while_loading,
    found_while_reading,
    repository_rule,
)

TODAY = date(2026, 11, 22)
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def settings(**more: Any) -> Settings:
    given = {"ledsys": "1", "namn": "Region", "repo-id": "r", "id-prefix": "EXP", "webbplats": {"titel": "Handbok"}}
    return Settings.model_validate({**given, **more})


def document(
    path: str, status: str = "utkast", name: str = "EXP-100001", problems: tuple[Problem, ...] = ()
) -> Document:
    facts = DocumentFacts(values={"dokument-id": name, "status": status}, problems=problems)
    return Document(path, "", facts)


def corpus(*documents: Document, today: date = TODAY, **more: Any) -> Corpus:
    return Corpus(Policy(settings(**more), Register(), {}), today, documents or (document("dokument/a.md"),))


def _everywhere(_: Case, document: Document) -> Iterator[Hit]:
    yield Hit(Place(2, 1), msg("{path} is wrong.", path=document.path), msg("Mend it."))


plain = document_rule("LS601", "plain", ERROR)(_everywhere)
ageing = document_rule("LS602", "ageing", ERROR, ages=True)(_everywhere)
mild = document_rule("LS603", "mild", WARNING)(_everywhere)
binding = document_rule("LS501", "binding", ERROR)(_everywhere)
unread = found_while_reading("LS701", "unread")


@repository_rule("LS311", "whole", ERROR)
def whole(case: Case) -> Iterator[Hit]:
    yield Hit(WHOLE_FILE, msg("Wrong on {day}.", day=case.today), msg("Mend it."), "organisation/enheter.yaml")


def rule_level(rule: str, level: str) -> dict[str, str]:
    return {"regel": rule, "nivå": level, "skäl": "Bestämt i maj."}


def severities(verdict: Verdict) -> list[Severity]:
    return [finding.severity for finding in verdict.shown]


def test_findings_come_in_order_of_place() -> None:
    verdict = judge(corpus(document("dokument/b.md"), document("dokument/a.md")), (mild, plain, whole))
    assert [(finding.path, finding.code) for finding in verdict.shown] == [
        ("dokument/a.md", "LS601"),
        ("dokument/a.md", "LS603"),
        ("dokument/b.md", "LS601"),
        ("dokument/b.md", "LS603"),
        ("organisation/enheter.yaml", "LS311"),
    ]
    assert verdict.worst is ERROR
    assert verdict.shown[0].document == "EXP-100001"
    assert verdict.shown[-1].document == ""


def test_nothing_wrong_is_an_empty_verdict() -> None:
    assert judge(corpus(), ()) == Verdict(())
    assert Verdict(()).worst is None


@pytest.mark.parametrize(
    ("status", "expected"),
    [("utkast", ERROR), ("granskning", ERROR), ("godkänd", ERROR), ("publicerad", WARNING), ("upphävd", WARNING)],
)
def test_what_ages_is_an_error_in_work_and_a_warning_in_published_text(status: str, expected: Severity) -> None:
    judged = corpus(document("dokument/a.md", status))
    assert severities(judge(judged, (ageing,))) == [expected]
    assert severities(judge(judged, (plain,))) == [ERROR]


def test_an_unreadable_status_counts_as_work() -> None:
    assert severities(judge(corpus(document("dokument/a.md", "klar")), (ageing,))) == [ERROR]


def test_for_a_move_nothing_ages() -> None:
    published = document("dokument/a.md", "publicerad")
    found = judge_document(corpus(published), (whole, ageing), published)
    assert [finding.severity for finding in found] == [ERROR]


def test_for_a_move_levels_and_exceptions_apply() -> None:
    work = document("dokument/a.md")
    exception = {"regel": "LS603", "sökväg": "dokument", "skäl": "Ses över."}
    judged = corpus(work, regler=[rule_level("LS601", "av"), rule_level("LS602", "varning")], undantag=[exception])
    found = judge_document(judged, (plain, ageing, mild, binding), work)
    assert [(finding.code, finding.severity) for finding in found] == [("LS501", ERROR), ("LS602", WARNING)]


def test_a_level_lowers_raises_or_turns_off() -> None:
    assert severities(judge(corpus(regler=[rule_level("LS601", "varning")]), (plain,))) == [WARNING]
    assert severities(judge(corpus(regler=[rule_level("LS603", "fel")]), (mild,))) == [ERROR]
    assert judge(corpus(regler=[rule_level("LS601", "av")]), (plain,)) == Verdict((), suppressed=1)


def test_the_level_error_does_not_make_published_text_fail_for_what_ages() -> None:
    published = corpus(document("dokument/a.md", "publicerad"), regler=[rule_level("LS6", "fel")])
    assert severities(judge(published, (ageing,))) == [WARNING]


def test_the_longest_prefix_wins_then_the_last_line() -> None:
    longest = corpus(regler=[rule_level("LS601", "varning"), rule_level("LS6", "av")])
    assert severities(judge(longest, (plain,))) == [WARNING]
    last = corpus(regler=[rule_level("LS6", "av"), rule_level("LS6", "varning")])
    assert severities(judge(last, (plain,))) == [WARNING]


@pytest.mark.parametrize("code", ["LS501", "LS701", "LS801"])
def test_proof_bytes_and_repository_cant_be_lowered_excepted_or_baselined(code: str) -> None:
    rule = document_rule(code, "binding", ERROR)(_everywhere)
    exception = {"regel": code, "sökväg": "dokument", "skäl": "Ses över."}
    judged = corpus(regler=[rule_level(code, "av")], undantag=[exception])
    (finding,) = judge(judged, (rule,)).shown
    assert judge(judged, (rule,), {fingerprint(finding)}).shown == (finding,)
    assert finding.severity is ERROR


@pytest.mark.parametrize(
    ("where", "suppressed"),
    [
        ({"dokument": "EXP-100001"}, 1),
        ({"dokument": "EXP-100002"}, 0),
        ({"sökväg": "dokument/a.md"}, 1),
        ({"sökväg": "dokument"}, 1),
        ({"sökväg": "dokument/"}, 1),
        ({"sökväg": "dok"}, 0),
        ({}, 0),
        ({"sökväg": "dokument", "till": "2026-11-22"}, 1),
        ({"sökväg": "dokument", "till": "2026-11-21"}, 0),
    ],
)
def test_an_exception_covers_a_document_or_a_path_until_its_last_day(where: dict[str, str], suppressed: int) -> None:
    verdict = judge(corpus(undantag=[{"regel": "LS6", "skäl": "Ses över.", **where}]), (plain,))
    assert (verdict.suppressed, len(verdict.shown)) == (suppressed, 1 - suppressed)


def test_an_exception_is_for_its_rule_only() -> None:
    exception = {"regel": "LS602", "sökväg": "dokument", "skäl": "Ses över."}
    assert judge(corpus(undantag=[exception]), (plain,)).suppressed == 0


def test_the_baseline_hides_old_findings_wherever_their_line_is() -> None:
    (old,) = judge(corpus(), (plain,)).shown
    moved = Finding(old.path, 9, 9, old.code, old.severity, old.message, old.help, old.document)
    assert fingerprint(old) == fingerprint(moved)
    assert judge(corpus(), (plain,), {fingerprint(moved)}) == Verdict((), baselined=1)
    assert judge(corpus(), (mild,), {fingerprint(old)}).baselined == 0


def test_the_baseline_names_a_finding_without_document_by_its_path() -> None:
    (finding,) = judge(corpus(), (whole,)).shown
    assert fingerprint(finding) == "LS311 organisation/enheter.yaml"


def test_the_baseline_survives_another_wording_and_other_numbers_but_not_other_names() -> None:
    def named(wording: Message) -> str:
        return fingerprint(Finding("a.md", 1, 1, "LS301", ERROR, wording, msg("Mend it."), "EXP-100001"))

    old = named(msg("{person} is unknown on {day}.", person="annal1", day=TODAY))
    assert old == named(msg("On {day}, nobody has the id {person}: {n}.", person="annal1", day=date.max, n=2))
    assert old != named(msg("{person} is unknown on {day}.", person="bobek1", day=TODAY))


def test_what_reading_found_becomes_a_finding_under_its_code() -> None:
    mine = Problem("LS701", 3, 4, msg("Not text."), msg("Save it anew."))
    other = Problem("LS702", 1, 1, msg("A mark."))
    (found,) = judge(corpus(document("dokument/a.md", problems=(mine, other))), (unread,)).shown
    assert (found.path, found.line, found.column, str(found.help)) == ("dokument/a.md", 3, 4, "Save it anew.")


def test_what_loading_found_becomes_a_finding_under_its_code() -> None:
    problems = tuple(RepositoryProblem("x.act", Problem(code, 1, 1, msg("Wrong."))) for code in ("LS802", "LS803"))
    judged = Corpus(Policy(settings(), Register(), {}), TODAY, problems=problems)
    verdict = judge(
        judged, (found_while_loading("LS802", "act-unreadable"), found_while_loading("LS804", "act-removed"))
    )
    assert [(finding.path, finding.code) for finding in verdict.shown] == [("x.act", "LS802")]
