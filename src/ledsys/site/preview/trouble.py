"""*Trouble*: the page that stands at every address while the docs repo can't be shown, or is being read."""

from __future__ import annotations

from markupsafe import Markup

from ledsys.errors import Fault
from ledsys.language import say
from ledsys.message import msg
from ledsys.site.press import Press
from ledsys.site.preview.addresses import SCRIPT, STATE

TEMPLATE = "forhandsvisning-fel.html"


def trouble_page(faults: tuple[Fault, ...], language: str) -> bytes:
    """Make the page, with everything that is wrong; without faults it says that the docs repo is being read.

    No setting and no template of the organisation has a part in it, since just these may be what is wrong.
    """
    heading = msg("The preview can't be shown") if faults else msg("The docs repo is being read")
    return Press({}, language).page(
        TEMPLATE,
        language=language,
        heading=say(heading, language),
        script=SCRIPT,
        state=Markup(STATE),  # noqa: S704 - ours
        faults=tuple(
            (say(fault.message, language), say(fault.help, language), fault.place if fault.path else "")
            for fault in faults
        ),
    )
