"""As much of Krita's Python module as the plugin's two Krita modules call, for tests without Krita.

It keeps documents, layers and an undo count in memory, and is as particular as the real one: closed documents have no
root node, wrappers are equal but not identical, and `addChildNode` on the tree is one undo step.
"""

from __future__ import annotations

import itertools

from apprentice.qt import QAction, QImage, QtCore, QtGui

_numbers = itertools.count(1)


class Node:
    """A layer, off the tree until it is added."""

    def __init__(self, name: str, kind: str, document: Document | None = None) -> None:
        self._name, self._kind, self.document = name, kind, document
        self.parent: Node | None = None
        self.children: list[Node] = []
        self.color = QtGui.QColor(0, 0, 0, 0)
        self.shown, self.label, self.blending, self.space = True, 0, "normal", ""
        self.opacity, self.passes_through = 255, False
        self.pixels = b""
        self.rect: tuple[int, ...] = ()
        self._uuid = QtCore.QUuid.createUuid()

    def name(self) -> str:
        return self._name

    def type(self) -> str:
        return self._kind

    def visible(self) -> bool:
        return self.shown

    def uniqueId(self) -> QtCore.QUuid:
        return self._uuid

    def projectionPixelData(self, x: int, y: int, width: int, height: int) -> QtCore.QByteArray:
        return QtCore.QByteArray(b"whole")

    def parentNode(self) -> Node | None:
        return self.parent

    def childNodes(self) -> list[Node]:
        return list(self.children)

    def addChildNode(self, child: Node, above: Node | None) -> bool:
        child.parent = self
        self.children.append(child)
        if self.document is not None and self._is_on_the_tree():
            self.document.undo_steps += 1
            self.document.active = child
        return True

    def remove(self) -> bool:
        assert self.parent is not None
        self.parent.children.remove(self)
        return True

    def bounds(self) -> QtCore.QRect:
        return QtCore.QRect(*self.rect) if self.rect else QtCore.QRect()

    def thumbnail(self, width: int, height: int) -> QImage:
        image = QImage(width, height, QImage.Format.Format_ARGB32)
        image.fill(self.color)
        return image

    def setBlendingMode(self, mode: str) -> None:
        self.blending = mode

    def setOpacity(self, opacity: int) -> None:
        self.opacity = opacity

    def setPassThroughMode(self, passes: bool) -> None:
        self.passes_through = passes

    def setColorLabel(self, label: int) -> None:
        self.label = label

    def setColorSpace(self, model: str, depth: str, profile: str) -> bool:
        assert not self.pixels, "the pixels would be reinterpreted"
        self.space = f"{model} {depth} {profile}"
        return True

    def setPixelData(self, data: QtCore.QByteArray, x: int, y: int, width: int, height: int) -> None:
        self.pixels, self.rect = bytes(data), (x, y, width, height)

    def _is_on_the_tree(self) -> bool:
        return self is self.document.root if self.document else False


class Selection:
    """A rectangle, fully selected."""

    def __init__(self, x: int = 0, y: int = 0, width: int = 0, height: int = 0) -> None:
        self._rect = (x, y, width, height)

    def select(self, x: int, y: int, width: int, height: int, value: int) -> None:
        assert value == 255
        self._rect = (x, y, width, height)

    def duplicate(self) -> Selection:
        return Selection(*self._rect)

    def x(self) -> int:
        return self._rect[0]

    def y(self) -> int:
        return self._rect[1]

    def width(self) -> int:
        return self._rect[2]

    def height(self) -> int:
        return self._rect[3]

    def pixelData(self, x: int, y: int, width: int, height: int) -> QtCore.QByteArray:
        return QtCore.QByteArray(b"\xff" * (width * height))


