"""The *language* that ledsys speaks: Swedish or English, from gettext catalogues.

Chosen once, at the start of the program, by ``LEDSYS_LANG``, else the docs repo's ``språk``, else the locale. It is the
one setting that lives in the process and not in a value, since command help is fixed while modules are imported.
"""

from __future__ import annotations

import gettext
import os
from functools import lru_cache
from pathlib import Path

from ledsys.message import Message, fill

LANGUAGES = ("sv", "en")
LOCALES = Path(__file__).parent / "locale"
DOMAIN = "ledsys"


class _Chosen:
    """Holds the chosen language of this process."""

    language = "en"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> gettext.NullTranslations:
    """Give the catalogue of a language; English is the language of the source and needs none."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALES, [language], fallback=True)


def choose(language: str) -> None:
    """Speak this language, one of `LANGUAGES`, from now on; so does typer, which asks gettext itself."""
    _Chosen.language = language
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language


def chosen() -> str:
    """Tell which language is spoken now."""
    return _Chosen.language


def say(message: Message, language: str = "") -> str:
    """Give the message as text in the language given, else the chosen one."""
    catalog = catalogue(language or _Chosen.language)
    if message.many:
        number = dict(message.values)["n"]
        template = catalog.ngettext(message.template, message.many, int(str(number)))
    else:
        template = catalog.gettext(message.template) if message.template else ""
    return fill(template, message.values, lambda inner: say(inner, language))


def _(text: str) -> str:
    """Give the translation of a literal text in the chosen language (for command help, which takes no values)."""
    return catalogue(_Chosen.language).gettext(text) if text else ""
