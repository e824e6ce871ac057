"""Find the messages of a Python file, for babel (see babel.cfg).

Babel's own extractor reads tokens and loses calls within calls and within f-strings, of which ledsys has many. This one
reads the syntax tree.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

PLURAL = ("ngettext", "plural")
"""Calls with two templates, for one and for many; the rest have one."""

ALWAYS_LITERAL = ("msg", "plural")
"""Calls whose template is the key of its translations, so that a template made at run time would never be found."""


def extract(
    fileobj: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],  # noqa: ARG001  # babel gives it; no comments are for translators here
    options: Mapping[str, Any],  # noqa: ARG001  # the same
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """Yield line, function, its arguments (None where no literal text stands) and no comments, in babel's form.

    Raises ValueError where a template is not a literal.
    """
    for node in ast.walk(ast.parse(fileobj.read())):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in keywords:
            continue
        texts = tuple(_literal(argument) for argument in node.args[: 2 if name in PLURAL else 1])
        if name in ALWAYS_LITERAL and None in (texts or (None,)):
            where = f"{getattr(fileobj, 'name', '?')}:{node.lineno}"
            raise ValueError(f"{where}: the template of {name}() must be a literal text")
        if texts and None not in texts:
            yield node.lineno, name, texts, []


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
