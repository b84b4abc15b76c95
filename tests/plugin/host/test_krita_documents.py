"""Krita's documents, with a double in Krita's place; the real one is driven by the tests in `tests/krita`."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from krita_double import krita as double

from apprentice.host.document_ids import DocumentIds
from apprentice.host.documents import LayerStack, NewLayer
from apprentice.pictures.tiles import TILE_PX, Rect, plan
from apprentice.qt import QtGui

MARKED = "Apprentice · Warm"


@pytest.fixture
def document_module(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module under test, with a fresh double that has one document open."""
    monkeypatch.setitem(sys.modules, "krita", double)
    monkeypatch.setattr(double.Krita, "_instance", double.Krita())
    from apprentice.host import krita_documents as document  # noqa: PLC0415 - needs the double in place

    monkeypatch.setattr(document, "Krita", double.Krita)
    yield document


def _open(document: double.Document) -> double.Document:
    double.Krita.instance().open.append(document)
    return document


def _documents(module: ModuleType, document: double.Document | None):  # type: ignore[no-untyped-def]
    window = double.Window(double.View(document))
    return module.KritaDocuments(lambda: window, DocumentIds())


def _insertion(size: int = 4) -> LayerStack:
    layers = (NewLayer("Picture", b"\x00" * 64),)
    return LayerStack(MARKED, layers, "color", 1, Rect(0, 0, 4, 4), (size, size), b"line\n")


def test_names_the_active_document(document_module: ModuleType) -> None:
    """A document has an id, and is called by its file's name."""
    painting = _open(double.Document(320, 240, "/p/Valley at dusk.kra"))
    documents = _documents(document_module, painting)
    ref = documents.current()
    assert (ref.name, ref.width_px, ref.height_px, ref.path) == ("Valley at dusk", 320, 240, "/p/Valley at dusk.kra")
    assert documents.open_ids() == {ref.id}
    assert _documents(document_module, None).current() is None


def test_a_copy_that_krita_makes_is_another_document(document_module: ModuleType) -> None:
    """*Create Copy From Current Image* copies the root's unique id, and names the copy by its original's path."""
    painting, copy = _open(double.Document(8, 8, "/p/Valley.kra")), _open(double.Document(8, 8))
    assert copy.root is not None
    copy.root, copy.title = painting.root, "/p/Valley.kra (Copy)"
    ids = DocumentIds()
    views = [double.Window(double.View(document)) for document in (painting, copy)]
    first, second = (document_module.KritaDocuments(lambda view=view: view, ids) for view in views)
    assert first.current().id != second.current().id
    assert second.current().name == "Valley.kra (Copy)"
    assert first.open_ids() == second.open_ids() == {first.current().id, second.current().id}


def test_a_document_keeps_its_id_as_long_as_it_is_open(document_module: ModuleType) -> None:
    """*Flatten* changes the root's unique id; a file that is opened again is another document."""
    painting = _open(double.Document(8, 8, "/p/Valley.kra"))
    documents = _documents(document_module, painting)
    before = documents.current()
    painting.root = double.Node("root", "grouplayer", painting)
    assert documents.current() == before
    other = _open(double.Document(8, 8))
    painting.close()
    other.close()
    double.Krita.instance().open.clear()
    again = _documents(document_module, _open(double.Document(8, 8, "/p/Valley.kra")))
    assert again.current().id != before.id
    assert documents.open_ids().isdisjoint({before.id})


def test_reads_in_tiles_one_a_step(document_module: ModuleType) -> None:
    """A canvas larger than a tile is read piece by piece, and nothing before it is asked for."""
    painting = _open(double.Document(3 * TILE_PX, 2 * TILE_PX))
    documents = _documents(document_module, painting)
    tiles = documents.read(documents.current(), plan(Rect(0, 0, 3 * TILE_PX, 2 * TILE_PX)))
    assert painting.reads == []
    next(tiles)
    assert len(painting.reads) == 1
    assert sum(1 for _ in tiles) == 5


