"""Mutation testing of the judge: change one thing in its code at a time; some test must then fail.

``python -m tools.mutation`` judges all of it, ``python -m tools.mutation signature/sshsig`` one file. A mutant lives in
a fork of one pytest process that has everything loaded already, and meets only the tests that run its lines, so it
takes a fraction of a second. Survivors that are none, each with the reason, stand in tests/mutation/README.md.
"""

from __future__ import annotations

import argparse
import ast
import gc
import json
import os
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import coverage
import pytest
from _pytest.runner import runtestprotocol
from tools.mutants import Mutant, mutants

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "ledsys"
KNOWN = ROOT / "tests" / "mutation" / "README.md"
JUDGE = (
    *("signature/armour", "signature/curve", "signature/keys", "signature/sshsig", "signature/wire"),
    *("authority/chain", "authority/growth", "authority/identity", "authority/keys", "authority/levels"),
    *("authority/protection", "authority/signing", "authority/succession", "authority/ways"),
    *("lifecycle/delegations", "lifecycle/disputed", "lifecycle/parts", "lifecycle/replay", "lifecycle/texts"),
    *("rules/chain", "rules/founded", "rules/landings", "rules/misstated", "rules/paths", "rules/policy"),
    *("rules/reviewed", "rules/rights", "rules/signatures", "proof/step"),
)
"""The files that decide what is proven."""
TESTS = (
    "tests/signature",
    "tests/model",
    "tests/authority",
    "tests/lifecycle",
    "tests/rules",
    "tests/proof",
    "tests/campaign",
)
LEAST_KILLED = 95
"""Percent of the mutants that must be killed."""
MOST_TESTS = 60.0
"""Seconds of processor time, by their own measure, of the tests that a mutant meets: the fastest of them."""
LONGEST = 120
"""Seconds of processor time that a mutant may take for them; one that takes longer would be noticed."""
SURVIVED, KILLED, MOST, UNTRIED = 0, 250, 250, 251
EXAMPLES = 20
"""Of a property, for each mutant."""


class Loaded:
    """A module as it is loaded, with its functions and caches wherever they are used."""

    def __init__(self, module: ModuleType) -> None:
        """Look for them once, since looking takes as long as most tests."""
        self.module = module
        things = gc.get_objects()
        functions = (thing for thing in things if isinstance(thing, FunctionType))
        self._functions = [each for each in functions if each.__code__.co_filename == module.__file__]
        caches = (thing for thing in things if isinstance(thing, _CACHE))
        self._caches = [cache for cache in caches if cache.__module__.startswith("ledsys.")]

    def become(self, text: str) -> bool:
        """Change it into what the text says: the code of its functions, and its constants everywhere.

        False if it can't be done while it is loaded: what a function takes from around it would no longer be the same.
        """
        code = compile(text, str(self.module.__file__), "exec")
        codes = dict(_codes(code))
        for function in self._functions:
            new = codes.get(function.__code__.co_qualname)
            if new is not None and new.co_freevars != function.__code__.co_freevars:
                return False
            function.__code__ = new or function.__code__
        for cache in self._caches:
            cache.cache_clear()
        changed: dict[str, Any] = {"__name__": self.module.__name__, "__file__": self.module.__file__}
        exec(code, changed)  # noqa: S102 - it is the project's own source
        for name, value in vars(self.module).copy().items():
            if not name.startswith("__") and _constant(value) and _differ(value, changed.get(name)):
                # a test that takes a number from the code must not take the changed one; a list of rules it may
                places = ("ledsys.", "tests.") if " at 0x" in repr(value) else ("ledsys.",)
                for place, other in list(sys.modules.items()):
                    if place.startswith(places) and vars(other).get(name) is value:
                        setattr(other, name, changed.get(name))
        return True


_CACHE = type(lru_cache(lambda: None))
_AT = re.compile(r" at 0x[0-9a-f]+")


