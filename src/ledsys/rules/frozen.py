"""*Frozen editions* (LS510): is what lies in an edition's folder what was decided, no more and no less?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledsys.lifecycle.effects import EDITIONS, TEXT, edition_folder
from ledsys.message import Message, msg
from ledsys.model.act import Act, ActKind
from ledsys.model.document import Document, Status
from ledsys.model.facts import Place
from ledsys.model.finding import Severity
from ledsys.rules.rule import Case, Hit, repository_rule

_TOP = Place(1, 1)


@repository_rule("LS510", "edition-altered", Severity.ERROR)
def edition_altered(case: Case) -> Iterator[Hit]:
    """The files of an edition are not those that were published, or nobody published them."""
    names = _names(case)
    for document_id, editions in case.corpus.editions.items():
        published = {
            act.version: act for act in reversed(case.corpus.acts.get(document_id, ())) if act.kind is ActKind.PUBLISH
        }
        for version, edition in editions.items():
            folder = edition_folder(document_id, version)
            wrong = _wrong(edition, published.get(version), names.get(folder, frozenset()))
            if wrong is not None:
                yield Hit(
                    _TOP,
                    wrong,
                    msg("Editions are never edited. Get the files back from git: git restore {folder}", folder=folder),
                    edition.path,
                )


def _names(case: Case) -> Mapping[str, frozenset[str]]:
    """Give the names of the frozen files, by the edition's folder."""
    found: dict[str, set[str]] = {}
    for path in case.corpus.files:
        if path.startswith(f"{EDITIONS}/"):
            document_id, version, name = (*path.removeprefix(f"{EDITIONS}/").split("/", 2), "", "")[:3]
            found.setdefault(f"{EDITIONS}/{document_id}/{version}", set()).add(name)
    return {folder: frozenset(names) for folder, names in found.items()}


def _wrong(edition: Document, publish: Act | None, names: frozenset[str]) -> Message | None:
    if publish is None:
        return msg("Nobody has published this edition: there is no act for it.")
    if edition.digest != publish.content:
        return msg(
            "The edition is not the text that {name} published on {day}.",
            name=publish.name,
            day=publish.signed_at.date(),
        )
    foreign = sorted(names - {TEXT, *edition.images})
    if foreign:
        return msg("The file {name} does not belong to this edition.", name=foreign[0])
    altered = tuple(key for key, value in _claims(publish).items() if edition.facts.values.get(key) != value)
    if altered:
        return msg("In the edition, these lines are not those that were published: {keys}.", keys=altered)
    return None


def _claims(publish: Act) -> Mapping[str, str | None]:
    """Give the claim lines that an edition was frozen with."""
    return {
        "status": Status.PUBLISHED.value,
        "version": str(publish.version),
        "giltig-från": publish.valid_from.isoformat() if publish.valid_from else None,
        "giltig-till": publish.valid_until.isoformat() if publish.valid_until else None,
        "innehållsansvarig": publish.owner,
    }
