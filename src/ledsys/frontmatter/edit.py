"""*Edits*: single lines or values of front matter changed in the text itself, every other byte kept.

Each edit is proven before it is handed out: the new text is read again and must say the same but for what was named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ledsys.errors import LedsysError
from ledsys.frontmatter import canonical, claims, plain, tree
from ledsys.frontmatter.split import FRONT_LINE, Parts, joined, split
from ledsys.frontmatter.tree import Tree
from ledsys.frontmatter.writing import scalar
from ledsys.message import Message, msg
from ledsys.model.document import CLAIMS


class EditError(LedsysError):
    """The text can't be changed without changing something else too, so nothing was changed."""

    def __init__(self, message: Message) -> None:
        super().__init__(message, msg("Run `ledsys check` on the document and mend what it finds, then try again."))


def with_claims(data: bytes, changes: Mapping[str, str | None]) -> bytes:
    """Set claim lines of a document, or remove those whose value is None; whole lines, every other byte kept.

    A line that was not there comes after the claim that goes before it in `CLAIMS`, or else before the next one. Raises
    EditError where the bytes are not canonical, front matter can't be read, or a value can't stand in a claim line.
    """
    parts, before = _read(data)
    lines = parts.front.split("\n")[:-1]
    for key in CLAIMS:
        if key in changes:
            lines = _with_claim(lines, key, changes[key])
    front = "".join(f"{line}\n" for line in lines)
    return _proven(parts, before, front, changes)


def with_value(data: bytes, key: str, text: str) -> bytes:
    """Set the value of a key at the top level of front matter, at the end if it is not there; every other byte kept.

    Raises EditError where the bytes are not canonical, front matter can't be read, or the value that is there is a list
    or goes over several lines; UsageError where the text can't stand in front matter.
    """
    parts, before = _read(data, tree.read)
    front, value = parts.front, scalar(text)
    if key not in before.keys:
        front = f"{front}{scalar(key)}: {value}\n"
    elif span := before.spans.get(key):
        gap = "" if span.start < span.end else " "  # a key without value ends with its colon
        front = f"{front[: span.start]}{gap}{value}{front[span.end :]}"
    else:
        raise EditError(msg("{key} is not a single value on one line, so it was not changed.", key=key))
    return _proven(parts, before, front, {key: text})


def _read(data: bytes, read: Callable[[str, int], Tree] = plain.read) -> tuple[Parts, Tree]:
    """Read the bytes; the plain reader is fast, but leaves out spans."""
    parts = split(canonical.readable(data))
    if canonical.problems(data) or parts.problem:
        raise EditError(msg("The document is not in canonical form, so it was not changed."))
    found = read(parts.front, FRONT_LINE)
    if found.problems or any(claims.disagreements(parts.front, found)):
        raise EditError(msg("The front matter of the document can't be read, so it was not changed."))
    return parts, found


def _with_claim(lines: list[str], key: str, value: str | None) -> list[str]:
    kept = [line for line in lines if _claim(line) != key]
    if value is None:
        return kept
    if kept != lines:
        return [f"{key}: {value}" if _claim(line) == key else line for line in lines]
    order = CLAIMS.index(key)
    at = {name: number for number, line in enumerate(lines) if (name := _claim(line))}
    earlier = [at[name] + 1 for name in CLAIMS[:order] if name in at]
    later = [at[name] for name in CLAIMS[order:] if name in at]
    number = earlier[-1] if earlier else next(iter(later), len(lines))
    return [*lines[:number], f"{key}: {value}", *lines[number:]]


def _claim(line: str) -> str:
    found = claims.CLAIM_LINE.fullmatch(line)
    return found[1] if found else ""


def _proven(parts: Parts, before: Tree, front: str, changes: Mapping[str, str | None]) -> bytes:
    """Give the bytes of the changed document, if reading them again shows the changes named and no other."""
    data = joined(front, parts.body)
    expected = {key: value for key, value in before.values.items() if key not in changes}
    expected |= {key: value for key, value in changes.items() if value is not None}
    try:
        after, found = _read(data)
    except EditError:
        after, found = parts, before
    if found.values != expected or after.body != parts.body:
        raise EditError(msg("The change would alter more than {keys}, so it was not made.", keys=tuple(changes)))
    return data
