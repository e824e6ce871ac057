"""*Bytes* (LS7): files that are not in the one canonical form, or that can't be read at all.

Bytes that can be read in two ways, or that hide something from the eye, prove nothing; so these rules can't be lowered.
"""

from __future__ import annotations

from dataclasses import replace

from ledsys.rules import landings
from ledsys.rules.rule import Rule, found_while_loading, found_while_reading

not_utf8 = found_while_reading("LS701", "not-utf8")
byte_order_mark = found_while_reading("LS702", "byte-order-mark")
line_ends = found_while_reading("LS703", "line-ends")
control_character = found_while_reading("LS704", "control-character")
hidden_character = found_while_reading("LS705", "hidden-character")
not_nfc = found_while_reading("LS706", "not-nfc")
too_large = replace(
    found_while_reading("LS707", "too-large"),  # too large for a document, and below: too large even to be opened
    of_repository=found_while_loading("LS707", "too-large").of_repository,
)
not_regular_file = replace(found_while_loading("LS708", "not-regular-file"), of_landing=landings.not_regular)
unreadable_file = found_while_loading("LS709", "unreadable-file")

RULES: tuple[Rule, ...] = (
    not_utf8,
    byte_order_mark,
    line_ends,
    control_character,
    hidden_character,
    not_nfc,
    too_large,
    not_regular_file,
    unreadable_file,
)
