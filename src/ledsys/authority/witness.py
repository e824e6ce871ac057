"""The *witness*: a machine that saw somebody approve in the forge, and turns that into a vote with a person and a text.

It vouches that this login approved this commit at this time, no more (proof §1.10). The forms of the events:
https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request_review (the review may also be one that the
interface gave), https://docs.gitlab.com/user/project/integrations/webhook_events/#merge-request-events.
GitLab's interface itself does not say which commit was approved, so an answer of it can't be witnessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime

from ledsys.authority.forge import Forge, within
from ledsys.errors import LedsysError
from ledsys.message import Message, msg
from ledsys.model.act import Meaning
from ledsys.model.register import Register

_COMMIT = re.compile(r"[0-9a-f]{40}")
_WORDS = 1500
"""Characters of what the person wrote that an act takes along."""


class EventError(LedsysError):
    """The event is not of a form that is known, so nothing can be said of it."""


class UnwitnessedError(LedsysError):
    """The event is read, and no vote follows from it."""

    exit_code = 1


@dataclass(frozen=True)
class ForgeVote:
    """Who said what in the forge, by login, of which commit and when; ``words`` is what was written along."""

    login: str
    meaning: Meaning
    commit: str
    time: datetime
    words: str
    number: int
    target: str


def read_event(forge: Forge, event: object) -> ForgeVote:
    """Read the event of an approval.

    Raises `EventError` for what is no such event, `UnwitnessedError` for one from which no vote follows: it was taken
    back, says neither yes nor no, or the merge request is not open.
    """
    return _github(event) if forge is Forge.GITHUB else _gitlab(event)


def _github(event: object) -> ForgeVote:
    review, request = within(event, "review"), within(event, "pull_request")
    state = _text(review, "state").lower()
    if "dismissed" in (state, within(event, "action")):
        raise UnwitnessedError(msg("The approval was taken back (dismissed)."))
    meaning = {"approved": Meaning.OK, "changes_requested": Meaning.RETURN}.get(state)
    _check_open(_text(request, "state") == "open")
    return ForgeVote(
        login=_text(review, "user", "login"),
        meaning=_said(meaning),
        commit=_commit(review, "commit_id"),
        time=_time(_text(review, "submitted_at")),
        words=_words(within(review, "body")),
        number=_number(request, "number"),
        target=_text(request, "base", "ref"),
    )


def _gitlab(event: object) -> ForgeVote:
    if within(event, "object_kind") != "merge_request":
        raise _unknown("object_kind")
    request = within(event, "object_attributes")
    action = _text(request, "action")
    if action in {"unapproved", "unapproval"}:
        raise UnwitnessedError(msg("The approval was taken back (dismissed)."))
    _check_open(_text(request, "state") == "opened")
    return ForgeVote(
        login=_text(event, "user", "username"),
        meaning=_said(Meaning.OK if action in {"approved", "approval"} else None),
        commit=_commit(request, "last_commit", "id"),
        time=_time(_text(request, "updated_at")),
        words="",
        number=_number(request, "iid"),
        target=_text(request, "target_branch"),
    )


def person_of(register: Register, login: str, day: date) -> str:
    """Give the id of the one person who has the login and is there on the day; `UnwitnessedError` if there is none."""
    name = login.casefold()
    found = [
        person
        for person in register.persons
        if name in {account.removeprefix("@").casefold() for account in person.accounts}
    ]
    present = [person for person in found if person.covers(day)]
    if len(found) == len(present) == 1:
        return present[0].id
    if len(found) > 1:
        raise UnwitnessedError(
            msg(
                "Several persons have the account {login}: {persons}.", login=login, persons=tuple(p.id for p in found)
            ),
            msg("An account belongs to one person; mend organisation/personer.yaml."),
        )
    raise UnwitnessedError(
        msg("Nobody in the register has the account {login} on {day}.", login=login, day=day),
        msg("Accounts stand with their persons in organisation/personer.yaml, as konton."),
    )


def _check_open(is_open: bool) -> None:  # noqa: FBT001  # the one thing that is checked
    if not is_open:
        raise UnwitnessedError(msg("The merge request is not open any more."))


def _said(meaning: Meaning | None) -> Meaning:
    if meaning is None:
        raise UnwitnessedError(msg("The event is neither an approval nor a demand for changes."))
    return meaning


def _text(event: object, *keys: str) -> str:
    value = within(event, *keys)
    if not isinstance(value, str) or not value:
        raise _unknown(".".join(keys))
    return value


def _number(event: object, key: str) -> int:
    value = within(event, key)
    if not isinstance(value, int):
        raise _unknown(key)
    return value


def _commit(event: object, *keys: str) -> str:
    value = _text(event, *keys)
    if not _COMMIT.fullmatch(value):
        raise _unknown(".".join(keys))
    return value


def _time(text: str) -> datetime:
    """Read a time as the forges write it: ISO 8601, or with blanks and a zone."""
    day, _, rest = text.replace(" UTC", "+00:00").replace("T", " ", 1).partition(" ")
    try:
        time = datetime.fromisoformat(f"{day}T{rest.replace(' ', '')}")
    except ValueError:
        raise _unknown(text) from None
    if time.tzinfo is None or time.year in {MINYEAR, MAXYEAR}:  # in another zone it has no date
        raise _unknown(text)
    return time


def _words(body: object) -> str:
    text = body.strip() if isinstance(body, str) else ""
    return text if len(text) <= _WORDS else f"{text[:_WORDS]}…"


def _unknown(what: str) -> EventError:
    why: Message = msg(
        "This is not an event of an approval as the forge sends it: {what} is missing or wrong.", what=what
    )
    return EventError(why, msg("Say which forge it comes from with --forge, and give the event as it came."))
