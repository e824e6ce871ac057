"""The *act file*: the text form of an act, strict to the byte (proof §1.1, fixed).

``key: value`` lines in a fixed order, all fields always there, ``none`` for an empty one, UTF-8 and LF; below them a
detached SSH signature or nothing. The file's name is the start of the statement's SHA-256, so a changed act betrays
itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from sys import intern

from ledsys import fieldlines
from ledsys.digest import sha256
from ledsys.errors import LedsysError
from ledsys.fieldlines import EMPTY, FieldLinesError, day, text, time, timestamp, unescaped
from ledsys.message import msg
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.scalars import DOCUMENT_ID_PATTERN

FORMAT = "1"
LARGEST = 8 * 1024
NAME_LENGTH = 20
FOLDER = ".ledsys/acts"
DELEGATIONS = "delegations"
"""The folder of the acts that are about no document: those that hand a mandate on."""
PATH = re.compile(rf"{re.escape(FOLDER)}/({DOCUMENT_ID_PATTERN}|{DELEGATIONS})/[0-9a-f]{{{NAME_LENGTH}}}\.act")
"""The path of an act: document id (or `DELEGATIONS`) and the start of the statement's digest."""
SIGNATURE = "-----BEGIN SSH SIGNATURE-----"

FIELDS = (
    *("ledsys-act", "act", "repo", "document", "version", "content", "against", "of", "relies-on", "policy"),
    *("person", "name", "role", "mandate", "decision", "on-behalf-of", "assurance", "valid-from", "valid-until"),
    *("owner", "successor", "meaning", "reason", "signed-at"),
)


class ActFormError(LedsysError):
    """The bytes are not an act of format 1."""


def path_of(act: Act) -> str:
    """Give the path of the act's file, relative to the repo's root."""
    folder = DELEGATIONS if act.kind is ActKind.DELEGATE else act.document
    return f"{FOLDER}/{folder}/{act.id}.act"


def statement(act: Act) -> str:
    """Give the lines that are signed and named by their digest."""
    values: Mapping[str, object] = {
        "ledsys-act": FORMAT,
        "act": act.kind.value,
        "repo": act.repo,
        "document": act.document if act.kind is not ActKind.DELEGATE else None,
        "version": act.version,
        "content": act.content,
        "against": act.against,
        "of": act.of,
        "relies-on": " ".join(sorted(act.relies_on)) or None,
        "policy": act.policy,
        "person": act.person,
        "name": act.name,
        "role": act.role,
        "mandate": act.mandate,
        "decision": act.decision,
        "on-behalf-of": act.on_behalf_of,
        "assurance": act.assurance,
        "valid-from": act.valid_from,
        "valid-until": act.valid_until,
        "owner": act.owner,
        "successor": act.successor,
        "meaning": act.meaning.value,
        "reason": act.reason,
        "signed-at": timestamp(act.signed_at),
    }
    return "".join([f"{field}: {fieldlines.line(values[field])}\n" for field in FIELDS])


def sealed(act: Act) -> Act:
    """Give the act with its id, taken from its statement."""
    return replace(act, id=_id(statement(act)))


def _id(stated: str) -> str:
    return intern(sha256(stated.encode())[:NAME_LENGTH])


def written(act: Act) -> bytes:
    """Give the bytes of the act's file."""
    return (statement(act) + (act.signature or "")).encode()


def read_act(data: bytes) -> Act:
    """Read an act file; the act's id is computed from what was read.

    Raises `ActFormError` if the bytes are not exactly what `written` would write for the act they state.
    """
    if len(data) > LARGEST:
        raise ActFormError(msg("the act is larger than {limit} bytes", limit=LARGEST))
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise ActFormError(msg("the act is not UTF-8 text")) from None
    start = text.find(SIGNATURE)
    stated, signature = (text, None) if start < 0 else (text[:start], text[start:])
    try:
        fields = fieldlines.fields(stated.removesuffix("\n").split("\n"), FIELDS)
    except FieldLinesError as error:
        raise ActFormError(error.message) from None
    if fields["ledsys-act"] != FORMAT:
        raise ActFormError(msg("the act has a format that this version of ledsys does not know"))
    act = _act(fields, signature, _id(stated))
    if written(act) != data:
        raise ActFormError(msg("the act is not written in the one exact form"))
    return act


def _act(fields: Mapping[str, str], signature: str | None, act_id: str) -> Act:
    try:
        return Act(
            kind=ActKind(fields["act"]),
            repo=fields["repo"],
            document=fields["document"],
            version=int(fields["version"]),
            content=text(fields["content"]),
            against=text(fields["against"]),
            of=text(fields["of"]),
            relies_on=tuple(fields["relies-on"].split(" ")) if fields["relies-on"] != EMPTY else (),
            policy=text(fields["policy"]),
            person=fields["person"],
            name=unescaped(fields["name"]),
            role=fields["role"],
            mandate=text(fields["mandate"]),
            decision=text(fields["decision"]),
            on_behalf_of=text(fields["on-behalf-of"]),
            assurance=fields["assurance"],
            valid_from=day(fields["valid-from"]),
            valid_until=day(fields["valid-until"]),
            owner=text(fields["owner"]),
            successor=text(fields["successor"]),
            meaning=Meaning(fields["meaning"]),
            reason=text(fields["reason"]),
            signed_at=time(fields["signed-at"]),
            signature=signature,
            id=act_id,
        )
    except ValueError:
        raise ActFormError(msg("a field of the act holds a value that it can't have")) from None
