"""The days on a page: until when an edition applied, in one period or two, and that no page says today."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from tests.site.corpora import DAY, Library, policy, text

from ledsys.model.act import ActKind
from ledsys.model.register import Register
from ledsys.site.handbook import build

A, B = "PRV-100001", "PRV-100002"
YEAR = timedelta(days=365)
WEEK = timedelta(days=7)


def page(library: Library, address: str = f"dokument/{A}/index.html", day: date = DAY) -> str:
    return build(library.corpus(), library.editions, {}, day).files[address].decode()


def days(html: str) -> tuple[str, str]:
    """Give what the block of information and the foot of the printed page say about the last day."""
    block = re.search(r"<dt>Valid until</dt>\s*<dd>(.*?)</dd>", html)
    foot = re.search(r"Valid until ([^·]*) ·", html[html.index("print-foot") :])
    assert block is not None
    assert foot is not None
    return block[1], foot[1]


def periods(html: str) -> list[str]:
    table = html[html.index('id="sidans.versioner"') :]
    return [f"{first} – {last}" for first, last in re.findall(r"([\d-]{10}) –</span> <span[^>]*>([\d-]{10})", table)]


def test_what_ended_early_shows_its_real_last_day_and_keeps_the_approved_one_in_the_history() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR)
    library.end(A, ActKind.STOP, DAY - WEEK)
    html = page(library)
    last = str(DAY - WEEK - timedelta(days=1))
    assert days(html) == (last, last)
    assert periods(html) == [f"{DAY - YEAR} – {last}"]
    assert f"Approved until and including {DAY + YEAR}" in html


def test_a_superseded_version_applied_until_the_day_before_the_next() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR)
    library.publish(A, DAY - WEEK, DAY + YEAR)
    last = str(DAY - WEEK - timedelta(days=1))
    assert days(page(library, f"dokument/{A}/1/index.html")) == (last, last)
    assert days(page(library)) == (str(DAY + YEAR), str(DAY + YEAR))


def test_a_version_stopped_on_its_first_day_was_never_in_force() -> None:
    library = Library()
    library.publish(A, DAY - WEEK, DAY + YEAR)
    library.end(A, ActKind.STOP, DAY - WEEK)
    html = page(library)
    assert days(html) == ("Never in force", "Never in force")
    assert periods(html) == []


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (1, [(DAY - YEAR, DAY + YEAR)]),
        (4, [(DAY - YEAR, DAY - WEEK), (DAY - WEEK + timedelta(days=4), DAY + YEAR)]),
    ],
)
def test_a_confirmation_after_expiry_begins_a_second_period(late: int, expected: list[tuple[date, date]]) -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY - WEEK)
    library.end(A, ActKind.CONFIRM, DAY - WEEK + timedelta(days=late), valid_until=DAY + YEAR)
    html = page(library)
    assert periods(html) == [f"{first} – {last}" for first, last in expected]
    assert days(html)[0] == str(DAY + YEAR)


def test_a_repeal_to_come_and_one_that_took_effect_are_told_apart() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR)
    library.end(A, ActKind.REPEAL, DAY - WEEK, valid_until=DAY - timedelta(days=1))
    before, after = page(library, day=DAY - timedelta(days=1)), page(library)
    assert f"To be repealed from {DAY}, decided {DAY - WEEK} by Cilla Ceder" in before
    assert f"Repealed {DAY - WEEK} by Cilla Ceder" in after


@pytest.mark.parametrize("address", ["index.html", "kommande-och-avslutade.html", "handlingstyper/rutin.html"])
def test_pages_name_the_day_instead_of_saying_today(address: str) -> None:
    day = DAY - YEAR
    html = page(Library(), address, day)
    assert f"on {day}" in html.replace('<span class="day">', "")
    assert "today" not in html
    assert f"The handbook as it applied on {day}." in html


def test_a_merger_is_told_when_it_has_come() -> None:
    organisation = policy()
    units = [
        unit.model_copy(update={"until": DAY}) if unit.id == "syn" else unit for unit in organisation.register.units
    ]
    library = Library(policy())
    library.policy = type(organisation)(
        organisation.settings,
        Register(units=tuple(units), persons=organisation.register.persons, roles=organisation.register.roles),
        organisation.types,
    )
    library.publish(B, DAY - YEAR, DAY + YEAR, text(B, gäller_för="[syn]"))
    told = "Has taken over from"
    assert told not in page(library, "enheter/rehab.html", DAY)
    assert "formerly Syn" not in page(library, f"dokument/{B}/index.html", DAY)
    assert told in page(library, "enheter/rehab.html", DAY + timedelta(days=1))
    assert "formerly Syn" in page(library, f"dokument/{B}/index.html", DAY + timedelta(days=1))
