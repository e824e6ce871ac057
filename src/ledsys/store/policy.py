"""Loading the *policy*: settings, register, types, catalogues and templates, with all faults of all files at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import PurePosixPath
from typing import TypeVar

from ledsys.errors import Fault, RepositoryError, UnusableError
from ledsys.frontmatter.records import places_of, read_record
from ledsys.message import msg
from ledsys.model.catalogue import Citation, CitationsFile, RequirementsFile
from ledsys.model.corpus import Policy
from ledsys.model.doctype import DocumentType
from ledsys.model.facts import Place
from ledsys.model.image import size_of
from ledsys.model.organisation import MandatesFile, PersonsFile, ProcessesFile, UnitsFile
from ledsys.model.register import Register
from ledsys.model.scalars import Record
from ledsys.model.settings import Settings
from ledsys.model.thesaurus import ThesaurusFile
from ledsys.store.files import Files, Kind, ReadError

SETTINGS = "ledsys.yaml"
UNITS = "organisation/enheter.yaml"
PERSONS = "organisation/personer.yaml"
MANDATES = "organisation/mandat.yaml"
PROCESSES = "organisation/processer.yaml"
THESAURUS = "organisation/synonymer.yaml"
HANDBOOK = "handbok"

R = TypeVar("R", bound=Record)


def load_policy(files: Files) -> Policy:
    """Load everything that the organisation decided about its documents.

    Raises `UnusableError` with every fault of every file, or `RepositoryError` where this is no docs repo at all.
    """
    paths = sorted(files.paths())
    if SETTINGS not in paths:
        raise RepositoryError(
            msg("There is no ledsys.yaml here, so this is not a docs repo."),
            msg("Go to the folder of the docs repo, or make one with: ledsys init FOLDER"),
        )
    reader = _Reader(files, frozenset(paths))
    settings = reader.one(Settings, SETTINGS)
    units = reader.one(UnitsFile, UNITS)
    persons = reader.one(PersonsFile, PERSONS)
    mandates = reader.one(MandatesFile, MANDATES)
    processes = reader.one(ProcessesFile, PROCESSES) if PROCESSES in paths else ProcessesFile()
    thesaurus = reader.one(ThesaurusFile, THESAURUS) if THESAURUS in paths else ThesaurusFile()
    types = reader.all(DocumentType, _under(paths, "handlingstyper", ".yaml"))
    requirements = reader.all(RequirementsFile, _under(paths, "krav", ".yaml"))
    citations = reader.all(CitationsFile, _under(paths, "lagrum", ".yaml"))
    templates = {PurePosixPath(path).stem: reader.text(path) for path in _under(paths, "mallar", ".md")}
    reader.faults.extend(_misnamed(types))
    if (
        reader.faults
        or settings is None
        or units is None
        or persons is None
        or mandates is None
        or processes is None
        or thesaurus is None
    ):
        raise UnusableError(tuple(sorted(reader.faults, key=lambda fault: (fault.path, fault.line, fault.column))))
    return Policy(
        settings=settings,
        register=Register(
            units=units.units,
            bodies=units.bodies,
            persons=persons.persons,
            roles=mandates.roles,
            holdings=mandates.holdings,
            mandates=mandates.mandates,
            processes=processes.processes,
        ),
        types={kind.id: kind for kind in types.values()},
        requirements=tuple(requirements.values()),
        citations=tuple[Citation, ...](chain.from_iterable(found.citations for found in citations.values())),
        templates=templates,
        thesaurus=thesaurus.synonyms,
        places=_places(reader.data[SETTINGS]),
        logo=_logo(files, f"{HANDBOOK}/{settings.site.logo}") if settings.site.logo is not None else None,
    )


class _Reader:
    """Reads records and gathers what is wrong with them."""

    def __init__(self, files: Files, paths: frozenset[str]) -> None:
        self.files = files
        self.paths = paths
        self.faults: list[Fault] = []
        self.data: dict[str, bytes] = {}

    def one(self, model: type[R], path: str) -> R | None:
        if path not in self.paths:
            self.faults.append(Fault(path, 0, 0, msg("The file is missing.")))
            return None
        try:
            self.data[path] = self.files.read(path)
            record, faults = _record(model, self.data[path], path)
        except ReadError as error:
            self.faults.append(Fault(path, 0, 0, msg("The file can't be read: {why}.", why=error.why)))
            return None
        self.faults.extend(faults)
        return record

    def all(self, model: type[R], paths: Iterable[str]) -> Mapping[str, R]:
        found = {path: self.one(model, path) for path in paths}
        return {path: record for path, record in found.items() if record is not None}

    def text(self, path: str) -> str:
        try:
            return self.files.read(path).decode()
        except ReadError as error:
            self.faults.append(Fault(path, 0, 0, msg("The file can't be read: {why}.", why=error.why)))
        except UnicodeDecodeError:
            self.faults.append(Fault(path, 0, 0, msg("The file is not UTF-8 text.")))
        return ""


@lru_cache(maxsize=64)
def _record(model: type[R], data: bytes, path: str) -> tuple[R | None, tuple[Fault, ...]]:
    """Read a record; most files are the same in every version of the policy, and are read once."""
    return read_record(model, data, path)


@lru_cache(maxsize=64)
def _places(data: bytes) -> Mapping[str, Place]:
    return places_of(data)


def _logo(files: Files, path: str) -> tuple[int, int] | None:
    """Give the size of the image at the path; none where nothing can be read there, or no size be told."""
    try:
        return size_of(files.read(path)) if files.kind(path) is Kind.REGULAR else None
    except ReadError:
        return None


def _under(paths: Iterable[str], folder: str, ending: str) -> tuple[str, ...]:
    return tuple(path for path in paths if path.startswith(f"{folder}/") and path.endswith(ending))


def _misnamed(types: Mapping[str, DocumentType]) -> Iterable[Fault]:
    for path, kind in types.items():
        if PurePosixPath(path).stem != kind.id:
            yield Fault(path, 1, 1, msg("The file is for {type} and must be called {type}.yaml.", type=kind.id))
