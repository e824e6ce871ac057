"""The act file: every act is written in one exact form, and nothing else is read as an act (proof §1.1)."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledsys import actfile
from ledsys.actfile import FIELDS, SIGNATURE, ActFormError, path_of, read_act, sealed, written
from ledsys.digest import sha256
from ledsys.model.act import Act, ActKind, Meaning

SIGNED_AT = datetime(2026, 11, 22, 10, 3, 12, tzinfo=timezone(timedelta(hours=1)))
ACT = sealed(
    Act(
        kind=ActKind.APPROVE,
        repo="region-x/ledningssystem",
        document="RUT-004200",
        version=3,
        content=f"sha256:{'4a' * 32}",
        person="approver",
        name="Åsa Äng",
        role="approver",
        signed_at=SIGNED_AT,
        of="8d17bde805c2ad1c43d6",
        relies_on=("5dea", "7ddc"),
        mandate="M-2026-014",
        valid_from=date(2026, 12, 1),
        valid_until=date(2028, 11, 30),
        owner="verksamhetschef@smarta",
        reason="Två rader:\nden andra \\ här.",
    )
)
TEXT = """\
ledsys-act: 1
act: approve
repo: region-x/ledningssystem
document: RUT-004200
version: 3
content: sha256:4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a4a
against: none
of: 8d17bde805c2ad1c43d6
relies-on: 5dea 7ddc
policy: none
person: approver
name: Åsa Äng
role: approver
mandate: M-2026-014
decision: none
on-behalf-of: none
assurance: claimed
valid-from: 2026-12-01
valid-until: 2028-11-30
owner: verksamhetschef@smarta
successor: none
meaning: ok
reason: Två rader:\\nden andra \\\\ här.
signed-at: 2026-11-22T10:03:12+01:00
"""

lines = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30).map(
    lambda value: unicodedata.normalize("NFC", value)
)
words = st.from_regex(r"[a-z0-9@.:-]{1,20}", fullmatch=True).filter(lambda word: word != "none")
reasons = st.lists(lines, min_size=1, max_size=3).map("\n".join)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
times = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2100, 1, 1),  # noqa: DTZ001 - the same
    timezones=st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
).map(lambda time: time.replace(microsecond=0))
acts = st.builds(
    Act,
    kind=st.sampled_from(ActKind),
    repo=words,
    document=words,
    version=st.integers(1, 999_999),
    content=st.none() | words,
    person=words,
    name=lines,
    role=words,
    signed_at=times,
    against=st.none() | words,
    of=st.none() | words,
    relies_on=st.lists(words, max_size=4).map(lambda found: tuple(sorted(found))),
    policy=st.none() | words,
    mandate=st.none() | words,
    decision=st.none() | lines,
    on_behalf_of=st.none() | words,
    assurance=words,
    valid_from=st.none() | days,
    valid_until=st.none() | days,
    owner=st.none() | words,
    successor=st.none() | words,
    meaning=st.sampled_from(Meaning),
    reason=st.none() | reasons,
    signature=st.none() | st.just(f"{SIGNATURE}\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"),
)


def test_the_text_form_is_fixed() -> None:
    assert written(ACT).decode() == TEXT
    assert ACT.id == sha256(TEXT.encode())[:20]
    assert path_of(ACT) == f".ledsys/acts/RUT-004200/{ACT.id}.act"
    assert read_act(TEXT.encode()) == ACT


@given(acts)
def test_an_act_is_read_as_it_was_written(act: Act) -> None:
    about = "none" if act.kind is ActKind.DELEGATE else act.document  # a delegation is about no document
    assert read_act(written(act)) == sealed(replace(act, document=about))


@pytest.mark.parametrize("value", ["none", "\\none", "\\\\none", "\\n", "a\\nb", "\n", "\\", "a\nb", "none\n"])
def test_text_that_looks_like_an_empty_value_or_an_escape_comes_back_as_it_was(value: str) -> None:
    act = replace(ACT, reason=value, name=value, decision=value)
    again = read_act(written(act))
    assert (again.reason, again.name, again.decision) == (value, value, value)


def test_acts_of_one_moment_on_two_clocks_are_two_texts() -> None:
    elsewhere = replace(ACT, id="", signed_at=SIGNED_AT.astimezone(UTC))
    here = replace(ACT, id="")
    assert here == elsewhere
    assert actfile.statement(here) != actfile.statement(elsewhere)
    assert sealed(here).id != sealed(elsewhere).id


def test_an_empty_text_is_written_as_none() -> None:
    for value in ("", "\u200b"):
        assert read_act(written(replace(ACT, reason=value))).reason is None


def test_characters_that_cannot_be_seen_are_left_out() -> None:
    act = replace(ACT, reason="a\u202eb\u200bc\td\re\u2028f\x00g\ud800h", name="A\u030asa")
    again = read_act(written(act))
    assert (again.reason, again.name) == ("abcdefgh", "Åsa")


def test_a_signature_is_kept_but_is_no_part_of_the_statement() -> None:
    signed = replace(ACT, signature=f"{SIGNATURE}\nU1NIU0lH\n-----END SSH SIGNATURE-----\n")
    assert sealed(signed).id == ACT.id
    assert read_act(written(signed)) == signed


def test_every_changed_byte_is_refused_or_gives_another_id() -> None:
    data = written(ACT)
    for place in range(len(data)):
        for change in (1, 2, 16, 32, 128):
            other = bytearray(data)
            other[place] ^= change
            try:
                found = read_act(bytes(other))
            except ActFormError:
                continue
            assert found.id != ACT.id


@given(st.integers(0, len(TEXT.encode()) - 1), st.binary(max_size=3))
@settings(max_examples=300)
def test_bytes_put_in_or_left_out_are_refused_or_give_another_id(place: int, inserted: bytes) -> None:
    data = written(ACT)
    other = data[:place] + inserted + data[place + 1 :]
    try:
        found = read_act(other)
    except ActFormError:
        return
    assert (found.id == ACT.id) == (other == data)


def _refused(data: bytes) -> str:
    with pytest.raises(ActFormError) as refused:
        read_act(data)
    return str(refused.value.message)


@pytest.mark.parametrize("number", range(len(FIELDS)))
def test_a_field_that_is_missing_doubled_or_moved_is_refused(number: int) -> None:
    rows = TEXT.splitlines(keepends=True)
    missing = "".join(rows[:number] + rows[number + 1 :])
    doubled = "".join(rows[: number + 1] + rows[number:])
    swapped = [*rows]
    swapped[number - 1], swapped[number] = swapped[number], swapped[number - 1]
    for text in (missing, doubled, "".join(swapped)):
        assert _refused(text.encode())


def test_an_unknown_or_extra_field_is_refused() -> None:
    assert "line 25" in _refused(f"{TEXT}mood: good\n".encode())
    assert "line 3" in _refused(TEXT.replace("repo: ", "Repo: ").encode())
    assert "line 3" in _refused(TEXT.replace("repo: ", "repo:").encode())
    assert "signed-at is missing" in _refused("".join(TEXT.splitlines(keepends=True)[:-1]).encode())
    assert _refused(b"")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("act: approve", "act: like"),
        ("version: 3", "version: 3.0"),
        ("version: 3", "version: 03"),
        ("version: 3", "version: ३"),
        ("version: 3", "version: +3"),
        ("version: 3", "version: 1_0"),
        ("2026-12-01", "20261201"),
        ("2026-12-01", "2026-02-30"),
        ("2026-12-01", "2026-W49-2"),
        ("+01:00", ""),
        ("+01:00", "Z"),
        ("10:03:12", "10:03"),
        ("10:03:12", "10:03:12.000"),
        ("2026-11-22T", "2026-11-22 "),
        ("meaning: ok", "meaning: maybe"),
        ("5dea 7ddc", "7ddc 5dea"),
        ("5dea 7ddc", "5dea  7ddc"),
        ("name: Åsa", "name: A\u030asa"),
        ("name: Åsa", "name: \u202eÅsa"),
        ("\\n", "\\x"),
        (" här.", " här.\\"),
        ("against: none", "against: "),
        ("against: none", "against: none\t"),
    ],
)
def test_a_value_in_any_other_form_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    assert _refused(TEXT.replace(old, new).encode())


def test_a_format_of_another_time_is_refused() -> None:
    assert "format" in _refused(TEXT.replace("ledsys-act: 1", "ledsys-act: 2").encode())


def test_other_line_ends_and_encodings_are_refused() -> None:
    assert _refused(TEXT.replace("\n", "\r\n").encode())
    assert _refused(TEXT.removesuffix("\n").encode())
    assert _refused(f"{TEXT}\n".encode())
    assert "UTF-8" in _refused(TEXT.encode("latin-1"))
    assert _refused(b"\xef\xbb\xbf" + TEXT.encode())


def test_an_act_has_a_largest_size() -> None:
    room = actfile.LARGEST - len(TEXT.encode())
    fits = TEXT.replace("name: Åsa", f"name: {'x' * room}Åsa").encode()
    assert len(fits) == actfile.LARGEST
    assert read_act(fits).name == f"{'x' * room}Åsa Äng"
    assert "larger" in _refused(fits.replace(b"name: ", b"name: x"))


HANDED_ON = sealed(
    replace(
        ACT,
        kind=ActKind.DELEGATE,
        document="none",
        version=0,
        content=None,
        of=None,
        relies_on=(),
        owner=None,
        successor="deputy",
        role="holder",
    )
)


def test_an_act_that_hands_a_mandate_on_is_about_no_document_and_lies_by_itself() -> None:
    assert path_of(HANDED_ON) == f".ledsys/acts/delegations/{HANDED_ON.id}.act"
    assert actfile.PATH.fullmatch(path_of(HANDED_ON))
    assert b"\ndocument: none\nversion: 0\ncontent: none\n" in written(HANDED_ON)
    assert read_act(written(HANDED_ON)) == HANDED_ON


def test_an_act_that_hands_a_mandate_on_can_name_no_document() -> None:
    named = written(HANDED_ON).replace(b"\ndocument: none\n", b"\ndocument: RUT-004200\n")
    with pytest.raises(ActFormError, match="not written in the one exact form"):
        read_act(named)