def test_leaves_visible_apprentice_groups_out(document_module: ModuleType) -> None:
    """Inserted groups are left out of the canvas; the document itself is not touched."""
    painting = _open(double.Document(8, 8))
    group = double.Node(MARKED, "grouplayer", painting)
    group.color = QtGui.QColor(255, 0, 0)
    painting.root.children.append(group)
    documents = _documents(document_module, painting)
    ((_, image),) = documents.read(documents.current(), plan(Rect(0, 0, 8, 8)))
    assert image.pixelColor(4, 4).getRgb() == (10, 20, 30, 255)
    assert painting.topLevelNodes()[-1] is group
    assert painting.undo_steps == 0
    assert [copy.rootNode() for copy in painting.closed_copies] == [None]


def _group_of(painting: double.Document, node: double.Node, name: str = "Trees") -> double.Node:
    """Return a group of a painting that holds a node, off the tree."""
    group = double.Node(name, "grouplayer", painting)
    group.children.append(node)
    node.parent = group
    return group


def test_leaves_apprentice_groups_in_the_artists_own_groups_out(document_module: ModuleType) -> None:
    """Wherever they were moved to, they are not taken for the artist's; hidden ones cost nothing."""
    painting = _open(double.Document(8, 8))
    ours = double.Node(MARKED, "grouplayer", painting)
    ours.color = QtGui.QColor(255, 0, 0)
    theirs = _group_of(painting, _group_of(painting, ours))
    painting.root.children.append(theirs)
    documents = _documents(document_module, painting)
    ((_, image),) = documents.read(documents.current(), plan(Rect(0, 0, 8, 8)))
    assert image.pixelColor(4, 4).getRgb() == (10, 20, 30, 255)
    assert documents.groups(documents.current()) == {ours.uniqueId().toString()}
    theirs.shown = False
    painting.closed_copies.clear()
    list(documents.read(documents.current(), plan(Rect(0, 0, 8, 8))))
    assert painting.closed_copies == []
    assert documents.groups(documents.current()) == {ours.uniqueId().toString()}


def test_a_document_of_another_size_takes_no_layers(document_module: ModuleType) -> None:
    """Whatever they are, they were made for a place that is elsewhere now: one sentence, and no undo step."""
    painting = _open(double.Document(8, 8, "/p/Valley.kra"))
    documents = _documents(document_module, painting)
    with pytest.raises(LookupError, match="“Valley” was cropped"):
        documents.insert(documents.current(), _insertion(4))
    assert painting.undo_steps == 0
    documents.insert(documents.current(), _insertion(8))
    assert painting.undo_steps == 1


def test_a_fingerprint_changes_with_what_shows(document_module: ModuleType) -> None:
    """Another size or another picture has another one, nothing new the same."""
    painting = _open(double.Document(8, 8))
    documents = _documents(document_module, painting)
    ref = documents.current()
    before = documents.fingerprint(ref)
    assert documents.fingerprint(ref) == before
    painting.isolated = True
    assert documents.fingerprint(ref) != before
    painting.isolated, painting._size = False, (16, 4)
    assert documents.fingerprint(ref) != before


def test_shows_our_groups_to_who_wants_to_see_them(document_module: ModuleType) -> None:
    """Read as the artist sees it, the canvas holds Apprentice's groups, and nothing is copied."""
    painting = _open(double.Document(8, 8))
    group = double.Node(MARKED, "grouplayer", painting)
    group.color = QtGui.QColor(255, 0, 0)
    painting.root.children.append(group)
    documents = _documents(document_module, painting)
    ((_, image),) = documents.read(documents.current(), plan(Rect(0, 0, 8, 8)), as_seen=True)
    assert image.pixelColor(4, 4).getRgb() == (255, 0, 0, 255)
    assert painting.closed_copies == []


def test_copies_nothing_where_nothing_is_left_out(document_module: ModuleType) -> None:
    """Hidden groups of Apprentice's, and groups of the artist's, make no copy necessary."""
    painting = _open(double.Document(8, 8))
    hidden, theirs = double.Node(MARKED, "grouplayer", painting), double.Node("Trees", "grouplayer", painting)
    hidden.shown = False
    painting.root.children += [hidden, theirs]
    documents = _documents(document_module, painting)
    list(documents.read(documents.current(), plan(Rect(0, 0, 8, 8))))
    assert painting.closed_copies == []


