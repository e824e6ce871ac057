"""*Words* for what acts and people are, where the code has a bare name."""

from __future__ import annotations

from ledsys.message import Message, msg
from ledsys.model.act import Meaning

_ROLES = {
    "author": msg("author"),
    "owner": msg("content owner"),
    "submitter": msg("the one who submitted"),
    "reviewer": msg("reviewer"),
    "approver": msg("approver"),
    "recorder": msg("recorder of a body's decision"),
    "publisher": msg("publisher"),
    "administrator": msg("document administrator or registrar"),
    "holder": msg("holder of the mandate"),
}
_LEVELS = {
    "claimed": msg("claimed, nobody vouches for it yet"),
    "forge": msg("vouched for by the platform"),
    "key": msg("signed with the person's own key"),
    "hardware": msg("signed with the person's own security key"),
    "external": msg("signed in a signing service"),
}
_VOTES = {
    Meaning.OK: msg("ok"),
    Meaning.RETURN: msg("returned"),
}


def vote_word(meaning: Meaning) -> Message:
    """Give what a vote says, in words."""
    return _VOTES[meaning]


def role_word(role: str) -> Message:
    """Give the part in which a person acted, in words."""
    return _ROLES.get(role) or msg("{role}", role=role)


def level_word(assurance: str) -> Message:
    """Give how well an act is proven, in words."""
    return _LEVELS.get(assurance) or msg("{level}", level=assurance)


OPEN_MODE = msg("Open mode: nobody has signed the organisation's rules, so anyone who can write here can change them.")
