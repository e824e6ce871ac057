"""What a plain landing brings is read at once; whatever is odd is left to those who look around."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.campaign.histories import Past, past_in

from ledsys.lifecycle.claims import edition_folder
from ledsys.model.landing import Changed, Entry
from ledsys.rules.landings import ORDINARY
from ledsys.store.ahead import Ahead
from ledsys.store.brought import about, brought, stands
from ledsys.store.files import SIZE_CAP, MemoryFiles
from ledsys.store.history import Landed
from ledsys.store.objects import MemoryObjects
from ledsys.store.policy import load_policy
from ledsys.store.standing import Standing

ID, OTHER = "EXP-100000", "EXP-100001"
TEXT = f"---\ndokument-id: {ID}\ntitel: Handhygien\n---\n# Handhygien\n".encode()
DOCUMENT = "dokument/unit-0/ny.md"
EDITION = f"{edition_folder(ID, 900)}/dokument.md"


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    return past_in(tmp_path_factory.mktemp("brought"), landings=20, acts=12, documents=2)


@pytest.fixture
def tree(past: Past) -> Standing:
    objects = MemoryObjects()
    tree = Standing(objects)
    tree.apply(Changed(path, None, Entry(ORDINARY, objects.keep(data))) for path, data in past.tree.items())
    return tree


@pytest.fixture(params=["at once", "ahead"])
def ahead(past: Past, tree: Standing, request: pytest.FixtureRequest) -> Ahead:
    """What reads the changes that a test takes, with or without having read all of the tree ahead."""
    ahead = Ahead(tree.objects, load_policy(MemoryFiles(past.tree)).types)
    if request.param == "ahead":
        everything = tuple(Changed(path, None, tree.entry(path)) for path in past.tree)
        ahead.read([Landed("", (), datetime.now(UTC), everything)])
    return ahead


def act_of(past: Past, document_id: str) -> str:
    return next(path for path in sorted(past.tree) if path.startswith(f".ledsys/acts/{document_id}/"))


def added(tree: Standing, path: str, data: bytes, mode: str = ORDINARY) -> Changed:
    assert isinstance(tree.objects, MemoryObjects)
    return Changed(path, None, Entry(mode, tree.objects.keep(data)))


def test_texts_acts_and_editions_are_brought_by_document(past: Past, tree: Standing, ahead: Ahead) -> None:
    acts = [path for path in past.tree if path.startswith(f".ledsys/acts/{ID}/")]
    of_other = act_of(past, OTHER)
    changes = (
        added(tree, of_other, past.tree[of_other]),
        *(added(tree, path, past.tree[path]) for path in acts),
        added(tree, EDITION, TEXT),
        added(tree, DOCUMENT, TEXT),
    )
    found = brought(changes, tree, ahead)
    assert found is not None
    assert list(found) == [ID, OTHER]
    assert [document.path for document in found[ID].documents] == [DOCUMENT]
    assert {f".ledsys/acts/{ID}/{act.id}.act" for act in found[ID].acts} == set(acts)
    assert {version: text.path for version, text in found[ID].editions.items()} == {900: EDITION}
    assert found[ID].files == {*acts, EDITION, DOCUMENT}
    assert found[OTHER].files == {of_other}
    assert not found[OTHER].documents
    assert not found[OTHER].editions
    assert found[ID].documents[0].digest == found[ID].editions[900].digest != ""


def test_an_image_leaves_a_text_without_digest(tree: Standing, ahead: Ahead) -> None:
    found = brought((added(tree, DOCUMENT, TEXT + b"\n![Hand](hand.png)\n"),), tree, ahead)
    assert found is not None
    assert found[ID].documents[0].digest is None
    assert found[ID].documents[0].facts.images


@pytest.mark.parametrize(
    ("path", "data", "mode"),
    [
        pytest.param(DOCUMENT, TEXT, "120000", id="a link"),
        pytest.param("dokument/unit-0/å.md", TEXT, ORDINARY, id="a name that is not ASCII"),
        pytest.param(DOCUMENT, b"# Handhygien\n", ORDINARY, id="a text without id"),
        pytest.param(DOCUMENT, b"x" * (SIZE_CAP + 1), ORDINARY, id="a text that is too large"),
        pytest.param(f"{edition_folder(ID, 900)}/hand.png", b"x", ORDINARY, id="an image of an edition"),
        pytest.param(f".ledsys/acts/{ID}/{'0' * 20}.act", b"ledsys-act: 1\n", ORDINARY, id="an act that is none"),
        pytest.param("organisation/enheter.yaml", b"x", ORDINARY, id="a file of the register"),
    ],
)
def test_what_is_odd_is_left(path: str, data: bytes, mode: str, tree: Standing, ahead: Ahead) -> None:
    assert brought((added(tree, path, data, mode),), tree, ahead) is None
    assert brought((added(tree, DOCUMENT, TEXT), added(tree, path, data, mode)), tree, ahead) is None


def test_an_act_that_lies_elsewhere_is_left(past: Past, tree: Standing, ahead: Ahead) -> None:
    path = act_of(past, ID)
    for folder in (OTHER, "delegations"):
        elsewhere = path.replace(ID, folder)
        assert brought((added(tree, elsewhere, past.tree[path]),), tree, ahead) is None
    assert brought((added(tree, path, past.tree[path]),), tree, ahead) is not None


def test_what_is_removed_or_changed_is_left_but_for_a_text_that_keeps_its_id(
    past: Past, tree: Standing, ahead: Ahead
) -> None:
    act, [document] = act_of(past, ID), tree.holding(ID)
    for path in (act, document):
        assert brought((Changed(path, tree.entry(path), None),), tree, ahead) is None
    again = added(tree, act, past.tree[act])._replace(before=tree.entry(act))
    assert brought((again,), tree, ahead) is None
    changed = added(tree, document, TEXT)._replace(before=tree.entry(document))
    assert brought((changed,), tree, ahead) is not None
    renamed = added(tree, document, TEXT.replace(ID.encode(), OTHER.encode()))._replace(before=tree.entry(document))
    assert brought((renamed,), tree, ahead) is None


def test_a_file_is_about_the_document_whose_text_or_evidence_it_is(past: Past, tree: Standing) -> None:
    [document] = tree.holding(ID)
    assert about(document, tree) == about(act_of(past, ID), tree) == about(EDITION, tree) == ID
    for other in ("ledsys.yaml", "dokument/unit-0/bild.png", f".ledsys/acts/delegations/{'0' * 20}.act"):
        assert about(other, tree) == ""
    assert {change.path for change in stands(ID, tree)} == {
        path for path in past.tree if path == document or f"/{ID}/" in path
    }
