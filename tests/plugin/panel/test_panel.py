"""The panel's geometry: nothing may widen it, nothing that is pressed moves, every target can be hit."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations

import pytest
from paint_counter import PaintCounter
from pytestqt.qtbot import QtBot
from slates_made import SSD, VALLEY, full_slate, make_state, welcome

from apprentice.link.keeper import LinkStatus, Phase
from apprentice.model.desk import Desk
from apprentice.model.slates import DocumentRef
from apprentice.panel.panel import Panel
from apprentice.qt import QImage, Qt, QtCore, QtWidgets, QWidget
from apprentice.shown.show_panel import show_panel
from apprentice_shared import messages
from apprentice_shared.language import speak

LONG = "Incomprehensibilities/of/a/very/long/path/without/a/single/space/in/it/" * 4
NAMES = (
    *("status", "profile", "suggest", "cancel", "progress", "subject", "vary", "slate_back", "slate_forward"),
    *("palette_strip", "palette_pull", "taste", "message", "explanation", "more", "insert", "inserting"),
    *("page_studies", "page_colours", "page_checks", "page_taste", "settings"),
)
PAGES = ("studies", "colours", "checks", "taste", "settings")
SIZES = ((260, 200), (260, 300), (260, 465), (320, 465), (400, 700), (620, 300), (620, 465), (900, 200))
SHAPES = {"landscape": (1600, 900), "portrait": (900, 1600), "square": (512, 512), "strip": (4000, 200)}


@pytest.fixture
def panel(qtbot: QtBot) -> Panel:
    """A panel on its own."""
    panel = Panel()
    qtbot.addWidget(panel)
    return panel


def _desk(shape: str = "landscape", engine: messages.EnginePart = SSD) -> Desk:
    """Return a desk with everything on it that takes room."""
    state = make_state()
    state.status_changed(LinkStatus(Phase.READY))
    state.receive(welcome(engine))
    desk = Desk(state)
    desk.set_document(DocumentRef("d", "D", *SHAPES[shape]))
    full_slate(state, desk.document, color="warm", style="painterly", mood="joyful", composition="dynamic")
    desk.rate(0, 5)
    state.say(LONG, is_problem=True)
    state.receive(messages.ProfilesReport("p", (messages.ProfilePart("default", LONG[:80], 12),)))
    values = tuple(messages.TasteValuePart(d, v, 0.3, 0.4) for d, values in state.attributes.items() for v in values)
    state.receive(messages.TasteReport("t", state.profiles[0], values, LONG, "bayes"))
    return desk


class Padding(NullTranslations):
    """A catalogue whose words are two fifths longer."""

    def gettext(self, message: str) -> str:
        """Return a longer text."""
        return message + "o" * round(len(message) * 0.4)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return a longer text."""
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def long_words() -> Iterator[None]:
    """A language whose words are two fifths longer."""
    speak(Padding())
    yield
    speak(NullTranslations())


def _lay_out(panel: Panel, desk: Desk, width_px: int, height_px: int = 700) -> None:
    picture = QImage(40, 30, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.darkCyan)
    panel.resize(width_px, height_px)
    panel.show_all(show_panel(desk), lambda *_: picture)
    panel.show()
    _turn()


def _turn() -> None:
    for _ in range(4):
        QtWidgets.QApplication.processEvents()


def _visible(panel: Panel) -> list[QWidget]:
    return [widget for widget in panel.findChildren(QWidget) if widget.isVisible()]


def _place(panel: Panel, widget: QWidget) -> QtCore.QRect:
    return QtCore.QRect(widget.mapTo(panel, QtCore.QPoint(0, 0)), widget.size())


def _button(panel: Panel, name: str) -> QtWidgets.QAbstractButton:
    return panel.findChild(QtWidgets.QAbstractButton, f"apprentice_{name}")


def _fits_sideways(panel: Panel) -> None:
    for widget in _visible(panel):
        place = _place(panel, widget)
        assert place.left() >= 0, widget.objectName()
        assert place.right() < panel.width(), (widget.objectName() or type(widget).__name__, widget.width())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", [*PAGES, "ask for"])
def test_nothing_sticks_out(panel: Panel, size: tuple[int, int], page: str) -> None:
    """Widgets stay within the panel's edges at every size, with every page and with ▾ open."""
    _lay_out(panel, _desk(), *size)
    panel.pages.open(page) if page in PAGES else panel.ask.more.click()
    _turn()
    assert (panel.width(), panel.height()) == size
    _fits_sideways(panel)


