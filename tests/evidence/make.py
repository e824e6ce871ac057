"""How the evidence beside this was made: once, never again (see README.md).

``python -m tests.evidence.make FOLDER`` writes such evidence to an empty folder. From one source it comes out the same
every time, but for the signatures of security keys of the kind ECDSA, which hold chance. The region and the moves are
the campaign's, which change, so what it writes today differs from what lies here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from pathlib import Path, PurePosixPath
from random import Random
from typing import Any

from tests.campaign import cast
from tests.campaign.draft import Draft
from tests.campaign.moves import dates, handing_on, new_file, walk
from tests.campaign.region import Main, begun
from tests.signature.keys import SoftFidoKey, SoftKey

from ledsys import actfile, policyfile, signature
from ledsys.digest import manifest, sha256
from ledsys.lifecycle import Move
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document
from ledsys.model.finding import Finding, Severity
from ledsys.model.policy import PolicyVersion
from ledsys.proof.seals import Proof, Seal, act_set, line, written
from ledsys.proof.standing import every_act, unproven
from ledsys.rules.catalogue import RULES
from ledsys.rules.judge import judge
from ledsys.store.files import MemoryFiles
from ledsys.store.load import load
from ledsys.store.policies import load_chain
from ledsys.store.policy import load_policy

SEED = 4
UP = ("submit", "votes", "approve", "publish")
STORY: Mapping[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    "EXP-100001": ("anvisning", (UP, ("handover",), ("confirm",), ("revise", "edit", "submit"))),
    "EXP-100002": ("rutin", (UP, ("revise", "edit", *UP), (), ("confirm",))),
    "EXP-100003": ("rutin", ((), (), ("submit", "return_"), ("recall", "edit", *UP))),
    "EXP-100004": ("riktlinje", (UP, ("baseline",), (), ("revise", "edit", "submit", "votes", "stand_in", "publish"))),
    "EXP-100005": ("riktlinje", ((), UP, ("repeal",), ())),
    "EXP-100006": ("instruktion", (UP, (), ("confirm",), ("stop",))),
    "EXP-100007": ("ordination", ((), ("submit", "votes"), ("approve", "publish"), ("revise", "edit", *UP))),
    "EXP-100008": ("ordination", ((), (), (), (*UP, "stop"))),
    "EXP-100009": ("plan", (("submit",), ("abandon",), (), ())),
    "EXP-100010": ("plan", ((), (), UP, ("revise", "abandon"))),
    "EXP-100011": ("policy", ((), UP, (), ("baseline",))),
    "EXP-100012": ("policy", ((), (), (), ())),
}
"""What is done with each document: while the region is open, and under each version of its policy."""
JUDGED = datetime(2026, 9, 12, 12, tzinfo=cast.ZONE)
MESSAGE = "Åsa undertecknar detta.\n"


def main() -> None:
    """Write the evidence to the folder that the command line names, which must be empty."""
    folder = Path(sys.argv[1])
    if any(folder.iterdir()):
        sys.exit(f"{folder} is not empty")
    tree = _grown(Random(SEED)).tree  # noqa: S311 - a story, not a secret
    files = {path: tree.read(path) for path in sorted(tree.paths())}
    corpus = load(MemoryFiles(files), JUDGED.date())
    _check(corpus)
    for path, data in files.items():
        place = folder / "repo" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    seals = _seals(corpus)
    (folder / "journal").write_bytes(written(seals))
    vectors = {
        "judged": JUDGED.date(),
        "documents": [_document(document) for document in _texts(corpus)],
        "acts": [_act(act) for act in sorted(every_act(corpus), key=actfile.path_of)],
        "policies": [_policy(version) for version in corpus.chain],
        "seals": [{**asdict(seal), "line": line(seal), "hash": seal.hash} for seal in seals],
        "signatures": list(_signatures()),
    }
    text = json.dumps(vectors, ensure_ascii=False, indent=1, default=_plain)
    (folder / "vectors.json").write_text(f"{text}\n", encoding="utf-8", newline="\n")
    sums = {
        place.relative_to(folder).as_posix(): sha256(place.read_bytes())
        for place in folder.rglob("*")
        if place.is_file()
    }
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items()))
    (folder / "SHA256SUMS").write_text(lines, encoding="utf-8", newline="\n")


def _grown(random: Random) -> Main:
    """Give the region after its story."""
    main = begun()
    for document, (kind, _) in STORY.items():
        draft = Draft(main, main.now)
        new_file(draft, document, kind, random)
        draft.apply()
    for stage in range(-1, 3):
        main = _advanced(main, stage) if stage >= 0 else main
        if stage == len(cast.STAGES) - 1:
            draft = Draft(main, main.now)
            draft.put(handing_on(draft, reason="Sommar:\ntvå månader, \\ högst."))
            draft.apply()
        for number, (document, (_, steps)) in enumerate(STORY.items()):
            draft = Draft(main, main.now + timedelta(hours=number, minutes=1))
            for step in steps[stage + 1]:
                _step(draft, document, step, random)
                draft.now += timedelta(minutes=random.randrange(1, 900))
            draft.apply()
    return main


def _advanced(main: Main, stage: int) -> Main:
    """Give the region with one more version of the policy; the first states which acts were there before it."""
    tree, files = main.tree, cast.protected_files(stage)
    before = main.chain.versions[-1] if main.chain.versions else None
    ids = [PurePosixPath(path).stem for path in tree.under(actfile.FOLDER)]
    began = {} if before else {"acts": policyfile.acts_digest(ids)}
    made = cast.version(stage + 1, before, files, cast.STAGES[stage], **began)
    draft = Draft(main, cast.STAGES[stage])
    draft.writes.update(files)
    draft.writes.update(cast.policy_files(made, files, cast.SIGNERS[stage]))
    draft.apply()
    under = MemoryFiles({path: tree.read(path) for path in (*tree.under(policyfile.FOLDER), *files)})
    return Main(tree, load_policy(under), load_chain(under), cast.STAGES[stage] + timedelta(hours=1))


def _step(draft: Draft, document: str, step: str, random: Random) -> None:
    if step == "stand_in":
        draft.does(Move.APPROVE, document, cast.STAND_IN, dates(draft, document, random))
    else:
        walk(draft, document, (step,), random)


def _check(corpus: Corpus) -> None:
    """See that nothing is missing of what later releases must be able to verify."""
    acts = every_act(corpus)
    missing = {
        "kinds": set(ActKind) - {act.kind for act in acts},
        "levels": {"claimed", "forge", "key", "hardware"} - {act.assurance for act in acts},
        "delegated": {True} - {act.on_behalf_of is not None for act in acts},
        "decided": {True} - {act.decision is not None for act in acts},
        "open": {True, False} - {act.policy is None for act in acts},
        "images": {True} - {bool(text.images) for texts in corpus.editions.values() for text in texts.values()},
        "versions": {1, 2, 3} - {version.version for version in corpus.chain},
        "findings": {str(finding.message) for finding in (*unproven(corpus), *_errors(corpus))},
    }
    if wrong := {name: found for name, found in missing.items() if found}:
        sys.exit(f"not usable: {wrong}")


def _errors(corpus: Corpus) -> Iterable[Finding]:
    return (finding for finding in judge(corpus, RULES).shown if finding.severity is Severity.ERROR)


def _texts(corpus: Corpus) -> Iterable[Document]:
    yield from corpus.documents
    for texts in corpus.editions.values():
        yield from texts.values()


def _document(document: Document) -> Mapping[str, object]:
    facts = document.facts
    if facts.front_digest is None or facts.body_digest is None:
        raise AssertionError(document.path)
    images = dict(sorted(document.images.items()))
    return {
        "path": document.path,
        "id": document.id,
        "claims": facts.claims,
        "images": images,
        "manifest": manifest(document.id, facts.front_digest, facts.body_digest, images),
        "digest": document.digest,
    }


def _act(act: Act) -> Mapping[str, object]:
    signed = signature.verify(act.signature, actfile.statement(act).encode(), signature.ACT) if act.signature else None
    facts = {name: value for name, value in asdict(act).items() if name != "signature"}
    return {"path": actfile.path_of(act), "facts": facts, "signed": _signed(signed)}


def _policy(version: PolicyVersion) -> Mapping[str, object]:
    message = policyfile.statement(version).encode()
    keys = [signature.verify(armour, message, signature.POLICY).key.text for armour in version.signatures]
    facts = {name: value for name, value in asdict(version).items() if name != "signatures"}
    return {"path": policyfile.path_of(version.version), "facts": facts, "keys": keys}


def _signed(signed: signature.Signed | None) -> Mapping[str, object] | None:
    if signed is None:
        return None
    return {
        "key": signed.key.text,
        "fingerprint": signed.key.fingerprint,
        "touched": signed.touched,
        "pin": signed.pin,
        "level": signed.level.code,
    }


def _seals(corpus: Corpus) -> tuple[Seal, ...]:
    """Give the seals that a machine might have made of two landings; git's ids are made up."""
    ids = [act.id for act in sorted(every_act(corpus), key=lambda act: act.order)]
    seals: list[Seal] = []
    for number, share in ((1, len(ids) // 2), (2, len(ids))):
        seal = Seal(
            number=number,
            before=seals[-1].hash if seals else None,
            time=JUDGED + timedelta(days=number),
            commit=sha256(b"commit %d" % number)[:40],
            tree=sha256(b"tree %d" % number)[:40],
            acts=act_set(ids[:share]),
            policy=corpus.policy_hash,
            proof=Proof.UNPROVEN if number == 1 else Proof.PROVEN,
            repo=cast.REPO,
        )
        seals.append(replace(seal, signature=cast.soft(cast.SEALER).sign(line(seal).encode(), signature.SEAL)))
    return tuple(seals)


def _signatures() -> Iterable[Mapping[str, object]]:
    """Yield signatures of every kind of key on one message, and what each proves."""
    keys: Mapping[str, SoftKey | SoftFidoKey] = {
        "ed25519": SoftKey("evidence"),
        "sk-ed25519": SoftFidoKey("evidence"),
        "sk-ed25519, no PIN": SoftFidoKey("evidence", flags=1),
        "sk-ed25519, not touched": SoftFidoKey("evidence", flags=4),
        "sk-ed25519, for one purpose": SoftFidoKey("evidence", application="ssh:ledsys"),
        "sk-ecdsa": SoftFidoKey("evidence", ecdsa=True),
        "sk-ecdsa, neither": SoftFidoKey("evidence", flags=0, ecdsa=True),
    }
    for namespace in (signature.ACT, signature.POLICY, signature.SEAL):
        for name, key in keys.items():
            armour = key.sign(MESSAGE.encode(), namespace)
            signed = signature.verify(armour, MESSAGE.encode(), namespace)
            yield {
                "name": name,
                "namespace": namespace,
                "message": MESSAGE,
                "armour": armour,
                **(_signed(signed) or {}),
            }


def _plain(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(type(value))


if __name__ == "__main__":
    main()
