"""*Changes* of the example docs repo in memory, as the fences of a page write them.

``diff PATH``         lines with ``-`` become those with ``+``; lines with a blank say where; ``@@`` divides two places
``fil PATH``          the whole file
``radera``            paths to delete, one a line
``byte PATH``         what can't stand in Markdown: ``före: EF BB BF``, ``efter: 00``, ``byt: text => C3 28``,
                      ``rader: CRLF``, ``storlek: 1048577``, ``länk``, ``oläsbar``
``akt ID KIND [N]``   ``field: value`` alters the text of the document's Nth act of the kind (else its last); with a
                      line ``försegla`` it gets its right name and later acts follow, with ``kopia`` the original
                      stays too, with ``kopia N`` beside N copies a second apart, with ``radera`` it goes away; a line
                      ``signera: NAME`` signs it with the soft key of that name; ``policy: senaste`` names the newest
                      version of the policy
``nyckel PERSON``     enters the soft key of the person's name in the register, with the lines ``field: value`` of the
                      fence; a line ``namn: NAME`` makes it the key of another name
``rotpersoner ID …``  the persons get keys and are root persons; the first two sign the first policy version
``underskrift ID …``  the next policy version, which takes the files as they are now, signed by these persons

A path may have ``*``, if it then fits just one file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cache

from tests.rules.signed import signed
from tests.signature.keys import SoftKey

from ledsys import actfile
from ledsys.fieldlines import EMPTY
from ledsys.message import msg
from ledsys.model.act import Act
from ledsys.signature import ACT
from ledsys.store.files import Kind, ReadError, gone
from ledsys.store.policies import load_chain
from ledsys.store.policy import SETTINGS
from ledsys.store.story import template_files

DAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Fence:
    """One fence of a page: its kind and its argument (the info string), its text, and its line in the page."""

    kind: str
    argument: str
    text: str
    line: int


@dataclass(frozen=True)
class Repo:
    """Files in memory, some of which may be links or can't be read."""

    files: Mapping[str, bytes]
    links: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    def paths(self) -> Iterable[str]:
        """Give all paths, sorted."""
        return sorted(self.files)

    def kind(self, path: str) -> Kind:
        """Tell what stands at the path."""
        return Kind.LINK if path in self.links else Kind.REGULAR

    def read(self, path: str) -> bytes:
        """Give the bytes, as the files of a disk do."""
        if path not in self.files:
            raise gone(path)
        if path in self.closed:
            raise ReadError(path, "LS709", msg("you may not read the file"))
        return self.files[path]

    def one(self, pattern: str) -> str:
        """Give the one path that fits the pattern; ValueError if none or several do."""
        if pattern in self.files or "*" not in pattern:
            return pattern
        found = [path for path in self.paths() if fnmatchcase(path, pattern)]
        if len(found) != 1:
            raise ValueError(f"{pattern} fits {len(found)} files")
        return found[0]

    def having(self, path: str, data: bytes) -> Repo:
        """Give the repo with other bytes at the path."""
        return replace(self, files={**self.files, path: data})

    def replacing(self, pattern: str, old: str, new: str) -> Repo:
        """Give the repo with one text, found once, replaced by another; ValueError if it is not there just once."""
        path = self.one(pattern)
        text = self.files[path].decode()
        if text.count(old) != 1:
            raise ValueError(f"{path} must have {old!r} just once")
        return self.having(path, text.replace(old, new).encode())

    def without(self, *gone: str) -> Repo:
        """Give the repo without these paths."""
        return replace(self, files={path: data for path, data in self.files.items() if path not in gone})


@cache
def base() -> Repo:
    """Give the example docs repo as it stands on `DAY`."""
    files = template_files(DAY)
    return Repo({path: files.read(path) for path in files.paths()})


def _diff(repo: Repo, fence: Fence) -> Repo:
    path = repo.one(fence.argument)
    for hunk in re.split(r"^@@.*\n", fence.text, flags=re.MULTILINE):
        lines = [line or " " for line in hunk.splitlines()]
        old = "".join(f"{line[1:]}\n" for line in lines if line[0] in "- ")
        new = "".join(f"{line[1:]}\n" for line in lines if line[0] in "+ ")
        text = repo.files[path].decode()
        if not old or f"\n{text}".count(f"\n{old}") != 1:
            raise ValueError(f"{path} must have these lines just once:\n{old}")
        repo = repo.having(path, f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:].encode())
    return repo


def _file(repo: Repo, fence: Fence) -> Repo:
    return repo.having(fence.argument, fence.text.encode())


def _delete(repo: Repo, fence: Fence) -> Repo:
    patterns = fence.text.split()
    gone = {pattern: [path for path in repo.files if fnmatchcase(path, pattern)] for pattern in patterns}
    if unused := [pattern for pattern in patterns if not gone[pattern]]:
        raise ValueError(f"nothing to delete: {unused}")
    return repo.without(*(path for fitting in gone.values() for path in fitting))


