"""What a file *claims*, beside what its acts prove."""

from __future__ import annotations

from ledsys.lifecycle.claims import claims
from ledsys.lifecycle.life import Life
from ledsys.model.document import CLAIMS, Document

_STATUS, _VERSION, _FROM, _UNTIL, _OWNER = CLAIMS


class Claimed:
    """The claims as made and as proven, by the keys of `CLAIMS`; keys without a value are None on either side."""

    def __init__(self, document: Document, life: Life) -> None:
        values = document.facts.values
        self.life = life
        self.made = {key: _text(values.get(key)) for key in CLAIMS}
        version = self.made[_VERSION] or ""
        self.proven = claims(life, self.made[_OWNER] or "", int(version) if version.isdecimal() else 0)
        self.spoken = bool(values.keys() - {"dokument-id"})
        self.readable = "handlingstyp" in values

    def missing(self, key: str) -> bool:
        """Tell whether a line is missing that LS1 reports as missing, in a document of which no act speaks."""
        return self.made[key] is None and not (self.readable and self.life.acts)

    def differ(self, key: str) -> bool:
        """Tell whether the file claims something else than the acts prove."""
        return self.made[key] != self.proven[key]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
