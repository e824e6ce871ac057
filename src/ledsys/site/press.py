"""The *press*: Jinja templates become pages. The organisation's own files win over the built-in ones of the same name.

A template sees nothing but the plain values of its page. Where the organisation has some of its own, all run in
Jinja's immutable sandbox, so that none reaches files or the program. Without any there is nothing to guard against, and
built-in ones alone are a good deal faster outside of it. A built-in one can be extended as ``inbyggd/NAME``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateError,
)
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from ledsys.errors import Fault, UnmadeError
from ledsys.language import catalogue
from ledsys.message import msg

OVERRIDES = "handbok"
"""The folder of the docs repo that holds the organisation's own templates and static files."""

_BUILT_IN = Path(__file__).parent / "templates"
_STATIC = Path(__file__).parent / "static"
_STYLE = Path(__file__).parent / "style"
STYLESHEET = "style.css"
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_NO_PAGE_HAS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Press:
    """Makes pages from templates, in one language."""

    def __init__(self, overrides: Mapping[str, bytes], language: str) -> None:
        """Load all of the organisation's templates; raise `UnmadeError` with every one that is no template."""
        self._own = _texts(overrides)
        built_in = FileSystemLoader(_BUILT_IN)
        kind = ImmutableSandboxedEnvironment if self._own else Environment
        self._environment = kind(
            loader=ChoiceLoader([DictLoader(self._own), PrefixLoader({"inbyggd": built_in}), built_in]),
            autoescape=True,
            undefined=StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.policies["ext.i18n.trimmed"] = True
        spoken = catalogue(language)
        self._environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
            spoken.gettext, spoken.ngettext, newstyle=True
        )
        self._environment.filters["days"] = _days
        faults = tuple(fault for name in sorted(self._own) if (fault := self._fault(name)) is not None)
        if faults:
            raise UnmadeError(faults)

    def page(self, template: str, **values: Any) -> bytes:
        """Give a page as UTF-8, without any character that a page may not hold."""
        return printable(self._text(template, values)).encode()

    def fragment(self, template: str, **values: Any) -> Markup:
        """Give a part of pages, rendered once for all of them."""
        return Markup(self._text(template, values))  # noqa: S704 - autoescape has made it safe

    def _text(self, template: str, values: Mapping[str, Any]) -> str:
        try:
            return self._template(template).render(values)
        except Exception as why:
            # Whatever a template of the organisation does wrong is for the organisation to mend; ours is our own fault.
            if not self._own:
                raise
            raise UnmadeError((_faulty(template if template in self._own else "", 0, why),)) from why

    def _template(self, name: str) -> Template:
        return self._environment.get_template(name)

    def _fault(self, name: str) -> Fault | None:
        try:
            self._template(name)
        except TemplateSyntaxError as why:
            return _faulty(name, why.lineno, why)
        except (TemplateError, RecursionError) as why:
            return _faulty(name, 0, why)
        return None


def printable(text: str) -> str:
    """Give the text without any character that a page may not hold; a sign stands where it was."""
    return _NO_PAGE_HAS.sub("\ufffd", text)


def _days(text: str) -> Markup:
    """Keep every date of a text on one line (a filter of the templates)."""
    return Markup(_DAY.sub(r'<span class="day">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped just there


def static_files(overrides: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the files that stand beside the pages: the built-in ones, and the organisation's own in their place.

    Templates and notes (``.md``) are not among them.
    """
    built_in = {path.name: path.read_bytes() for path in sorted(_STATIC.glob("[!.]*"))}
    built_in[STYLESHEET] = b"\n".join(path.read_bytes() for path in sorted(_STYLE.glob("*.css")))
    own = {name: data for name, data in overrides.items() if not name.endswith((".html", ".md"))}
    return {**built_in, **own}


def _texts(overrides: Mapping[str, bytes]) -> dict[str, str]:
    templates = {name: data for name, data in overrides.items() if name.endswith(".html")}
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for name, data in sorted(templates.items()):
        try:
            texts[name] = data.decode()
        except UnicodeDecodeError as why:
            faults.append(_faulty(name, 0, why))
    if faults:
        raise UnmadeError(tuple(faults))
    return texts


def _faulty(name: str, line: int, why: Exception) -> Fault:
    if isinstance(why, SecurityError):
        said = msg("The template tries to reach what no template may: {why}", why=str(why))
    elif isinstance(why, MemoryError):
        said = msg("The template takes too much memory.")
    else:
        said = msg("The handbook can't be made with this template: {why}", why=str(why))
    hint = msg("Mend the template, or remove it to use the built-in one.")
    return Fault(f"{OVERRIDES}/{name}", line, 0 if not line else 1, said, hint)