@pytest.mark.usefixtures("long_words")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("page", [*PAGES, "ask for"])
def test_longer_words_stick_out_nowhere(qtbot: QtBot, size: tuple[int, int], page: str) -> None:
    """A language with longer words widens nothing, and hides neither Suggest nor a star."""
    panel = Panel()
    qtbot.addWidget(panel)
    _lay_out(panel, _desk(), *size)
    panel.pages.open(page) if page in PAGES else panel.ask.more.click()
    _turn()
    _fits_sideways(panel)
    assert panel.ask.suggest.text() == "Suggestooo"
    assert panel.ask.suggest.isVisible()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("size", SIZES)
def test_header_suggest_and_slot_are_always_whole(panel: Panel, size: tuple[int, int], page: str) -> None:
    """The pinned rows lie inside the panel at every size and on every page."""
    _lay_out(panel, _desk(), *size)
    panel.pages.open(page)
    _turn()
    for widget in (panel.header.dot, panel.header.settings, panel.ask.suggest, panel.ask.more, panel.slot):
        assert widget.isVisible()
        assert panel.rect().contains(_place(panel, widget))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [(260, 465), (320, 465), (400, 700), (620, 465)])
def test_every_star_can_be_hit(panel: Panel, size: tuple[int, int], shape: str) -> None:
    """Twenty targets of at least 24 × 28 px, whatever the canvas' proportions, inside the panel, none over another."""
    _lay_out(panel, _desk(shape), *size)
    stars = [w for w in _visible(panel) if "_star_" in w.objectName()]
    assert len(stars) == 20
    places = [_place(panel, star) for star in stars]
    assert min(place.width() for place in places) >= 24
    assert min(place.height() for place in places) >= 28
    assert all(panel.rect().contains(place) for place in places)
    assert not any(a.intersects(b) for i, a in enumerate(places) for b in places[:i])


@pytest.mark.parametrize("height_px", [132, 140, 170, 199])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_lowest_panel_shows_one_picture_with_whole_stars(panel: Panel, height_px: int, shape: str) -> None:
    """Nothing lies over the picture, it fills its room, stars and steps are whole targets, and its name is told."""
    desk = _desk(shape)
    desk.select(2)
    _lay_out(panel, desk, 260, height_px)
    (card,) = [card for card in panel.grid.cards if card.isVisible()]
    picture, frame = _place(panel, card.image), card.image.frame()
    targets = [w for w in _visible(panel) if "_star_" in w.objectName()] + [panel.grid.back, panel.grid.forward]
    places = [_place(panel, target) for target in targets]
    assert len(places) == 7 and card.index == 2
    assert min(place.width() for place in places) >= 24 and min(place.height() for place in places) >= 28
    shown = [*places, picture, *(_place(panel, w) for w in (panel.ask.suggest, panel.slot, panel.insert))]
    assert all(panel.rect().contains(place) for place in shown)
    assert not any(a.intersects(b) for i, a in enumerate(shown) for b in shown[:i])
    assert not card.actions.isVisible()
    assert frame.height() >= min(48, picture.height() - 8) or frame.width() >= picture.width() - 9
    assert panel.grid.framed_text.isVisible() and panel.grid.framed_text.text == card.shown.name != ""


@pytest.mark.parametrize("size", [(260, 300), (260, 200), (260, 140)])
def test_a_low_panel_has_the_stars_of_the_framed_card(panel: Panel, size: tuple[int, int]) -> None:
    """Only the framed card has stars there; it is the one that is selected."""
    desk = _desk()
    desk.select(2)
    _lay_out(panel, desk, *size)
    stars = {w.objectName() for w in _visible(panel) if "_star_" in w.objectName()}
    assert stars == {f"apprentice_card_2_star_{n}" for n in range(1, 6)}


def test_one_card_alone_is_left_by_arrows(panel: Panel) -> None:
    """◀ and ▶ ask for the card before and the next one, round and round."""
    asked: list[int] = []
    panel.grid.chosen.connect(asked.append)
    desk = _desk()
    desk.select(0)
    _lay_out(panel, desk, 260, 200)
    _button(panel, "card_back").click()
    _button(panel, "card_forward").click()
    assert asked == [3, 1]


@pytest.mark.parametrize("shape", ["landscape", "portrait", "square"])
def test_cards_have_the_canvas_proportions(panel: Panel, shape: str) -> None:
    """Pictures have the proportions of the canvas, and all cards have one size."""
    _lay_out(panel, _desk(shape), 300)
    boxes = [card.image.size() for card in panel.grid.cards]
    assert len({(box.width(), box.height()) for box in boxes}) == 1
    wanted = SHAPES[shape][0] / SHAPES[shape][1]
    frame = panel.grid.cards[0].image.frame()
    assert frame.width() / frame.height() == pytest.approx(wanted, rel=0.02)


