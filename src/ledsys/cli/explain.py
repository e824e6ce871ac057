"""``ledsys explain``: the page of a rule."""

from __future__ import annotations

from typing import Annotated

import typer

from ledsys.errors import UsageError
from ledsys.language import _, chosen
from ledsys.message import msg
from ledsys.report.terminal import out

Code = Annotated[str, typer.Argument(metavar="CODE", help=_("The code of a rule, such as LS401."))]


def explain(code: Code) -> None:
    """Explain a rule."""
    from difflib import get_close_matches

    from ledsys.rules.catalogue import BY_CODE
    from ledsys.report.page import page_of

    wanted = code.upper()
    if wanted not in BY_CODE:
        near = get_close_matches(wanted, BY_CODE, n=3)
        hint = msg("Did you mean {codes}?", codes=tuple(near)) if near else msg("See them all with: ledsys rules")
        raise UsageError(msg("There is no rule {code}.", code=code), hint)
    out(page_of(wanted, chosen()).rstrip())
