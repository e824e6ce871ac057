"""*Schemas*: the JSON schema of every file that people edit, for editors and other tools (JSON Schema 2020-12)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from pydantic import BaseModel

from ledsys.model.catalogue import CitationsFile, RequirementsFile
from ledsys.model.doctype import DocumentType
from ledsys.model.document import FrontMatter
from ledsys.model.organisation import MandatesFile, PersonsFile, ProcessesFile, UnitsFile
from ledsys.model.settings import Settings
from ledsys.model.thesaurus import ThesaurusFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: Mapping[str, type[BaseModel]] = {
    "dokument": FrontMatter,
    "ledsys": Settings,
    "enheter": UnitsFile,
    "personer": PersonsFile,
    "mandat": MandatesFile,
    "processer": ProcessesFile,
    "synonymer": ThesaurusFile,
    "handlingstyp": DocumentType,
    "krav": RequirementsFile,
    "lagrum": CitationsFile,
}


def schema_names() -> tuple[str, ...]:
    """Give the names of all schemas."""
    return tuple(_MODELS)


def schema_text(name: str) -> str:
    """Give a schema as JSON text; a type's own keys are allowed beside those of the document schema."""
    body = _MODELS[name].model_json_schema(by_alias=True)
    if name == "dokument":
        body["additionalProperties"] = True
    head = {"$schema": DIALECT, "$id": f"urn:ledsys:schema:1:{name}"}
    return json.dumps({**head, **body}, ensure_ascii=False, indent=2, sort_keys=False) + "\n"
