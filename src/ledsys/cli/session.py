"""A *session*: the docs repo of the folder one stands in, loaded for one command."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ledsys.cli import clock
from ledsys.errors import Fault, UnusableError, UsageError
from ledsys.message import msg

if TYPE_CHECKING:
    from ledsys.model.corpus import Corpus, Policy
    from ledsys.model.document import Document
    from ledsys.model.settings import Settings
    from ledsys.store.repository import Repository
    from ledsys.store.worktree import Worktree


@dataclass(frozen=True)
class Session:
    """A docs repo, its files, and what they hold on the day of judging; ``now`` is in the repo's own time zone."""

    repository: Repository
    files: Worktree
    corpus: Corpus
    now: datetime


def open_session(on: date | None = None) -> Session:
    """Load the docs repo around the present folder, as it stands, to be judged on the day (today if none is given)."""
    from dataclasses import replace

    from ledsys.store.cache import FactsCache, cache_folder
    from ledsys.store.files import ReadFiles
    from ledsys.store.load import load_under
    from ledsys.store.policy import load_policy
    from ledsys.store.repository import find
    from ledsys.store.state import state_problems
    from ledsys.store.worktree import scan

    repository = find(Path.cwd())
    worktree = scan(repository.root)
    files = ReadFiles(worktree)
    policy = load_policy(files)
    now = clock.now(zone_of(policy))
    loaded = load_under(policy, files, on or now.date(), FactsCache(cache_folder(os.environ)))
    corpus = replace(loaded, problems=(*loaded.problems, *state_problems(repository, files)))
    return Session(repository, worktree, corpus, now)


def as_of(session: Session) -> Corpus:
    """Give what the session holds as it stood on its day: for a day gone by, without what was done later."""
    from ledsys.report.past import as_of as stood

    corpus = session.corpus
    return stood(corpus, corpus.today) if corpus.today < session.now.date() else corpus


def find_published(session: Session, reference: str) -> tuple[Corpus, Document]:
    """Find a document by how it is named today, and give it and all else as they stood on the session's day.

    Raises `UsageError` for one that no published text tells of that day.
    """
    document = find_document(session.corpus, reference)
    corpus = as_of(session)
    if corpus is session.corpus:
        return corpus, document
    found = corpus.document(document.id)
    if found is None:
        day = corpus.today
        raise UsageError(msg("No version of {document} had been published on {day}.", document=document.id, day=day))
    return corpus, found


def settings_here() -> Settings | None:
    """Give the settings of the docs repo around the present folder, None outside of one."""
    from ledsys.errors import RepositoryError
    from ledsys.store.policy import load_policy
    from ledsys.store.repository import find
    from ledsys.store.worktree import scan

    try:
        root = find(Path.cwd()).root
    except RepositoryError:
        return None
    return load_policy(scan(root)).settings


def zone_of(policy: Policy) -> ZoneInfo:
    """Give the time zone of the docs repo; UnusableError if there is none of that name."""
    try:
        return ZoneInfo(policy.settings.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        sentence = msg(
            "There is no time zone called {zone}; an example is Europe/Stockholm.", zone=policy.settings.zone
        )
        raise UnusableError((Fault("ledsys.yaml", 0, 0, sentence),)) from None


def acting_person(session: Session, chosen: str | None) -> str:
    """Give the id of the acting person: ``--as``, else ``LEDSYS_PERSON``, else git's user.email in the register.

    Raises `UsageError` where nobody can be told.
    """
    register = session.corpus.policy.register
    named = chosen or os.environ.get("LEDSYS_PERSON")
    if named:
        person = register.person_by_email.get(named.casefold())
        return person.id if person else named
    email = session.repository.user_email()
    person = register.person_by_email.get(email.casefold()) if email else None
    if person is not None:
        return person.id
    help_text = msg("Say who you are with --as PERSON (your id in organisation/personer.yaml), or set LEDSYS_PERSON.")
    if email:
        raise UsageError(
            msg("The address {email} of your git settings is not in the register of persons.", email=email), help_text
        )
    raise UsageError(msg("ledsys does not know who you are."), help_text)


def find_document(corpus: Corpus, reference: str) -> Document:
    """Find a document by its id, else its path, else an id it had elsewhere, else a unique part of its title.

    Raises `UsageError` that names the candidates where there is none or more than one.
    """
    wanted = reference.strip().casefold()
    if not wanted:
        raise UsageError(msg("Name a document by its id, its path or a part of its title."))
    place = Path(reference).absolute().as_posix()
    by_id = [document for document in corpus.documents if wanted == document.id.casefold()]
    by_path = [
        document
        for document in corpus.documents
        if wanted == document.path.casefold() or place.endswith(f"/{document.path}")
    ]
    readable = [(document, document.front) for document in corpus.documents if document.front]
    formerly = [document for document, front in readable if wanted in map(str.casefold, front.former_ids)]
    exact = by_id or by_path or formerly
    found = exact or [document for document, front in readable if wanted in front.title.casefold()]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(
            msg("There is no document called {reference}.", reference=reference),
            msg("A document is named by its id, its path or a part of its title. See them all with: ledsys list"),
        )
    raise UsageError(
        msg("{reference} fits several documents: {documents}.", reference=reference, documents=_named(found)),
        msg("Name one of them by its path.") if exact else msg("Name one of them by its id."),
    )


def _named(documents: list[Document]) -> tuple[str, ...]:
    return tuple(f"{document.id} ({document.path})" for document in documents[:10])


def paths_inside(session: Session, paths: list[Path]) -> tuple[str, ...]:
    """Give files and folders of the command line relative to the repo's root; "" (everything) where none is named.

    Raises `UsageError` for one that is not there or lies outside the docs repo.
    """
    return tuple(_inside(session.repository.root, path) for path in paths) or ("",)


def _inside(root: Path, path: Path) -> str:
    place = path.absolute()
    place = place.parent.resolve() / place.name  # a link is judged where it lies, not where it leads
    if not place.is_relative_to(root):
        raise UsageError(msg("{path} is not in this docs repo.", path=str(path)))
    if not (place.exists() or place.is_symlink()):
        raise UsageError(msg("There is no file {path}.", path=str(path)))
    name = place.relative_to(root).as_posix()
    return "" if name == "." else name
