"""Small values of YAML files: read as text and judged, so that nothing is guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from ledsys.model import scalars
from ledsys.model.document import StatusClaim

TYPES = {
    "day": TypeAdapter[Any](scalars.Day),
    "number": TypeAdapter[Any](scalars.Number),
    "yes": TypeAdapter[Any](scalars.Yes),
    "text": TypeAdapter[Any](scalars.Text),
    "name": TypeAdapter[Any](scalars.Name),
    "id": TypeAdapter[Any](scalars.DocumentId),
    "prefix": TypeAdapter[Any](scalars.IdPrefix),
    "texts": TypeAdapter[Any](scalars.Texts),
    "checked": TypeAdapter[Any](scalars.Checked),
    "status": TypeAdapter[Any](StatusClaim),
}


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        ("day", "2028-02-29", date(2028, 2, 29)),
        ("day", date(2026, 6, 15), date(2026, 6, 15)),
        ("number", "0", 0),
        ("number", "999999", 999_999),
        ("number", 3, 3),
        ("yes", "ja", True),
        ("yes", "nej", False),
        ("yes", True, True),
        ("text", " x ", " x "),
        ("name", "vard-1", "vard-1"),
        ("id", "EXP-482103", "EXP-482103"),
        ("prefix", "EXP", "EXP"),
        ("texts", ["a", "b"], ("a", "b")),
        ("texts", ("a",), ("a",)),
        ("checked", "nej", "nej"),
        ("checked", "2026-06-15", date(2026, 6, 15)),
    ],
)
def test_a_value_is_read(kind: str, value: object, read: object) -> None:
    assert TYPES[kind].validate_python(value) == read


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("day", "2026-02-30", "day_impossible"),
        ("day", "2026-2-3", "day_shape"),
        ("day", "snart", "day_shape"),
        ("day", "२०२६-०६-१५", "day_impossible"),
        ("day", ["2026-06-15"], "text_expected"),
        ("number", "3.10", "number_shape"),
        ("number", "03", "number_shape"),
        ("number", "-1", "number_shape"),
        ("number", "1000000", "number_shape"),
        ("number", "٣", "number_shape"),
        ("number", ["3"], "number_shape"),
        ("yes", "no", "yes_or_no"),
        ("yes", "true", "yes_or_no"),
        ("text", "", "text_empty"),
        ("text", "  ", "text_empty"),
        ("text", ["x"], "text_expected"),
        ("name", "Vård", "name_shape"),
        ("name", "-a", "name_shape"),
        ("name", "a" * 65, "name_shape"),
        ("id", "EXP-48210", "document_id_shape"),
        ("id", "exp-482103", "document_id_shape"),
        ("id", "EXP-482103\n", "document_id_shape"),
        ("prefix", "E", "id_prefix_shape"),
        ("texts", "a", "list_expected"),
        ("texts", [""], "text_empty"),
        ("checked", "ja", "day_shape"),
        ("status", "publiserad", "status_unknown"),
    ],
)
def test_a_wrong_value_is_told_by_its_own_code(kind: str, value: object, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TYPES[kind].validate_python(value)
    assert refused.value.errors()[0]["type"] == code