def test_works_on_the_selection_where_there_is_one(document_module: ModuleType) -> None:
    """The selection's bounds within the canvas are the frame, its mask comes along."""
    painting = _open(double.Document(100, 80))
    documents = _documents(document_module, painting)
    assert documents.frame(documents.current()) == (Rect(0, 0, 100, 80), None)
    painting.chosen = double.Selection(90, -5, 30, 20)
    frame, mask = documents.frame(documents.current())
    assert frame == Rect(90, 0, 10, 15)
    assert len(mask) == 150
    painting.chosen = double.Selection(200, 200, 10, 10)
    assert documents.frame(documents.current())[1] is None


def test_warns_of_a_selection_outside_and_of_an_isolated_layer(document_module: ModuleType) -> None:
    """Each is one sentence, and a painting as it mostly is has none."""
    painting = _open(double.Document(100, 80))
    documents = _documents(document_module, painting)
    ref = documents.current()
    assert documents.caution(ref) == ""
    painting.chosen = double.Selection(200, 200, 10, 10)
    assert "outside the picture" in documents.caution(ref)
    painting.chosen, painting.isolated = None, True
    assert "isolated" in documents.caution(ref)


@pytest.mark.parametrize("is_covered", [True, False], ids=["covers all", "leaves some"])
def test_its_own_picture_alone_is_not_looked_at(document_module: ModuleType, is_covered: bool) -> None:
    """A layer in one of Apprentice's groups is isolated, whether that changes what shows or not: refused in a line."""
    painting = _open(double.Document(100, 80))
    layer = double.Node("Picture", "paintlayer", painting)
    painting.root.children.append(_group_of(painting, layer, MARKED))
    documents = _documents(document_module, painting)
    painting.active, painting.isolated = layer, not is_covered
    isolate = double.Krita.instance().action("isolate_active_layer")
    isolate.setCheckable(True)
    isolate.setChecked(True)
    with pytest.raises(LookupError, match="own layer is isolated"):
        documents.frame(documents.current())
    painting.active = painting.topLevelNodes()[0]
    documents.frame(documents.current())


def test_inserts_a_group_in_one_undo_step(document_module: ModuleType) -> None:
    """Group and layer come together, marked; the artist's layer is active again."""
    painting = _open(double.Document(4, 4))
    before = painting.activeNode()
    documents = _documents(document_module, painting)
    documents.insert(documents.current(), _insertion())
    group = painting.topLevelNodes()[-1]
    (layer,) = group.childNodes()
    assert painting.undo_steps == 1
    assert (group.name(), group.blending, group.label) == (MARKED, "color", 1)
    assert (layer.name(), layer.rect, layer.space) == ("Picture", (0, 0, 4, 4), "")
    assert painting.activeNode() is before
    assert painting.notes["apprentice"] == b"line\n"
    assert painting.modified


def test_inserts_layers_that_lie_on_the_canvas_each_in_its_own_way(document_module: ModuleType) -> None:
    """A group that lets its layers through holds them bottom first, with their modes; still one undo step."""
    painting = _open(double.Document(4, 4))
    documents = _documents(document_module, painting)
    layers = (NewLayer("Colour", b"\x01" * 64, "color"), NewLayer("Light", b"\x02" * 64, "add", 0.5))
    documents.insert(documents.current(), dataclasses.replace(_insertion(), layers=layers, blending=""))
    group = painting.topLevelNodes()[-1]
    assert group.passes_through
    assert [(layer.name(), layer.blending, layer.opacity) for layer in group.childNodes()] == [
        ("Colour", "color", 255),
        ("Light", "add", 128),
    ]
    assert painting.undo_steps == 1


