"""*Signing* a policy version: who has, whose signature is still missing, and which don't count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ledsys.authority.keys import key_holder, valid_key
from ledsys.authority.objection import THRESHOLD, Objection
from ledsys.authority.succession import Succession
from ledsys.authority.ways import PERSONS, Group, OwnedKey, Part, able, new_keys, ways
from ledsys.message import Message, Value, msg
from ledsys.policyfile import statement
from ledsys.signature import POLICY, PublicKey, SignatureError, verify

LEAST = 2
"""The smallest threshold: nobody changes the decisions alone."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What a version still lacks: of each way to make it count, the groups that have not signed, and the new keys.

    In a group only those are left who could sign and have not, with the number of them who must.
    """

    ways: tuple[tuple[Group, ...], ...]
    keys: tuple[OwnedKey, ...]

    @property
    def nothing(self) -> bool:
        """Tell whether all have signed who must, in one of the ways."""
        return not self.keys and not all(self.ways)


def missing(made: Succession) -> Missing:
    """Give what the version lacks, by the signatures that it has."""
    keys = [key for key in _signatures(made) if isinstance(key, PublicKey)]
    register = made.judge.register
    signed = {
        holder.id
        for key in keys
        if (holder := key_holder(register, key)) and all(valid_key(holder, key, day) for day in made.days)
    }
    texts = {key.text for key in keys}
    return Missing(
        ways=tuple(_open(way, signed) for way in ways(made)),
        keys=tuple(key for key in new_keys(made) if key.text not in texts),
    )


def unsigned(made: Succession) -> Iterator[Objection]:
    """Yield what is wrong with the signatures of the version, and which are missing."""
    wanted = frozenset[str]().union(*(group.persons for way in ways(made) for group in way))
    entered = {key.text for key in new_keys(made)}
    for key in _signatures(made):
        if isinstance(key, Message):
            yield _objection(
                msg("A signature on policy version {n} is wrong: {why}", n=made.version.version, why=key),
                msg("Remove the file of the signature, and let whoever it is from sign anew."),
            )
        elif key.text not in entered:
            yield from _uncalled(made, key, wanted)
    yield from _lacking(made, missing(made))


def ungovernable(made: Succession) -> Iterator[Objection]:
    """Yield why nobody, or too few, could change the decisions after this version."""
    authority = made.policy.settings.authority
    strangers = tuple(root for root in authority.roots if root not in made.policy.register.person_by_id)
    if strangers:
        yield _objection(
            msg("Root persons (rotpersoner) are not in the register of persons: {persons}.", persons=strangers),
            msg("Enter them in {file}, or name others.", file=PERSONS),
        )
    if authority.threshold < LEAST:
        yield _objection(
            msg(
                "The threshold (tröskel) is {n}, so that one person alone could change everything.",
                n=authority.threshold,
            ),
            msg("Write tröskel: 2, or more."),
        )
    with_key = able(made.policy, authority.roots, made)
    needed = max(authority.threshold, LEAST)
    if len(with_key) < needed:
        yield _objection(
            msg(
                "{needed} root persons (rotpersoner) must sign every change, but only {n} have a key that counts.",
                needed=needed,
                n=len(with_key),
            ),
            msg("Name at least three root persons. Each makes a key of their own with `ledsys key new`."),
        )


def _signatures(made: Succession) -> Iterator[PublicKey | Message]:
    """Yield of every signature whose key made it, or why it is none."""
    stated = statement(made.version)
    for armour in made.version.signatures:
        yield _signature(armour, stated)


@lru_cache(maxsize=256)
def _signature(armour: str, stated: str) -> PublicKey | Message:
    try:
        return verify(armour, stated.encode(), POLICY).key
    except SignatureError as error:
        return error.message


def _open(way: tuple[Group, ...], signed: set[str]) -> tuple[Group, ...]:
    """Give the groups of the way that have not signed yet, without those who have."""
    left = (
        replace(group, persons=group.persons - signed, needed=group.needed - len(group.persons & signed))
        for group in way
    )
    return tuple(group for group in left if group.needed > 0)


def _uncalled(made: Succession, key: PublicKey, wanted: frozenset[str]) -> Iterator[Objection]:
    """Yield why the signature of the key, which is no new one, does not count."""
    number, holder = made.version.version, key_holder(made.judge.register, key)
    remove = msg("Remove the file of the signature.")
    if holder is None:
        yield _objection(
            msg(
                "Policy version {n} is signed with a key that nobody in the register has: {key}.",
                n=number,
                key=key.text,
            ),
            remove,
        )
        return
    ended = [day for day in made.days if not valid_key(holder, key, day)]
    for day in ended:
        yield _objection(
            msg(
                "Policy version {n} is signed by {person} with a key that did not count on {day}.",
                n=number,
                person=holder.id,
                day=day,
            ),
            remove,
        )
    if not ended and holder.id not in wanted:
        yield _objection(
            msg("Policy version {n} is signed by {person}, who has no say in it.", n=number, person=holder.id),
            remove,
        )


def _lacking(made: Succession, lacking: Missing) -> Iterator[Objection]:
    number = made.version.version
    if all(lacking.ways):
        yield _objection(
            msg(
                "Policy version {n} is not signed by all who must. It lacks {ways}.",
                n=number,
                ways=_either(lacking.ways),
            ),
            msg("Each of them signs on a computer of their own; `ledsys policy status` shows who has."),
        )
    for key in lacking.keys:
        yield _objection(
            msg(
                "Policy version {n} enters a key for {owner} that has not signed it: {key}.",
                n=number,
                owner=key.owner,
                key=key.text,
            ),
            msg("Whoever has the key signs the version with it. That shows that the key is really theirs."),
        )


def _either(open_ways: tuple[tuple[Group, ...], ...]) -> Value:
    sentences = [tuple(_wanted(group) for group in way) for way in open_ways]
    if len(sentences) == 1:
        return sentences[0]
    light, by_roots = sentences
    return msg("{light}; or else {roots}", light=light, roots=by_roots)


def _wanted(group: Group) -> Message:
    persons = tuple(sorted(group.persons)) or (msg("nobody has a key that counts"),)
    if group.part is Part.ROOT:
        return msg("{needed} of the root persons ({persons})", needed=group.needed, persons=persons)
    if group.part is Part.REGISTRAR:
        return msg("one who may register documents ({persons})", persons=persons)
    return msg("an older key of the person who gets a further one ({persons})", persons=persons)


def _objection(message: Message, help_: Message) -> Objection:
    return Objection(THRESHOLD, message, help_)
