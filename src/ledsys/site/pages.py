"""*Pages*: what stands at every address of the handbook, made when it is asked for.

Nothing is rendered before then, so a preview makes only the page that somebody looks at, and a build makes them all.
Parts that all pages share are made once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from ledsys.site.look import Logo
from ledsys.site.press import Press
from ledsys.site.shelf import Shelf
from ledsys.site.words import MARKS, OPEN, STATES, Words

Values = Mapping[str, Any]
"""What a template may name, beside what every template may."""


class Pages:
    """The addresses of a handbook, from its top, each with how its bytes are made."""

    def __init__(
        self, press: Press, shelf: Shelf, words: Words, as_of: date | None = None, logo: Logo | None = None
    ) -> None:
        """Take what every page needs; ``as_of`` is the day of a handbook that is not to keep up with the calendar."""
        self._logo = logo
        self._press = press
        self._site = words.policy.settings.site
        self._language = words.policy.settings.language
        self._name = words.policy.settings.name
        self._zone = words.policy.settings.zone
        self._day = shelf.day
        self._as_of = as_of
        self._states = {MARKS[state]: words.say(word) for state, word in STATES.items()}
        self._open = words.say(OPEN) if words.policy.settings.authority.open else ""
        self._shared: dict[tuple[str, str], Markup] = {}
        self._makers: dict[str, Callable[[], bytes]] = {}

    def add(self, address: str, template: str, values: Callable[[], Values]) -> None:
        """Have a page at the address; ``values`` is asked when the page is made."""
        self.put(address, lambda: self.page(address, template, values()))

    def put(self, address: str, make: Callable[[], bytes]) -> None:
        """Have these bytes at the address, made when they are asked for."""
        self._makers[address] = make

    def page(self, address: str, template: str, values: Values) -> bytes:
        """Make a page for the address; links lead from the page itself, so the folder also works from a disk."""
        own = self._site.address or ""
        here = {"canonical": f"{own.rstrip('/')}/{quote(address)}"} if own.startswith(("https://", "http://")) else {}
        return self.page_from("../" * address.count("/"), template, {**here, **values})

    def page_from(self, root: str, template: str, values: Values) -> bytes:
        """Make a page from which ``root`` leads to the top of the handbook."""
        shared = {"header": self._part("huvud.html", root), "footer": self._part("fot.html", root)}
        return self._press.page(template, **{**self._common(root), **shared, **values})

    def fragment(self, template: str, root: str, values: Values) -> Markup:
        """Make a part of pages."""
        return self._press.fragment(template, **self._common(root), **values)

    def addresses(self) -> Iterator[str]:
        """Give all addresses, in the order in which they were taken."""
        return iter(self._makers)

    def has(self, address: str) -> bool:
        """Tell whether anything stands at the address."""
        return address in self._makers

    def make(self, address: str) -> bytes:
        """Make what stands at the address; KeyError where nothing does."""
        return self._makers[address]()

    def _part(self, template: str, root: str) -> Markup:
        part = self._shared.get((template, root))
        if part is None:
            part = self._shared[template, root] = self.fragment(template, root, {})
        return part

    def _common(self, root: str) -> dict[str, Any]:
        return {
            "root": root,
            "site": self._site,
            "logo": self._logo,
            "organisation": self._name,
            "language": self._language,
            "zone": self._zone,
            "day": self._day,
            "as_of": self._as_of,
            "states": self._states,
            "canonical": "",
            "open_mode": self._open,
        }
