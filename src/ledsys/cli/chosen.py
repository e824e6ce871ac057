"""What was *chosen* by an option: a unit, owner, type or state that exists, else an error that suggests one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ledsys.errors import UsageError
from ledsys.message import Message, msg

if TYPE_CHECKING:
    from ledsys.model.corpus import Corpus


def known_unit(corpus: Corpus, unit: str) -> str:
    """Give the id of the unit that answers for this one today; raises `UsageError` where there is none."""
    register = corpus.policy.register
    if unit not in register.unit_by_id:
        otherwise = msg("The units stand in organisation/enheter.yaml.")
        raise _unknown(msg("There is no unit {unit}.", unit=unit), unit, register.unit_by_id, otherwise)
    return register.current_unit(unit, corpus.today)


def known_owner(corpus: Corpus, owner: str) -> str:
    """Give a person's id (also from the e-mail address) or role@unit; raises `UsageError` for one that is unknown."""
    register = corpus.policy.register
    role, at, unit = owner.partition("@")
    if at and role in register.role_by_id and unit in register.unit_by_id:
        return owner
    return known_person(corpus, owner)


def known_person(corpus: Corpus, person: str) -> str:
    """Give a person's id, also from the e-mail address; raises `UsageError` where nobody in the register has it."""
    register = corpus.policy.register
    by_email = register.person_by_email.get(person.casefold())
    if by_email is not None:
        return by_email.id
    if person not in register.person_by_id:
        what = msg("There is nobody called {person} in the register.", person=person)
        otherwise = msg("The persons stand in organisation/personer.yaml, with their ids.")
        raise _unknown(what, person, register.person_by_id, otherwise)
    return person


def known_type(corpus: Corpus, key: str) -> str:
    """Give the document type; raises `UsageError` where the organisation has none of the name."""
    types = corpus.policy.types
    if key not in types:
        otherwise = msg("The document types are: {types}.", types=tuple(sorted(types)))
        raise _unknown(msg("There is no document type {type}.", type=key), key, types, otherwise)
    return key


def known_state(state: str) -> str:
    """Give the state of work or of an edition; raises `UsageError` that lists them all."""
    from ledsys.lifecycle import EditionState
    from ledsys.model.document import Status

    states = tuple(dict.fromkeys((*(status.value for status in Status), *(own.value for own in EditionState))))
    if state not in states:
        otherwise = msg("The states are: {states}.", states=states)
        raise _unknown(msg("There is no state {state}.", state=state), state, states, otherwise)
    return state


def _unknown(what: Message, word: str, known: Iterable[str], otherwise: Message) -> UsageError:
    from ledsys.rules.nearest import suggest

    return UsageError(what, suggest(word, known, otherwise))
