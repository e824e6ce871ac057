"""*Canonical form*: the one way to write the bytes of a text, so that a digest means the same everywhere.

UTF-8, LF, NFC, no byte order mark, no control characters but tab and line feed, no characters that hide or reorder
text, at most 1 MiB (proof §1.3). What is not canonical is a finding and never digested. The hidden characters are
listed by number, not by a Unicode category: no new Unicode table may decide about old evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import takewhile

from ledsys.characters import CONTROL, HIDDEN
from ledsys.message import Message, msg, plural
from ledsys.model.facts import WHOLE_FILE, Place, Problem

MAX_BYTES = 1 << 20
"""The largest text, in bytes."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_LONGEST_ACCENTS = (
    30  # Unicode's own bound for a stream-safe text (UAX 15): beyond it, normalising takes quadratic time
)

_BAD_BYTE = re.compile("[\udc80-\udcff]")
_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(rf"[{CONTROL}](?<![\t\n\r])")
_HIDDEN = re.compile(f"[{HIDDEN}]")
_UNREADABLE = re.compile(rf"[\udc80-\udcff{CONTROL}{HIDDEN}](?<![\t\n\r])")
_MAY_COMPOSE = re.compile(
    "[^\x00-\u02ff\u2010-\u2027]"
)  # the rest, Latin letters and dashes, is in NFC whatever stands beside it
_ORDINARY = bytes((*b"\t\n", *range(0x20, 0x7F)))


def problems(data: bytes) -> tuple[Problem, ...]:
    """Say how the bytes differ from the canonical form: one problem (LS7) of each kind, at its first place."""
    if is_canonical(data):
        return ()
    if len(data) > MAX_BYTES:
        too_large = msg("The file is {size} bytes; at most {most} are read.", size=len(data), most=MAX_BYTES)
        help_ = msg("Put images and attachments in files of their own, and divide what is left.")
        return (Problem("LS707", *WHOLE_FILE, too_large, help_),)
    return tuple(_found(data.removeprefix(BYTE_ORDER_MARK), has_mark=data.startswith(BYTE_ORDER_MARK)))


def is_canonical(data: bytes) -> bool:
    """Tell quickly whether there is no problem, as in nearly all texts: only the signs beyond ASCII are looked at."""
    if len(data) > MAX_BYTES:
        return False
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    unusual = data.translate(None, _ORDINARY).decode()
    if "\r" in unusual or _UNREADABLE.search(unusual):
        return False
    return not _MAY_COMPOSE.search(unusual) or unicodedata.is_normalized("NFC", text)


def _found(data: bytes, *, has_mark: bool) -> Iterator[Problem]:
    text = data.decode("utf-8", "surrogateescape")
    if bad := _BAD_BYTE.findall(text):
        yield Problem("LS701", *_first(_BAD_BYTE, text), *_not_utf8(data, len(bad)))
    if has_mark:
        mark = msg("The file begins with an invisible byte order mark.")
        yield Problem("LS702", 1, 1, mark, msg("Run `ledsys fmt`; it removes the mark."))
    if ends := _LINE_END.findall(text):
        crlf = plural("One line ends as in Windows or old Macs.", "{n} lines end as in Windows or old Macs.", len(ends))
        yield Problem("LS703", *_first(_LINE_END, text), crlf, msg("Run `ledsys fmt`; it writes line ends anew."))
    if controls := _CONTROL.findall(text):
        control = plural(
            "A control character ({name}) stands here.",
            "A control character ({name}) stands here; there are {n} in the file.",
            len(controls),
            name=_number(controls[0]),
        )
        yield Problem("LS704", *_first(_CONTROL, text), control, msg("Remove it; it shows nothing to a reader."))
    if hidden := _HIDDEN.findall(text):
        unseen = plural(
            "An invisible character ({name}) stands here.",
            "An invisible character ({name}) stands here; there are {n} in the file.",
            len(hidden),
            name=_number(hidden[0]),
        )
        yield Problem(
            "LS705",
            *_first(_HIDDEN, text),
            unseen,
            msg("Remove it: such characters can make a text look other than it is. Write the passage anew by hand."),
        )
    if not unicodedata.is_normalized("NFC", text):
        yield _not_composed(text)


def _not_utf8(data: bytes, count: int) -> tuple[Message, Message]:
    said = plural(
        "A byte here is not UTF-8 text.", "A byte here is not UTF-8 text; there are {n} such bytes in the file.", count
    )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return said, msg("The file seems to be UTF-16. Save it as UTF-8.")
    return said, msg("Open the file in the program that wrote it and save it as UTF-8.")


def _not_composed(text: str) -> Problem:
    if _piled(text):
        piled = msg("More than {most} accents are piled on one letter.", most=_LONGEST_ACCENTS)
        return Problem("LS706", *WHOLE_FILE, piled, msg("Remove them."))
    lines = [
        (number, line)
        for number, line in enumerate(_LINE_END.sub("\n", text).split("\n"), start=1)
        if not unicodedata.is_normalized("NFC", line)
    ]
    # A letter and its accent never stand on two lines, so a text that is not composed has a line that is not.
    number, line = lines[0]
    composed = unicodedata.normalize("NFC", line)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(line, composed, strict=False)))
    said = plural(
        "A letter such as å is stored in two parts on this line.",
        "A letter such as å is stored in two parts on this line; {n} lines have such letters.",
        len(lines),
    )
    return Problem(
        "LS706", number, same + 1, said, msg("Run `ledsys fmt`; it joins the parts, nothing looks different.")
    )


def _piled(text: str) -> bool:
    pile = 0
    for sign in text:
        pile = pile + 1 if unicodedata.combining(sign) else 0
        if pile > _LONGEST_ACCENTS:
            return True
    return False


def _number(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def _first(pattern: re.Pattern[str], text: str) -> Place:
    found = pattern.search(text)
    before = _LINE_END.sub("\n", text[: found.start() if found else 0])
    return Place(before.count("\n") + 1, len(before) - before.rfind("\n"))


def readable(data: bytes) -> str:
    """Give the text with line ends as LF and with U+FFFD for every sign that may not be there.

    Lines and columns stay, so that what else is wrong can be found in the same run. Canonical bytes come out unchanged;
    bytes beyond the largest text are left out.
    """
    text = data[:MAX_BYTES].removeprefix(BYTE_ORDER_MARK).decode("utf-8", "surrogateescape")
    return _UNREADABLE.sub("\ufffd", _LINE_END.sub("\n", text))


def is_writable(text: str) -> bool:
    """Tell whether the text may stand in a canonical file as it is."""
    return not _UNREADABLE.search(text) and "\r" not in text and unicodedata.is_normalized("NFC", text)


def repair(data: bytes) -> bytes | None:
    """Give the bytes without byte order mark, with LF and composed letters; None where they are no text to repair.

    Control and hidden characters stay, since removing them may change what a text says.
    """
    if len(data) > MAX_BYTES:
        return None
    try:
        text = data.removeprefix(BYTE_ORDER_MARK).decode("utf-8")
    except UnicodeDecodeError:
        return None
    text = _LINE_END.sub("\n", text)
    if not unicodedata.is_normalized("NFC", text) and not _piled(text):
        text = unicodedata.normalize("NFC", text)
    return text.encode("utf-8")
