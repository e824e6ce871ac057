"""Attacks on texts and images after people have read them (proof §2, rows 6-8, 26, 27)."""

from __future__ import annotations

from tests.campaign import cast
from tests.campaign.attack import BY_ONE, STRICT, attack
from tests.campaign.moves import edit, new_file, picture
from tests.campaign.scene import Scene, edition_text
from tests.campaign.shapes import APPROVED, DECIDED, ENDED, IN_FORCE, IN_REVIEW

from ledsys.lifecycle import Move

CHANGED = "LS505 LS506 LS507"


def _with_images(scene: Scene, *shapes: str, number: int = 1) -> tuple[str, list[str]]:
    """Choose a document that shows so many images, and give their paths."""
    for _ in range(400):
        document = scene.some(*shapes)
        found = scene.draft.found(document)
        if len(found.images) >= number:
            return document, [f"{found.folder}/{name}" for name in sorted(found.images)]
    raise AssertionError("no document shows images")


@attack(6, codes="LS505")
def body_edited_under_review(scene: Scene) -> None:
    edit(scene.draft, scene.some(*IN_REVIEW), scene.random)


@attack(6, codes="LS506")
def body_edited_after_approval(scene: Scene) -> None:
    edit(scene.draft, scene.some(*APPROVED), scene.random)


@attack(6, codes="LS507")
def body_edited_after_publication(scene: Scene) -> None:
    edit(scene.draft, scene.some(*IN_FORCE), scene.random)


@attack(6, codes="LS507")
def body_edited_after_the_end(scene: Scene) -> None:
    edit(scene.draft, scene.some(*ENDED), scene.random)


@attack(6, codes=CHANGED)
def title_edited(scene: Scene) -> None:
    scene.draft.edit(scene.some(*APPROVED, *DECIDED, *IN_REVIEW), "titel: ", "titel: Ny ")


@attack(6, codes=CHANGED)
def metadata_edited(scene: Scene) -> None:
    document = scene.some(*APPROVED, *DECIDED, types=BY_ONE)
    line = scene.random.choice(("granskare: [", "författare: [", "gäller-för: ["))
    more = "rehab, " if line.startswith("gäller") else f"{cast.INSIDER}, "
    scene.draft.edit(document, line, f"{line}{more}")


@attack(6, codes=CHANGED)
def comment_entered_in_front_matter(scene: Scene) -> None:
    scene.draft.edit(scene.some(*APPROVED, *DECIDED), "handlingstyp:", "# inget\nhandlingstyp:")


@attack(6, codes=CHANGED)
def one_byte_of_blank(scene: Scene) -> None:
    document = scene.some(*APPROVED, *DECIDED)
    scene.draft.edit(document, "Slut.\n", scene.random.choice(("Slut. \n", "Slut.\n\n", "Slut.")))


@attack(6, codes=CHANGED)
def type_changed_to_an_easier_one(scene: Scene) -> None:
    document = scene.some(*APPROVED, *DECIDED, types=("riktlinje", "ordination"))
    front = scene.draft.found(document).front
    assert front is not None
    scene.draft.edit(document, f"handlingstyp: {front.type}", "handlingstyp: anvisning")


@attack(6, 7, codes="LS812 LS510")
def edition_edited(scene: Scene) -> None:
    path = edition_text(scene.some(*DECIDED), 1)
    scene.draft.write(path, scene.draft.read(path).replace(b"Slut.", b"Slut!"))


@attack(6, codes="LS812")
def edition_and_text_edited_alike(scene: Scene) -> None:
    document = scene.some("published", "confirmed")
    edit(scene.draft, document, scene.random)
    scene.draft.write(edition_text(document, 1), scene.draft.text(document))


@attack(6, codes="LS510")
def another_text_frozen_than_was_approved(scene: Scene) -> None:
    document = scene.some("approved")
    scene.walk(document, "publish")
    path = edition_text(document, 1)
    scene.draft.write(path, scene.draft.read(path).replace(b"Slut.", b"Slut!"))


@attack(6, 7, codes="LS510 LS805")
def something_more_frozen(scene: Scene) -> None:
    document = scene.some("approved")
    scene.walk(document, "publish")
    scene.draft.write(
        f".ledsys/editions/{document}/1/{scene.random.choice(('mer.md', 'img/mer.png'))}", picture(scene.random)
    )


@attack(6, codes="LS806")
def publication_without_a_frozen_text(scene: Scene) -> None:
    document = scene.some(*APPROVED)
    scene.walk(document, "publish")
    for path in scene.draft.paths(f".ledsys/editions/{document}"):
        if path not in scene.draft.main.tree.paths():
            del scene.draft.writes[path]


@attack(6, 10, codes="LS510 LS805")
def edition_that_nobody_published(scene: Scene) -> None:
    document = scene.some("draft", "published", "approved")
    scene.draft.write(edition_text(document, scene.random.randrange(2, 9)), scene.draft.text(document))


# Images.


@attack(7, codes="LS505")
def image_changed_under_review(scene: Scene) -> None:
    _, images = _with_images(scene, *IN_REVIEW)
    scene.draft.write(images[0], picture(scene.random))


