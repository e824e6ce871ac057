"""*Reviewing*: who may vote on a text (design §3): reviewers that it names, and the roles that its type asks for."""

from __future__ import annotations

from datetime import date

from ledsys.model.doctype import DocumentType
from ledsys.model.document import FrontMatter
from ledsys.model.register import Register


def may_vote(front: FrontMatter, document_type: DocumentType, register: Register, day: date) -> tuple[str, ...]:
    """Give everybody who may vote on the day: the named reviewers, and the holders of the roles asked for."""
    named = [register.owner_persons(reference, day) for reference in front.reviewers]
    places = {register.current_unit(unit, day) for unit in front.units}
    lines = {above for place in places for above in register.line_up(place)}
    by_role = [register.holders(role, unit, day) for role in document_type.reviewer_roles for unit in sorted(lines)]
    return tuple(dict.fromkeys(person for group in (*named, *by_role) for person in group))
