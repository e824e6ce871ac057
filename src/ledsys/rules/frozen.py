"""*Frozen editions* (LS510): is what lies in an edition's folder what was decided, no more and no less?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledsys import actfile
from ledsys.lifecycle.claims import EDITION_PATH, TEXT, edition_folder
from ledsys.message import Message, msg
from ledsys.model.act import Act, ActKind
from ledsys.model.document import Document, Status
from ledsys.model.facts import Place
from ledsys.model.finding import Severity
from ledsys.rules.rule import Case, Hit, repository_rule

_TOP = Place(1, 1)
_LOST = ("LS802", "LS803", "LS804")
"""The findings of acts that are there, or were, but prove nothing."""


@repository_rule("LS510", "edition-altered", Severity.ERROR)
def edition_altered(case: Case) -> Iterator[Hit]:
    """The files of an edition are not those that were published, or nobody published them."""
    for (document_id, version), names in sorted(_names(case).items()):
        folder = edition_folder(document_id, version)
        publish = _publish(case, document_id, version)
        edition = case.corpus.editions.get(document_id, {}).get(version)
        if publish is None:
            yield Hit(_TOP, *_unpublished(case, document_id, version, folder), f"{folder}/{TEXT}")
        elif edition is not None:
            for wrong, help_ in _wrong(edition, publish, names, folder):
                yield Hit(_TOP, wrong, help_, edition.path)


def _unpublished(case: Case, document_id: str, version: int, folder: str) -> tuple[Message, Message]:
    """Say what is wrong with an edition that no readable act published: an act was lost, else nobody knows of it."""
    acts = f"{actfile.FOLDER}/{document_id}"
    if any(act.version == version for act in case.corpus.acts.get(document_id, ())) or _has_lost_acts(case, acts):
        return (
            msg("The act that published this edition is missing, or can't be read."),
            msg(
                "Get the acts back from git: `git restore {acts}`. Leave the folder {folder} as it is.",
                acts=acts,
                folder=folder,
            ),
        )
    return (
        msg("No act speaks of this edition."),
        msg(
            "Only `ledsys publish` makes editions. Ask who put the folder {folder} there before you do anything to it:"
            " `git log -- {folder} {acts}` tells who saved it, and whether acts about it were there before.",
            folder=folder,
            acts=acts,
        ),
    )


def _has_lost_acts(case: Case, acts: str) -> bool:
    """Tell whether loading found that an act of the folder can't be read, was changed or was removed."""
    return any(path.startswith(f"{acts}/") for code in _LOST for path, _ in case.problems.get(code, ()))


def _publish(case: Case, document_id: str, version: int) -> Act | None:
    acts = case.corpus.acts.get(document_id, ())
    return next((act for act in acts if act.kind is ActKind.PUBLISH and act.version == version), None)


def _names(case: Case) -> Mapping[tuple[str, int], frozenset[str]]:
    """Give the names of the frozen files that are to be judged, by document id and version."""
    found: dict[tuple[str, int], set[str]] = {}
    for path in case.files_to_judge:
        shape = EDITION_PATH.fullmatch(path)
        if shape is not None:
            found.setdefault((shape[1], int(shape[2])), set()).add(shape[3])
    return {edition: frozenset(names) for edition, names in found.items()}


def _wrong(edition: Document, publish: Act, names: frozenset[str], folder: str) -> Iterator[tuple[Message, Message]]:
    """Yield what is wrong with an edition and what to do; of what hangs together, only the first."""
    restore = msg("Editions are never edited. Get the files back from git: `git restore {folder}`.", folder=folder)
    altered = tuple(key for key, value in _claims(publish).items() if edition.facts.values.get(key) != value)
    if edition.digest != publish.content:
        day = publish.signed_at.date()
        yield msg("The edition is not the text that {name} published on {day}.", name=publish.name, day=day), restore
    elif altered:
        yield msg("In the edition, these lines are not those that were published: {keys}.", keys=altered), restore
    else:
        for name in sorted(names - {TEXT, *edition.images}):
            yield (
                msg("The file {name} does not belong to this edition.", name=name),
                msg("Delete {folder}/{name}.", folder=folder, name=name),
            )


def _claims(publish: Act) -> Mapping[str, str | None]:
    """Give the claim lines that an edition was frozen with."""
    return {
        "status": Status.PUBLISHED.value,
        "version": str(publish.version),
        "giltig-från": publish.valid_from.isoformat() if publish.valid_from else None,
        "giltig-till": publish.valid_until.isoformat() if publish.valid_until else None,
        "innehållsansvarig": publish.owner,
    }
