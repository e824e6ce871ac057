"""The *shapes* of documents in the region: what has happened to them when the campaign comes to it."""

from __future__ import annotations

from collections.abc import Mapping

_UP = ("submit", "votes", "approve", "publish")
SHAPES: Mapping[str, tuple[str, ...]] = {
    "draft": (),
    "recalled": ("submit", "vote", "recall"),
    "review": ("submit",),
    "voted": ("submit", "votes"),
    "returned": ("submit", "return_"),
    "approved": ("submit", "votes", "approve"),
    "published": _UP,
    "confirmed": (*_UP, "confirm"),
    "vouched": (*_UP, "baseline"),
    "revised": (*_UP, "revise", "edit"),
    "again-review": (*_UP, "revise", "edit", "submit"),
    "again-voted": (*_UP, "revise", "edit", "submit", "votes"),
    "again-approved": (*_UP, "revise", "edit", "submit", "votes", "approve"),
    "again-published": (*_UP, "revise", "edit", *_UP),
    "given-up": (*_UP, "revise", "abandon"),
    "stopped": (*_UP, "stop"),
    "repealed": (*_UP, "repeal"),
    "abandoned": ("submit", "abandon"),
    "handed-over": (*_UP, "handover"),
}
"""What has happened to a document when the campaign comes to it."""
IN_WORK = ("draft", "recalled", "revised")
IN_REVIEW = ("review", "voted", "returned", "again-review", "again-voted")
VOTED = ("voted", "again-voted")
APPROVED = ("approved", "again-approved")
IN_FORCE = ("published", "confirmed", "vouched", "again-published", "given-up", "handed-over")
ENDED = ("stopped", "repealed")
DECIDED = (*IN_FORCE, *ENDED)
ACTED = tuple(shape for shape in SHAPES if shape != "draft")
