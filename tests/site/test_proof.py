"""Every page says who decided, when, in which part, by which mandate, and how well that is proven."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.signature.keys import SoftKey
from tests.site.corpora import DAY, Library, policy

from ledsys import actfile
from ledsys.model.act import ActKind
from ledsys.model.corpus import Policy
from ledsys.model.organisation import Key
from ledsys.model.register import Delegation
from ledsys.model.settings import Authority
from ledsys.signature import ACT
from ledsys.site.handbook import build

A = "PRV-100001"
YEAR, WEEK = timedelta(days=365), timedelta(days=7)
OPEN = "Open mode: nobody has signed the organisation's rules, so anyone who can write here can change them."


def published(**approve: Any) -> Library:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, **approve)
    return library


def page(library: Library, address: str = f"dokument/{A}/index.html", day: date = DAY) -> str:
    return unescape(build(library.corpus(), library.editions, {}, day).files[address].decode())


def row(html: str, label: str) -> list[str]:
    """Give what stands under a label of the block of information, as text."""
    found = re.search(rf"<dt>{label}</dt>\n(.*?)</div>", html, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", value) for value in re.findall(r"<dd>(.*?)</dd>", found[1])] if found else []


def foot(html: str) -> str:
    found = re.search(r'<div class="print-foot"><p>(.*?)</p>', html)
    assert found is not None
    return found[1].partition("<br>")[2]


def closed(policy_: Policy) -> Policy:
    authority = Authority(roots=("annal1", "bobek1", "cilce1"))
    return replace(policy_, settings=policy_.settings.model_copy(update={"authority": authority}))


def test_who_decided_when_in_which_part_and_by_which_mandate() -> None:
    html = page(published(role="approver"))
    assert row(html, "Approved by") == ["Cilla Ceder (cilce1), Verksamhetschef"]
    assert row(html, "Approved on") == ["2025-06-14 08:00 (approver)"]
    assert row(html, "Mandate") == ["M-1 (Styrelsen 2020-01-01 § 1)"]
    assert row(page(published(mandate="M-9")), "Mandate") == ["M-9 (not in the delegation order)"]
    assert row(page(published(mandate=None)), "Mandate") == []


@pytest.mark.parametrize(
    ("assurance", "said"),
    [
        ("claimed", "Not proven: only claimed, and nobody vouches for it"),
        ("forge", "Vouched for by the platform"),
        ("key", "Signed with the person's own key"),
        ("hardware", "Signed with the person's own security key"),
        ("external", "Signed in a signing service"),
    ],
)
def test_the_level_of_proof_stands_in_the_block_the_history_and_the_printed_foot(assurance: str, said: str) -> None:
    html = page(published(assurance=assurance))
    assert row(html, "Level of proof") == [said]
    assert f'<br><span class="note">{said}</span></td>' in html
    assert f"Approved 2025-06-14 by Cilla Ceder (cilce1), Verksamhetschef. {said}." in foot(html)


def test_who_vouches_afterwards_raises_the_level_and_is_named() -> None:
    library = published()
    library.end(A, ActKind.BASELINE, DAY - WEEK, person="bobek1", assurance="key")
    html = page(library)
    vouched = f"Vouched for afterwards, {DAY - WEEK}, by Bo Bek"
    assert row(html, "Level of proof") == ["Signed with the person's own key", f"{vouched} (bobek1), Överläkare"]
    assert vouched in html[html.index('id="sidans.versioner"') :]
    before = page(library, day=DAY - 2 * WEEK)
    assert row(before, "Level of proof") == ["Not proven: only claimed, and nobody vouches for it"]


def test_a_mandate_that_was_handed_on_names_whose_it_is() -> None:
    library = published(person="bobek1", on_behalf_of="0" * 20)
    assert row(page(library), "Approved by") == ["Bo Bek (bobek1), Överläkare (on a delegation that is not known here)"]
    handed = Delegation("0" * 20, "M-1", "cilce1", "bobek1", DAY - YEAR - WEEK, DAY)
    library.policy = replace(library.policy, register=replace(library.policy.register, delegations=(handed,)))
    assert row(page(library), "Approved by") == [
        "Bo Bek (bobek1), Överläkare (on delegation from Cilla Ceder (cilce1), Verksamhetschef)"
    ]


@pytest.mark.parametrize("address", ["index.html", "alla.html", f"dokument/{A}/index.html"])
def test_open_mode_is_said_on_every_page(address: str) -> None:
    library = published()
    assert f"<p>{OPEN}</p>" in page(library, address)
    library.policy = closed(policy())
    assert OPEN not in page(library, address)


def test_open_mode_is_said_in_the_block_and_on_paper() -> None:
    library = published()
    assert OPEN in row(page(library), "Remark")
    assert foot(page(library)).endswith(OPEN)
    library.policy = closed(policy())
    assert OPEN not in page(library)


def test_a_disputed_decision_says_so_first() -> None:
    said = "Disputed: others may have had the key that this was decided with."
    stolen = SoftKey("stolen")
    library = published(assurance="key")
    signed = [
        replace(act, signature=stolen.sign(actfile.statement(act).encode(), ACT))
        if act.kind is ActKind.APPROVE
        else act
        for act in library.acts[A]
    ]
    library.acts[A] = signed
    assert said not in page(library)
    key = Key(key=stolen.public_text, compromised=True, until=DAY - 2 * YEAR)
    persons = tuple(
        person.model_copy(update={"keys": (key,)}) if person.id == "cilce1" else person
        for person in library.policy.register.persons
    )
    library.policy = replace(library.policy, register=replace(library.policy.register, persons=persons))
    html = page(library)
    assert said in html[: html.index('<header class="document-head">')]


def test_a_page_whose_text_cannot_be_shown_still_says_how_well_the_decision_is_proven() -> None:
    library = published(assurance="key")
    del library.editions[A][1]
    html = page(library)
    assert "The text can't be shown." in html
    assert "Signed with the person's own key" in html


def test_a_part_that_is_not_known_stands_as_it_is_written() -> None:
    assert row(page(published(role="dean")), "Approved on") == ["2025-06-14 08:00 (dean)"]


def test_the_time_is_that_of_the_place_where_it_was_decided() -> None:
    library = published(role="approver")
    moment = datetime.combine(DAY - YEAR, time(23, 30), ZoneInfo("Europe/Stockholm"))
    library.acts[A] = [replace(act, signed_at=moment) for act in library.acts[A]]
    assert row(page(library), "Approved on") == [f"{DAY - YEAR} 23:30 (approver)"]
