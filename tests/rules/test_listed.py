"""Every rule that is written is listed, for what is not listed does not run."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import ledsys.rules
from ledsys.rules import catalogue
from ledsys.rules.rule import Rule

MODULES = sorted(path.stem for path in Path(ledsys.rules.__file__).parent.glob("*.py") if path.stem != "__init__")


def written(module: ModuleType) -> set[str]:
    """Give the codes of the rules that stand by themselves in a module."""
    return {value.code for value in vars(module).values() if isinstance(value, Rule)}


def listed(module: ModuleType) -> set[str]:
    """Give the codes of the rules in the module's lists."""
    lists = (value for value in vars(module).values() if isinstance(value, tuple))
    return {rule.code for rules in lists for rule in rules if isinstance(rule, Rule)}


@pytest.mark.parametrize("name", MODULES)
def test_every_rule_of_a_module_runs(name: str) -> None:
    module = import_module(f"ledsys.rules.{name}")
    assert written(module) | listed(module) <= catalogue.BY_CODE.keys()


@pytest.mark.parametrize(
    ("module", "codes"),
    [
        ("policy", {"LS808", "LS809", "LS810", "LS811"}),
        ("landings", {"LS518", "LS519", "LS812", "LS813", "LS814", "LS815", "LS816", "LS817"}),
        ("signatures", {"LS513", "LS514", "LS515", "LS516", "LS517"}),
    ],
)
def test_a_module_lists_its_rules_for_those_that_gather_them(module: str, codes: set[str]) -> None:
    assert listed(import_module(f"ledsys.rules.{module}")) == codes
