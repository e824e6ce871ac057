"""Against the real thing: what ledsys takes, ``ssh-keygen -Y verify`` takes; where they differ, ledsys is stricter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from tests.signature.keys import (
    BEGIN,
    END,
    SoftFidoKey,
    SoftKey,
    armoured,
    dearmoured,
    ssh_verifies,
)

from ledsys.signature import ACT, SignatureError, SignatureFormError, read_key, verify

KEYS: list[SoftKey | SoftFidoKey] = [
    *(SoftKey(1), SoftKey(2), SoftFidoKey(1), SoftFidoKey(1, ecdsa=True)),
    *(SoftFidoKey(2, flags=1), SoftFidoKey(2, ecdsa=True, flags=0), SoftFidoKey(3, application="ssh:region")),
]
SIZE = 480


@dataclass(frozen=True)
class Case:
    """What a checker is asked: did this key sign this message, in this namespace?"""

    key: str
    armour: str
    message: bytes
    namespace: str


def untouched(case: Case, _chance: Random) -> Case:
    return case


def one_character(case: Case, chance: Random) -> Case:
    at = chance.randrange(len(case.armour))
    return replace(case, armour=case.armour[:at] + chr(chance.randrange(1, 127)) + case.armour[at + 1 :])


def one_character_less(case: Case, chance: Random) -> Case:
    at = chance.randrange(len(case.armour))
    return replace(case, armour=case.armour[:at] + case.armour[at + 1 :])


def one_character_more(case: Case, chance: Random) -> Case:
    at = chance.randrange(len(case.armour) + 1)
    return replace(case, armour=case.armour[:at] + chance.choice("A=\n\r \t-") + case.armour[at:])


def one_bit(case: Case, chance: Random) -> Case:
    blob = bytearray(dearmoured(case.armour))
    blob[chance.randrange(len(blob))] ^= 1 << chance.randrange(8)
    return replace(case, armour=armoured(bytes(blob)))


def some_bytes(case: Case, chance: Random) -> Case:
    blob = dearmoured(case.armour)
    start, end = sorted((chance.randrange(len(blob)), chance.randrange(len(blob))))
    middle = chance.choice([b"", blob[start:end] * 2, chance.randbytes(end - start)])
    return replace(case, armour=armoured(blob[:start] + middle + blob[end:]))


def more_at_the_end(case: Case, chance: Random) -> Case:
    return replace(case, armour=armoured(dearmoured(case.armour) + chance.randbytes(chance.randint(1, 8))))


def another_wrapping(case: Case, chance: Random) -> Case:
    columns = chance.choice([1, 64, 69, 71, 76, 4000])
    code = case.armour.removeprefix(BEGIN).removesuffix(END).replace("\n", "")
    lines = (f"{code[at : at + columns]}\n" for at in range(0, len(code), columns))
    return replace(case, armour=BEGIN + "".join(lines) + END)


def another_frame(case: Case, chance: Random) -> Case:
    frames = ["{}more", "{}\n", " {}", "\n{}", "{0}{0}", "-----BEGIN-----\n{}"]
    return replace(case, armour=chance.choice(frames).format(case.armour))


def no_last_newline(case: Case, _chance: Random) -> Case:
    return replace(case, armour=case.armour[:-1])


def windows_lines(case: Case, _chance: Random) -> Case:
    return replace(case, armour=case.armour.replace("\n", "\r\n"))


def another_message(case: Case, chance: Random) -> Case:
    return replace(case, message=chance.choice([b"", case.message + b"\n", case.message[:-1], case.message * 2]))


def another_namespace(case: Case, chance: Random) -> Case:
    return replace(case, namespace=chance.choice(["git", "file", "ledsys-policy-v1", ACT + "x", ACT[:-1]]))


def another_key(case: Case, chance: Random) -> Case:
    return replace(case, key=chance.choice(KEYS).public_text)


def a_signature_with_the_short_hash(case: Case, chance: Random) -> Case:
    key = chance.choice(KEYS)
    return replace(case, key=key.public_text, armour=key.sign(case.message, case.namespace, algorithm="sha256"))


def a_signature_with_something_reserved(case: Case, chance: Random) -> Case:
    key = chance.choice(KEYS)
    return replace(case, key=key.public_text, armour=key.sign(case.message, case.namespace, reserved=b"more"))


CHANGES: tuple[Callable[[Case, Random], Case], ...] = (
    *(untouched, one_character, one_character_less, one_character_more, one_bit, some_bytes, more_at_the_end),
    *(another_wrapping, another_frame, no_last_newline, windows_lines, another_message, another_namespace, another_key),
    *(a_signature_with_the_short_hash, a_signature_with_something_reserved),
)
STRICTER = {
    *("one_character", "one_character_less", "one_character_more", "another_wrapping", "another_frame"),
    *("no_last_newline", "windows_lines", "a_signature_with_the_short_hash", "a_signature_with_something_reserved"),
    "more_at_the_end",
}
"""Changes after which ssh-keygen may still say yes: the same signature written otherwise, a hash or field not taken."""


def judged(case: Case) -> str:
    """Give ``yes``, ``no``, or ``form`` where the text is not one that is read at all."""
    try:
        signed = verify(case.armour, case.message, case.namespace)
    except SignatureFormError:
        return "form"
    except SignatureError:
        return "no"
    return "yes" if signed.key == read_key(case.key) else "no"


def test_no_signature_is_taken_that_ssh_keygen_refuses() -> None:
    chance = Random(20261122)  # noqa: S311 - the same mutations every time
    seen: Counter[tuple[str, bool]] = Counter()
    for number in range(SIZE):
        key, message = chance.choice(KEYS), chance.randbytes(chance.randint(1, 200))
        change = CHANGES[number % len(CHANGES)]
        case = change(Case(key.public_text, key.sign(message, ACT), message, ACT), chance)
        here, there = judged(case), ssh_verifies(case.key, case.armour.encode(), case.message, case.namespace)
        seen[here, there] += 1
        assert there or here != "yes", (change.__name__, case)
        if there and here != "yes":
            assert here == "form", (change.__name__, case)
            assert change.__name__ in STRICTER, case
        if change is untouched:
            assert (here, there) == ("yes", True)
    assert sum(seen.values()) == SIZE
    assert seen["yes", False] == seen["no", True] == 0
    assert seen["yes", True] >= SIZE // len(CHANGES)
    assert min(seen["no", False], seen["form", False], seen["form", True]) > 20
