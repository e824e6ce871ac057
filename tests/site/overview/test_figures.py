"""What an overview counts, of documents with real acts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.site.corpora import DAY, Library, document, policy, text

from ledsys.figures import MONTHS, OLDEST, SLOW, Figures, Lack, figures
from ledsys.lifecycle import EditionState, lives
from ledsys.model.act import ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import DocumentType, Level, LevelFrom
from ledsys.model.document import Document, Status

FAR = date(2028, 1, 1)
IN_MONTH = date(2026, 9, 30)


def with_files(library: Library, corpus: Corpus, **texts: bytes) -> Corpus:
    """Let a file lie in the tree for every document: the newest edition, or the text given for its id."""
    files: dict[str, Document] = {key: library.frozen[key][max(library.frozen[key])] for key in library.frozen} | {
        key.replace("_", "-"): document(data, {}, library.policy.types) for key, data in texts.items()
    }
    documents = tuple(replace(found, path=f"dokument/{key}.md") for key, found in sorted(files.items()))
    return replace(corpus, documents=documents)


def count(library: Library, **texts: bytes) -> Figures:
    corpus = with_files(library, library.corpus(), **texts)
    return figures(corpus, lives(corpus))


def published(until: date = FAR, *, on: date = date(2025, 6, 1), **front: str) -> Library:
    library = Library()
    library.publish("PRV-000001", on + timedelta(days=1), until, text("PRV-000001", **front), on=on)
    return library


def test_a_document_counts_once_by_the_state_that_it_is_in_first_of_all() -> None:
    library = published()
    library.publish("PRV-000002", date(2020, 1, 1), date(2021, 1, 1))
    library.publish("PRV-000003", date(2026, 8, 1), FAR, on=date(2026, 6, 1))
    library.publish("PRV-000004", date(2025, 1, 1), FAR)
    library.end("PRV-000004", ActKind.REPEAL, date(2026, 1, 1), valid_until=date(2026, 1, 2))
    found = count(library, PRV_000005=text("PRV-000005", status="utkast"))
    assert found.documents == 5
    assert dict(found.states) == {
        EditionState.UPCOMING: 1,
        EditionState.IN_FORCE: 1,
        EditionState.EXPIRED: 1,
        EditionState.REPEALED: 1,
        Status.DRAFT: 1,
    }
    assert dict(found.types) == {"rutin": 4}


def test_what_is_repealed_concerns_no_unit_and_a_merged_unit_counts_as_the_one_that_took_it_over() -> None:
    library = published(gäller_för="[syn, rehab]")
    library.publish("PRV-000004", date(2025, 1, 1), FAR)
    library.end("PRV-000004", ActKind.REPEAL, date(2026, 1, 1), valid_until=date(2026, 1, 2))
    assert dict(count(library).units) == {"rehab": 1}


def test_age_runs_from_the_last_decision_of_the_text() -> None:
    library = published(on=date(2015, 1, 1))
    library.publish("PRV-000002", date(2023, 1, 1), FAR, on=date(2023, 1, 1))
    library.publish("PRV-000003", date(2020, 1, 1), date(2026, 1, 1))
    library.end("PRV-000003", ActKind.CONFIRM, date(2026, 1, 2), valid_until=FAR)
    assert count(library).ages == (1, 0, 0, 1, 0, 1)
    assert len(count(library).ages) == OLDEST + 1


def test_the_calendar_holds_this_month_and_those_after_it() -> None:
    library = published(IN_MONTH)
    library.publish("PRV-000002", date(2020, 1, 1), date(2026, 6, 14))
    library.publish("PRV-000003", date(2025, 1, 1), date(2027, 6, 1))
    found = count(library)
    assert [(month.year, month.month) for month in found.months[:8]] == [
        *((2026, number) for number in range(6, 13)),
        (2027, 1),
    ]
    assert len(found.months) == MONTHS
    assert [month.ends for month in found.months] == [0, 0, 0, 1, *[0] * 8]
    assert (found.backlog, found.ending, found.pace) == (1, 1, 1)
    assert [end.document for end in found.overdue] == ["PRV-000002"]


def test_owners_have_their_own_calendar_and_who_has_most_to_do_stands_first() -> None:
    library = published(IN_MONTH)
    for number, until in ((2, date(2026, 6, 1)), (3, date(2026, 6, 20)), (4, FAR)):
        key = f"PRV-00000{number}"
        library.publish(key, date(2026, 1, 1), until, text(key, innehållsansvarig="annal1"), owner="annal1")
    loads = count(library).loads
    assert [(load.owner, load.ended, load.total) for load in loads] == [
        ("annal1", 1, 2),
        ("verksamhetschef@rehab", 0, 1),
    ]
    assert loads[0].months[0] == 1
    assert loads[1].months[3] == 1


def test_a_text_that_was_submitted_long_ago_is_slow_and_one_of_late_is_not() -> None:
    library = Library()
    old, late = text("PRV-000001", status="granskning"), text("PRV-000002", status="granskning")
    for key, data, day in (
        ("PRV-000001", old, DAY - timedelta(days=SLOW + 1)),
        ("PRV-000002", late, DAY - timedelta(days=SLOW)),
    ):
        content = document(data, {}, library.policy.types).digest
        library._act(key, ActKind.SUBMIT, 1, day, person="annal1", content=content)
    found = count(library, PRV_000001=old, PRV_000002=late)
    assert [(slow.entry.document.id, slow.days) for slow in found.slow] == [("PRV-000001", SLOW + 1)]


def orphans(library: Library) -> dict[Lack, list[str]]:
    return {lack: [entry.document.id for entry in some] for lack, some in count(library).orphans.items()}


def test_a_document_in_order_is_no_orphan() -> None:
    library = published(processer="[vardprocess]")
    assert orphans(library) == {lack: [] for lack in Lack}


def test_each_lack_makes_an_orphan_of_its_own_kind() -> None:
    library = published(processer="[vardprocess]")
    demanding = library.policy.types["rutin"].model_copy(update={"needs_governing": True})
    library.policy = replace(library.policy, types={**library.policy.types, "rutin": demanding})
    every: dict[str, dict[str, str]] = {
        "PRV-000002": {"utgår_från": "[PRV-000001]", "processer": "[vardprocess]"},
        "PRV-000003": {"utgår_från": "[PRV-999999]"},
        "PRV-000004": {"utgår_från": "[PRV-000001]", "gäller_för": "[okand]", "processer": "[okand]"},
    }
    for key, front in every.items():
        library.publish(key, date(2026, 1, 1), FAR, text(key, **front))
    library.publish("PRV-000005", date(2026, 1, 1), FAR, text("PRV-000005", handlingstyp="okand"), owner="nnnnn1")
    assert orphans(library) == {
        Lack.OWNER: ["PRV-000005"],
        Lack.GOVERNING: ["PRV-000001", "PRV-000003"],
        Lack.UNIT: ["PRV-000004"],
        Lack.PROCESS: ["PRV-000003", "PRV-000004", "PRV-000005"],
    }


def test_a_unit_that_ended_without_heir_leaves_its_documents_orphans_and_without_processes_none_is_asked_for() -> None:
    library = published()
    units = tuple(
        unit.model_copy(update={"until": date(2026, 1, 1)}) if unit.id == "rehab" else unit
        for unit in library.policy.register.units
    )
    library.policy = replace(library.policy, register=replace(library.policy.register, units=units, processes=()))
    assert orphans(library)[Lack.UNIT] == ["PRV-000001"]
    assert orphans(library)[Lack.PROCESS] == []


def test_an_edition_below_what_its_type_asks_today_is_named() -> None:
    library = published()
    kinds: dict[str, DocumentType] = {
        **library.policy.types,
        "rutin": library.policy.types["rutin"].model_copy(update={"levels": (LevelFrom(level=Level.KEY),)}),
    }
    library.publish("PRV-000002", date(2026, 1, 1), FAR, assurance="key")
    library.publish("PRV-000003", date(2020, 1, 1), date(2021, 1, 1))
    library.policy = replace(library.policy, types=kinds)
    (proof,) = count(library).proofs
    assert (proof.type, proof.asked, proof.reaching) == ("rutin", Level.KEY, 1)
    assert [entry.document.id for entry in proof.below] == ["PRV-000001"]


def test_a_file_that_cannot_be_read_is_counted_and_named() -> None:
    found = count(Library(), PRV_000001=b"---\ntitel: [\n---\n")
    assert found.documents == 1
    assert found.unreadable == ("dokument/PRV-000001.md",)
    assert dict(found.types) == {}


def test_nothing_at_all_gives_only_noughts() -> None:
    corpus = Corpus(policy=policy(), today=DAY)
    found: Any = figures(corpus, {})
    assert (found.documents, found.backlog, found.ending, found.pace) == (0, 0, 0, 0)
    assert dict(found.states) == {}
