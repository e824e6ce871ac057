"""What is believed: acts that hold, and none that rests on one which does not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.lifecycle.world import OTHER, ROUTINE, World, merged, world_with

from ledsys.lifecycle import Move
from ledsys.model.act import ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.finding import Verdict
from ledsys.proof import believed as module
from ledsys.proof.believed import believed
from ledsys.rules.judge import judge
from ledsys.rules.rule import Rule


def test_a_long_chain_that_broke_makes_nobody_judge_the_other_documents_again(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World().published()
    for _ in range(3):
        world.later(30).revised().edit("gör vi", "gör vi nu").reviewed()
        world.does(Move.APPROVE, "approver")
        world.does(Move.PUBLISH, "publisher")
    first = next(act for act in world.corpus.acts[ROUTINE] if act.kind is ActKind.SUBMIT)
    both = merged(world.without(first), world_with(OTHER).published())
    judged: list[str] = []

    def counted(corpus: Corpus, rules: Iterable[Rule]) -> Verdict:
        judged.extend(document.id for document in corpus.documents)
        return judge(corpus, rules)

    monkeypatch.setattr(module, "judge", counted)
    found = believed(both.corpus)
    assert (found.published(ROUTINE), found.published(OTHER)) == (False, True)
    assert set(found.doubts) == {ROUTINE}
    assert judged.count(ROUTINE) > judged.count(OTHER) == 2
