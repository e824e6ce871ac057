"""Attacks by what a file is written with (proof §2, rows 40-44): hostile YAML, two readings, unseen characters.

Each is tried in a draft, in a text under review and in one that has been decided.
"""

from __future__ import annotations

from tests.campaign.attack import attack
from tests.campaign.scene import Scene
from tests.campaign.shapes import APPROVED, DECIDED, IN_REVIEW

FORM = "LS101 LS102 LS103 LS104 LS105 LS106 LS107 LS108 LS110 LS112"


def _document(scene: Scene) -> str:
    kind = scene.random.randrange(3)
    return (
        scene.fresh()
        if kind == 0
        else scene.some("draft")
        if kind == 1
        else scene.some(*IN_REVIEW, *APPROVED, *DECIDED)
    )


def _front_line(scene: Scene, *lines: str) -> None:
    """Put one of the lines into the front matter of some document."""
    document = _document(scene)
    scene.draft.edit(document, "handlingstyp:", f"{scene.random.choice(lines)}\nhandlingstyp:")


def _bytes(scene: Scene, old: bytes, new: bytes) -> None:
    path = scene.draft.path(_document(scene))
    before = scene.draft.read(path)
    assert old in before
    scene.draft.write(path, before.replace(old, new, 1))


@attack(40, codes=FORM)
def yaml_bomb(scene: Scene) -> None:
    _front_line(
        scene,
        "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b]",
        "nyckelord: &x [a, b]",
        "<<: {status: publicerad}",
        "titel: !!python/object/apply:os.system [ls]",
        "titel: !tagg x",
        "nyckelord: " + "[" * 40 + "x" + "]" * 40,
        "nyckelord: " + "[" * 5000,
        f"sammanfattning: {'x' * 70_000}",
    )


@attack(40, codes=FORM)
def yaml_directive_or_second_text(scene: Scene) -> None:
    _front_line(scene, "%YAML 1.1", "--- \ntitel: Annan", "...", "%TAG ! tag:x,2026:", "titel:\tTabb")


@attack(41, codes=FORM)
def key_written_twice(scene: Scene) -> None:
    _front_line(
        scene,
        "status: publicerad",
        "version: 9",
        "titel: En annan",
        "dokument-id: EXP-999999",
        '"status": publicerad',
        "'version': 7",
    )


@attack(41, codes=FORM)
def claim_hidden_in_a_text_of_several_lines(scene: Scene) -> None:
    """A line that a shell takes for a claim, and YAML for the rest of something else; or the other way round."""
    _front_line(
        scene,
        'sammanfattning: "början\nstatus: publicerad\nslut"',
        "sammanfattning: 'början\nversion: 9\nslut'",
        "sammanfattning: |\n  a\nstatus : publicerad",
        "? status\n: publicerad",
        "{status: publicerad}",
        '"st\\x61tus": publicerad',
        " status: publicerad",
        "sammanfattning: [a,\nstatus: publicerad\n]",
    )


@attack(41, codes=FORM)
def key_that_nobody_knows(scene: Scene) -> None:
    _front_line(
        scene,
        "godkand-av: alla",
        "statuss: publicerad",
        "giltig-fran: 2020-01-01",
        "ѕtatus: publicerad",
        "Status: publicerad",
    )


@attack(41, codes=FORM)
def value_of_the_wrong_kind(scene: Scene) -> None:
    path = scene.draft.path(_document(scene))
    text = scene.draft.read(path).decode()
    old, new = scene.random.choice(
        (
            ("gäller-för: [", "gäller-för: [[x], "),
            ("version: ", "version: 0x"),
            ("version: ", "version: 0"),
            ("granskare: [", "granskare: [{a: b}, "),
            ("handlingstyp: ", "handlingstyp: ../"),
        )
    )
    assert old in text
    scene.draft.write(path, text.replace(old, new, 1))


@attack(42, codes="LS701")
def not_utf8(scene: Scene) -> None:
    _bytes(
        scene,
        b"Slut.",
        scene.random.choice((b"Sl\xe5t.", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf5\x80\x80\x80")),
    )


@attack(42, codes="LS702")
def byte_order_mark(scene: Scene) -> None:
    _bytes(scene, b"---\n", b"\xef\xbb\xbf---\n")


@attack(42, codes="LS703")
def other_line_ends(scene: Scene) -> None:
    _bytes(scene, scene.random.choice((b"Slut.\n", b"---\n")), scene.random.choice((b"Slut.\r\n", b"\rSlut.\n")))


@attack(42, 44, codes="LS704 LS701")
def control_character(scene: Scene) -> None:
    sign = scene.random.choice((b"\0", b"\x1b[2J", b"\x07", b"\x08", b"\x7f", b"\xc2\x9b31m", b"\xc2\x85", b"\x0c"))
    _bytes(scene, scene.random.choice((b"titel: ", b"Slut.")), sign)


@attack(44, codes="LS704 LS101")
def terminal_sequence_in_a_title(scene: Scene) -> None:
    _bytes(
        scene,
        b"titel: ",
        scene.random.choice((b"titel: \x1b[31m", b"titel: \x1b]8;;http://x\x07", b"titel: \xc2\x9d0;x\xc2\x9c")),
    )


@attack(43, codes="LS705")
def text_that_shows_in_another_order(scene: Scene) -> None:
    sign = scene.random.choice(("\u202e", "\u202d", "\u2066", "\u2067", "\u2068", "\u202a", "\u2069"))
    old = scene.random.choice((b"titel: ", b"Slut"))
    _bytes(scene, old, old + sign.encode())


@attack(43, codes="LS705")
def character_of_no_width(scene: Scene) -> None:
    sign = scene.random.choice(
        ("\u200b", "\u2060", "\ufeff", "\u00ad", "\u2028", "\u2029", "\u180e", "\U000e0041", "\u200f")
    )
    _bytes(scene, b"Slut.", f"Sl{sign}ut.".encode())


@attack(42, codes="LS706")
def letters_and_accents_apart(scene: Scene) -> None:
    _bytes(scene, b"Slut.", "Slut a\u030a.".encode())


@attack(40, 56, codes="LS707 LS104")
def text_larger_than_any(scene: Scene) -> None:
    _bytes(scene, b"Slut.", b"Slut.\n" + b"x" * 1_100_000)


@attack(41, codes=FORM)
def left_from_a_merge(scene: Scene) -> None:
    _bytes(scene, b"Slut.\n", b"<<<<<<< HEAD\nSlut.\n=======\nAnnat.\n>>>>>>> gren\n")
