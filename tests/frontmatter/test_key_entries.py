from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledsys.frontmatter.key_entries import FILE, EntryError, with_changed_key, with_key
from ledsys.frontmatter.records import read_record
from ledsys.model.organisation import Key, PersonsFile

TEXT = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBukOdRM8WXtqKAVgsOjqLtLo6yV4Xc2sLq7VqgHYtxI"
PADDED = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIA=="
NEW = Key(key=TEXT, from_day=date(2026, 11, 22))
ENTRY = f"nyckel: {TEXT}"
MORE = f"    - {ENTRY}\n      från: 2026-11-22\n"
PLAIN = """\
# Personer.

personer:
  - id: asliv1
    namn: Åsa Lindviv
    titel: Överläkare   # med ansvar
    från: 2020-01-01
  # mellan
  - id: karbe2
    namn: Karla Bergdal
    titel: Sjuksköterska
"""


def _keys(data: bytes, person: str) -> tuple[Key, ...]:
    persons, faults = read_record(PersonsFile, data, FILE)
    assert persons is not None, faults
    return next(found for found in persons.persons if found.id == person).keys


def test_a_first_key_comes_below_the_person_and_before_a_comment_on_the_next() -> None:
    expected = PLAIN.replace(
        "    från: 2020-01-01\n", f"    från: 2020-01-01\n    nycklar:\n      - {ENTRY}\n        från: 2026-11-22\n"
    )
    assert with_key(PLAIN.encode(), "asliv1", NEW).decode() == expected


def test_a_key_of_the_last_person_comes_at_the_end_also_without_a_line_feed_there() -> None:
    end = f"    nycklar:\n      - {ENTRY}\n        från: 2026-11-22"
    assert with_key(PLAIN.encode(), "karbe2", NEW).decode() == f"{PLAIN}{end}\n"
    assert with_key(PLAIN.rstrip("\n").encode(), "karbe2", NEW).decode() == f"{PLAIN}{end}"


def test_a_key_is_ended_and_declared_compromised_in_its_own_entry() -> None:
    second = Key(key=PADDED, from_day=date(2026, 12, 1))
    both = with_key(with_key(PLAIN.encode(), "asliv1", NEW), "asliv1", second)
    assert f"      - nyckel: '{PADDED}'\n".encode() in both
    ended = NEW.model_copy(update={"until": date(2026, 12, 24)})
    lost = ended.model_copy(update={"until": date(2026, 12, 1), "compromised": True})
    once = with_changed_key(both, "asliv1", NEW, ended)
    assert once == both.replace(b"2026-11-22\n", b"2026-11-22\n        till: 2026-12-24\n")
    twice = with_changed_key(once, "asliv1", ended, lost)
    assert twice == once.replace(b"till: 2026-12-24\n", "till: 2026-12-01\n        röjd: ja\n".encode())
    assert _keys(twice, "asliv1") == (lost, second)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    nycklar: []   # inga än\n", f"    nycklar: [{{{ENTRY}, från: 2026-11-22}}]   # inga än\n"),
        ("    nycklar: [ # c\n      ]\n", f"    nycklar: [{{{ENTRY}, från: 2026-11-22}} # c\n      ]\n"),
        (
            "    nycklar: [{nyckel: k, till: , }, ]\n",
            f"    nycklar: [{{nyckel: k, till: , }}, {{{ENTRY}, från: 2026-11-22}}, ]\n",
        ),
        (
            "    nycklar:\n    - nyckel: k  # den gamla\n\n      # förlorad\n      till:\n    # sist\n",
            f"    nycklar:\n    - nyckel: k  # den gamla\n\n      # förlorad\n      till:\n{MORE}    # sist\n",
        ),
        (
            "    nycklar:\n    -     nyckel: k\n    e-post: [a@b.example]\n",
            f"    nycklar:\n    -     nyckel: k\n{MORE}    e-post: [a@b.example]\n",
        ),
        (
            "    ? nycklar\n    : - nyckel: k\n",
            f"    ? nycklar\n    : - nyckel: k\n      - {ENTRY}\n        från: 2026-11-22\n",
        ),
        (
            "    nycklar:\n      - {nyckel: k}\n",
            f"    nycklar:\n      - {{nyckel: k}}\n      - {ENTRY}\n        från: 2026-11-22\n",
        ),
    ],
)
def test_a_key_is_added_to_whatever_list_is_there(before: str, after: str) -> None:
    data = PLAIN.replace("    från: 2020-01-01\n", before).encode()
    assert with_key(data, "asliv1", NEW).decode() == PLAIN.replace("    från: 2020-01-01\n", after)
    assert _keys(with_key(data, "asliv1", NEW), "asliv1")[-1] == NEW


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{id: a, namn: B, titel: c, från: }", f"{{id: a, namn: B, titel: c, från: , nycklar: [{{{ENTRY}}}] }}"),
        ("{id: a, namn: B, titel: 'c',}", f"{{id: a, namn: B, titel: 'c', nycklar: [{{{ENTRY}}}],}}"),
        ('{"id": "a", namn: B,\n   titel: c\n}', f'{{"id": "a", namn: B,\n   titel: c, nycklar: [{{{ENTRY}}}]\n}}'),
    ],
)
def test_a_person_in_braces_gets_a_list_in_brackets(before: str, after: str) -> None:
    assert with_key(f"personer: [{before}]\n".encode(), "a", Key(key=TEXT)).decode() == f"personer: [{after}]\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{nyckel: k}", "{nyckel: k, till: 2026-12-24}"),
        ("{nyckel: k, till: 2027-01-01}", "{nyckel: k, till: 2026-12-24}"),
        ('{nyckel: k, till: "2027-01-01" , }', "{nyckel: k, till: 2026-12-24 , }"),
        ("{nyckel: k, till: }", "{nyckel: k, till: 2026-12-24 }"),
        ("nyckel: k   # min", "nyckel: k   # min\n        till: 2026-12-24"),
        ("nyckel: k\n        till:   # ej än", "nyckel: k\n        till: 2026-12-24   # ej än"),
        ("till: '2027-01-01'   # nyss\n        nyckel: k", "till: 2026-12-24   # nyss\n        nyckel: k"),
        ("nyckel: |-\n          k\n", "nyckel: |-\n          k\n\n        till: 2026-12-24"),
        ("röjd: nej\n        nyckel: k", "röjd: nej\n        nyckel: k\n        till: 2026-12-24"),
    ],
)
def test_a_day_is_set_wherever_and_however_it_stands(before: str, after: str) -> None:
    data = f"{PLAIN}    nycklar:\n      - nyckel: x\n      - {before}\n      # y\n      - nyckel: z\n".encode()
    old = _keys(data, "karbe2")[1]
    changed = with_changed_key(data, "karbe2", old, old.model_copy(update={"until": date(2026, 12, 24)}))
    assert changed.decode() == data.decode().replace(before, after)
    assert [key.until for key in _keys(changed, "karbe2")] == [None, date(2026, 12, 24), None]


