"""One window's panel joined to its actions: the panel's signals come in, values to show go out to the panel."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from ..host.documents import Documents
from ..model.desk import Desk, Offer
from ..model.slates import CardSlate
from ..panel.file_dialogs import FileDialogs
from ..panel.panel import Panel
from ..qt import QImage, QObject, QWidget
from ..shown.show_panel import show_panel
from ..vendored import tr
from .app import App
from .checks import CheckActions
from .colours.palettes import PaletteActions
from .colours.save_palette import PaletteSaver, Swatches
from .current_card import CurrentCard
from .early_canvas import EarlyCanvas
from .framing.framing import FramingActions
from .hold import HoldActions
from .inserts.insert import InsertActions
from .keys_told import KeysTold
from .profiles import ProfileActions
from .proofs import ProofActions
from .suggest import SuggestActions


class Controller(QObject):
    """Drives one panel.

    Args:
        take_color: paints with "#rrggbb" as foreground (True) or background; returns whether there is a view.
        save_palette: writes a palette's (name, swatches) where Krita finds it, and returns the name that was free;
            called on the worker thread.
    """

    def __init__(
        self,
        app: App,
        panel: Panel,
        documents: Documents,
        take_color: Callable[[str, bool], bool],
        save_palette: Callable[[str, Swatches], str],
    ) -> None:
        super().__init__(panel)
        self.app, self.panel, self.documents = app, panel, documents
        self.desk = Desk(app.state)
        self._take_color = take_color
        self.holds = HoldActions(app.gallery, app.want_image, self.desk, self._view)
        self.checks = CheckActions(documents, self.holds.viewer, self._view, app.warn, self)
        self.framing = FramingActions(app, self.desk, documents, panel.framing, self)
        self.proofs = ProofActions(app, self.desk, lambda key: self.holds.original(key) or app.gallery.full(key))
        self.early = EarlyCanvas(app, self.desk, documents, panel.isVisible, time.monotonic)
        self.suggests = SuggestActions(app, self.desk, documents, self.holds.add_original, self._canvas)
        self.inserts = InsertActions(app, self.desk, documents, self._canvas, self)
        self.palette_saver = PaletteSaver(app, self.desk, save_palette)
        self.palettes = PaletteActions(app, self.desk, documents, self.palette_saver, self.rule_by)
        self.cards = CurrentCard(
            app, self.desk, panel.grid, documents, self.holds, self.inserts, self.palette_saver, self.suggest
        )
        self.keys_told = KeysTold(app, panel.grid.cards, self)
        self.profiles = ProfileActions(app, self.desk, FileDialogs(panel), datetime.now)
        self._followed: tuple[object, ...] = ()
        self._connect()
        self.sync_document()
        self.refresh()

    # To the panel --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Bring the panel up to date."""
        self._follow()
        self.early.follow()
        self.palettes.follow()
        self.framing.follow()
        self.app.memory_file.save()
        self.panel.show_all(show_panel(self.desk), self._picture)
        self.cards.follow()
        self._show_proofs()

    def sync_document(self) -> None:
        """Find out which document is active and which are open."""
        self.app.state.note_open(self.documents.open_ids())
        document = self.documents.current()
        if document is not None:
            self.app.meet(document)
        if self.desk.set_document(document):
            self.holds.let_go()
        self.checks.document_changed()
        self.palettes.document_changed()
        if self.panel.pages.current == "colours":
            self.palettes.opened()
        self.app.refresh()

    def _picture(self, key: str, width_px: int, height_px: int) -> QImage | None:
        image = self.app.card_pictures.at(key, width_px, height_px)
        if image is None:
            self.app.want_image(key)
        return image

    def _view(self) -> QWidget:
        return self.documents.view_widget(self.panel)

    def _canvas(self, slate: CardSlate) -> QImage | None:
        return self.holds.original(slate.canvas)

    # From the artist -----------------------------------------------------------------------------------------------

    def offer_to_put_back(self, put_back: Callable[[], None]) -> None:
        """Say that the docker was moved, and offer to put it back."""
        self._offer(Offer(tr("The panel stands here, so that four cards fit."), tr("Put it back"), put_back))

    def offer_the_column(self, move: Callable[[], None]) -> None:
        """Say that more fits where the docker was before it was put back, and offer to move it there again."""
        self._offer(Offer(tr("In a column four cards fit."), tr("Move it there"), move))

    def _offer(self, offer: Offer) -> None:
        self.desk.offer = offer
        self.app.refresh()

    def _take_offer(self) -> None:
        offer = self.desk.offer
        self._put_offer_away()
        if offer is not None:
            offer.take()

    def _put_offer_away(self) -> None:
        self._change(lambda: setattr(self.desk, "offer", None))

    def suggest(self, intent: str = "") -> None:
        """Ask for a slate on the active document; `intent` names what it is to show, this once."""
        self.desk.offer = None
        self.panel.show_studies()
        self.sync_document()
        self.suggests.suggest(intent)

    def suggest_by_key(self) -> None:
        """Ask for a slate by Krita's own key, wherever the focus is; the cards then have the keys."""
        self.suggest()
        if self.desk.document is None:
            return
        self.cards.take_keys()
        self.keys_told.tell(self.desk.document_id)

    def rule_by(self, palette: tuple[str, ...] = ()) -> None:
        """Let swatches, as "#rrggbb", rule the colour of what is suggested next on this document; none: no longer."""
        self._change(lambda: self.desk.rule_by(palette))

    def _set_subject(self, text: str) -> None:
        self.desk.choices.subject = text

    def _set_learn(self, on: bool) -> None:
        self.desk.choices.learn = on
        self.app.refresh()

    def _set_surprise(self, share: float) -> None:
        self.desk.choices.surprise = share

    def _set_strength(self, share: float) -> None:
        self.desk.choices.strength = share

    def _set_feedback(self, share: float) -> None:
        self.desk.choices.feedback = share

    def _take(self, color: str, foreground: bool) -> None:
        if not self._take_color(color, foreground):
            self.app.warn(tr("Open a painting first: its foreground colour is what a swatch sets."))

    def _choose_profile(self, profile: str) -> None:
        self.app.state.choose_profile(self.desk.document_id, profile)
        self.app.refresh()

    def _create_profile(self, name: str) -> None:
        self.app.send(self.app.state.create_profile(name, self.desk.document_id))

    def _use_pack(self, name: str, in_use: bool) -> None:
        self.app.send(self.app.state.set_pack(name, in_use=in_use))

    def _rename_profile(self, name: str) -> None:
        self.app.send(self.app.state.rename_profile(self.desk.profile, name))

    def _set_value(self, dimension: str, value: str, stars: float | None) -> None:
        self.app.send(self.app.state.corrections.set_value(self.desk.profile, dimension, value, stars))

    def _set_signal(self, kind: str, on: bool) -> None:
        self.app.send(self.app.state.corrections.set_signal(self.desk.profile, kind, on))

    def _correct_noted(self, dimension: str, value: str) -> None:
        """Open the taste at a value that was noted, where it can be set otherwise."""
        self.panel.taste.choose(dimension, value)
        self.panel.pages.open("taste")

    def _choose_engine(self, name: str) -> None:
        self.app.send(self.app.state.set_engine(name))

    def _undo_correction(self) -> None:
        self.app.send(*self.app.state.corrections.undo(self.desk.profile))

    def _follow(self) -> None:
        """Keep asking for the taste and history that the panel shows, of the profile in view."""
        page, is_unfolded = self.panel.pages.current, self.panel.is_unfolded
        followed = (page, is_unfolded, self.desk.profile)
        if followed != self._followed:
            self._followed = followed
            wants_taste = is_unfolded or page in ("taste", "settings")
            self.app.want_taste(self.desk.profile if wants_taste else "")
            self.app.want_history(self.desk.profile if page == "settings" else "")
            self.app.want_engines(page == "settings")

    def _show_proofs(self) -> None:
        """Show what values and packs make of the canvas where that can be seen; it is asked for then, not before."""
        if self.panel.isVisible() and self.panel.is_unfolded:
            intents = self.proofs.of_intents()
            self.panel.intents.show_proofs(intents or {}, is_pictured=intents is not None)
            values = self.proofs.of_values()
            self.panel.locks.show_proofs(values or {}, is_pictured=values is not None)
        if self.panel.pages.current == "settings":
            packs = self.proofs.of_packs()
            self.panel.settings.packs.show_proofs(packs or {}, is_pictured=packs is not None)

    def _open_page(self, page: str) -> None:
        self._follow()
        self._show_proofs()
        if page == "colours":
            self.palettes.opened()

    def _leave_line(self) -> None:
        """End what was answered to an earlier press: the artist goes on to something else."""
        if self.desk.state.lines.leave(*self.desk.documents):
            self.app.refresh()

    def _change(self, change: Callable[[], None]) -> None:
        change()
        self.app.refresh()

    def _put_viewer_away(self) -> None:
        """Put away what stays in the viewer: a check, or a card that is shown large."""
        self.checks.let_go()
        self.holds.let_go()
        self.documents.focus_canvas()

    def _connect_ask(self) -> None:
        self.panel.ask.suggest_asked.connect(self.suggest)
        self.panel.ask.cancel_asked.connect(self.suggests.cancel)
        self.panel.intents.pressed.connect(self.suggest)

    def _connect(self) -> None:
        panel, desk = self.panel, self.desk
        self.app.changed.connect(self.refresh)
        self.app.documents_changed.connect(self.sync_document)
        panel.looked_at.connect(lambda is_seen: self.early.come_back() if is_seen else self.early.follow())
        self._connect_ask()
        panel.vary.pressed.connect(lambda name: self._change(lambda: desk.toggle_vary(name)))
        panel.subject.textEdited.connect(self._set_subject)
        panel.header.profile_chosen.connect(self._choose_profile)
        panel.header.profile_named.connect(self._create_profile)
        panel.header.learn_switched.connect(self._set_learn)
        panel.settings.renamed.connect(self._rename_profile)
        panel.slate.stepped.connect(lambda by: self._change(lambda: desk.step(by)))
        panel.slate.pinned.connect(lambda: self._change(desk.toggle_pin))
        panel.palette_strip.color_taken.connect(self._take)
        panel.palette_strip.pull_asked.connect(self.palette_saver.save_selected)
        panel.palette_strip.rule_asked.connect(self.rule_by)
        panel.rule.cleared.connect(self.rule_by)
        panel.palettes.color_taken.connect(self._take)
        self.palettes.connect_to(panel.palettes)
        panel.locks.pressed.connect(lambda name, value: self._change(lambda: desk.cycle_rule(name, value)))
        panel.dials.surprise_set.connect(self._set_surprise)
        panel.dials.strength_set.connect(self._set_strength)
        panel.dials.feedback_set.connect(self._set_feedback)
        self.profiles.connect_to(panel.settings.menu)
        for goes_on in (panel.pages.opened, panel.fold_switched, panel.grid.chosen, panel.slate.stepped):
            goes_on.connect(lambda *_: self._leave_line())
        panel.pages.opened.connect(self._open_page)
        panel.fold_switched.connect(self._follow)
        panel.fold_switched.connect(self._show_proofs)
        panel.taste.said.connect(self._set_value)
        panel.taste.switched.connect(self._set_signal)
        panel.taste.undo_asked.connect(self._undo_correction)
        panel.taste.compare_asked.connect(self.suggests.compare)
        panel.framed.noted.corrected.connect(self._correct_noted)
        panel.settings.engines.chosen.connect(self._choose_engine)
        panel.settings.packs.switched.connect(self._use_pack)
        panel.slot.offer.taken.connect(self._take_offer)
        panel.slot.offer.put_away.connect(self._put_offer_away)
        panel.slot.inserting.cancelled.connect(self.inserts.cancel)
        panel.slot.reasons.given.connect(self.cards.reason)
        panel.insert.insert_asked.connect(lambda form: self.cards.insert(self.desk.selected, form))
        panel.grid.chosen.connect(self.cards.select)
        panel.checks.began.connect(self.checks.hold)
        panel.checks.stayed.connect(self.checks.keep)
        panel.checks.ended.connect(self.checks.let_go)
        self.checks.changed.connect(panel.checks.show_on)
        self.checks.shown.connect(panel.checks.note_seen)
        self.holds.viewer.pressed.connect(self._put_viewer_away)
        panel.checks.original_held.connect(self.checks.hold_original)
        panel.checks.left.connect(self.documents.focus_canvas)
        self.cards.connect()
