"""The *page* of a rule: what it finds, why it matters, an example that is a test, and what to do."""

from __future__ import annotations

from importlib.resources import files


def page_of(code: str, language: str) -> str:
    """Give the page of a rule as Markdown, in Swedish (``sv``) or English (``en``)."""
    folder = files("ledsys.rules") / "pages"
    page = folder / "en" / f"{code}.md" if language == "en" else folder / f"{code}.md"
    return page.read_text(encoding="utf-8")


def summary_of(code: str, language: str) -> str:
    """Give a rule in one line: its code and name, and the sentence that its page begins with."""
    heading, _blank, first, *_rest = page_of(code, language).splitlines()
    return f"{heading.removeprefix('# ')}: {first}"
