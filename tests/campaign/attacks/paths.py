"""Attacks by the names and kinds of files (proof §2, rows 32-35)."""

from __future__ import annotations

import unicodedata

from tests.campaign.attack import BY_ONE, attack
from tests.campaign.moves import picture
from tests.campaign.region import LINK, PROGRAM, SUBMODULE
from tests.campaign.scene import Scene
from tests.campaign.shapes import ACTED, APPROVED, DECIDED

from ledsys.lifecycle import Move


@attack(32, codes="LS816")
def repository_inside_the_repo(scene: Scene) -> None:
    folder = scene.random.choice(("dokument/pain/arkiv", "dokument", "x"))
    names = scene.random.choice(
        (("HEAD", "objects/00/x", "refs/heads/main"), ("head", "Objects/x", "REFS/x"), ("HEAD", "commondir"))
    )
    for name in names:
        scene.draft.write(f"{folder}/{name}", b"ref: refs/heads/main\n")


@attack(33, codes="LS708")
def document_that_is_a_link(scene: Scene) -> None:
    path = scene.draft.path(scene.some())
    scene.draft.write(path, scene.random.choice((b"../../ledsys.yaml", b"/etc/passwd", b"annan.md")), LINK)


@attack(33, codes="LS708")
def image_or_other_file_that_is_a_link(scene: Scene) -> None:
    path = scene.random.choice(("dokument/pain/img/bild.png", "dokument/pain", "README", "handbok/mall.html"))
    scene.draft.write(f"{path}-{scene.random.randrange(99)}", b"/etc/passwd", LINK)


@attack(33, codes="LS708")
def submodule(scene: Scene) -> None:
    path = scene.random.choice(("dokument/pain/modul", "vendor", "dokument/pain/x.md"))
    scene.draft.write(path, scene.random.randbytes(20), SUBMODULE)


@attack(33, codes="LS708")
def file_that_can_be_run(scene: Scene) -> None:
    path = scene.draft.path(scene.some())
    scene.draft.write(path, scene.draft.read(path), scene.random.choice((PROGRAM, "100664", "100600")))


@attack(33, codes="LS708")
def edition_that_is_a_link(scene: Scene) -> None:
    document = scene.some("approved", types=BY_ONE)
    scene.walk(document, "publish")
    path = f".ledsys/editions/{document}/1/dokument.md"
    scene.draft.write(path, scene.draft.path(document).encode(), LINK)


@attack(33, codes="LS708")
def act_that_is_a_link(scene: Scene) -> None:
    document = scene.some(*ACTED)
    scene.draft.write(f".ledsys/acts/{document}/{scene.random.randbytes(10).hex()}.act", b"../../x.act", LINK)


@attack(34, codes="LS505 LS506 LS507 LS519 LS510")
def image_that_leads_elsewhere(scene: Scene) -> None:
    """What is submitted shows a file outside its folder, which no digest can bind."""
    document = scene.fresh(scene.random.choice(BY_ONE))
    target = scene.random.choice(
        (
            "../../ledsys.png",
            "/etc/passwd.png",
            "file:///etc/passwd.png",
            "%2e%2e/x.png",
            "..%2fx.png",
            "img/../../x.png",
            "../.git/config.png",
            "..\\\\x.png",
            "./.ledsys/../x.png",
            "data:x.png",
            "con.png",
            "img//x.png",
        )
    )
    scene.draft.write("dokument/x.png", picture(scene.random))
    scene.walk(document, "submit")
    scene.draft.edit(document, "Slut.", f"![Bild]({target})\n\nSlut.")
    act = scene.draft.acts[-1]
    if scene.random.random() < 0.5:
        scene.draft.again(act, content=f"sha256:{scene.random.randbytes(32).hex()}")


@attack(35, codes="LS814")
def name_that_some_program_takes_for_something_else(scene: Scene) -> None:
    name = scene.random.choice(
        (
            ".git/config",
            ".GIT/hooks/post-checkout",
            "GIT~1/config",
            "pain/.gitmodules",
            "pain/.Git/x",
            "a\\b.md",
            "a:b.md",
            "con.md",
            "aux",
            "nul.txt",
            "lpt1.md",
            "slut.",
            "slut ",
            "pain/ .md",
            "fråga?.md",
            "st*r.md",
            "pipe|.md",
            '"citat".md',
            "a/.git./x",
            "x" * 250,
            "pain//x.md",
            "com1",
            "git~2",
        )
    )
    scene.draft.write(name if name.startswith((".git/", ".GIT")) else f"dokument/{name}", b"x\n")


@attack(35, codes="LS814")
def name_with_what_nobody_sees(scene: Scene) -> None:
    sign = scene.random.choice(
        ("\n", "\t", "\x1b[31m", "\x7f", "\u202e", "\u200b", "\u2066", "\ufeff", "\u2028", "\x85")
    )
    scene.draft.write(f"dokument/pain/namn{sign}x.md", b"x\n")


@attack(35, codes="LS814")
def name_with_letters_and_accents_apart(scene: Scene) -> None:
    scene.draft.write(unicodedata.normalize("NFD", "dokument/pain/vård.md"), b"x\n")


@attack(35, codes="LS708 LS814")
def name_that_is_not_text(scene: Scene) -> None:
    scene.draft.write("dokument/pain/namn\udcff.md", b"x\n")


@attack(35, codes="LS815")
def name_that_differs_by_capitals(scene: Scene) -> None:
    path = scene.draft.path(scene.some(*ACTED))
    head, _, name = path.rpartition("/")
    other = scene.random.choice(
        (
            f"{head}/{name.upper()}",
            path.replace("dokument/", "Dokument/"),
            f"{head}/{name.title()}",
            f"{head.upper()}/ny.md",
        )
    )
    scene.draft.write(other, b"x\n")


@attack(35, codes="LS815")
def evidence_under_other_capitals(scene: Scene) -> None:
    act = scene.draft.life(scene.some(*ACTED)).acts[0]
    scene.draft.write(f".ledsys/ACTS/{act.document}/{act.id}.act", b"x\n")


@attack(35, 12, codes="LS815 LS814 LS102")
def two_spellings_of_one_name(scene: Scene) -> None:
    name = scene.random.choice(("vård", "straße", "ﬁl", "K"))
    scene.draft.write(f"dokument/pain/{name}.md", b"x\n")
    scene.draft.write(f"dokument/pain/{unicodedata.normalize('NFKD', name).casefold().upper()}.md", b"x\n")


@attack(34, 6, codes="LS505 LS506 LS507")
def image_exchanged_for_one_from_elsewhere(scene: Scene) -> None:
    document = scene.some(*APPROVED, *DECIDED)
    scene.draft.edit(document, "Slut.", "![Bild](https://example.org/x.png)\n\nSlut.")


@attack(34, codes="LS519 LS505")
def submitted_without_its_image(scene: Scene) -> None:
    document = scene.fresh(scene.random.choice(BY_ONE))
    scene.draft.edit(document, "Slut.", "![Bild](img/saknas.png)\n\nSlut.")
    scene.draft.forces(
        Move.SUBMIT,
        document,
        "author" if "[author" in scene.front(document) else "writer",
        content=f"sha256:{scene.random.randbytes(32).hex()}",
    )
