"""The mats over Krita's canvas as an artist meets them: where they end on the screen, and dragged by the pointer."""

from .qt import QAbstractScrollArea, QMdiArea, QPoint, QWidget

# Half of what is caught around a corner: the region of the handles reaches so far beyond the frame.
REACH_PX = 14
# Rows of the viewport that are looked at, in shares of its height: a handle covers an end of one or two at most.
ROWS = (0.29, 0.37, 0.43, 0.49, 0.61)


class Framing:
    """The canvas of the active view, and the mats over it."""

    def __init__(self, stage) -> None:
        self._stage = stage

    @property
    def area(self):
        """The scroll area of the active view."""
        within = self._stage.window.qwindow().findChild(QMdiArea).activeSubWindow()
        areas = within.findChildren(QAbstractScrollArea)
        return next(area for area in areas if area.inherits("KisCanvasController"))

    @property
    def has_mats(self) -> bool:
        """Whether mats lie over the canvas."""
        mats = self.area.viewport().findChild(QWidget, "apprentice_mats")
        return mats is not None and mats.isVisible()

    @property
    def corner(self) -> QPoint:
        """The lower right corner of an upright frame in the viewport."""
        box = self.area.viewport().findChild(QWidget, "apprentice_grips").mask().boundingRect()
        return QPoint(box.x() + box.width() - REACH_PX, box.y() + box.height() - REACH_PX)

    def look(self, zoom: float, mirrored: bool, turned: float, moved: tuple) -> None:
        """Zoom, mirror and turn the canvas, and move it by pixels of the screen."""
        canvas, area = self._stage.window.activeView().canvas(), self.area
        canvas.setRotation(-canvas.rotation())
        canvas.setMirror(mirrored)
        canvas.setRotation(turned)
        canvas.setZoomLevel(zoom)
        for bar, by in zip((area.horizontalScrollBar(), area.verticalScrollBar()), moved, strict=True):
            bar.setValue(bar.value() + by)

    def drag(self, start: QPoint, end: QPoint):
        """Drag from one point of the viewport to another with the real pointer."""
        viewport = self.area.viewport()
        places = [viewport.mapToGlobal(start + (end - start) * step / 8) for step in range(9)]
        moves = [word for place in places[1:] for word in ("mousemove", str(place.x()), str(place.y()))]
        first = ("mousemove", str(places[0].x()), str(places[0].y()))
        self._stage.xdotool(*first, "sleep", "0.3", "mousedown", "1", *moves, "sleep", "0.3", "mouseup", "1")
        yield 1.2

    @staticmethod
    def agree(one: list, other: list) -> bool:
        """Tell whether green begins and ends in the same places, to a pixel, but where a handle lies over a row."""
        pairs = list(zip(one, other, strict=True))
        same = [abs(a[0] - b[0]) <= 1 and abs(a[1] - b[1]) <= 1 for a, b in pairs]
        return sum(same) >= len(pairs) - 2 and any(a[0] >= 0 for a, is_same in zip(one, same, strict=True) if is_same)

    def greens(self) -> list:
        """Where green begins and ends along rows of the viewport on the screen; -1 where a row has none."""
        image = self._stage.picture_of(self.area.viewport())
        found = []
        for part in ROWS:
            y = round(part * image.height())
            row = [image.pixelColor(x, y).getRgb()[:3] for x in range(image.width())]
            green = [x for x, (red, green, blue) in enumerate(row) if green > 160 and max(red, blue) < 100]
            found.append((green[0], green[-1]) if green else (-1, -1))
        return found