def _bytes(repo: Repo, fence: Fence) -> Repo:
    path = repo.one(fence.argument)
    for line in fence.text.splitlines():
        key, _, value = line.partition(": ")
        data = repo.files[path]
        if key == "före":
            data = bytes.fromhex(value) + data
        elif key == "efter":
            data += bytes.fromhex(value)
        elif key == "byt":
            text, _, hexes = value.partition(" => ")
            if data.count(text.encode()) != 1:
                raise ValueError(f"{path} must have {text!r} just once")
            data = data.replace(text.encode(), bytes.fromhex(hexes))
        elif line == "rader: CRLF":
            data = data.replace(b"\n", b"\r\n")
        elif key == "storlek":
            data = data.ljust(int(value), b"a")
        elif line == "länk":
            repo = replace(repo, links=repo.links | {path})
        elif line == "oläsbar":
            repo = replace(repo, closed=repo.closed | {path})
        else:
            raise ValueError(f"unknown: {line}")
        repo = repo.having(path, data)
    return repo


def _act(repo: Repo, fence: Fence) -> Repo:
    document, kind, *number = fence.argument.split()
    acts = sorted(_acts(repo, document), key=lambda act: act.order)
    chosen = [act for act in acts if act.kind == kind][int(number[0]) - 1 if number else -1]
    path = actfile.path_of(chosen)
    words = {
        line for line in fence.text.splitlines() if re.fullmatch(r"försegla|radera|kopia( \d+)?|signera: .+", line)
    }
    lines = repo.files[path].decode().split("\n")
    keys = [line.partition(": ")[0] for line in lines]
    for line in fence.text.replace("policy: senaste\n", f"policy: {_newest(repo)}\n").splitlines():
        if line not in words:
            lines[keys.index(line.partition(": ")[0])] = line
    text = "\n".join(lines)
    if "radera" in words:
        return repo.without(path)
    if not words:
        return repo.having(path, text.encode())
    altered = actfile.read_act(text.encode())
    for word in words:
        if word.startswith("signera: "):
            altered = _signed(altered, word.removeprefix("signera: "))
    for word in words:
        if word.startswith("kopia"):
            return _copied(repo, altered, int(word.removeprefix("kopia") or 1))
    return _resealed(repo, acts, chosen, altered)


def _newest(repo: Repo) -> str:
    """Give the hash of the newest version of the policy, as acts name it; none in open mode."""
    versions = load_chain(repo).versions
    return versions[-1].hash if versions else EMPTY


def _signed(act: Act, name: str) -> Act:
    return replace(act, signature=SoftKey(name).sign(actfile.statement(act).encode(), ACT))


def _copied(repo: Repo, act: Act, times: int) -> Repo:
    for number in range(times):
        copy = actfile.sealed(replace(act, signed_at=act.signed_at + timedelta(seconds=number)))
        repo = repo.having(actfile.path_of(copy), actfile.written(copy))
    return repo


def _key(repo: Repo, fence: Fence) -> Repo:
    fields = dict(line.split(": ", 1) for line in fence.text.splitlines())
    key = SoftKey(fields.pop("namn", fence.argument)).public_text
    entry = ", ".join(f"{field}: {value}" for field, value in {"nyckel": key, **fields}.items())
    person = f"  - id: {fence.argument}\n"
    return repo.replacing("organisation/personer.yaml", person, f"{person}    nycklar: [{{{entry}}}]\n")


def _roots(repo: Repo, fence: Fence) -> Repo:
    persons = fence.argument.split()
    for person in persons:
        repo = _key(repo, Fence("nyckel", person, "", fence.line))
    named = f"behörighet:\n  rotpersoner: [{', '.join(persons)}]\n  tröskel: 2\n"
    repo = repo.having(SETTINGS, repo.files[SETTINGS] + named.encode())
    return _signatures(repo, replace(fence, argument=" ".join(persons[:2])))


def _signatures(repo: Repo, fence: Fence) -> Repo:
    return replace(repo, files={**repo.files, **signed(repo, fence.argument.split(), DAY)})


def _acts(repo: Repo, document: str) -> Iterator[Act]:
    for path in repo.paths():
        if path.startswith(f"{actfile.FOLDER}/{document}/"):
            yield actfile.read_act(repo.files[path])


def _resealed(repo: Repo, acts: Iterable[Act], chosen: Act, altered: Act) -> Repo:
    """Put the altered act in the place of the chosen one, and let later acts rest on it under its new name."""
    names = {chosen.id: altered.id}
    repo = repo.without(actfile.path_of(chosen)).having(actfile.path_of(altered), actfile.written(altered))
    for act in acts:
        of = names.get(act.of or "", act.of)
        relies_on = tuple(sorted(names.get(vote, vote) for vote in act.relies_on))
        if act.id == chosen.id or (of, relies_on) == (act.of, act.relies_on):
            continue
        moved = actfile.sealed(replace(act, of=of, relies_on=relies_on))
        names[act.id] = moved.id
        repo = repo.without(actfile.path_of(act)).having(actfile.path_of(moved), actfile.written(moved))
    return repo


_CHANGES = {
    "diff": _diff,
    "fil": _file,
    "radera": _delete,
    "byte": _bytes,
    "akt": _act,
    "nyckel": _key,
    "rotpersoner": _roots,
    "underskrift": _signatures,
}


def changed(repo: Repo, fence: Fence) -> Repo:
    """Give the repo after the change of one fence; KeyError if there is no such kind of change."""
    return _CHANGES[fence.kind](repo, fence)
