"""The *lifecycle*: what may happen to a document, and what its acts prove.

It plans changes; the store writes them.
"""

from ledsys.lifecycle.attempt import Attempt, Move, Plan, Reason, Refusal, Wish
from ledsys.lifecycle.derivation import derive
from ledsys.lifecycle.flow import decide
from ledsys.lifecycle.life import Edition, EditionState, Life, Work
from ledsys.lifecycle.lives import life_of, lives
from ledsys.lifecycle.waiting import Waiting, waiting

__all__ = (
    "Attempt",
    "Edition",
    "EditionState",
    "Life",
    "Move",
    "Plan",
    "Reason",
    "Refusal",
    "Waiting",
    "Wish",
    "Work",
    "decide",
    "derive",
    "life_of",
    "lives",
    "waiting",
)
