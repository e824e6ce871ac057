"""Compute digests and ids of the evidence with nothing but SHA-256, as an auditor might; no part of ledsys is used."""

import json
import re
import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
REPO = HERE / "repo"
CLAIM = re.compile(rb"(status|version|giltig-fr\xc3\xa5n|giltig-till|inneh\xc3\xa5llsansvarig): [^ \t]+")
vectors = json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))


def content(place: Path) -> str:
    """Give the digest of a document's content: what its acts name."""
    front, body = place.read_bytes().removeprefix(b"---\n").split(b"\n---\n", 1)
    name = re.search(rb"(?m)^dokument-id: (\S+)$", front)[1].decode()  # type: ignore[index]
    kept = b"".join(line + b"\n" for line in front.split(b"\n") if not CLAIM.fullmatch(line))
    images = sorted(set(re.findall(r"!\[[^]]*\]\(([^)]+)\)", body.decode())))
    files = "".join(f"file  {sha256((place.parent / image).read_bytes()).hexdigest()} {image}\n" for image in images)
    front_line, body_line = sha256(kept).hexdigest(), sha256(body).hexdigest()
    text = f"ledsys-content 1\nid {name}\nfront {front_line}\nbody  {body_line}\n{files}"
    return f"sha256:{sha256(text.encode()).hexdigest()}"


wrong = [text["path"] for text in vectors["documents"] if content(REPO / text["path"]) != text["digest"]]
for act in REPO.glob(".ledsys/acts/*/*.act"):
    stated = act.read_bytes().partition(b"-----BEGIN SSH SIGNATURE-----")[0]
    wrong += [str(act)] * (sha256(stated).hexdigest()[:20] != act.stem)
for policy in vectors["policies"]:
    found = sha256((REPO / policy["path"]).read_bytes()).hexdigest()
    wrong += [policy["path"]] * (f"sha256:{found}" != policy["facts"]["hash"])
wrong += [
    str(kept) for kept in REPO.glob(".ledsys/policy/history/*") if sha256(kept.read_bytes()).hexdigest() != kept.name
]
sys.exit("\n".join(wrong) or 0)
