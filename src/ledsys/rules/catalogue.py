"""The list of rules, by hand and in the order of their codes; what is not listed does not run."""

from __future__ import annotations

from collections.abc import Mapping

from ledsys.rules import bytes_rules, form, life, organisation, proof, references, repository, text
from ledsys.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *form.RULES,
    *life.RULES,
    *organisation.RULES,
    *references.RULES,
    *proof.RULES,
    *text.RULES,
    *bytes_rules.RULES,
    *repository.RULES,
)

BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}