class Document:
    """A document whose canvas is one colour, the topmost visible layer's."""

    def __init__(self, width: int, height: int, path: str = "", space: tuple[str, str, str] | None = None) -> None:
        self._size, self._path, self.title = (width, height), path, ""
        self.space = space or ("RGBA", "U8", "sRGB-elle-V2-srgbtrc.icc")
        self.root: Node | None = Node("root", "grouplayer", self)
        background = Node("Background", "paintlayer", self)
        background.color = QtGui.QColor(10, 20, 30)
        self.root.children.append(background)
        background.parent = self.root
        self.active: Node | None = background
        self.undo_steps, self.modified, self.isolated = 0, False, False
        self.chosen: Selection | None = None
        self.cropped: tuple[int, ...] = ()
        self.notes: dict[str, bytes] = {}
        self.reads: list[tuple[int, ...]] = []
        self.closed_copies: list[Document] = []

    def rootNode(self) -> Node | None:
        return self.root

    def width(self) -> int:
        return self._size[0]

    def height(self) -> int:
        return self._size[1]

    def fileName(self) -> str:
        return self._path

    def name(self) -> str:
        return self.title

    def colorModel(self) -> str:
        return self.space[0]

    def colorDepth(self) -> str:
        return self.space[1]

    def colorProfile(self) -> str:
        return self.space[2]

    def topLevelNodes(self) -> list[Node]:
        assert self.root is not None
        return list(self.root.children)

    def activeNode(self) -> Node | None:
        return self.active

    def setActiveNode(self, node: Node) -> None:
        self.active = node

    def selection(self) -> Selection | None:
        return self.chosen

    def setSelection(self, selection: Selection | None) -> None:
        self.chosen = selection

    def crop(self, x: int, y: int, width: int, height: int) -> None:
        self.cropped = (x, y, width, height)
        self._size = (width, height)

    def projection(self, x: int, y: int, width: int, height: int) -> QImage:
        self.reads.append((x, y, width, height))
        image = QImage(width, height, QImage.Format.Format_ARGB32)
        image.fill(_topmost_color(self.topLevelNodes()))
        return image

    def pixelData(self, x: int, y: int, width: int, height: int) -> QtCore.QByteArray:
        return QtCore.QByteArray(b"alone" if self.isolated else b"whole")

    def clone(self) -> Document:
        copy = Document(*self._size)
        assert copy.root is not None
        copy.root.children = []
        for node in self.topLevelNodes():
            copy.root.children.append(_twin(node, copy, copy.root))
        self.closed_copies.append(copy)
        return copy

    def close(self) -> bool:
        self.root = None
        return True

    def createGroupLayer(self, name: str) -> Node:
        return Node(name, "grouplayer", self)

    def createNode(self, name: str, kind: str) -> Node:
        return Node(name, kind, self)

    def setAnnotation(self, key: str, title: str, data: QtCore.QByteArray) -> None:
        self.notes[key] = bytes(data)

    def annotation(self, key: str) -> QtCore.QByteArray:
        return QtCore.QByteArray(self.notes.get(key, b""))

    def setModified(self, modified: bool) -> None:
        self.modified = modified

    def setBatchmode(self, quiet: bool) -> None:
        """Show no dialogs."""

    def refreshProjection(self) -> None:
        """Compose anew."""

    def waitForDone(self) -> None:
        """Wait."""


def _topmost_color(nodes: list[Node]) -> QtGui.QColor:
    """Return the colour of the topmost node that shows one, in its group or not; transparent for none."""
    for node in reversed([node for node in nodes if node.shown]):
        color = node.color if node.color.alpha() else _topmost_color(node.children)
        if color.alpha():
            return color
    return QtGui.QColor(0, 0, 0, 0)


def _twin(node: Node, document: Document, parent: Node) -> Node:
    twin = Node(node.name(), node.type(), document)
    twin.color, twin.shown, twin.parent = node.color, node.shown, parent
    twin.children = [_twin(child, document, twin) for child in node.children]
    return twin


class Wrapper:
    """What Krita hands out at each call for a document: equal to others of it; those of closed ones are all equal."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, document: Document) -> None:
        self._document = document

    def __getattr__(self, name: str) -> object:
        return getattr(self._document, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Wrapper) and self._pointer is other._pointer

    @property
    def _pointer(self) -> Document | None:
        return self._document if self._document.root is not None else None


class ManagedColor:
    """A colour in some space."""

    def __init__(self, color: QtGui.QColor) -> None:
        self.color, self.space = color, ""

    @staticmethod
    def fromQColor(color: QtGui.QColor, canvas: object) -> ManagedColor:
        assert canvas is not None, "without a canvas the values are linear"
        return ManagedColor(color)

    def setColorSpace(self, model: str, depth: str, profile: str) -> None:
        self.space = f"{model} {depth}"


class View:
    """A view on a document."""

    def __init__(self, document: Document | None) -> None:
        self._document = document
        self.foreground: ManagedColor | None = None
        self.background: ManagedColor | None = None

    def document(self) -> Wrapper | None:
        return Wrapper(self._document) if self._document is not None else None

    def canvas(self) -> object:
        return object()

    def setForeGroundColor(self, color: ManagedColor) -> None:
        self.foreground = color

    def setBackGroundColor(self, color: ManagedColor) -> None:
        self.background = color


class Window:
    """A window with one view."""

    def __init__(self, view: View | None) -> None:
        self.view = view

    def activeView(self) -> View | None:
        return self.view

    def qwindow(self) -> None:
        return None


class Krita:
    """The application."""

    _instance: Krita | None = None

    def __init__(self) -> None:
        self.open: list[Document] = []
        self.active: Document | None = None
        self.actions: dict[str, QAction] = {}

    @classmethod
    def instance(cls) -> Krita:
        cls._instance = cls._instance or cls()
        return cls._instance

    def activeDocument(self) -> Wrapper | None:
        return Wrapper(self.active) if self.active is not None else None

    def documents(self) -> list[Wrapper]:
        return [Wrapper(document) for document in self.open]

    def action(self, name: str) -> QAction:
        return self.actions.setdefault(name, QAction(name))
