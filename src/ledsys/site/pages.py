"""*Pages* under way: each is made from a template at its address, with the parts that all pages share made once."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ledsys.site.press import Press
from ledsys.site.proof import OPEN
from ledsys.site.shelf import Shelf
from ledsys.site.words import Words


class Pages:
    """The files of a handbook under way, by their addresses from its top."""

    def __init__(self, press: Press, shelf: Shelf, words: Words) -> None:
        """Take what every page needs."""
        self._press = press
        self._site = words.policy.settings.site
        self._language = words.policy.settings.language
        self._name = words.policy.settings.name
        self._day = shelf.day
        self._open = words.say(OPEN) if words.policy.settings.authority.open else ""
        self._shared: dict[tuple[str, str], Markup] = {}
        self.files: dict[str, bytes] = {}

    def add(self, address: str, template: str, **values: Any) -> None:
        """Make the page at the address; links lead from the page itself, so the folder also works from a disk."""
        self.add_from("../" * address.count("/"), address, template, **values)

    def add_from(self, root: str, address: str, template: str, **values: Any) -> None:
        """Make the page at the address, where ``root`` leads from the page to the top of the handbook."""
        shared = {"header": self._part("huvud.html", root), "footer": self._part("fot.html", root)}
        self.files[address] = self._press.page(template, **self._common(root), **shared, **values)

    def fragment(self, template: str, root: str, **values: Any) -> Markup:
        """Make a part of pages."""
        return self._press.fragment(template, **self._common(root), **values)

    def _part(self, template: str, root: str) -> Markup:
        part = self._shared.get((template, root))
        if part is None:
            part = self._shared[template, root] = self.fragment(template, root)
        return part

    def _common(self, root: str) -> dict[str, Any]:
        return {
            "root": root,
            "site": self._site,
            "organisation": self._name,
            "language": self._language,
            "day": self._day,
            "open_mode": self._open,
        }
