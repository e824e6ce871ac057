"""The copy code: what it is made of, how it reads, and that typing it by hand is forgiven."""

from __future__ import annotations

import hashlib
from base64 import b32encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledsys.copycode import ALPHABET, copy_code, read_code, shown

CONTENT = "sha256:" + "0123456789abcdef" * 4
CODES = st.text(alphabet=ALPHABET, min_size=8, max_size=8)


def test_it_is_forty_bits_of_a_digest_over_four_lines_in_base_32() -> None:
    lines = f"ledsys-copy 1\nid EXP-482103\nversion 3\ncontent {CONTENT}\n".encode()
    of_rfc_4648 = b32encode(hashlib.sha256(lines).digest()[:5]).decode()
    other_signs = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
    assert copy_code("EXP-482103", 3, CONTENT) == of_rfc_4648.translate(other_signs)


def test_another_id_version_or_text_has_another_code() -> None:
    codes = {
        copy_code("EXP-482103", 3, CONTENT),
        copy_code("EXP-482104", 3, CONTENT),
        copy_code("EXP-482103", 4, CONTENT),
        copy_code("EXP-482103", 3, CONTENT[:-1] + "0"),
    }
    assert len(codes) == 4


def test_no_sign_can_be_taken_for_another() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


@given(CODES)
def test_a_code_is_read_as_it_is_shown_and_as_people_type_it(code: str) -> None:
    typed = shown(code).lower().replace("0", "o").replace("1", "l").replace("-", " \u2013 ")
    assert read_code(shown(code)) == read_code(typed) == code


@pytest.mark.parametrize("text", ["", "7F3K-9Q2", "7F3K-9Q2MX", "7F3K-9Q2U", "7F3K-9Q2ß", "٧F3K-9Q2M", "\x00" * 8])
def test_what_is_no_code_is_none(text: str) -> None:
    assert read_code(text) is None
