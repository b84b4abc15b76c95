"""The panel as an artist meets it: by what is on the screen, found by object name."""

from .director import Until
from .qt import QAbstractButton, QApplication, QEvent, QLabel, QMenu, QPoint, QPointF, Qt, QTest, QWidget, pen_event

CARDS = range(4)
NORMAL_PX = 400  # the lowest panel that shows four whole cards
FORMS = (
    (260, 300, "studies"),
    (260, 200, "studies"),
    (260, 465, "studies"),
    (620, 300, "studies"),
    (620, 465, "taste"),
)


class Panel:
    """The Apprentice docker of a stage."""

    def __init__(self, stage) -> None:
        self._stage = stage

    def open(self):
        """Show the docker, high enough for everything that is always visible; returns it."""
        docker = yield from self._stage.docker("apprentice_docker")
        yield Until(lambda: self._is_high(docker), f"room for four cards in {docker.height()} px", 5.0)
        return docker

    def _is_high(self, docker) -> bool:
        """Tell whether the docker stands in its normal form, and ask for that height until it does.

        Krita lays its dockers out anew some turns after its window has opened, and forgets what was asked before.
        """
        self._stage.set_docker_height(docker, 640)
        return self._stage.widget("apprentice_panel").height() >= NORMAL_PX

    def begin(self, painting: str = "landscape", engine: str = "fake", model: str = ""):
        """Open a painting and ask for a slate on it; returns the document."""
        self._stage.backend.prepare(engine, model)
        document = yield from self._stage.open_painting(painting)
        yield from self.open()
        yield from self.suggest()
        return document

    @property
    def message(self) -> str:
        """The text of the message line."""
        found = self._stage.find("apprentice_message")
        if found is None or not found.isVisible():
            return ""
        labels = [found] if isinstance(found, QLabel) else found.findChildren(QLabel)
        return " ".join(label.text() for label in labels)

    @property
    def phase(self) -> str:
        """The meaning of the status dot."""
        return str(self._stage.widget("apprentice_status").property("phase"))

    @property
    def progress(self) -> float:
        """The progress of the rendering, 0 to 1."""
        bar = self._stage.widget("apprentice_progress")
        return bar.value() / bar.maximum() if self.is_rendering else 0.0

    @property
    def has_focus(self) -> bool:
        """Tell whether a widget of the panel has the keyboard focus."""
        focused = QApplication.focusWidget()
        return focused is not None and self._stage.widget("apprentice_docker").isAncestorOf(focused)

    def stars_of(self, card: int) -> int:
        """The number of lit stars of a card."""
        return sum(self._stage.widget(f"apprentice_card_{card}_star_{n}").is_lit for n in range(1, 6))

    @property
    def framed(self) -> int:
        """The number of the framed card, -1 where none is."""
        return next((card for card in CARDS if self._stage.widget(f"apprentice_card_{card}").shown.is_selected), -1)

    def is_dismissed(self, card: int) -> bool:
        """Tell whether a card shows that it was dismissed."""
        return self._stage.widget(f"apprentice_card_{card}").shown.is_dismissed

    @property
    def menu(self):
        """The menu that is open, None without one."""
        popup = QApplication.activePopupWidget()
        return popup if isinstance(popup, QMenu) else None

    @property
    def swatches(self) -> list:
        """The swatches of the palette strip, left to right."""
        strip = self._stage.widget("apprentice_palette_strip")
        found = [button for button in strip.findChildren(QAbstractButton) if "swatch" in button.objectName()]
        return sorted((button for button in found if button.isVisible()), key=lambda button: button.x())

    def choose_profile(self, index: int) -> None:
        """Choose a profile from the list, as a click on it does."""
        box = self._stage.widget("apprentice_profile")
        box.setCurrentIndex(index)
        box.activated.emit(index)

    def new_profile(self, name: str):
        """Make a profile by the list's last entry and its name field, and wait until it is chosen."""
        box = self._stage.widget("apprentice_profile")
        self.choose_profile(box.count() - 1)
        yield Until(lambda: self._stage.visible("apprentice_profile_name"), "the name field", 3.0)
        field = self._stage.widget("apprentice_profile_name")
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)
        yield Until(lambda: box.currentText() == name, f"{name} to be chosen, not {box.currentText()}", 5.0)

    @property
    def is_rendering(self) -> bool:
        """Tell whether the Suggest button reads Cancel."""
        return self._stage.visible("apprentice_cancel")

    @property
    def rateable(self) -> list:
        """The numbers of the cards whose stars can be clicked."""
        return [card for card in CARDS if self._shows_stars(card)]

    def _shows_stars(self, card: int) -> bool:
        star = self._stage.find(f"apprentice_card_{card}_star_1")
        return star is not None and star.isVisible() and star.isEnabled()

    def suggest(self, within_s: float = 30.0):
        """Press Suggest and wait for four cards that can be rated."""
        self._stage.click("apprentice_suggest")
        yield Until(lambda: self.is_rendering, "Suggest to become Cancel", 5.0)
        yield from self.wait_for_slate(within_s)

    def wait_for_slate(self, within_s: float = 30.0):
        """Wait for four cards that can be rated."""
        yield Until(
            lambda: not self.is_rendering and len(self.rateable) == 4, f"four cards ({self.message!r})", within_s
        )

    def look(self, width_px: int):
        """Make the docker that wide, go through what the panel shows, and take a picture of each state."""
        stage = self._stage
        stage.backend.prepare("studies")
        yield from stage.open_painting("landscape")
        docker = yield from self.open()
        others = stage.hide_other_dockers(docker)
        yield from stage.set_docker_width(docker, width_px)
        yield Until(lambda: self.rateable or self.shows_the_painting(), "the painting on the empty cards", 10.0)
        yield 0.3
        stage.shot(f"{width_px}-empty", docker)
        yield from self.suggest()
        yield from self.select(1)
        yield 0.3
        stage.shot(f"{width_px}-selected", docker)
        self.click(1, "star_5")
        yield 0.3
        stage.shot(f"{width_px}-reasons", docker)
        self.check_fits(docker)
        for page in ("colours", "checks", "taste"):
            self.open_page(page)
            yield 0.5
            self._stage.shot(f"{width_px}-{page}", docker)
            self.check_fits(docker)
        stage.click("apprentice_settings")
        yield 0.5
        stage.shot(f"{width_px}-settings", docker)
        self.check_fits(docker)
        self.ask_for()
        yield 0.5
        self._stage.shot(f"{width_px}-ask-for", docker)
        self.check_fits(docker)
        self.ask_for()
        self.open_page("studies")
        stage.shot(f"{width_px}-window")
        for other in others:
            other.show()

    def look_at_forms(self):
        """Float the docker, and take a picture of each form of the panel, a card rated: low, very low, normal, wide."""
        stage = self._stage
        stage.backend.prepare("studies")
        yield from stage.open_painting("landscape")
        docker = yield from stage.docker("apprentice_docker")
        docker.setFloating(True)
        panel = stage.widget("apprentice_panel")
        yield from self._resize(docker, panel, 260, 465)
        yield from self.suggest()
        self.click(0, "star_5")
        yield from self.suggest()
        yield from self.select(2)
        self.click(2, "star_4")
        for width_px, height_px, page in FORMS:
            yield from self._resize(docker, panel, width_px, height_px)
            if height_px >= NORMAL_PX:
                self.open_page(page)
            yield 0.5
            stage.shot(f"{width_px}x{height_px}", docker)
            self.check_fits(docker)
            assert stage.visible("apprentice_slate_back") and stage.visible("apprentice_slot"), (width_px, height_px)
        self.open_page("studies")
        docker.setFloating(False)
        yield 0.3

    def _resize(self, docker, panel, width_px: int, height_px: int):
        """Make the panel that large; the docker's frame and title come on top."""
        title_px, edges_px = docker.height() - panel.height(), docker.width() - panel.width()
        docker.resize(width_px + edges_px, height_px + title_px)
        yield Until(lambda: (panel.width(), panel.height()) == (width_px, height_px), f"a panel of {width_px} px", 5.0)

    def look_at_palettes(self, width_px: int):
        """Make the docker that wide and take pictures of the palette section: as it opens, and with its tools."""
        stage = self._stage
        stage.backend.prepare("studies")
        yield from stage.open_painting("still_life")
        docker = yield from self.open()
        others = stage.hide_other_dockers(docker)
        yield from stage.set_docker_width(docker, width_px)
        yield from self.suggest()
        yield from self.select(0)
        self.open_page("colours")
        yield Until(lambda: stage.visible("apprentice_palettes_row_4"), "five palettes", 30.0)
        for row, star in ((2, 4), (1, 5)):
            stage.click(f"apprentice_palettes_row_{row}_swatch_1")
            yield 0.2
            stage.click(f"apprentice_palettes_star_{star}")
        stage.click("apprentice_palettes_keep")
        yield Until(lambda: stage.visible("apprentice_palettes_row_5"), "the palette in the tray", 5.0)
        stage.click("apprentice_palettes_row_2_text")
        yield 0.5
        yield from self._shot_of_colours(f"{width_px}-palettes", docker)
        stage.click("apprentice_palettes_row_1_swatch_1")
        stage.click("apprentice_palettes_tools")
        yield Until(lambda: stage.visible("apprentice_palettes_reading"), "the contrast's reading", 5.0)
        stage.click("apprentice_palettes_lock_1")
        stage.click("apprentice_palettes_vary")
        stage.click("apprentice_palettes_eyes")
        yield Until(lambda: stage.visible("apprentice_palettes_row_8"), "three variations", 5.0)
        yield Until(lambda: stage.visible("apprentice_palettes_seen"), "other eyes", 5.0)
        yield 0.5
        yield from self._shot_of_colours(f"{width_px}-palette-tools", docker)
        for other in others:
            other.show()

    def open_page(self, page: str) -> None:
        """Press the tab of a page, unless it is open."""
        tab = self._stage.widget(f"apprentice_page_{page}")
        if not tab.isChecked():
            self._stage.click(f"apprentice_page_{page}")

    def ask_for(self) -> None:
        """Open what can be asked for, or fold it away."""
        self._stage.click("apprentice_more")

    def page_scroll(self, page: str):
        """The scroll bar of a page: "colours", "taste" …"""
        return self._stage.widget("apprentice_panel").pages.scroll_of(page).verticalScrollBar()

    def _shot_of_colours(self, label: str, docker):
        """Let nothing of the colours stick out, and take a picture of the docker."""
        yield 0.4
        self.check_fits(docker)
        self._stage.shot(label, docker)

    def check_fits(self, docker) -> None:
        """Fail where a visible widget of the panel sticks out sideways, or a star is too small to hit."""
        for widget in docker.findChildren(QWidget):
            if not widget.isVisible() or not widget.objectName().startswith("apprentice_"):
                continue
            left = widget.mapTo(docker, QPoint(0, 0)).x()
            assert left >= 0, f"{widget.objectName()} begins at {left} px"
            assert left + widget.width() <= docker.width(), f"{widget.objectName()} ends at {left + widget.width()} px"
            if "_star_" in widget.objectName():
                assert widget.width() >= 24 and widget.height() >= 28, f"{widget.objectName()} is too small"

    def click(self, card: int, part: str) -> None:
        """Go back to the cards and click a part of one ("image", "star_4", "insert" …), or a reason in the slot."""
        if not part.startswith("reason_"):
            self.open_page("studies")
        self._stage.click(f"apprentice_card_{card}_{part}")

    def select(self, card: int):
        """Go back to the cards, click a picture and wait for its actions."""
        self.open_page("studies")
        self._stage.click(f"apprentice_card_{card}_image", self._low(self._image(card)))
        yield Until(lambda: self._stage.visible(f"apprentice_card_{card}_insert"), f"the actions of card {card}", 3.0)

    def press(self, card: int) -> None:
        """Press the left button on a card's picture and keep it down."""
        image = self._image(card)
        QTest.mousePress(image, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._low(image))

    def release(self, card: int) -> None:
        """Let the left button go."""
        image = self._image(card)
        QTest.mouseRelease(image, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._low(image))

    def _image(self, card: int):
        return self._stage.widget(f"apprentice_card_{card}_image")

    @staticmethod
    def _low(image) -> QPoint:
        """A point of a picture that no action icon covers."""
        return QPoint(image.width() // 2, int(image.height() * 0.6))

    def insert(self, card: int, form: str = "picture"):
        """Insert a card: by its icon, or in another form by the menu under the icon's right button."""
        yield from self.select(card)
        if form == "picture":
            self.click(card, "insert")
        else:
            yield from self._choose_form(card, form)
        yield 0.3

    def more_like(self, card: int):
        """Ask for more like a card, by its menu."""
        yield from self.choose(card, "more_like")

    def choose(self, card: int, part: str):
        """Choose an entry of a card's menu: "pick", "dismiss", "palette", "more_like"."""
        yield from self.select(card)
        self.click(card, "more")
        yield from self._choose(card, f"apprentice_card_{card}_{part}")

    def _choose_form(self, card: int, form: str):
        button = self._stage.widget(f"apprentice_card_{card}_insert")
        button.customContextMenuRequested.emit(button.rect().center())
        yield from self._choose(card, f"apprentice_card_{card}_insert_{form}")

    def _choose(self, card: int, name: str):
        yield Until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), f"a menu of card {card}", 3.0)
        menu = QApplication.activePopupWidget()
        for action in menu.actions():
            if action.objectName() == name:
                assert action.isEnabled(), f"{name} is greyed: {action.toolTip()}"
                place = menu.actionGeometry(action).center()
                QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
                return
        raise AssertionError(f"the menu has no {name}: {[action.text() for action in menu.actions()]}")

    def key(self, card: int, key, down: bool | None = None) -> None:
        """Strike a key on a card; press it only, or let it go only, where `down` says so."""
        target = self._stage.widget(f"apprentice_card_{card}")
        strike = QTest.keyClick if down is None else QTest.keyPress if down else QTest.keyRelease
        strike(target, key)

    def picture(self, card: int) -> bytes:
        """The pixels of a card's picture as bytes to compare; the marks over it left out."""
        image = self._image(card).grab().toImage()
        middle = image.copy(0, image.height() // 2, image.width(), image.height() // 4)
        return bytes(middle.constBits().asstring(middle.sizeInBytes()))

    def shows_a_picture(self, card: int) -> bool:
        """Tell whether a card shows more than a ground and a word."""
        shown = self.picture(card)
        return len({shown[at : at + 4] for at in range(0, len(shown), 4)}) > 100

    def shows_the_painting(self) -> bool:
        """Tell whether all cards show the painting, faintly, and none a suggestion."""
        cards = [self._stage.widget(f"apprentice_card_{card}") for card in CARDS]
        return all(card.shown.is_dimmed and card.picture is not None and not card.shown.is_here for card in cards)

    def press_with_a_pen(self, card: int, *, down: bool) -> None:
        """Set a pen down on a card's picture, or lift it: what Qt makes of that for widgets without pen events."""
        image, kind = self._image(card), QEvent.Type.MouseButtonPress if down else QEvent.Type.MouseButtonRelease
        QApplication.sendEvent(image, pen_event(kind, QPointF(self._low(image))))

    def pictures(self) -> list:
        """The pixels of the four cards' pictures."""
        return [self.picture(card) for card in CARDS]

    def tints(self) -> list:
        """The mean colours of the four cards' pictures as (r, g, b): much the same at another size."""
        return [self._tint(card) for card in CARDS]

    def ground(self) -> tuple:
        """The colour of the ground around the cards' pictures, as (r, g, b)."""
        return self._image(0).grab().toImage().pixelColor(0, 0).getRgb()[:3]

    def has_tints(self, tints: list) -> bool:
        """Tell whether the cards show pictures of these tints."""
        pairs = zip(self.tints(), tints, strict=True)
        return all(abs(a - b) <= 4 for one, other in pairs for a, b in zip(one, other, strict=True))

    def _tint(self, card: int) -> tuple:
        image = self._image(card).grab().toImage()
        middle = image.copy(image.width() // 8, image.height() // 2, image.width() * 3 // 4, image.height() // 4)
        shown = bytes(middle.constBits().asstring(middle.sizeInBytes()))
        return tuple(sum(shown[at::4]) / (len(shown) // 4) for at in (2, 1, 0))

    def colour_of(self, card: int) -> tuple:
        """The colour in the middle of a card's picture, as (r, g, b)."""
        image = self._image(card).grab().toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2).getRgb()[:3]
