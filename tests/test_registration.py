"""Registration numbers, in the eight shapes in which they are met, and with a slash."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledsys.model.registration import is_canonical, normalise

SHAPES = {
    "RS 2017-00765": "RS 2017-00765",
    "RS 2677-2014": "RS 2014-02677",
    "RS 00825-2008": "RS 2008-00825",
    "RS 2019-03137-40": "RS 2019-03137-40",
    "OSN-2024-00186": "OSN 2024-00186",
    "RS 2024 – 00370": "RS 2024-00370",
    "RS 2016–04696": "RS 2016-04696",
    "2020-00842": "2020-00842",
    "RS 2026/412": "RS 2026-00412",
    "RS 412/2026": "RS 2026-00412",
}


@pytest.mark.parametrize(("written", "form"), SHAPES.items())
def test_each_shape_has_one_form(written: str, form: str) -> None:
    assert normalise(written) == form


@pytest.mark.parametrize("text", ["", "RS", "RS 17-765", "2020-2024", "2026-11-22", "2017/00765", "RS 2017-00765 x"])
def test_what_is_no_registration_number_has_no_form(text: str) -> None:
    assert normalise(text) is None


def test_only_the_form_with_a_series_is_canonical() -> None:
    assert [text for text in SHAPES if is_canonical(text)] == ["RS 2017-00765", "RS 2019-03137-40"]


@given(
    series=st.text("ABCDEFÅÄÖ", min_size=1, max_size=6),
    year=st.integers(1900, 2099),
    number=st.integers(0, 999_999),
    dash=st.sampled_from(["-", "–", " - ", " – ", "\u00a0–\u00a0", "−"]),
)
def test_a_form_is_canonical_and_stays_as_it_is(series: str, year: int, number: int, dash: str) -> None:
    form = normalise(f"{series} {year}{dash}{number}")
    assert form == f"{series} {year}-{number:05}"
    assert is_canonical(form)
    assert normalise(form) == form
