"""*Root persons* in the settings: written into ``ledsys.yaml`` by their place in its text; every other byte is kept."""

from __future__ import annotations

from ledsys.errors import LedsysError
from ledsys.frontmatter.records import read_record
from ledsys.message import msg
from ledsys.model.settings import Settings

_KEY = "behörighet:"


def with_roots(data: bytes, roots: tuple[str, ...], threshold: int) -> bytes:
    """Give the settings with these root persons, of whom so many must sign; what is read afterwards is just that.

    Raises `LedsysError` where the settings name root persons already, or can't be read or changed safely.
    """
    before, _ = read_record(Settings, data, "ledsys.yaml")
    if before is None:
        raise LedsysError(msg("ledsys.yaml can't be read, so it was not changed."), msg("See: ledsys check"))
    if before.authority.roots:
        raise LedsysError(
            msg("The settings name root persons already: {roots}.", roots=before.authority.roots),
            msg("To change them, edit ledsys.yaml, then: ledsys policy change"),
        )
    entry = f"{_KEY}\n  rotpersoner: [{', '.join(roots)}]\n  tröskel: {threshold}\n"
    text = data.decode()
    lines = text.splitlines(keepends=True)
    if _KEY in (line.strip() for line in lines):
        changed = "".join(entry if line.rstrip() == _KEY else line for line in lines)
    else:
        changed = f"{text}{'' if text.endswith(chr(10)) else chr(10)}\n{entry}"
    after, faults = read_record(Settings, changed.encode(), "ledsys.yaml")
    wanted = before.model_copy(
        update={"authority": before.authority.model_copy(update={"roots": roots, "threshold": threshold})}
    )
    if faults or after != wanted:
        raise LedsysError(
            msg("The root persons can't be written into ledsys.yaml safely, so it was not changed."),
            msg("Write them yourself, under behörighet:, as rotpersoner and tröskel."),
        )
    return changed.encode()
