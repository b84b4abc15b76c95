"""Shots that follow one another, with where the pointer is: the frames of an animated picture."""

from .director import Until


class Film:
    """Take frames of Krita's window; the pointer itself is on no screenshot and is drawn in afterwards."""

    def __init__(self, stage) -> None:
        self._stage = stage
        self._at = [0, 0]
        self.frames: list[dict] = []

    def point_at(self, name: str) -> None:
        """Have the pointer on the middle of a widget from now on."""
        widget = self._stage.widget(name)
        place = widget.mapTo(self._window, widget.rect().center())
        self._at = [place.x(), place.y()]

    def frame(self, hold_s: float, is_pressed: bool = False) -> None:
        """Take a frame that is shown for so long."""
        shot = self._stage.shot(f"{len(self.frames):03}", self._window)
        self.frames.append({"shot": shot.name, "seconds": hold_s, "at": self._at, "pressed": is_pressed})

    def press(self, name: str, hold_s: float = 0.2):
        """Bring the pointer to a widget, which takes a frame, and click it, which takes another."""
        self.point_at(name)
        self._stage.point(self._stage.widget(name))
        yield 0.3
        self.frame(0.4)
        self.frame(hold_s, is_pressed=True)
        self._stage.click(name)

    def follow(self, condition, what: str, every_s: float = 0.15, within_s: float = 30.0):
        """Take frames until a condition is true."""
        for _ in range(int(within_s / every_s)):
            if condition():
                return
            self.frame(every_s)
            yield every_s
        yield Until(condition, what, 0.0)

    @property
    def _window(self):
        return self._stage.window.qwindow()
