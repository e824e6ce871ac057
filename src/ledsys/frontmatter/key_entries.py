"""*Key entries*: the keys of persons, added and changed in the text of ``organisation/personer.yaml`` itself.

Only what is named changes and every other byte stays, comments too. Each edit is proven before it is handed out: the
new text is read again and must say the same as before but for that key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode

from ledsys.errors import LedsysError
from ledsys.frontmatter.records import read_record
from ledsys.frontmatter.writing import scalar
from ledsys.message import msg
from ledsys.model.organisation import Key, Person, PersonsFile

FILE = "organisation/personer.yaml"
_PERSONS, _ID, _KEYS = "personer", "id", "nycklar"


class EntryError(LedsysError):
    """The entry can't be written without changing something else too, so nothing was changed."""


def with_key(data: bytes, person: str, key: Key) -> bytes:
    """Add a key after the other keys of a person, and give the bytes of the whole file.

    Raises `EntryError` where the file can't be read or lacks the person, or where the change can't be proven.
    """
    persons, found = _read(data, person)
    text, facts = data.decode(), _facts(key)
    node = _person(text, person)
    listed = _value(node, _KEYS)
    if listed is not None:
        changed = _with_item(text, listed, facts)
    elif node.flow_style:
        changed = _beside(text, node.value[-1], f"{_KEYS}: [{_in_braces(facts)}]")
    else:
        column = node.start_mark.column
        changed = _with_lines(text, _end(text, node), f"{' ' * column}{_KEYS}:", *_as_item(facts, column + 2))
    return _proven(changed, _with_keys(persons, found, (*found.keys, key)), facts)


def with_changed_key(data: bytes, person: str, before: Key, after: Key) -> bytes:
    """Make one key's entry say ``after`` instead of ``before``; the rest is as in `with_key`.

    Facts are set and never removed, for the register only grows: an ``after`` that lacks one is an `EntryError` too.
    """
    persons, found = _read(data, person)
    if before not in found.keys:
        raise EntryError(msg("{person} has no such key in {file}.", person=person, file=FILE))
    place = found.keys.index(before)
    old = _facts(before)
    facts = {name: value for name, value in _facts(after).items() if old.get(name) != value}
    changed = data.decode()
    for name, value in facts.items():
        listed = _value(_person(changed, person), _KEYS)  # read anew: each edit moves what comes after it
        changed = changed if listed is None else _with_fact(changed, listed.value[place], name, value)
    keys = (*found.keys[:place], after, *found.keys[place + 1 :])
    return _proven(changed, _with_keys(persons, found, keys), facts)


def _facts(key: Key) -> Mapping[str, str]:
    """Give what an entry says, by the keys of the file, as YAML scalars."""
    days = {"från": key.from_day, "till": key.until}
    compromised = {"röjd": "ja"} if key.compromised else {}
    return {"nyckel": scalar(key.key), **{name: day.isoformat() for name, day in days.items() if day}, **compromised}


def _read(data: bytes, person: str) -> tuple[PersonsFile, Person]:
    persons, _ = read_record(PersonsFile, data, FILE)
    if persons is None:
        said = msg("{file} can't be read, so it was not changed.", file=FILE)
        raise EntryError(said, msg("Run `ledsys check`, mend what it finds, and try again."))
    for found in persons.persons:
        if found.id == person:
            return persons, found
    raise EntryError(msg("There is nobody called {person} in {file}.", person=person, file=FILE))


def _with_keys(persons: PersonsFile, person: Person, keys: tuple[Key, ...]) -> PersonsFile:
    changed = person.model_copy(update={"keys": keys})
    return PersonsFile(persons=tuple(changed if entry is person else entry for entry in persons.persons))


def _proven(text: str, expected: PersonsFile, facts: Mapping[str, str]) -> bytes:
    """Give the bytes of the changed file, if reading them again shows what was meant and nothing else."""
    data = text.encode()
    persons, _ = read_record(PersonsFile, data, FILE)
    if persons != expected:
        said = msg("{file} is written in a way that ledsys can't change safely, so it was not changed.", file=FILE)
        lines = tuple(f"{name}: {value}" for name, value in facts.items())
        raise EntryError(said, msg("Write this by hand in the person's list nycklar: {lines}", lines=lines))
    return data


# --- the text and its nodes; the file has been read strictly before, so there are no aliases and no surprises ---


def _person(text: str, person: str) -> MappingNode:
    top = YAML(typ="safe", pure=True).compose(text)
    listed = _value(top, _PERSONS)
    found: MappingNode = next(node for node in listed.value if _value(node, _ID).value == person)
    return found


def _value(node: MappingNode, name: str) -> Any:
    """Give the node of a key's value, none where the key is not there."""
    return next((value for key, value in node.value if key.value == name), None)


def _end(text: str, part: Node | tuple[Node, Node]) -> int:
    """Give the index after the last sign of a node or of a key with its value, without what comes below it."""
    if isinstance(part, tuple):
        key, value = part
        return _after_colon(text, key) if _is_empty(value) else _end(text, value)
    if not isinstance(part, CollectionNode) or part.flow_style:
        return int(part.end_mark.index)
    return _end(text, part.value[-1])


def _is_empty(value: Node) -> bool:
    """Tell an empty value; the parser places it before whatever comes next in the file."""
    return isinstance(value, ScalarNode) and not value.value and not value.style


def _after_colon(text: str, key: Node) -> int:
    return text.index(":", key.end_mark.index) + 1


def _with_item(text: str, listed: CollectionNode, facts: Mapping[str, str]) -> str:
    if not listed.flow_style:
        return _with_lines(text, _end(text, listed), *_as_item(facts, listed.start_mark.column))
    if not listed.value:
        return _inserted(text, listed.start_mark.index + 1, _in_braces(facts))
    return _beside(text, listed.value[-1], _in_braces(facts))


def _with_fact(text: str, entry: MappingNode, name: str, value: str) -> str:
    for key, old in entry.value:
        if key.value == name and _is_empty(old):
            return _inserted(text, _after_colon(text, key), f" {value}")
        if key.value == name:
            return text[: old.start_mark.index] + value + text[old.end_mark.index :]
    if entry.flow_style:
        return _beside(text, entry.value[-1], f"{name}: {value}")
    return _with_lines(text, _end(text, entry), f"{' ' * entry.start_mark.column}{name}: {value}")


def _as_item(facts: Mapping[str, str], column: int) -> tuple[str, ...]:
    lines = (f"{name}: {value}" for name, value in facts.items())
    return tuple(f"{' ' * column}{'  ' if number else '- '}{line}" for number, line in enumerate(lines))


def _in_braces(facts: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {value}" for name, value in facts.items()) + "}"


def _inserted(text: str, at: int, more: str) -> str:
    return text[:at] + more + text[at:]


def _beside(text: str, part: Node | tuple[Node, Node], more: str) -> str:
    """Put more after the last part of what stands in brackets or braces."""
    end = _end(text, part)
    blank = " " if text[end - 1] == ":" else ""  # else the comma would belong to the key
    return _inserted(text, end, f"{blank}, {more}")


def _with_lines(text: str, end: int, *lines: str) -> str:
    """Put whole lines below the line that ends what goes before them; a text block ends at the start of a line."""
    if end and text[end - 1] == "\n":
        return _inserted(text, end, "".join(f"{line}\n" for line in lines))
    below = text.find("\n", end)
    if below < 0:
        return text + "".join(f"\n{line}" for line in lines)
    return _inserted(text, below, "".join(f"\n{line}" for line in lines))
