"""*Markdown*: the one dialect of bodies, for rules and pages alike, and what a body is made of."""

from ledsys.markdown.body import BodyFacts, read_body
from ledsys.markdown.dialect import parser, slug

__all__ = ("BodyFacts", "parser", "read_body", "slug")
