"""Attacks on ids, and documents that vanish (proof §2, rows 11, 12)."""

from __future__ import annotations

from tests.campaign.attack import attack
from tests.campaign.moves import new_file
from tests.campaign.scene import Scene
from tests.campaign.shapes import ACTED, APPROVED, DECIDED

# Ids.


@attack(11, codes="LS507 LS506 LS505 LS801")
def ids_swapped(scene: Scene) -> None:
    one = scene.some(*DECIDED, *APPROVED)
    two = scene.some(*DECIDED, *APPROVED, other_than=one)
    first, second = scene.draft.path(one), scene.draft.path(two)
    texts = scene.draft.text(one), scene.draft.text(two)
    scene.draft.write(first, texts[0].replace(one, two))
    scene.draft.write(second, texts[1].replace(two, one))


@attack(11, 12, codes="LS801")
def id_changed(scene: Scene) -> None:
    document = scene.some(*ACTED)
    scene.draft.edit(document, document, scene.ground.new_id())


@attack(11, codes="LS107 LS111 LS801")
def id_that_only_looks_right(scene: Scene) -> None:
    """Letters from another alphabet, small letters, too many or other digits."""
    document = scene.fresh()
    digits = document.partition("-")[2]
    wrong = scene.random.choice(
        (f"ЕХР-{digits}", f"exp-{digits}", f"EXP–{digits}", f"EXP-{digits[:-1]}O", f"EXQ-{digits}", f"EXP-{digits}-1")
    )
    scene.draft.write(scene.draft.path(document), scene.draft.text(document).replace(document, wrong))


@attack(11, codes="LS402")
def id_used_twice(scene: Scene) -> None:
    document = scene.some(*ACTED)
    folder = scene.random.choice(("dokument/aaa", "dokument/zzz", "dokument/pain"))
    text = scene.draft.text(document)
    if scene.random.random() < 0.5:
        text = text.replace("Så gör vi", "Så gör vi inte")
    scene.draft.write(f"{folder}/kopia.md", text)


@attack(11, codes="LS402")
def decoy_that_comes_first(scene: Scene) -> None:
    """The true text lies first by path, so that the acts are judged with it; the false one beside it is shown."""
    document = scene.some(*DECIDED)
    path, text = scene.draft.path(document), scene.draft.text(document)
    scene.draft.write(f"dokument/aaa/{document.lower()}.md", text)
    scene.draft.write(path, text.replace("Så gör vi", "Så gör vi inte"))


@attack(11, 12, codes="LS507 LS402 LS801")
def id_of_a_dead_document_for_a_new_one(scene: Scene) -> None:
    document = scene.some("repealed")
    scene.draft.write(scene.draft.path(document), None)
    new_file(scene.draft, document, "anvisning", scene.random, titel="Helt ny")


# Documents that vanish.


@attack(12, codes="LS801")
def document_deleted(scene: Scene) -> None:
    scene.draft.write(scene.draft.path(scene.some(*ACTED)), None)


@attack(12, 13, codes="LS804")
def document_deleted_with_its_acts(scene: Scene) -> None:
    document = scene.some(*ACTED)
    scene.draft.write(scene.draft.path(document), None)
    for folder in (f".ledsys/acts/{document}", f".ledsys/editions/{document}"):
        for path in scene.draft.paths(folder):
            scene.draft.write(path, None)


@attack(12, codes="LS801")
def document_hidden_by_its_name(scene: Scene) -> None:
    document = scene.some(*ACTED)
    path = scene.draft.path(document)
    scene.draft.move_file(
        path,
        scene.random.choice(
            (path.replace(".md", ".txt"), path.replace(".md", ".MD"), path.replace("dokument/", "arkiv/"))
        ),
    )


@attack(12, codes="LS801 LS102")
def document_emptied(scene: Scene) -> None:
    scene.draft.write(scene.draft.path(scene.some(*ACTED)), scene.random.choice((b"", b"Borta.\n", b"---\n---\n")))


@attack(12, codes="LS812 LS806")
def edition_removed(scene: Scene) -> None:
    document = scene.some(*DECIDED)
    for path in scene.draft.paths(f".ledsys/editions/{document}/1"):
        scene.draft.write(path, None)