@pytest.mark.parametrize(
    "space",
    [("RGBA", "U16", "p"), ("RGBA", "F32", "p"), ("CMYKA", "U8", "p"), ("GRAYA", "U8", "p"), ("RGBA", "U8", "p3.icc")],
    ids=" ".join,
)
def test_brings_srgb_into_any_document(document_module: ModuleType, space: tuple[str, str, str]) -> None:
    """In a document of another colour space a layer becomes 8-bit sRGB before it gets its pixels."""
    painting = _open(double.Document(4, 4, space=space))
    documents = _documents(document_module, painting)
    documents.insert(documents.current(), _insertion())
    (layer,) = painting.topLevelNodes()[-1].childNodes()
    assert layer.space.startswith("RGBA U8")


def test_a_closed_document_is_told_in_a_sentence(document_module: ModuleType) -> None:
    """Reading from it and inserting into it say which painting is gone."""
    painting = _open(double.Document(4, 4, "/p/Valley.kra"))
    documents = _documents(document_module, painting)
    ref = documents.current()
    double.Krita.instance().open.clear()
    with pytest.raises(LookupError, match="“Valley” is closed"):
        documents.insert(ref, _insertion())
    with pytest.raises(LookupError, match="“Valley” is closed"):
        list(documents.read(ref, plan(Rect(0, 0, 4, 4))))
    with pytest.raises(LookupError, match="“Valley” is closed"):
        documents.frame(ref)


def test_knows_its_own_groups_and_hears_of_undo(document_module: ModuleType) -> None:
    """Groups have unique ids; followed twice, each undo is told once."""
    painting = _open(double.Document(8, 8))
    documents = _documents(document_module, painting)
    for _ in range(2):
        documents.insert(documents.current(), _insertion(8))
    assert len(documents.groups(documents.current())) == 2
    heard: list[None] = []
    for _ in range(2):
        documents.follow_undo(lambda: heard.append(None))
    for name in ("edit_undo", "edit_redo"):
        double.Krita.instance().action(name).trigger()
    assert len(heard) == 2


def test_a_layer_without_a_group_is_one_undo_step_too(document_module: ModuleType) -> None:
    """A strip of swatches lies on top by itself, marked, and what is sent next does not hold it."""
    painting = _open(double.Document(8, 8))
    documents, active = _documents(document_module, painting), painting.activeNode()
    strip = dataclasses.replace(
        _insertion(8), group="", layers=(NewLayer("Apprentice · Palette · dusk", b"\x00" * 64),)
    )
    documents.insert(documents.current(), strip)
    top = painting.topLevelNodes()[-1]
    assert (top.name(), top.type(), top.label) == ("Apprentice · Palette · dusk", "paintlayer", 1)
    assert painting.undo_steps == 1
    assert painting.activeNode() is active
    top.color = QtGui.QColor(255, 0, 0)
    ((_, image),) = documents.read(documents.current(), plan(Rect(0, 0, 8, 8)))
    assert image.pixelColor(4, 4).getRgb() == (10, 20, 30, 255)


def test_shows_the_active_layer_small(document_module: ModuleType) -> None:
    """A layer comes with its name, no larger than asked for; one without paint gives a sentence."""
    painting = _open(double.Document(800, 400))
    documents, layer = _documents(document_module, painting), painting.activeNode()
    with pytest.raises(LookupError, match="nothing on the active layer"):
        documents.layer_picture(documents.current(), 100)
    layer.rect = (0, 0, 800, 400)
    name, picture = documents.layer_picture(documents.current(), 100)
    assert (name, picture.width(), picture.height()) == ("Background", 100, 50)


def test_a_documents_record_grows_by_a_line(document_module: ModuleType) -> None:
    """Earlier lines stay, also those that an earlier Krita saved."""
    painting = _open(double.Document(8, 8))
    documents = _documents(document_module, painting)
    for _ in range(2):
        documents.insert(documents.current(), _insertion(8))
    assert bytes(painting.annotation("apprentice")) == b"line\nline\n"


def test_palettes_are_kept_in_the_document(document_module: ModuleType) -> None:
    """The tray is an annotation, and a change that Krita offers to save."""
    painting = _open(double.Document(8, 8))
    documents = _documents(document_module, painting)
    assert documents.kept_palettes(documents.current()) == b""
    documents.keep_palettes(documents.current(), b"tray")
    assert documents.kept_palettes(documents.current()) == b"tray"
    assert painting.modified
