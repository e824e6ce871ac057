"""The list of rules, by hand and in the order of their codes; what is not listed does not run."""

from __future__ import annotations

from collections.abc import Mapping

from ledsys.rules import bytes_rules, form, handbook, life, organisation, proof, references, repository, settings, text
from ledsys.rules.rule import Rule

_BEFORE = (*form.RULES, *life.RULES, *organisation.RULES)
_AFTER = (
    *references.RULES,
    *proof.RULES,
    *text.RULES,
    *bytes_rules.RULES,
    *repository.RULES,
    *handbook.RULES,
)

RULES: tuple[Rule, ...] = (*_BEFORE, settings.setting_without_effect((*_BEFORE, *_AFTER)), *_AFTER)

BY_CODE: Mapping[str, Rule] = {rule.code: rule for rule in RULES}