@attack(7, codes="LS506")
def image_changed_after_approval(scene: Scene) -> None:
    _, images = _with_images(scene, *APPROVED)
    scene.draft.write(images[0], picture(scene.random))


@attack(7, codes="LS507")
def image_changed_after_publication(scene: Scene) -> None:
    _, images = _with_images(scene, *DECIDED)
    scene.draft.write(images[-1], picture(scene.random))


@attack(7, codes=CHANGED)
def two_images_swapped(scene: Scene) -> None:
    _, (one, two) = _with_images(scene, *APPROVED, *DECIDED, number=2)
    first = scene.draft.read(one)
    scene.draft.write(one, scene.draft.read(two))
    scene.draft.write(two, first)


@attack(7, codes=CHANGED)
def image_removed(scene: Scene) -> None:
    _, images = _with_images(scene, *APPROVED, *DECIDED)
    scene.draft.write(images[0], None)


@attack(7, codes=CHANGED)
def image_changed_by_the_draft_of_another(scene: Scene) -> None:
    """A draft shows the image of a published text, and changes it as if it were its own."""
    document, images = _with_images(scene, *IN_FORCE)
    folder = scene.draft.found(document).folder
    fresh = scene.ground.new_id()
    new_file(scene.draft, fresh, "anvisning", scene.random)
    scene.draft.move_file(scene.draft.path(fresh), f"{folder}/{fresh.lower()}.md")
    scene.draft.edit(fresh, "Slut.", f"![Samma]({images[0].removeprefix(f'{folder}/')})\n\nSlut.")
    scene.draft.write(images[0], picture(scene.random))


@attack(7, 12, codes=CHANGED)
def moved_away_from_its_images(scene: Scene) -> None:
    document, _ = _with_images(scene, *APPROVED, *DECIDED)
    scene.draft.move_file(scene.draft.path(document), f"dokument/bort/{document.lower()}.md")


@attack(7, 6, codes="LS812 LS510")
def frozen_image_changed(scene: Scene) -> None:
    document, _ = _with_images(scene, *IN_FORCE)
    frozen = [path for path in scene.draft.paths(f".ledsys/editions/{document}") if path.endswith(".png")]
    scene.draft.write(scene.random.choice(frozen), picture(scene.random))


@attack(7, codes="LS510 LS806")
def other_image_frozen_than_was_approved(scene: Scene) -> None:
    document, _ = _with_images(scene, "approved")
    scene.walk(document, "publish")
    frozen = [path for path in scene.draft.writes if path.startswith(".ledsys/editions") and path.endswith(".png")]
    scene.draft.write(frozen[0], scene.random.choice((picture(scene.random), None)))


# In one landing with the votes, and between landings.


@attack(8, codes="LS505 LS506")
def edited_after_the_votes_of_the_same_landing(scene: Scene) -> None:
    document = scene.some("draft", "review", types=BY_ONE)
    scene.walk(document, *(("submit",) if "status: utkast" in scene.front(document) else ()), "votes")
    if scene.random.random() < 0.5:
        scene.walk(document, "approve")
    edit(scene.draft, document, scene.random)


@attack(8, codes="LS519 LS511")
def approval_of_a_text_edited_after_the_votes(scene: Scene) -> None:
    document = scene.some("voted", "review", types=BY_ONE)
    submit = scene.draft.life(document).work.submit
    assert submit is not None
    counted = tuple(vote.id for vote in scene.draft.life(document).work.votes)
    edit(scene.draft, document, scene.random)
    scene.draft.forces(Move.APPROVE, document, "approver", of=submit.id, relies_on=counted)


@attack(8, codes="LS519 LS511")
def publication_of_a_text_edited_after_approval(scene: Scene) -> None:
    document = scene.some(*APPROVED, types=BY_ONE)
    edit(scene.draft, document, scene.random)
    scene.draft.forces(Move.PUBLISH, document, cast.PUBLISHER)


@attack(8, codes="LS519 LS511")
def vote_for_a_text_that_is_not_there(scene: Scene) -> None:
    document = scene.some("review", types=STRICT)
    scene.draft.forces(Move.REVIEW, document, "reviewer", content=f"sha256:{scene.random.randbytes(32).hex()}")


@attack(26, codes=CHANGED)
def edit_hidden_in_another_s_landing(scene: Scene) -> None:
    """A merge brings what is right, and one text more."""
    scene.walk(scene.some("draft"), "submit")
    scene.walk(scene.some("voted", types=BY_ONE), "approve")
    edit(scene.draft, scene.some(*APPROVED, *DECIDED), scene.random)


@attack(27, codes=CHANGED)
def edited_and_put_back_by_the_next_landing(scene: Scene) -> None:
    """The landing that puts it back is right; the one before it is not, and each is judged."""
    document = scene.some(*APPROVED, *DECIDED)
    text = scene.draft.text(document)
    edit(scene.draft, document, scene.random)
    first = scene.draft
    scene.land()
    scene.draft.write(scene.draft.path(document), text)
    assert scene.draft.changed
    scene.draft = first
