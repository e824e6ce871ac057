"""*Mutants*: a source file with one thing in it changed.

Most are cosmic-ray's: comparisons, and/or, not, numbers, loops. A few that it lacks are made here: a statement, a part
of a condition or an element of a list left out. What changes nothing but an annotation is no mutant.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

_OPERATORS = re.compile(
    r"core/(AddNot|ReplaceAndWithOr|ReplaceOrWithAnd|ReplaceTrueWithFalse|ReplaceFalseWithTrue|NumberReplacer"
    r"|ReplaceBreakWithContinue|ReplaceContinueWithBreak|ZeroIterationForLoop|ReplaceUnaryOperator_Delete_\w+"
    r"|ReplaceComparisonOperator_(Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is|In_NotIn|NotIn_In"
    r"|Lt_LtE|Lt_GtE|LtE_Lt|LtE_Gt|Gt_GtE|Gt_LtE|GtE_Gt|GtE_Lt)"
    r"|ReplaceBinaryOperator_(Add_Sub|Sub_Add|Mul_Div|BitOr_BitAnd|BitAnd_BitOr|Mod_Mul|Pow_Mul))"
)
"""Those that swap a thing for its opposite or its neighbour; the rest only add type errors."""


class Mutant(NamedTuple):
    """A changed text: the lines (from 1) of the statement that differs, what was done, and how line was and is."""

    begin: int
    end: int
    operator: str
    was: str
    now: str
    text: str

    def __str__(self) -> str:
        """Tell it in three lines."""
        return f"{self.begin} {self.operator}\n  - {self.was}\n  + {self.now}"


def mutants(source: str) -> Iterator[Mutant]:
    """Yield the mutants of a source, each once, in the order of its lines."""
    seen = {_shape(source)}
    rows = source.split("\n")
    found = []
    for operator, text in (*_left_out(source), *_of_cosmic_ray(source)):
        shape = _shape(text)
        if shape is None or shape in seen:
            continue
        seen.add(shape)
        changed = text.split("\n")
        line = next(number for number, (old, new) in enumerate(zip(rows, changed, strict=False)) if old != new)
        if rows[line].lstrip().startswith("@"):
            continue  # the size of a cache changes no answer
        begin, end = _statement(source, line + 1)
        found.append(Mutant(begin, end, operator, rows[line].strip(), changed[line].strip(), text))
    return iter(sorted(found))


def _of_cosmic_ray(source: str) -> Iterator[tuple[str, str]]:
    mutating: Any = importlib.import_module("cosmic_ray.mutating")
    plugins: Any = importlib.import_module("cosmic_ray.plugins")
    for name in filter(_OPERATORS.fullmatch, plugins.operator_names()):
        operator, number = plugins.get_operator(name)(), 0
        while (text := mutating.mutate_code(source, operator, number)) is not None:
            yield name.removeprefix("core/"), text
            number += 1


def _left_out(source: str) -> Iterator[tuple[str, str]]:
    """Yield the source with one statement, part of a condition, condition of a comprehension or element left out."""
    for node in ast.walk(_plain(source)):
        if isinstance(node, ast.stmt):
            yield from ((name, _replaced(source, node, text)) for name, text in _for_statement(node))
        else:
            yield from ((name, _replaced(source, part, text)) for name, part, text in _in_expression(node))


def _for_statement(node: ast.stmt) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            yield "NoYield", "yield from ()"
        case ast.Expr(value=ast.Call()):
            yield "NoCall", "pass"
        case ast.Return(value=ast.expr()) if not _is_none(node.value):
            yield "NoReturn", "return None"
        case ast.Raise():
            yield "NoRaise", "pass"


def _in_expression(node: ast.AST) -> Iterator[tuple[str, ast.AST, str]]:
    match node:
        case ast.BoolOp(values=values):
            for kept in _without_one(values):
                whole = kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept)
                yield "Operand", node, f"({ast.unparse(whole)})"
        case ast.comprehension(ifs=ifs):
            for condition in ifs:
                yield "NoFilter", condition, "True"
                yield "NotFilter", condition, f"(not {ast.unparse(condition)})"
        case ast.IfExp(test=test):
            yield "NotTernary", test, f"(not {ast.unparse(test)})"
        case ast.Tuple(elts=elements, ctx=ast.Load()) | ast.List(elts=elements, ctx=ast.Load()):
            for kept in _without_one(elements):
                text = ", ".join(map(ast.unparse, kept))
                yield "Element", node, f"[{text}]" if isinstance(node, ast.List) else f"({text},)"


def _without_one(parts: Sequence[ast.expr]) -> Iterator[list[ast.expr]]:
    """Give the parts without each of them, as long as something is left."""
    return ([other for other in parts if other is not part] for part in parts if len(parts) > 1)


def _is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _replaced(source: str, node: Any, text: str) -> str:
    data = source.encode().split(b"\n")
    before = b"\n".join((*data[: node.lineno - 1], data[node.lineno - 1][: node.col_offset]))
    after = b"\n".join((data[node.end_lineno - 1][node.end_col_offset :], *data[node.end_lineno :]))
    lines = "\n" * (node.end_lineno - node.lineno)  # so that what follows keeps its lines
    inside = text if isinstance(node, ast.stmt) or not lines else f"({text}{lines})"
    return (before + inside.encode() + (lines.encode() if isinstance(node, ast.stmt) else b"") + after).decode()


class _Bare(ast.NodeTransformer):
    """Takes away annotations and texts of documentation."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias":
            node.value = None
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)


def _plain(source: str) -> ast.AST:
    return _Bare().visit(ast.parse(source))  # type: ignore[no-any-return]


def _shape(source: str) -> str | None:
    """Give what the source says, without its annotations; none if it is no Python."""
    try:
        return ast.dump(_plain(source))
    except SyntaxError:
        return None


def _statement(source: str, line: int) -> tuple[int, int]:
    """Give the lines of the smallest statement on the line; of one with a body, those before it."""
    best = (line, line)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno):
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            if line <= max(end, node.lineno):
                best = (node.lineno, max(end, node.lineno))
    return best