@pytest.mark.parametrize("data", [b"\xff", b"", b"personer:\n", PLAIN.replace("titel", "tittel").encode()])
def test_a_file_that_cannot_be_read_is_not_changed(data: bytes) -> None:
    with pytest.raises(EntryError, match="can't be read") as caught:
        with_key(data, "asliv1", NEW)
    assert "ledsys check" in str(caught.value.help)


def test_persons_and_keys_that_are_not_there_are_not_changed() -> None:
    with pytest.raises(EntryError, match="nobody called lovan2"):
        with_key(PLAIN.encode(), "lovan2", NEW)
    with pytest.raises(EntryError, match="no such key"):
        with_changed_key(PLAIN.encode(), "asliv1", NEW, NEW)


def test_what_cannot_be_changed_safely_is_left_to_a_person_with_the_lines_to_write() -> None:
    data = PLAIN.replace("titel: Sjuksköterska\n", "titel: |\n      Sjuksköterska").encode()
    with pytest.raises(EntryError, match="safely") as caught:
        with_key(data, "karbe2", NEW)
    assert f"{ENTRY}, från: 2026-11-22" in str(caught.value.help)


def test_facts_are_never_taken_away() -> None:
    data = with_key(PLAIN.encode(), "asliv1", NEW)
    with pytest.raises(EntryError, match="safely"):
        with_changed_key(data, "asliv1", NEW, Key(key=TEXT))


_COMMENTS = st.sampled_from(["", "# kommentar: med kolon\n", "\n", "      # långt in\n"])
_LISTS = st.sampled_from(
    [
        "",
        "    nycklar: []\n",
        "    nycklar: [ {nyckel: 'gammal', från: 2020-01-01} ]  # x\n",
        "    nycklar:\n    - nyckel: gammal\n      till:   \n",
        "    nycklar:   # lista\n\n        -   till: 2024-01-01   # slut\n            nyckel: >-\n              en\n\n",
        "    nycklar:\n      - {nyckel: gammal, röjd: nej}\n",
    ]
)
_PERSON = st.tuples(_COMMENTS, _LISTS, _COMMENTS, st.sampled_from(["", "    till:\n", "    e-post: [a@b.example]\n"]))


@given(st.lists(_PERSON, min_size=1, max_size=3), st.sampled_from(["", "\n"]), st.data())
def test_no_other_byte_changes(parts: list[tuple[str, ...]], end: str, data: st.DataObject) -> None:
    """Proof §4: any command changes only what it names; here, taking the new key out again gives the old bytes."""
    lines = [f"  - id: p{n}\n    namn: N\n    titel: T\n{''.join(part)}" for n, part in enumerate(parts)]
    text = "personer:\n" + "".join(lines)
    before = (text.rstrip("\n") + end).encode()
    person = f"p{data.draw(st.integers(0, len(parts) - 1))}"
    after = with_key(before, person, NEW)
    start = next(at for at in range(len(after) + 1) if after[: at + 1] != before[: at + 1])
    added = len(after) - len(before)
    assert after[:start] + after[start + added :] == before
    assert _keys(after, person) == (*_keys(before, person), NEW)
    ended = NEW.model_copy(update={"until": date(2027, 1, 1), "compromised": True})
    last = with_changed_key(after, person, NEW, ended)
    assert _keys(last, person)[-1] == ended
    assert len(last) - len(after) < 80
