"""Makes a docs repo with many published documents, each with real acts and a frozen edition.

Usage: python benchmarks/generate.py FOLDER NUMBER
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from ledsys.lifecycle import Move, Refusal, Wish, decide
from ledsys.store.attempts import prepare
from ledsys.store.files import MemoryFiles
from ledsys.store.founding import found
from ledsys.store.load import load_under
from ledsys.store.policy import SETTINGS, load_policy
from ledsys.store.story import template_files, template_root

SOURCE = "dokument/expertenheter/handhygien-i-patientnara-arbete.md"
ABOVE = "EXP-318846"
LIFE = ((Move.SUBMIT, "karbe2"), (Move.REVIEW, "dislj1"), (Move.APPROVE, "sixal1"), (Move.PUBLISH, "ebbst1"))


def many(number: int, now: datetime) -> dict[str, bytes]:
    """Give the template's docs repo with this many published rutiner beside its own documents, and without PDFs.

    PDFs take time of their own, in proportion to their pages; `ledsys export` is what to measure them by.
    """
    files = dict(template_files(now.date()).files)
    files[SETTINGS] = files[SETTINGS].replace(b"\n  pdf: ja\n", b"\n  pdf: nej\n")
    policy = load_policy(MemoryFiles(files))
    source = (template_root() / SOURCE).read_text(encoding="utf-8")
    for place in range(number):
        document = f"EXP-{1000000 + place}"
        path = f"dokument/expertenheter/massa-{place // 100}/rutin-{place}.md"
        text = source.replace("EXP-482103", document).replace("titel: Handhygien", f"titel: Rutin {place} om hygien")
        text = text.replace("## Ansvar", f"Se [rutin {place // 2}](EXP-{1000000 + place // 2}#ansvar).\n\n## Ansvar")
        own = {path: text.encode()}
        for move, person in LIFE:
            memory = MemoryFiles(own)
            corpus = load_under(policy, memory, now.date())
            outcome = decide(prepare(memory, corpus, corpus.documents[0], move, person, now, Wish()))
            if isinstance(outcome, Refusal):
                raise SystemExit(str(outcome))
            own = {**own, **outcome.change.writes}
        files.update(own)
    return files


if __name__ == "__main__":
    time = datetime.now(UTC)
    found(Path(sys.argv[1]), many(int(sys.argv[2]), time), time)