def test_asks_for_no_more_than_260_px(panel: Panel) -> None:
    """Krita is told that the panel is content with 260 px, even with the longest words in it."""
    _lay_out(panel, _desk(), 300)
    assert panel.minimumSizeHint().width() == 260


def test_the_subject_is_hidden_where_the_engine_ignores_words(panel: Panel) -> None:
    """Studies read no words: there is no field for them."""
    desk = _desk()
    _lay_out(panel, desk, 300)
    assert panel.subject.isVisible()
    desk.state.receive(messages.EngineChanged(welcome().engine))
    _lay_out(panel, desk, 300)
    assert not panel.subject.isVisible()


def test_one_page_is_open_at_a_time(panel: Panel) -> None:
    """A page takes the place of the cards, of which the framed one stays as a strip; Studies brings them back."""
    desk = _desk()
    desk.select(0)
    _lay_out(panel, desk, 300)
    _button(panel, "page_taste").click()
    assert (panel.taste.isVisible(), panel.checks.isVisible()) == (True, False)
    assert [card.isVisible() for card in panel.grid.cards] == [True, False, False, False]
    assert panel.grid.cards[0].height() == 48
    _button(panel, "page_checks").click()
    assert (panel.taste.isVisible(), panel.checks.isVisible()) == (False, True)
    _button(panel, "page_studies").click()
    assert not panel.checks.isVisible()
    assert all(card.isVisible() for card in panel.grid.cards)


@pytest.mark.parametrize(("width_px", "page"), [(260, "studies"), (620, "taste")])
def test_suggest_brings_the_cards_back(panel: Panel, width_px: int, page: str) -> None:
    """A press on Suggest closes a page that has taken the cards' place, and leaves one beside them."""
    _lay_out(panel, _desk(), width_px)
    panel.pages.open("taste")
    panel.ask.suggest.click()
    assert panel.pages.current == page
    assert all(card.isVisible() for card in panel.grid.cards)


@pytest.mark.parametrize(("width_px", "page"), [(260, "studies"), (620, "taste")])
def test_the_slate_without_the_taste_is_seen_at_once(panel: Panel, width_px: int, page: str) -> None:
    """The switch brings back the cards that it changes, where its page has taken their place."""
    _lay_out(panel, _desk(), width_px)
    panel.pages.open("taste")
    _button(panel, "taste_without").setEnabled(True)
    _button(panel, "taste_without").click()
    assert panel.pages.current == page
    assert all(card.isVisible() for card in panel.grid.cards)


def test_a_pressed_tab_stays_where_it_is(panel: Panel) -> None:
    """The word of the open page moves no tab, and a press on the open one keeps it lit."""
    _lay_out(panel, _desk(), 260)
    tabs = [_button(panel, f"page_{key}") for key in PAGES[:4]]
    places = [tab.geometry() for tab in tabs]
    for tab in (*tabs, tabs[-1]):
        tab.click()
        _turn()
        assert [t.geometry() for t in tabs] == places
        assert [t for t in tabs if t.isChecked()] == [tab]


def test_the_settings_take_the_place_of_a_page(panel: Panel) -> None:
    """⚙ opens the settings, and a second press goes back to the cards."""
    _lay_out(panel, _desk(), 300)
    panel.header.settings.click()
    assert panel.settings.isVisible()
    panel.header.settings.click()
    assert not panel.settings.isVisible()
    assert panel.pages.current == "studies"


def test_what_can_be_asked_for_opens_over_the_cards(panel: Panel) -> None:
    """▾ and the line of what was asked open it; it moves nothing, and Suggest closes it."""
    _lay_out(panel, _desk(), 260)
    before = {widget: _place(panel, widget) for widget in _visible(panel)}
    _button(panel, "more").click()
    _turn()
    assert panel.vary.isVisible() and panel.dials.isVisible() and panel.locks.isVisible()
    assert {widget: _place(panel, widget) for widget in before} == before
    _button(panel, "suggest").click()
    assert not panel.fold.isVisible()
    _button(panel, "asked").click()
    assert panel.fold.isVisible() and panel.ask.more.isChecked()


def test_what_is_said_moves_nothing(panel: Panel) -> None:
    """Messages, reasons and the progress of an insertion have one place, whatever is said."""
    desk = _desk()
    desk.state.say("")
    _lay_out(panel, desk, 260)
    before = {widget: _place(panel, widget) for widget in (*panel.grid.cards, panel.insert, panel.tabs, panel.slot)}
    for change in (lambda: desk.rate(1, 5), lambda: desk.state.say(LONG, is_problem=True)):
        change()
        _lay_out(panel, desk, 260)
        assert {widget: _place(panel, widget) for widget in before} == before


