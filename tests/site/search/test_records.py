"""What the search knows of each document."""

from __future__ import annotations

from datetime import date

from tests.site.corpora import DAY, Library, text

from ledsys.model.act import ActKind
from ledsys.site.search.records import SearchRecord, records
from ledsys.site.shelf import shelve
from ledsys.site.words import Words

BODY = """# Syfte

En **fet** text med [en länk](PRV-000002#syfte), `kod` och
två rader.[^1]

| Vad | När |
|---|---|
| Prov | Nu |

![En bild](x.png)

```
kodruta
```

```mermaid {.bred}
graph TD
```

## Hur

- ett

[^1]: En not.
"""


def _records(library: Library, day: date = DAY) -> dict[str, SearchRecord]:
    shelf = shelve(library.corpus(), library.editions, day)
    return {record.id: record for record in records(shelf, Words(library.policy, "en", day))}


def test_a_record_holds_whatever_a_reader_may_look_for() -> None:
    library = Library()
    data = text(
        "PRV-000001",
        BODY.replace("![En bild](x.png)\n\n", ""),
        titel="Smärta",
        nyckelord="[värk]",
        förkortningar='["NRS = numerisk skala", "VAS"]',
        tidigare_titlar="[Gammal titel]",
        tidigare_id="[OLD-1]",
        diarienummer="HS 2024-00058",
        processer="[vardprocess]",
        sammanfattning="Kort.",
        gäller_för="[rehab, syn]",
    )
    library.publish("PRV-000001", date(2026, 1, 1), date(2027, 1, 1), data)
    found = _records(library)["PRV-000001"]
    assert found.title == "Smärta"
    assert found.keys == ("PRV-000001", "OLD-1", "HS 2024-00058", "NRS", "VAS")
    assert found.former_titles == ("Gammal titel",)
    assert found.keywords == ("värk",)
    assert found.meanings == ("numerisk skala",)
    assert found.summary == "Kort."
    assert found.headings == ("Syfte", "Hur")
    assert found.processes == ("vardprocess",)
    assert found.units == ("rehab",)  # which took the other one over
    assert (found.mark, found.state, found.type, found.version) == ("in-force", "In force", "rutin", 1)
    assert (found.valid_from, found.last_day, found.later) == (date(2026, 1, 1), date(2027, 1, 1), "2027-01-02 expired")


def test_the_body_is_what_a_reader_sees() -> None:
    library = Library()
    data = text("PRV-000001", BODY.replace("![En bild](x.png)\n\n", ""))
    library.publish("PRV-000001", date(2026, 1, 1), date(2027, 1, 1), data)
    assert _records(library)["PRV-000001"].body == (
        "En fet text med en länk, kod och två rader. Vad När Prov Nu kodruta ett En not."
    )


def test_the_titles_of_earlier_versions_are_remembered() -> None:
    library = Library()
    library.publish("PRV-000001", date(2026, 1, 1), date(2026, 3, 1), text("PRV-000001", titel="Förr"))
    library.publish("PRV-000001", date(2026, 3, 2), date(2027, 1, 1), text("PRV-000001", titel="Nu", version="2"))
    assert _records(library)["PRV-000001"].former_titles == ("Förr",)


def test_what_has_ended_is_there_with_its_state() -> None:
    library = Library()
    library.publish("PRV-000001", date(2026, 1, 1), date(2027, 1, 1))
    library.end("PRV-000001", ActKind.STOP, date(2026, 2, 1))
    assert _records(library)["PRV-000001"].mark == "stopped"


def test_a_document_whose_text_cannot_be_shown_is_found_by_its_id_alone() -> None:
    library = Library()
    library.publish("PRV-000001", date(2026, 1, 1), date(2027, 1, 1))
    library.put("PRV-000001", 1, b"another text")
    found = _records(library)["PRV-000001"]
    assert (found.title, found.keys, found.body) == ("PRV-000001", ("PRV-000001",), "")


def test_a_record_of_what_was_repealed_names_its_successor() -> None:
    library = Library()
    for document in ("PRV-000001", "PRV-000002"):
        library.publish(document, date(2026, 1, 1), date(2028, 1, 1))
    library.end("PRV-000001", ActKind.REPEAL, date(2026, 3, 1), valid_until=date(2026, 3, 2), successor="PRV-000002")
    found = _records(library)
    assert [found[document].successor for document in ("PRV-000001", "PRV-000002")] == ["PRV-000002", ""]
