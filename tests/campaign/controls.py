"""The *controls*: valid landings of every kind that people make; none of them may give a finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tests.campaign import cast
from tests.campaign.cast import protected_files
from tests.campaign.moves import REASON, STEPS, dates, edit, handing_on, made, picture, vote, walk
from tests.campaign.scene import DECIDED_BY_ONE, Scene, propose
from tests.campaign.shapes import ACTED, APPROVED, DECIDED, IN_FORCE, IN_REVIEW, IN_WORK, VOTED

from ledsys.lifecycle import Move, Wish

Control = Callable[[Scene], None]
CONTROLS: dict[str, Control] = {}


def control(make: Control) -> Control:
    """Enter a way to make a valid landing, by the name of its function."""
    CONTROLS[make.__name__.strip("_").replace("_", "-")] = make
    return make


def _after(*shapes: str) -> Callable[[str], None]:
    """Enter, for a step, that it is made with documents of these shapes."""

    def enter(step: str) -> None:
        def make(scene: Scene) -> None:
            scene.walk(scene.some(*shapes), step)

        CONTROLS[step.strip("_")] = make

    return enter


for _step, _shapes in {
    "submit": IN_WORK,
    "recall": (*IN_REVIEW, *APPROVED),
    "approve": VOTED,
    "publish": APPROVED,
    "revise": DECIDED[:-1],
    "abandon": ("revised", "review", "again-review", "again-approved"),
    "confirm": IN_FORCE,
    "handover": ACTED,
    "repeal": (*IN_FORCE, "stopped", "revised"),
    "stop": (*IN_FORCE, "revised", "again-review"),
}.items():
    _after(*_shapes)(_step)


@control
def vote_ok(scene: Scene) -> None:
    vote(scene.draft, scene.some("review", "again-review", "returned"), scene.random)


@control
def vote_return(scene: Scene) -> None:
    STEPS["return_"](scene.draft, scene.some("review", "voted"), scene.random)


@control
def vouch(scene: Scene) -> None:
    scene.walk(
        scene.some(*(shape for shape in IN_FORCE if shape != "vouched"), types=("anvisning", "rutin")), "baseline"
    )


@control
def whole_life(scene: Scene) -> None:
    document = scene.fresh()
    scene.walk(
        document, *scene.random.choice((("submit",), ("submit", "votes"), ("submit", "votes", "approve", "publish")))
    )


@control
def whole_revision(scene: Scene) -> None:
    scene.walk(scene.some(*IN_FORCE), *("revise", "edit", "submit", "votes", "approve", "publish"))


@control
def second_thoughts(scene: Scene) -> None:
    scene.walk(scene.some("review", "voted", "approved", "again-voted"), "recall", "edit", "submit", "votes")


@control
def edited_and_submitted_anew(scene: Scene) -> None:
    scene.walk(scene.some(*IN_REVIEW), "edit", "submit")


@control
def recalled_and_edited(scene: Scene) -> None:
    scene.walk(scene.some(*IN_REVIEW, *APPROVED), "recall", "edit")


@control
def handed_over_and_edited(scene: Scene) -> None:
    scene.walk(scene.some("recalled", "revised"), "handover", "edit")


@control
def new_draft(scene: Scene) -> None:
    scene.fresh()


@control
def edit_of_draft(scene: Scene) -> None:
    edit(scene.draft, scene.some(*IN_WORK), scene.random)


@control
def draft_deleted(scene: Scene) -> None:
    scene.draft.write(scene.draft.path(scene.some("draft")), None)


@control
def moved_with_its_images(scene: Scene) -> None:
    document = scene.draft.found(scene.some())
    to = f"dokument/flyttat-{scene.random.randrange(1000)}"
    scene.draft.move_file(document.path, f"{to}/{document.path.rpartition('/')[2]}")
    for name in document.images:
        scene.draft.move_file(f"{document.folder}/{name}", f"{to}/{name}")


@control
def renamed(scene: Scene) -> None:
    document = scene.draft.found(scene.some())
    scene.draft.move_file(document.path, f"{document.folder}/nytt-namn-{scene.random.randrange(1000)}.md")


@control
def several_at_once(scene: Scene) -> None:
    walk(scene.draft, scene.some("draft"), ("edit", "submit"), scene.random)
    walk(scene.draft, scene.some("published"), ("revise",), scene.random)
    walk(scene.draft, scene.some("approved"), ("publish",), scene.random)


@control
def other_files(scene: Scene) -> None:
    scene.draft.write("README.md", f"Läs mig {scene.random.random()}.\n")
    scene.draft.write("dokument/pain/img/ny-bild.png", picture(scene.random))


@control
def by_delegation(scene: Scene) -> None:
    document = scene.some("voted", types=("anvisning", "rutin", "instruktion", "riktlinje"))
    scene.draft.does(Move.APPROVE, document, cast.STAND_IN, dates(scene.draft, document, scene.random))


@control
def handed_on_anew(scene: Scene) -> None:
    person = scene.random.choice(("writer", "owner", "second-reviewer"))
    act = scene.draft.put(handing_on(scene.draft, successor=person))
    if scene.random.random() < 0.5:
        scene.land()
        document = scene.some("voted", types=("anvisning", "rutin"))
        if person not in scene.front(document) and act.valid_from == scene.draft.now.date():
            scene.draft.tries(Move.APPROVE, document, person)


@control
def landed_late(scene: Scene) -> None:
    document = scene.some("draft", types=DECIDED_BY_ONE)
    scene.walk(document, "submit", "votes")
    scene.draft.does(Move.APPROVE, document, "approver", dates(scene.draft, document, scene.random))
    scene.draft.now += timedelta(days=scene.random.randrange(29), minutes=scene.random.randrange(600))


@control
def clock_ahead(scene: Scene) -> None:
    scene.walk(scene.some("draft"), "submit")
    scene.draft.now -= timedelta(minutes=4)


@control
def seen_policy_before(scene: Scene) -> None:
    """The signer had not yet fetched the newest version of the policy."""
    chain = scene.ground.main.chain.versions
    document = scene.some("draft", types=("riktlinje", "instruktion"))
    scene.draft.again(scene.draft.does(Move.SUBMIT, document, cast.ADMINISTRATOR), policy=chain[-2].hash)


@control
def stronger_than_asked(scene: Scene) -> None:
    """A person may sign with a key where the type asks for less."""
    document = scene.some("voted", types=("anvisning",))
    attempt = scene.draft.attempt(Move.APPROVE, document, "approver", dates(scene.draft, document, scene.random))
    scene.draft.forces(
        Move.APPROVE, document, "approver", attempt.wish, assurance=scene.random.choice(("key", "hardware"))
    )


@control
def security_key_where_any_will_do(scene: Scene) -> None:
    document = scene.some("draft", types=("riktlinje", "instruktion"))
    scene.draft.again(scene.draft.does(Move.SUBMIT, document, cast.ADMINISTRATOR), f"{cast.ADMINISTRATOR}!")


@control
def published_twice_side_by_side(scene: Scene) -> None:
    """Two clones publish what was approved, and are merged."""
    document = scene.some(*APPROVED)
    first = scene.draft.does(Move.PUBLISH, document, cast.PUBLISHER)
    scene.draft.put(replace(first, signed_at=first.signed_at + timedelta(seconds=40)))


@control
def older_version_again(scene: Scene) -> None:
    document = scene.some("again-published")
    made(scene.draft, Move.REVISE, document, scene.random, replace(REASON, from_version=1))


@control
def repealed_for_another(scene: Scene) -> None:
    document = scene.some(*IN_FORCE, types=DECIDED_BY_ONE)
    successor = scene.some("published", "confirmed", other_than=document)
    made(scene.draft, Move.REPEAL, document, scene.random, Wish(reason="Ersatt.", successor=successor))


@control
def policy_changed(scene: Scene) -> None:
    """Root persons sign a changed file, and nothing else lands with it."""
    change = {"mallar/rutin.md": f"## Syfte\n\nSkriv {scene.random.random()}.\n".encode()}
    propose(scene.draft, change, scene.random.sample(cast.ROOTS, scene.random.choice((2, 2, 3))))


@control
def person_entered(scene: Scene) -> None:
    """A registrar enters a person, whose new key signs too."""
    name = f"ny-{scene.random.randrange(1000)}"
    text = protected_files(2)["organisation/personer.yaml"].decode()
    key = f"{{nyckel: {cast.soft(name).public_text}}}"
    entry = f"  - id: {name}\n    namn: Ny\n    titel: Titel\n    nycklar:\n      - {key}\n"
    propose(scene.draft, {"organisation/personer.yaml": f"{text}{entry}".encode()}, (cast.REGISTRAR, name))


@control
def key_entered(scene: Scene) -> None:
    """A person enters a further key, signed with the old and the new."""
    text = cast.persons(2, {"author": f"{{nyckel: {cast.soft('author/new').public_text}}}"})
    propose(scene.draft, {"organisation/personer.yaml": text.encode()}, ("author", "author/new"))
