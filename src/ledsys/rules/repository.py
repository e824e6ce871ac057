"""*Repository* (LS8): are the documents, acts and editions that belong together all there, and nothing else?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ledsys import actfile, policyfile
from ledsys.lifecycle.claims import EDITION_PATH, TEXT, edition_folder
from ledsys.message import msg
from ledsys.model.act import ActKind
from ledsys.model.facts import WHOLE_FILE, Place
from ledsys.model.finding import Severity
from ledsys.rules import landings, policy
from ledsys.rules.rule import Case, Hit, Rule, found_while_loading, repository_rule

_EVIDENCE = ".ledsys/"


@repository_rule("LS801", "document-gone", Severity.ERROR)
def document_gone(case: Case) -> Iterator[Hit]:
    """There are acts about a document, but no document with that id."""
    for document_id in case.corpus.acts:
        if document_id not in case.corpus.by_id:
            yield Hit(
                WHOLE_FILE,
                msg("There are acts about {id}, but no document with that id.", id=document_id),
                msg(
                    "A document that somebody has acted on is never removed, only repealed or abandoned."
                    " Get its file back from git, or mend the line dokument-id in it."
                ),
                f"{actfile.FOLDER}/{document_id}",
            )


def _known(path: str) -> bool:
    return bool(actfile.PATH.fullmatch(path) or EDITION_PATH.fullmatch(path)) or policyfile.belongs(path)


@repository_rule("LS805", "unknown-file", Severity.ERROR)
def unknown_file(case: Case) -> Iterator[Hit]:
    """A file lies among the evidence that ledsys has not put there."""
    for path in sorted(case.files_to_judge):
        if path.startswith(_EVIDENCE) and not _known(path):
            yield Hit(
                WHOLE_FILE,
                msg("This file does not belong in the folder of acts and editions."),
                msg("Move it out of .ledsys, or delete it. Only ledsys writes there."),
                path,
            )


@repository_rule("LS806", "edition-gone", Severity.ERROR)
def edition_gone(case: Case) -> Iterator[Hit]:
    """A version was published, but its frozen text is not there."""
    for document_id in case.corpus.acts:
        for act in case.evidence_to_judge(document_id):
            folder = edition_folder(document_id, act.version)
            if act.kind is ActKind.PUBLISH and f"{folder}/{TEXT}" not in case.corpus.files:
                yield Hit(
                    Place(1, 1),
                    msg(
                        "Version {version} of {id} was published, but its frozen text {folder}/{text} is not there.",
                        version=act.version,
                        id=document_id,
                        folder=folder,
                        text=TEXT,
                    ),
                    msg(
                        "Editions are never removed. Get the folder back from git: `git restore {folder}`.",
                        folder=folder,
                    ),
                    actfile.path_of(act),
                )


RULES: tuple[Rule, ...] = (
    document_gone,
    found_while_loading("LS802", "act-unreadable"),
    replace(found_while_loading("LS803", "act-changed"), of_landing=landings.act_kept),
    replace(found_while_loading("LS804", "act-removed"), of_landing=landings.act_there),
    unknown_file,
    edition_gone,
    found_while_loading("LS807", "interrupted-move"),
    *policy.RULES,
    *landings.RULES,
)
