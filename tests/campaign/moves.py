"""The *moves* of the campaign: what people rightly do, from which the region grows and valid landings are made.

Every move is planned by the flow and signed as its type asks for. Who makes it is drawn among those who may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from random import Random

from tests.campaign import cast
from tests.campaign.draft import Draft

from ledsys import actfile
from ledsys.lifecycle import Move, Wish
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.doctype import Level

REASON = Wish(reason="Nytt arbetssätt.")


def _new_file(draft: Draft, document: str, kind: str, random: Random, **fields: str) -> Draft:
    unit = "region" if kind == cast.BODY_TYPE else random.choice(("pain", "pain", "care"))
    images = random.choice((0, 0, 1, 2))
    name = document.lower()
    folder = f"dokument/{unit}/{random.choice(('', '', 'rum/'))}"
    for place in range(images):
        draft.write(f"{folder}img/{name}-{place}.png", picture(random))
    shown = "".join(f"![Bild {place}](img/{name}-{place}.png)\n\n" for place in range(images))
    authors = random.sample(cast.WRITERS[:2], random.choice((1, 1, 2)))
    front = {
        "dokument-id": document,
        "titel": f"Handhygien {random.randrange(1000)}",
        "handlingstyp": kind,
        "status": "utkast",
        "version": "1",
        "innehållsansvarig": "ward-chief@pain",
        "granskare": f"[{', '.join(cast.REVIEWERS)}]",
        "författare": f"[{', '.join(authors)}]",
        "gäller-för": f"[{unit}]",
        **({"# anteckning": "en rad som ingen läser"} if random.random() < 0.2 else {}),
        **fields,
    }
    lines = "".join(f"{key}: {value}\n" for key, value in front.items())
    body = "\n".join(
        f"## Rubrik {place}\n\nSå gör vi {random.randrange(10_000)}.\n" for place in range(random.randrange(1, 4))
    )
    draft.write(f"{folder}{name}.md", f"---\n{lines}---\n\n{body}\n{shown}Slut.\n")
    return draft


def new_file(draft: Draft, document: str, kind: str, random: Random, **fields: str) -> None:
    """Write a new document with its images; other keys of front matter by keyword, ``_`` for ``-``."""
    _new_file(draft, document, kind, random, **{key.replace("_", "-"): value for key, value in fields.items()})


def picture(random: Random) -> bytes:
    """Give the bytes of an image, as far as anybody here looks."""
    return b"\x89PNG\r\n\x1a\n" + random.randbytes(24)


def handing_on(draft: Draft, **fields: object) -> Act:
    """Give the act by which the head hands the mandate on for two months."""
    day = draft.now.date()
    given: dict[str, object] = {
        "kind": ActKind.DELEGATE,
        "repo": cast.REPO,
        "document": "none",
        "version": 0,
        "content": None,
        "person": cast.HEAD,
        "name": cast.HEAD.title(),
        "role": "approver",
        "mandate": "M-3",
        "successor": cast.STAND_IN,
        "valid_from": day,
        "valid_until": day + timedelta(days=60),
        "policy": draft.main.chain.versions[-1].hash,
        "assurance": Level.HARDWARE.code,
        "signed_at": draft.now.replace(microsecond=0),
        "reason": "Sommar.",
    }
    return actfile.sealed(Act(**{**given, **fields}))  # type: ignore[arg-type]  # named by the callers


# Who makes a move, and how.

_APPROVERS = (*cast.APPROVERS, cast.HEAD, cast.STAND_IN, "rekeyed", "robbed", "chief-writer")
_EVERY = (*_APPROVERS, cast.OWNER, cast.ADMINISTRATOR, cast.REGISTRAR, cast.PUBLISHER, *cast.WRITERS, "hygienist")
MAKERS: Mapping[Move, tuple[str, ...]] = {
    Move.SUBMIT: (*cast.WRITERS[:2], cast.OWNER, cast.ADMINISTRATOR),
    Move.REVIEW: (*cast.REVIEWERS, "hygienist"),
    Move.RECALL: (cast.OWNER, cast.REGISTRAR, *cast.APPROVERS),
    Move.APPROVE: _APPROVERS,
    Move.PUBLISH: (cast.PUBLISHER,),
    Move.REVISE: (cast.OWNER, cast.ADMINISTRATOR, *cast.APPROVERS),
    Move.ABANDON: (cast.OWNER, cast.REGISTRAR),
    Move.CONFIRM: _APPROVERS,
    Move.HANDOVER: (cast.OWNER, *cast.APPROVERS, cast.REGISTRAR),
    Move.REPEAL: _APPROVERS,
    Move.STOP: (*cast.APPROVERS, cast.REGISTRAR),
    Move.BASELINE: _APPROVERS,
}


def made(draft: Draft, move: Move, document: str, random: Random, wish: Wish | None = None) -> Act:
    """Let somebody who may make the move; AssertionError if nobody may."""
    front = draft.found(document).front
    assert front is not None
    makers: Iterable[str] = MAKERS[move]
    if front.type == cast.BODY_TYPE and move in (Move.APPROVE, Move.CONFIRM, Move.REPEAL, Move.BASELINE):
        makers = (cast.RECORDER, cast.REGISTRAR)
        wish = Wish(**{**vars(wish or Wish()), "decision": cast.DECISION})
    if front.type == "ordination":
        makers = [maker for maker in makers if maker in cast.HARDWARE]
    *others, last = random.sample(tuple(makers), len(tuple(makers)))
    tried = (draft.tries(move, document, person, wish) for person in others)
    return next(filter(None, tried), None) or draft.does(move, document, last, wish)


def walk(draft: Draft, document: str, steps: Iterable[str], random: Random) -> None:
    """Make these steps with a document, one after the other."""
    for step in steps:
        STEPS[step](draft, document, random)


def approve(draft: Draft, document: str, random: Random) -> Act:
    return made(draft, Move.APPROVE, document, random, dates(draft, document, random))


def dates(draft: Draft, document: str, random: Random) -> Wish:
    """Give days of validity that an approval may have."""
    last = draft.life(document).last
    start = draft.now.date() + timedelta(days=random.choice((0, 0, -1, 10, 40)))
    start = max(start, last.valid_from) if last is not None else start
    return Wish(valid_from=start, valid_until=start + timedelta(days=random.randrange(300, 729)))


def vote(draft: Draft, document: str, random: Random) -> Act:
    return made(draft, Move.REVIEW, document, random)


def votes(draft: Draft, document: str, random: Random) -> None:
    """Let as many review as the type asks for, each once."""
    kind = draft.main.policy.types[_type(draft, document)]
    voters = random.sample(MAKERS[Move.REVIEW] if kind.id != "ordination" else cast.REVIEWERS, kind.reviewers)
    for person in voters:
        draft.does(Move.REVIEW, document, person)


def return_(draft: Draft, document: str, random: Random) -> Act:
    return made(draft, Move.REVIEW, document, random, Wish(vote=Meaning.RETURN, reason="Oklart i steg två."))


def confirm(draft: Draft, document: str, random: Random) -> Act:
    until = draft.now.date() + timedelta(days=random.randrange(280, 700))
    return made(draft, Move.CONFIRM, document, random, Wish(reason="Läst och jämfört.", valid_until=until))


def handover(draft: Draft, document: str, random: Random) -> Act:
    now = draft.life(document).owner
    return made(
        draft,
        Move.HANDOVER,
        document,
        random,
        Wish(owner=random.choice([who for who in ("rehab-owner", cast.OWNER, cast.ADMINISTRATOR) if who != now])),
    )


def edit(draft: Draft, document: str, random: Random) -> None:
    """Change the text, and now and then an image."""
    draft.edit(document, "Så gör vi", f"Nu gör vi {random.randrange(10_000)}")
    draft.edit(document, "Nu gör vi", "Så gör vi")
    images = draft.found(document).images
    if images and random.random() < 0.3:
        draft.write(f"{draft.found(document).folder}/{random.choice(sorted(images))}", picture(random))


def _type(draft: Draft, document: str) -> str:
    front = draft.found(document).front
    assert front is not None
    return front.type


def _simply(move: Move, wish: Wish | None = None) -> Callable[[Draft, str, Random], Act]:
    return lambda draft, document, random: made(draft, move, document, random, wish)


STEPS: Mapping[str, Callable[[Draft, str, Random], Act | None]] = {
    "submit": _simply(Move.SUBMIT),
    "vote": vote,
    "votes": votes,
    "return_": return_,
    "recall": _simply(Move.RECALL, REASON),
    "approve": approve,
    "publish": _simply(Move.PUBLISH),
    "revise": _simply(Move.REVISE, REASON),
    "abandon": _simply(Move.ABANDON, REASON),
    "confirm": confirm,
    "handover": handover,
    "repeal": _simply(Move.REPEAL, REASON),
    "stop": _simply(Move.STOP, REASON),
    "baseline": _simply(Move.BASELINE),
    "edit": edit,
}
