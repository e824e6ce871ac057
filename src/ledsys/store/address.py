"""The *address* of a merge request to be: where a person opens it, by the forge that the remote's address tells of."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode, urlsplit

_SSH = re.compile(r"(?:[^@/\s]+@)?([A-Za-z0-9.-]+):(?!//)(\S+)")
"""``git@forge.example:group/name.git``, the short form of ssh."""

_OPENS = ("/merge_requests/new", "/pull/new/", "/compare/", "/pull-requests/new", "/pulls/new")
"""What the address has in it under which forges say that a merge request can be opened."""


def merge_request_address(url: str, branch: str, main: str) -> str | None:
    """Give the page of GitHub or GitLab on which a merge request of the branch is opened; None for another forge."""
    place = _place(url)
    if place is None:
        return None
    host, path = place
    match forge_of(url):
        case "github":
            return f"https://{host}/{quote(path)}/compare/{quote(main, safe='')}...{quote(branch, safe='/')}?expand=1"
        case "gitlab":
            query = {"merge_request[source_branch]": branch, "merge_request[target_branch]": main}
            return f"https://{host}/{quote(path)}/-/merge_requests/new?{urlencode(query)}"
        case _:
            return None


def forge_of(url: str) -> str | None:
    """Tell the forge by the name of its machine: ``github``, ``gitlab``, or None where the name does not say."""
    place = _place(url)
    words = set(re.split(r"[.-]", place[0])) if place else set()
    return next((forge for forge in ("github", "gitlab") if forge in words), None)


def address_said(answer: str, url: str) -> str | None:
    """Give the page that the forge itself named while it took the branch, if it lies on that very machine."""
    place = _place(url)
    if place is None:
        return None
    pages = re.findall(rf"https?://{re.escape(place[0])}(?::\d+)?/[^\s\"'<>]+", answer, re.IGNORECASE)
    return next((page for page in pages if any(part in page for part in _OPENS)), None)


def _place(url: str) -> tuple[str, str] | None:
    """Give machine and path of a repository; None for a folder or anything else that is no address on a network."""
    short = _SSH.fullmatch(url)
    if short and not re.match(r"[A-Za-z]:[\\/]", url):  # a drive of Windows
        host, path = short[1], short[2]
    else:
        try:
            parts = urlsplit(url)
            number = parts.port
        except ValueError:
            return None
        if parts.scheme not in {"http", "https", "ssh", "git+ssh"} or not parts.hostname:
            return None
        port = f":{number}" if number and parts.scheme in {"http", "https"} else ""
        host, path = parts.hostname + port, parts.path
    path = path.strip("/").removesuffix(".git").strip("/")
    return (host.lower(), path) if path else None
