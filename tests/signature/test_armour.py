"""The armour: one text for one signature, the one that ssh-keygen writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.signature.keys import SoftKey, make_key, ssh_sign

from ledsys.signature import ACT, SignatureFormError
from ledsys.signature.armour import BEGIN, COLUMNS, END, LARGEST, armoured, unarmoured

ARMOUR = SoftKey(1).sign(b"text", ACT)
LINES = ARMOUR.splitlines(keepends=True)
CODE = "".join(LINES[1:-1]).replace("\n", "")


def wrapped(columns: int) -> str:
    return BEGIN + "".join(f"{CODE[at : at + columns]}\n" for at in range(0, len(CODE), columns)) + END


@given(st.binary(max_size=400))
def test_what_is_written_is_read(blob: bytes) -> None:
    armour = armoured(blob)
    assert unarmoured(armour) == blob
    assert max(map(len, armour.splitlines()[1:-1]), default=0) <= COLUMNS


@pytest.mark.parametrize("size", range(48, 58))
def test_a_last_line_that_is_full_is_followed_by_no_empty_one(size: int) -> None:
    assert "\n\n" not in armoured(bytes(size))


def test_ssh_keygen_writes_the_same(tmp_path: Path) -> None:
    armour = ssh_sign(make_key(tmp_path / "key"), b"text", ACT)
    assert armoured(unarmoured(armour)) == armour


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(ARMOUR[:-1], id="no LF at the end"),
        pytest.param(ARMOUR + "\n", id="two LF at the end"),
        pytest.param(ARMOUR + "more", id="trailing text"),
        pytest.param(ARMOUR + ARMOUR, id="two signatures"),
        pytest.param(" " + ARMOUR, id="leading blank"),
        pytest.param("\ufeff" + ARMOUR, id="byte order mark"),
        pytest.param(ARMOUR.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(ARMOUR.replace("\n", "\r"), id="CR"),
        pytest.param(ARMOUR.replace("BEGIN", "begin"), id="other first line"),
        pytest.param(ARMOUR.replace("END SSH", "END PGP"), id="other last line"),
        pytest.param("".join(LINES[1:]), id="no first line"),
        pytest.param("".join(LINES[:-1]), id="no last line"),
        pytest.param(wrapped(64), id="64 columns"),
        pytest.param(wrapped(76), id="76 columns"),
        pytest.param(wrapped(len(CODE)), id="one line"),
        pytest.param(BEGIN + "\n" + "".join(LINES[1:]), id="empty line"),
        pytest.param(LINES[0] + "Comment: mine\n" + "".join(LINES[1:]), id="header"),
        pytest.param(LINES[0] + LINES[1][:9] + " " + LINES[1][9:] + "".join(LINES[2:]), id="blank in the base64"),
        pytest.param(LINES[0] + LINES[1].replace("U", "-", 1) + "".join(LINES[2:]), id="foreign character"),
        pytest.param(LINES[0] + LINES[1].replace("U", "å", 1) + "".join(LINES[2:]), id="not ASCII"),
        pytest.param(LINES[0] + LINES[1].replace("U", "\ud800", 1) + "".join(LINES[2:]), id="surrogate"),
        pytest.param(LINES[0] + LINES[1].replace("U", "\0", 1) + "".join(LINES[2:]), id="NUL"),
        pytest.param(BEGIN + "QQ\n" + END, id="no padding"),
        pytest.param(BEGIN + "QR==\n" + END, id="bits that nothing says"),
        pytest.param(BEGIN + "QQ==QQ==\n" + END, id="padding inside"),
        pytest.param(BEGIN + "QQ===\n" + END, id="too much padding"),
        pytest.param(BEGIN + "Q\n" + END, id="a single character"),
    ],
)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(SignatureFormError, match="not written exactly as ssh-keygen writes it"):
        unarmoured(text)


def test_a_long_text_is_refused_before_it_is_read() -> None:
    assert len(armoured(bytes(2900))) <= LARGEST
    unarmoured(armoured(bytes(2900)))
    with pytest.raises(SignatureFormError, match=f"longer than {LARGEST} characters"):
        unarmoured(armoured(bytes(3100)))