class Judge:
    """A plug-in of pytest that, in place of running the tests once, runs them against every mutant."""

    def __init__(self, names: Sequence[str], known: frozenset[str]) -> None:
        """Take the names of files, and the survivors that are known to be none."""
        self._names = names
        self._known = known
        self.enough = True

    def pytest_configure(self) -> None:
        """Let properties try the same few examples for every mutant."""
        from hypothesis import HealthCheck, settings

        settings.register_profile(
            "mutation",
            derandomize=True,
            deadline=None,
            database=None,
            max_examples=EXAMPLES,
            suppress_health_check=list(HealthCheck),
        )
        settings.load_profile("mutation")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge the files."""
        reach = _reach(session.items, [SOURCE / f"{name}.py" for name in self._names])
        loaded = {name: Loaded(import_module(f"ledsys.{name.replace('/', '.')}")) for name in self._names}
        gc.freeze()  # so that a fork copies little; what is frozen is not found any more
        for name in self._names:
            self._judge(name, loaded[name], reach.get(str(SOURCE / f"{name}.py"), {}))
        return True

    def _judge(self, name: str, loaded: Loaded, reach: Mapping[int, Sequence[pytest.Item]]) -> None:
        began, killed, explained, untried = time.monotonic(), 0, 0, 0
        source = Path(str(loaded.module.__file__)).read_text(encoding="utf-8")
        every, cached = list(mutants(source)), _cached(source)
        kills: Counter[pytest.Item] = Counter()
        for mutant in every:
            if f"{name}: {mutant.was} → {mutant.now}" in self._known:
                explained += 1
                continue
            lines = range(mutant.begin, mutant.end + 1)
            tests = tuple(dict.fromkeys(item for line in lines for item in reach.get(line, ())))
            if not tests or mutant.begin in cached:
                tests = _all(reach)
            ordered = sorted(tests, key=lambda item: -kills[item])  # whoever killed one kills the next
            code = _fork(partial(_fails, loaded, mutant, ordered))
            if code == UNTRIED:
                untried += 1
            elif code != SURVIVED:
                killed += 1
                kills.update(ordered[code - 1 : code])
            else:
                print(f"SURVIVED {name}:{mutant}", flush=True)
        counted = len(every) - explained - untried
        percent = 100 * killed / max(1, counted)
        self.enough = self.enough and percent >= LEAST_KILLED
        seconds = round(time.monotonic() - began)
        apart = f"{counted - killed} left, {explained} explained, {untried} not tried"
        print(f"{name}: {percent:.1f} % of {counted} ({apart}; {seconds} s)", flush=True)


def _all(reach: Mapping[int, Sequence[pytest.Item]]) -> tuple[pytest.Item, ...]:
    """Give all tests that run anything of the file: for what is run when it is loaded."""
    return tuple(dict.fromkeys(item for items in reach.values() for item in items))


def _cached(source: str) -> frozenset[int]:
    """Give the lines that the first test alone may have run, since what they answer is kept."""
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    kept = (each for each in functions if any("cache" in ast.unparse(decorator) for decorator in each.decorator_list))
    return frozenset(line for each in kept for line in range(each.lineno, (each.end_lineno or each.lineno) + 1))


def _fork(work: Callable[[], int]) -> int:
    """Do the work in a fork, silently, and give its exit code; KILLED if it ended by a signal."""
    child = os.fork()
    if child == 0:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in (1, 2):
            os.dup2(nowhere, number)
        gc.disable()
        try:
            os._exit(work())
        except BaseException:  # noqa: BLE001 - whatever it is, the mutant was noticed
            os._exit(KILLED)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else KILLED


def _fails(loaded: Loaded, mutant: Mutant, tests: Sequence[pytest.Item]) -> int:
    """Run the tests against the mutant until one fails, and give its number from 1; SURVIVED if none does."""
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    if not loaded.become(mutant.text):
        return UNTRIED
    failed = (number for number, passed in enumerate(_runs(tests), start=1) if not passed)
    return min(next(failed, SURVIVED), MOST)


def _runs(tests: Sequence[pytest.Item]) -> Iterator[bool]:
    for item, following in zip(tests, (*tests[1:], None), strict=True):
        yield not any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _reach(items: Sequence[pytest.Item], files: Sequence[Path]) -> Mapping[str, Mapping[int, Sequence[pytest.Item]]]:
    """Give the tests that run each line of the files, the fastest first; those that fail by themselves are left out."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "reach.json"
        _fork(partial(_measure, items, files, place))
        found = json.loads(place.read_text(encoding="utf-8"))
    print(f"{len(found['seconds'])} of {len(items)} tests, {sum(found['seconds'].values()):.0f} s", flush=True)
    by_id = {item.nodeid: item for item in items}
    return {
        file: {int(line): [by_id[test] for test in _fastest(tests, found["seconds"])] for line, tests in lines.items()}
        for file, lines in found["lines"].items()
    }


def _fastest(tests: Iterable[str], seconds: Mapping[str, float]) -> Iterator[str]:
    """Yield the fastest of the tests, as many as may be run; a test without seconds does not count."""
    spent = 0.0
    for test in sorted(set(tests) & seconds.keys(), key=lambda test: seconds[test]):
        spent += seconds[test]
        if spent > MOST_TESTS:
            return
        yield test


def _measure(items: Sequence[pytest.Item], files: Sequence[Path], place: Path) -> int:
    measured = coverage.Coverage(data_file=None, include=[str(file) for file in files], config_file=False)
    measured.start()
    seconds = {}
    for item, passed in zip(items, _timed(items, measured), strict=True):
        if passed is not None:
            seconds[item.nodeid] = passed
    measured.stop()
    data = measured.get_data()
    lines = {str(file): data.contexts_by_lineno(str(file)) for file in files}
    place.write_text(json.dumps({"seconds": seconds, "lines": lines}), encoding="utf-8")
    return 0


def _timed(items: Sequence[pytest.Item], measured: coverage.Coverage) -> Iterator[float | None]:
    """Run the tests, and give how long each took; none where it failed."""
    for item, following in zip(items, (*items[1:], None), strict=True):
        measured.switch_context(item.nodeid)
        began = sum(os.times()[:4])
        reports = runtestprotocol(item, log=False, nextitem=following)
        yield sum(os.times()[:4]) - began if not any(report.failed for report in reports) else None


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant.co_qualname, constant
            yield from _codes(constant)


def _constant(value: object) -> bool:
    return not isinstance(value, (type, ModuleType, FunctionType))


def _differ(value: object, other: object) -> bool:
    """Tell whether a constant is another; of functions in it, such as those of a list of rules, by their names."""
    shown = repr(value)
    return value != other and (" at 0x" not in shown or _AT.sub("", shown) != _AT.sub("", repr(other)))


def main() -> None:
    """Judge what the command line names; the exit code is 1 if too few mutants are killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="*", help="such as signature/sshsig; all of the judge if none is named")
    parser.add_argument("--tests", nargs="*", default=TESTS)
    asked = parser.parse_args()
    known = re.findall(r"^- `(.+)`$", KNOWN.read_text(encoding="utf-8"), re.MULTILINE) if KNOWN.exists() else []
    judge = Judge(asked.file or JUDGE, frozenset(known))
    code = pytest.main(["-q", "-p", "no:cacheprovider", "-s", *asked.tests], plugins=[judge])
    sys.exit(0 if judge.enough and code in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED} else 1)


if __name__ == "__main__":
    main()
