"""LS2 beside its pages."""

from __future__ import annotations

from datetime import date, timedelta

from tests.rules.changes import DAY, Repo, base
from tests.rules.pages import findings

from ledsys.rules import life

DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
APPROVED = "dokument/expertenheter/forvaring-av-rent-och-sterilt-material.md"
EXPIRED = "dokument/rehab/fallprevention-vid-rehabilitering.md"
CONFIRMED = "dokument/halsan/instruktion-for-cheflakare.md"
SOON = "dokument/smarta/markning-av-prov.md"


def places(repo: Repo, rule_name: str, day: date = DAY) -> list[str]:
    return [finding.path for finding in findings(getattr(life, rule_name), repo, day)]


def test_a_text_that_cant_be_understood_has_no_claims_to_compare() -> None:
    repo = base().replacing(APPROVED, "status: godkänd", "status: godkänd: ja")
    assert [places(repo, name) for name in ("validity_missing", "validity_reversed", "validity_too_long")] == [[]] * 3


def test_both_missing_dates_are_told_in_one_sentence() -> None:
    repo = base().replacing(APPROVED, "giltig-från: 2026-12-02\ngiltig-till: 2028-10-22\n", "")
    (found,) = findings(life.validity_missing, repo)
    assert str(found.message) == "The status is godkänd, but the file lacks giltig-från, giltig-till."


def test_one_day_is_a_validity() -> None:
    repo = base().replacing(APPROVED, "giltig-till: 2028-10-22", "giltig-till: 2026-12-02")
    assert places(repo, "validity_reversed") == []


def test_the_same_date_the_allowed_number_of_years_later_is_not_too_long() -> None:
    repo = base().replacing(APPROVED, "giltig-till: 2028-10-22", "giltig-till: 2028-12-02")
    assert places(repo, "validity_too_long") == []


def test_an_unknown_type_has_no_longest_validity() -> None:
    repo = base().replacing(APPROVED, "handlingstyp: rutin", "handlingstyp: ruta")
    repo = repo.replacing(APPROVED, "giltig-till: 2028-10-22", "giltig-till: 2099-10-22")
    assert places(repo, "validity_too_long") == []


def test_years_count_from_the_last_confirmation() -> None:
    three_years = base().replacing(
        "handlingstyper/instruktion.yaml", "längsta-giltighet-år: 5", "längsta-giltighet-år: 3"
    )
    assert places(three_years, "validity_too_long") == []
    confirm = next(path for path, data in three_years.files.items() if b"\nact: confirm\n" in data)
    assert places(three_years.without(confirm), "validity_too_long") == [CONFIRMED]


def test_the_last_day_is_still_in_force() -> None:
    last = DAY + timedelta(days=35)
    assert SOON in places(base(), "expiring", last)
    assert SOON not in places(base(), "expired", last)
    assert SOON in places(base(), "expired", last + timedelta(days=1))


def test_help_names_owner_and_ways_out() -> None:
    (found,) = findings(life.expired, base())
    assert found.path == EXPIRED
    assert "malbj1 (" in str(found.help)
    for command in (
        "confirm EXP-548902 --until DATE --note",
        "revise EXP-548902 --reason",
        "repeal EXP-548902 --reason",
    ):
        assert f'`ledsys {command} "…"`' in str(found.help)


def test_an_owner_who_stands_for_nobody_is_shown_all_the_same() -> None:
    persons = "organisation/personer.yaml"
    line = "e-post: [malte.bjorkskog@region-exempel.example]\n"
    gone = base().replacing(persons, line, f"{line}    till: 2026-11-20\n")
    (found,) = findings(life.expired, gone)
    assert str(found.help).startswith("The content owner malbj1 (–) sees to it")


def test_a_document_that_is_repealed_does_not_expire() -> None:
    repealed = "dokument/smarta/handdesinfektion-pa-mottagning.md"
    assert repealed not in places(base(), "expiring", date(2026, 8, 17))
    assert repealed not in places(base(), "expired")


def test_a_document_without_acts_or_id_does_not_expire() -> None:
    repo = base().replacing(DRAFT, "dokument-id: EXP-788457\n", "")
    assert DRAFT not in places(repo, "expired")
    assert DRAFT not in places(repo, "expiring")