def test_a_long_message_unfolds_over_the_cards(panel: Panel, qtbot: QtBot) -> None:
    """A press shows all of a message that is cut short; it moves nothing, and a press puts it away."""
    _lay_out(panel, _desk(), 260)
    message = panel.slot.message
    assert message.is_cut
    assert message.toolTip() == LONG
    qtbot.mouseClick(message, Qt.MouseButton.LeftButton)
    assert panel.unfolded.text().replace("\u200b", "") == LONG
    assert panel.rect().contains(panel.unfolded.geometry())
    qtbot.mouseClick(panel.unfolded, Qt.MouseButton.LeftButton)
    assert not panel.unfolded.isVisible()


def test_reasons_stand_in_the_slot_and_are_one_tap(panel: Panel) -> None:
    """Chips carry the card's number and the engine's words, and those given are lit."""
    desk = _desk()
    desk.state.say("")
    desk.rate(1, 5)
    desk.reason(1, "mood")
    heard: list[tuple[int, str]] = []
    panel.slot.reasons.given.connect(lambda card, dimension: heard.append((card, dimension)))
    _lay_out(panel, desk, 260)
    chips = [_button(panel, f"card_1_reason_{name}") for name in ("color", "mood")]
    assert [chip.isChecked() for chip in chips] == [False, True]
    assert all(panel.slot.isAncestorOf(chip) and chip.isVisible() for chip in chips)
    chips[0].click()
    assert heard == [(1, "color")]


def test_why_tells_the_stars_it_is_about(panel: Panel) -> None:
    """It names the rating: another card may be framed by then. A narrow slot has the stars beside few chips."""
    desk = _desk()
    desk.state.say("")
    desk.rate(1, 4)
    desk.select(2)
    _lay_out(panel, desk, 300)
    asked = [label.text() for label in panel.slot.reasons.findChildren(QtWidgets.QLabel) if label.isVisible()]
    assert asked == ["4 ★", "Why?"]
    panel.slot.reasons.resize(200, 28)
    assert not [label for label in panel.slot.reasons.findChildren(QtWidgets.QLabel) if label.isVisible()]
    reasons = show_panel(desk).slot.reasons
    panel.slot.reasons.show_reasons(1, 4, reasons[:2])
    asked = [label.text() for label in panel.slot.reasons.findChildren(QtWidgets.QLabel) if label.isVisible()]
    assert asked == ["4 ★"]


def test_insert_is_about_the_framed_card(panel: Panel) -> None:
    """The button offers the framed card's forms, and none before there is a card."""
    desk = Desk(make_state())
    desk.state.receive(welcome())
    desk.set_document(VALLEY)
    _lay_out(panel, desk, 260)
    assert not panel.insert.isEnabled()
    full_slate(desk.state, color="warm", composition="dynamic")
    _lay_out(panel, desk, 260)
    assert panel.insert.isEnabled()
    assert panel.insert.forms["picture"].isEnabled()
    assert not panel.insert.forms["light"].isEnabled()
    assert panel.insert.forms["light"].toolTip()


def test_every_widget_of_the_design_has_its_name(panel: Panel) -> None:
    """Tests and screen readers find each widget by its object name."""
    desk = _desk()
    desk.rate(0, 4)
    _lay_out(panel, desk, 300)
    names = {widget.objectName() for widget in panel.findChildren(QtCore.QObject)}
    wanted = {f"apprentice_{name}" for name in NAMES}
    for index in range(4):
        parts = ["image", "name", *(f"star_{n}" for n in range(1, 6)), "pick", "insert", "palette", "dismiss", "more"]
        wanted |= {f"apprentice_card_{index}", *(f"apprentice_card_{index}_{part}" for part in parts)}
    wanted |= {f"apprentice_card_0_reason_{dimension}" for dimension in ("color", "mood", "style", "composition")}
    assert wanted - names == set()


def test_showing_the_same_again_repaints_nothing(panel: Panel) -> None:
    """Equal values leave the widgets alone."""
    desk = _desk()
    _lay_out(panel, desk, 300)
    paints = PaintCounter(*panel.findChildren(QWidget))
    picture = panel.grid.cards[0].picture
    panel.show_all(show_panel(desk), lambda *_: picture)
    QtWidgets.QApplication.processEvents()
    assert paints.count == 0


def test_a_long_page_scrolls_inside_itself(panel: Panel) -> None:
    """The rows around a page that is longer than its place stay in view."""
    _lay_out(panel, _desk(), 260, 465)
    panel.pages.open("taste")
    _turn()
    bar = panel.pages.scroll_of("taste").verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    assert panel.ask.suggest.isVisible() and panel.rect().contains(_place(panel, panel.tabs))
