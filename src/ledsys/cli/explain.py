"""``ledsys explain``: the page of a rule."""

from __future__ import annotations

from typing import Annotated

import typer

from ledsys.errors import UsageError
from ledsys.language import _, chosen
from ledsys.message import msg
from ledsys.report.terminal import out

Code = Annotated[
    str, typer.Argument(metavar="CODE", help=_("The code of a rule, such as LS401, or of a family, such as LS4."))
]
FAMILY = "LS"
"""What the code of every rule begins with; what stands alone is all families at once."""


def explain(code: Code) -> None:
    """Explain a rule, or list those of a family (LS2)."""
    from difflib import get_close_matches

    from ledsys.report.page import page_of, summary_of
    from ledsys.rules.catalogue import BY_CODE

    wanted = code.upper()
    family = [own for own in BY_CODE if own.startswith(wanted)] if wanted.startswith(FAMILY) else []
    if wanted not in BY_CODE and family:
        for own in family:
            out(summary_of(own, chosen()))
        return
    if wanted not in BY_CODE:
        near = get_close_matches(wanted, BY_CODE, n=3)
        hint = msg("Did you mean {codes}?", codes=tuple(near)) if near else msg("See them all with: ledsys rules")
        raise UsageError(msg("There is no rule {code}.", code=code), hint)
    out(page_of(wanted, chosen()).rstrip())
