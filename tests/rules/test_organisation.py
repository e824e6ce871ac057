"""LS3 beside its pages."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rules.changes import DAY, Repo, base
from tests.rules.pages import findings

from ledsys.model.finding import Finding
from ledsys.rules import organisation
from ledsys.rules.rule import Rule

DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
ROUTINE = "dokument/smarta/lakemedel-vid-langvarig-smarta.md"
REPEALED = "dokument/smarta/handdesinfektion-pa-mottagning.md"
POLICY = "dokument/region/policy-for-kvalitet-och-patientsakerhet.md"
PERSONS = "organisation/personer.yaml"
MANDATES = "organisation/mandat.yaml"
UNITS = "organisation/enheter.yaml"

RULES = {rule.code: rule for rule in organisation.RULES}


def found(code: str, repo: Repo, path: str = "", day: date = DAY) -> list[Finding]:
    return [finding for finding in findings(RULES[code], repo, day) if not path or finding.path == path]


def said(code: str, repo: Repo, path: str = "", day: date = DAY) -> list[str]:
    return [str(finding.message) for finding in found(code, repo, path, day)]


def help_of(code: str, repo: Repo) -> str:
    (finding,) = found(code, repo)
    return str(finding.help)


@pytest.mark.parametrize("rule", [rule for rule in organisation.RULES if rule.code != "LS311"])
def test_a_text_that_cant_be_understood_names_nobody(rule: Rule) -> None:
    broken = base().replacing(DRAFT, "version: 1", "version: ett")
    assert found(rule.code, broken, DRAFT) == []


# LS301


def test_a_role_without_its_unit_is_explained() -> None:
    repo = base().replacing(DRAFT, "granskare: [noogr1]", "granskare: [chefslakare]")
    assert help_of("LS301", repo) == "Write the role together with its unit, as in chefslakare@unit."


def test_a_name_instead_of_an_id_is_explained() -> None:
    repo = base().replacing(DRAFT, "granskare: [noogr1]", "granskare: [noomi granvide]")
    assert help_of("LS301", repo) == "Write the person's id instead of the name: noogr1."


def test_a_body_approves_but_does_not_review() -> None:
    repo = base().replacing(DRAFT, "granskare: [noogr1]", "granskare: [halsostyrelsen]")
    assert said("LS301", repo) == ["granskare names halsostyrelsen, who is not in the register of persons."]
    repo = base().replacing(DRAFT, "godkännare: regionomradeschef@expertenheter", "godkännare: halsostyrelsen")
    assert said("LS301", repo) == []


def test_a_document_without_approver_names_none() -> None:
    repo = base().replacing(DRAFT, "godkännare: regionomradeschef@expertenheter\n", "")
    assert said("LS301", repo) == said("LS307", repo) == []


# LS302, LS303


def test_a_role_with_nothing_around_the_sign_has_neither_role_nor_unit() -> None:
    repo = base().replacing(DRAFT, "granskare: [noogr1]", 'granskare: ["@"]')
    assert said("LS302", repo) == ["There is no unit –."]
    assert said("LS303", repo) == ["There is no role –."]
    assert said("LS304", repo) == []


# LS304, LS305


def test_a_reviewing_role_may_have_several_holders() -> None:
    repo = base().replacing(DRAFT, "granskare: [noogr1]", "granskare: [registrator@region]")
    assert said("LS304", repo) == []


def test_a_person_who_has_not_come_yet_is_told_apart_from_one_who_left() -> None:
    line = "    namn: Noomi Granvide\n    titel: Verksamhetschef\n    e-post: [noomi.granvide@region-exempel.example]\n"
    repo = base().replacing(PERSONS, f"{line}    från: 2019-01-07", f"{line}    från: 2030-01-07")
    assert "granskare is Noomi Granvide (noogr1), who does not begin until 2030-01-07." in said("LS305", repo, DRAFT)


def test_an_owner_who_left_is_changed_by_handover() -> None:
    repo = base().replacing(DRAFT, "innehållsansvarig: malbj1", "innehållsansvarig: gerfj1")
    assert "`ledsys handover EXP-788457" in help_of("LS305", repo)


def test_who_left_after_a_document_ended_matters_to_nobody() -> None:
    day = date(2026, 11, 21)
    leaving = base().replacing(
        PERSONS,
        "disa.ljungskar@region-exempel.example]\n    från: 2017-01-09",
        "disa.ljungskar@region-exempel.example]\n    från: 2017-01-09\n    till: 2026-11-20",
    )
    assert found("LS305", leaving, REPEALED, day) == []
    assert found("LS305", leaving, "", day) != []


# LS306


def test_one_person_who_is_everything_is_told_so() -> None:
    repo = base().replacing(ROUTINE, "innehållsansvarig: verksamhetschef@smarta", "innehållsansvarig: sixal1")
    repo = repo.replacing(ROUTINE, "granskare: [karbe2]", "granskare: [sixal1]")
    assert said("LS306", repo) == [
        "Sixten Almklint (sixal1) is innehållsansvarig, granskare, godkännare of the same document."
    ]


def test_what_the_type_waives_is_no_conflict() -> None:
    repo = base().replacing(DRAFT, "granskare: [noogr1]", "granskare: [sixal1]")
    assert said("LS306", repo) == []


def test_an_author_may_not_approve_also_where_the_type_is_unknown() -> None:
    repo = base().replacing(ROUTINE, "godkännare: regionomradeschef@expertenheter", "godkännare: lovan2")
    assert said("LS306", repo) == ["Love Ängsborg (lovan2) is författare, godkännare of the same document."]
    unknown = repo.replacing(ROUTINE, "handlingstyp: rutin", "handlingstyp: ruta")
    assert len(said("LS306", unknown)) == 1


def test_a_role_with_several_holders_leaves_another() -> None:
    repo = base().replacing(ROUTINE, "granskare: [karbe2]", "granskare: [registrator@region]")
    repo = repo.replacing(ROUTINE, "författare: [lovan2]", "författare: [vegho1]")
    assert said("LS306", repo) == []


# LS307


def test_a_body_needs_a_mandate_too() -> None:
    repo = base().replacing(DRAFT, "godkännare: regionomradeschef@expertenheter", "godkännare: halsostyrelsen")
    assert said("LS307", repo) == ["halsostyrelsen has no mandate today to decide anvisning for rehab."]


def test_help_lists_persons_and_bodies_who_may_decide() -> None:
    review = "dokument/halsan/riktlinje-for-avvikelsehantering.md"
    repo = base().replacing(review, "godkännare: halsostyrelsen", "godkännare: ragsa1")
    assert "Hälsostyrelsen (halsostyrelsen)" in help_of("LS307", repo)
    repo = base().replacing(ROUTINE, "godkännare: regionomradeschef@expertenheter", "godkännare: karbe2")
    assert "Ylva Tallhed (ylvta1)" in help_of("LS307", repo)


def test_where_nobody_may_decide_help_says_so() -> None:
    repo = base().replacing(ROUTINE, "gäller-för: [smarta]", "gäller-för: [smarta, koncernkontoret]")
    (finding,) = found("LS307", repo)
    assert str(finding.help).startswith("Nobody has that mandate")


def test_an_unknown_unit_or_an_empty_role_is_not_judged_again() -> None:
    unknown = base().replacing(ROUTINE, "gäller-för: [smarta]", "gäller-för: [smartan]")
    assert said("LS307", unknown) == []
    empty = base().replacing(ROUTINE, "regionomradeschef@expertenheter", "verksamhetschef@vardhygien")
    assert said("LS307", empty) == []


# LS308


def test_a_decision_stands_also_when_the_document_lost_its_id() -> None:
    assert said("LS308", base().replacing(POLICY, "dokument-id: EXP-170264\n", "")) == []


# LS309


def test_a_reference_that_stands_for_nobody_counts_once() -> None:
    repo = base().replacing(ROUTINE, "granskare: [karbe2]", "granskare: [nobody1]")
    assert said("LS309", repo) == []


def test_reviewing_roles_count_but_not_for_their_own_text() -> None:
    review = "dokument/halsan/riktlinje-for-avvikelsehantering.md"
    one = base().replacing(review, "granskare: [tyrli1, sixal1]", "granskare: [sixal1]")
    assert said("LS309", one) == []
    own = one.replacing(review, "författare: [ebbst1]", "författare: [tyrli1]")
    assert said("LS309", own) == ["A riktlinje needs 2 reviewers, but only 1 can review this one."]


def test_an_unknown_type_asks_for_no_reviewers() -> None:
    repo = base().replacing(ROUTINE, "granskare: [karbe2]\n", "")
    assert said("LS309", repo.replacing(ROUTINE, "handlingstyp: rutin", "handlingstyp: ruta")) == []


# LS312


def test_an_ended_unit_that_nothing_took_over() -> None:
    repo = base().replacing(DRAFT, "gäller-för: [rehab]", "gäller-för: [syn]")
    assert "Rehabenheten (rehab) took it over" in help_of("LS312", repo)
    alone = repo.replacing(UNITS, "    till: 2024-12-31\n    uppgår-i: rehab", "    till: 2024-12-31")
    assert help_of("LS312", alone).startswith("Nothing took it over")
    lost = repo.replacing(UNITS, "    uppgår-i: rehab", "    uppgår-i: rehabb")
    assert help_of("LS312", lost).startswith("rehabb (rehabb) took it over")


def test_a_unit_is_in_order_on_its_last_day() -> None:
    repo = base().replacing(DRAFT, "gäller-för: [rehab]", "gäller-för: [syn]")
    assert found("LS312", repo, DRAFT, date(2024, 12, 31)) == []
