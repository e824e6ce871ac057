"""*Telling of mistakes*: where a reader writes who finds an error in a document, as the organisation has set it."""

from __future__ import annotations

import re
from urllib.parse import quote

from ledsys.model.settings import address_of_errors

_SYNTAX = "{}%:/?#[]@!$&'()*+,;=~"
"""What an address may hold as it is; everything else in it is percent-encoded."""


def mistake_address(set_to: str | None, document: str, version: str, title: str) -> str:
    """Give the address for this document: a mail or a web page; empty where the setting is nothing of the kind.

    ``{id}``, ``{version}`` and ``{titel}`` are filled percent-encoded, so that a title can't add anything else.
    """
    values = {"{id}": document, "{version}": version, "{titel}": title}
    address = quote(address_of_errors(set_to or ""), safe=_SYNTAX)
    return re.sub(r"\{(?:id|version|titel)\}", lambda found: quote(values[found[0]], safe=""), address)
