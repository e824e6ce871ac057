"""*Proven*: what the handbook may show of a docs repo; shared by all commands that make something for readers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING

from ledsys.cli.codes import FINDINGS
from ledsys.cli.session import Session, open_session
from ledsys.errors import LedsysError
from ledsys.message import Message, msg
from ledsys.report.terminal import note

if TYPE_CHECKING:
    from ledsys.model.corpus import Corpus
    from ledsys.model.finding import Finding
    from ledsys.proof.believed import Believed


class UnsignedError(LedsysError):
    """The organisation's rules are not those that were signed, so nothing can be proven by them."""

    exit_code = FINDINGS

    def __init__(self, finding: Finding) -> None:
        """Name the first thing that is wrong with them."""
        super().__init__(
            msg("Nothing is built: the organisation's rules are not proven. {what}", what=finding.message), finding.help
        )


@dataclass(frozen=True)
class Proven:
    """A session and the corpus of what is proven in it.

    ``kept`` are the documents that are shown as last proven, ``unproven`` those that are left out, each with why.
    """

    session: Session
    corpus: Corpus
    kept: Mapping[str, Message]
    unproven: Mapping[str, Message]

    def of(self, documents: Collection[str]) -> Proven:
        """Give the same with only what concerns these documents."""
        kept = {document: why for document, why in self.kept.items() if document in documents}
        unproven = {document: why for document, why in self.unproven.items() if document in documents}
        return replace(self, kept=kept, unproven=unproven)

    def tell(self, unbuilt: Mapping[str, Message]) -> bool:
        """Name what is shown as last proven and what is left out, and tell whether there was any."""
        for document, why in sorted(self.kept.items()):
            note(msg("{document} is shown as last proven: {why}", document=document, why=why))
        for document, why in sorted(unbuilt.items(), key=itemgetter(0)):
            note(msg("{document} is left out: {why}", document=document, why=why))
        return bool(self.kept or unbuilt)


def proven_session(day: date | None) -> Proven:
    """Load the docs repo and leave out what is not proven; `UnsignedError` where the policy itself is not."""
    from ledsys.proof.believed import policy_doubts

    session = open_session(day)
    doubt = next(iter(policy_doubts(session.corpus)), None)
    if doubt is not None:
        raise UnsignedError(doubt)
    return proven_in(session)


def proven_in(session: Session) -> Proven:
    """Leave out what is not proven, by the policy as it stands, whoever signed it."""
    from ledsys.proof.believed import believed

    found = believed(session.corpus)
    unproven = _unproven(session.corpus, found)
    kept = {document: why[0].message for document, why in found.doubts.items() if document not in unproven}
    return Proven(session, _without(found.corpus, unproven), kept, unproven)


def tell_remarks(remarks: Collection[tuple[str, Message]]) -> None:
    """Name what pages of documents lack."""
    for document, what in remarks:
        note(msg("{document}: {what}", document=document, what=what))


def tell_pdf_remarks(remarks: Collection[tuple[str, Message]]) -> None:
    """Name what PDFs of documents lack."""
    for document, what in sorted(remarks, key=lambda remark: (remark[0], str(remark[1]))):
        note(msg("The PDF of {document}: {what}", document=document, what=what))


def _unproven(corpus: Corpus, proven: Believed) -> Mapping[str, Message]:
    """Name the documents of which no frozen text can be shown, each with the reason."""
    from ledsys.lifecycle.claims import EDITIONS

    why_broken = msg("acts about it are missing or do not hold. See: ledsys check")
    why_unread = msg("no act that can be read says that its frozen text was published. See: ledsys check")
    frozen = {path.split("/")[2] for path in corpus.files if path.startswith(f"{EDITIONS}/")}
    lost = {document for document in frozen if not proven.published(document)}
    return {
        **dict.fromkeys(lost, why_unread),
        **dict.fromkeys(lost & proven.doubts.keys(), why_broken),
    }


def _without(corpus: Corpus, documents: Collection[str]) -> Corpus:
    """Leave out the frozen texts of these documents; whether the bytes of the others hold is compared by the site."""
    return replace(corpus, editions={key: found for key, found in corpus.editions.items() if key not in documents})
