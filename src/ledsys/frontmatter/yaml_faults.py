"""*YAML faults*: what ruamel.yaml says against a text, in plain words.

Its own sentences speak of tokens and block ends; here each common one gets a sentence about what the writer did. What
is not in the table gets a general one: the place is right in any case.
"""

from __future__ import annotations

from ruamel.yaml.error import MarkedYAMLError

from ledsys.message import Message, msg
from ledsys.model.facts import Place

_QUOTES = msg("Put the value between single quotes: 'like this'.")
_INDENT = msg("Let keys of one level begin in the same column, and list items as far in as each other.")

# What ruamel says, whether its context (where the thing began) is the better place, our sentence, our help.
_SAID: tuple[tuple[str, bool, Message, Message], ...] = (
    (
        "could not find expected ':'",
        True,
        msg("This line is neither a fact nor part of one: a key needs a colon and a blank after it."),
        msg("Write `key: value`."),
    ),
    (
        "mapping values are not allowed here",
        False,
        msg("A colon followed by a blank stands inside a value, or the line is indented too far."),
        msg("Put the value between single quotes, or let the key begin in the same column as the key above."),
    ),
    (
        "sequence entries are not allowed here",
        False,
        msg("A list item begins where none can stand."),
        msg("Write each item on a line of its own, below its key."),
    ),
    ("mapping keys are not allowed here", False, msg("A key begins where none can stand."), _INDENT),
    (
        "found unexpected end of stream",
        True,
        msg("A quote is opened here and never closed."),
        msg("Close it on the same line."),
    ),
    (
        "found unexpected document separator",
        True,
        msg("A quote is opened here and never closed."),
        msg("Close it on the same line."),
    ),
    (
        "found unknown escape character",
        False,
        msg("A backslash between double quotes is followed by a sign that means nothing there."),
        msg("Use single quotes; there a backslash is only a backslash."),
    ),
    (
        "expected escape sequence",
        False,
        msg("A backslash between double quotes begins a number that is not there."),
        msg("Use single quotes; there a backslash is only a backslash."),
    ),
    ("cannot start any token", False, msg("A value or key can't begin with this sign."), _QUOTES),
    ("expected ',' or ']'", True, msg("The list that begins here is not closed."), msg("Close it with ]: [a, b].")),
    (
        "expected ',' or '}'",
        True,
        msg("The group that begins here is not closed."),
        msg("Write each fact of the group on a line of its own instead, without braces."),
    ),
    ("expected <block end>", False, msg("This line is not indented like the lines around it."), _INDENT),
    (
        "expected the node content",
        False,
        msg("A value is missing before this sign, or the value can't begin with it."),
        _QUOTES,
    ),
    ("follow up line", True, msg("The lines of this text are not indented alike."), _INDENT),
    ("block scalar", False, msg("Nothing may follow | or > on its line."), msg("Begin the text on the next line.")),
    ("<document start>", False, msg("This line is not indented like the lines around it."), _INDENT),
)
_UNKNOWN = (msg("This can't be read as YAML."), msg("Compare with a line that works: `key: value`."))


def explain(error: Exception, first_line: int) -> tuple[Place, Message, Message]:
    """Give the place in the file, the sentence and the help for what a YAML parser raised."""
    if not isinstance(error, MarkedYAMLError):
        return (Place(first_line, 1), *_UNKNOWN)
    told = f"{error.context or ''}: {error.problem or ''}"
    for gist, from_context, said, help_ in _SAID:
        if gist in told:
            mark = (error.context_mark if from_context else None) or error.problem_mark
            return _place(mark, first_line), said, help_
    return (_place(error.problem_mark, first_line), *_UNKNOWN)


def _place(mark: object, first_line: int) -> Place:
    line, column = getattr(mark, "line", 0), getattr(mark, "column", 0)
    return Place(first_line + line, column + 1)
