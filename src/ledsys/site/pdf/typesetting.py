"""*Typesetting*: manuscripts become PDF files, in a folder of their own and with the fonts that ledsys brings along.

Typst sees nothing but that folder, which holds the images: no other file, no font of the system and no clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Lock, local
from typing import TYPE_CHECKING, cast
from weakref import finalize

from ledsys.errors import LedsysError
from ledsys.message import msg
from ledsys.site.pdf.endings import settled
from ledsys.site.pdf.manuscript import Manuscript
from ledsys.site.pdf.signs import FONTS

if TYPE_CHECKING:
    import typst

_REMEMBERED = 12
"""More manuscripts than typst keeps in mind."""
_STYLE = Path(__file__).parent / "style.typ"


class TypesettingError(LedsysError):
    """A manuscript that typst can't make a PDF of that is accessible and lasting."""


class Typesetter:
    """Sets the manuscripts of one day; the same manuscript gives the same bytes."""

    def __init__(self, day: date) -> None:
        """Take the day that the files are to bear."""
        self._moment = max(int(datetime.combine(day, time(), UTC).timestamp()), 0)
        self._there: set[str] = set()
        self._lock = Lock()
        self._of_thread = local()

    def set(self, manuscript: Manuscript) -> bytes:
        """Give the PDF, which answers PDF/UA-1 and PDF/A-2a; raises `TypesettingError` where it would not."""
        import typst

        with self._lock:
            for name in manuscript.files.keys() - self._there:
                (self._folder / name).write_bytes(manuscript.files[name])
                self._there.add(name)
        source = f"{self._style}\n{manuscript.markup}".encode()
        try:
            made = self._compiler.compile(source, format="pdf", pdf_standards=["a-2a", "ua-1"], timestamp=self._moment)
        except typst.TypstError as why:
            raise TypesettingError(msg("The PDF can't be made: {why}", why=why.message)) from why
        return settled(cast("bytes", made))  # pages come one by one only in other formats

    def forget(self) -> None:
        """Let typst forget earlier manuscripts, as it does after some more; of a large one it keeps gigabytes."""
        for number in range(_REMEMBERED):
            self._compiler.compile(f"{number}".encode(), format="svg")

    @cached_property
    def _folder(self) -> Path:
        """The folder of images; it goes when the typesetter does."""
        folder = Path(mkdtemp(prefix="ledsys-pdf-"))
        finalize(self, rmtree, folder, ignore_errors=True)
        return folder

    @property
    def _compiler(self) -> typst.Compiler:
        """The compiler of this thread, which keeps the fonts in mind."""
        import typst

        known: typst.Compiler | None = getattr(self._of_thread, "compiler", None)
        if known is None:
            known = self._of_thread.compiler = typst.Compiler(
                root=str(self._folder), font_paths=self._fonts, ignore_system_fonts=True
            )
        return known

    @cached_property
    def _fonts(self) -> typst.Fonts:
        import typst

        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])

    @cached_property
    def _style(self) -> str:
        return _STYLE.read_text(encoding="utf-8")
