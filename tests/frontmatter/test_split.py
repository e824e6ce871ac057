from __future__ import annotations

import pytest

from ledsys.frontmatter.split import joined, split


@pytest.mark.parametrize(
    ("text", "front", "body", "line"),
    [
        ("---\na: b\n---\nText\n", "a: b\n", "Text\n", 4),
        ("---\na: b\n---", "a: b\n", "", 4),
        ("---\na: b\n---\n", "a: b\n", "", 4),
        ("---\na: b\n---\nx\n---\ny", "a: b\n", "x\n---\ny", 4),
        ("---\n----\n--- \n---\n\nx", "----\n--- \n", "\nx", 5),
        ("---\na: b\n---\nRubrik\n=======\n", "a: b\n", "Rubrik\n=======\n", 4),
    ],
)
def test_the_parts_and_where_the_body_begins(text: str, front: str, body: str, line: int) -> None:
    parts = split(text)
    assert (parts.front, parts.body, parts.body_line, parts.problem) == (front, body, line, None)
    assert joined(parts.front, parts.body).decode().removesuffix("\n") == text.removesuffix("\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty."),
        (" \n\n", "The file is empty."),
        ("# Rubrik\n", "no front matter"),
        ("\n---\na: b\n---\n", "no front matter"),
        ("--- \na: b\n---\n", "without blanks around it"),
        ("---\na: b\n", "never closed"),
        ("---", "never closed"),
        ("---\n---\nText\n", "is empty"),
        ("---\n\n---\nText\n", "is empty"),
    ],
)
def test_missing_front_matter_is_one_problem_with_help(text: str, said: str) -> None:
    problem = split(text).problem
    assert problem is not None
    assert (problem.code, problem.line, problem.column) == ("LS102", 1, 1)
    assert said in str(problem.message)
    assert "---" in str(problem.help)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\na: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> gren\n---\n", 3),
        ("---\na: b\n---\nx\n<<<<<<< HEAD\n", 5),
        ("---\na: b\n---\nx\n>>>>>>> gren", 5),
        ("---\na: b\n=======\n---\n", 3),
        ("<<<<<<< HEAD\n---\na: b\n", 1),
        ("---\n<<<<<<< HEAD\n", 2),
    ],
)
def test_a_merge_conflict_is_the_one_problem(text: str, line: int) -> None:
    problem = split(text).problem
    assert problem is not None
    assert (problem.code, problem.line) == ("LS112", line)
    assert "ledsys doctor" in str(problem.help)
