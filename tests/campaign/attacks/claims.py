"""Attacks on what files claim of themselves (proof §2, row 1)."""

from __future__ import annotations

from datetime import timedelta

from tests.campaign import cast
from tests.campaign.attack import attack, claim
from tests.campaign.scene import Scene, edition_text
from tests.campaign.shapes import APPROVED, DECIDED, ENDED, IN_FORCE, IN_REVIEW, IN_WORK, VOTED

STATUS, VERSION, FROM, UNTIL, OWNER = "status", "version", "giltig-från", "giltig-till", "innehållsansvarig"


@attack(1, codes="LS501 LS508")
def draft_calls_itself_in_review(scene: Scene) -> None:
    claim(scene, scene.some(*IN_WORK), STATUS, "granskning")


@attack(1, codes="LS501")
def draft_calls_itself_approved(scene: Scene) -> None:
    claim(scene, scene.some("draft", "revised"), STATUS, "godkänd")


@attack(1, codes="LS501")
def draft_calls_itself_published(scene: Scene) -> None:
    document = scene.some(*IN_WORK)
    claim(scene, document, STATUS, "publicerad")
    if scene.random.random() < 0.5:
        claim(scene, document, FROM, "2026-01-01")
        claim(scene, document, UNTIL, "2027-01-01")


@attack(1, codes="LS501 LS508")
def recalled_text_calls_itself_approved(scene: Scene) -> None:
    claim(scene, scene.some("recalled"), STATUS, scene.random.choice(("granskning", "godkänd")))


@attack(1, codes="LS501")
def review_calls_itself_approved(scene: Scene) -> None:
    claim(scene, scene.some(*IN_REVIEW), STATUS, "godkänd")


@attack(1, codes="LS501")
def approved_calls_itself_published(scene: Scene) -> None:
    claim(scene, scene.some(*APPROVED), STATUS, "publicerad")


@attack(1, codes="LS501")
def published_calls_itself_a_draft(scene: Scene) -> None:
    claim(scene, scene.some(*IN_FORCE), STATUS, scene.random.choice(("utkast", "godkänd", "stoppad", "upphävd")))


@attack(1, codes="LS501")
def ended_calls_itself_published(scene: Scene) -> None:
    claim(scene, scene.some(*ENDED), STATUS, "publicerad")


@attack(1, codes="LS501")
def abandoned_calls_itself_a_draft(scene: Scene) -> None:
    claim(scene, scene.some("abandoned"), STATUS, scene.random.choice(("utkast", "granskning", "publicerad")))


@attack(1, codes="LS502")
def version_typed_by_hand(scene: Scene) -> None:
    claim(scene, scene.some(*IN_FORCE, *VOTED), VERSION, str(scene.random.randrange(3, 9)))


@attack(1, 15, codes="LS503")
def last_day_moved_by_hand(scene: Scene) -> None:
    document = scene.some("published", "approved")
    last = scene.draft.found(document).front
    assert last is not None
    assert last.valid_until is not None
    claim(scene, document, UNTIL, str(last.valid_until + timedelta(days=scene.random.choice((-30, 1, 365)))))


@attack(1, 15, codes="LS503")
def first_day_moved_by_hand(scene: Scene) -> None:
    document = scene.some(*IN_FORCE, *APPROVED)
    claim(scene, document, FROM, f"2025-{scene.random.randrange(10, 13)}-01")


@attack(1, codes="LS503")
def days_before_anybody_decided(scene: Scene) -> None:
    claim(scene, scene.some("draft", "revised", *IN_REVIEW), scene.random.choice((FROM, UNTIL)), "2026-10-01")


@attack(1, codes="LS503")
def days_taken_out(scene: Scene) -> None:
    claim(scene, scene.some(*IN_FORCE, *APPROVED), scene.random.choice((FROM, UNTIL)), None)


@attack(1, codes="LS504")
def owner_typed_by_hand(scene: Scene) -> None:
    document = scene.some(*IN_REVIEW, *DECIDED)
    claim(scene, document, OWNER, cast.INSIDER)


@attack(1, 6, codes="LS505 LS506 LS507")
def approver_entered_afterwards(scene: Scene) -> None:
    document = scene.some(*APPROVED, *DECIDED)
    scene.draft.edit(document, "handlingstyp:", f"godkännare: {cast.INSIDER}\nhandlingstyp:")


@attack(1, codes="LS510")
def frozen_with_other_claims(scene: Scene) -> None:
    document = scene.some("approved")
    scene.walk(document, "publish")
    path = edition_text(document, 1)
    frozen = scene.draft.read(path).decode()
    wrong = scene.random.choice(
        (
            ("status: publicerad", "status: utkast"),
            ("version: 1", "version: 7"),
            ("giltig-till: 202", "giltig-till: 203"),
        )
    )
    assert wrong[0] in frozen
    scene.draft.write(path, frozen.replace(*wrong))


@attack(1, codes="LS501 LS106 LS102")
def claims_taken_out(scene: Scene) -> None:
    claim(scene, scene.some(*DECIDED), STATUS, None)
