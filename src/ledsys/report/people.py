"""People in words: always with their id, since two persons may bear one name."""

from __future__ import annotations

from ledsys.model.corpus import Corpus


def named(corpus: Corpus, person: str) -> str:
    """Give the printed name and id of a person, or the id alone where the register does not know it."""
    entry = corpus.policy.register.person_by_id.get(person)
    return f"{entry.name} ({person})" if entry else person


def owner_named(corpus: Corpus, owner: str) -> str:
    """Give a content owner: the person, or the role@unit with whoever holds it today."""
    if "@" not in owner:
        return named(corpus, owner)
    holders = corpus.policy.register.owner_persons(owner, corpus.today)
    return f"{owner}: {', '.join(named(corpus, person) for person in holders)}" if holders else owner
