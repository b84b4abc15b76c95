"""The parts that all panels of one Krita process share: the connection, the state, the pictures, pending renders."""

from __future__ import annotations

import gc
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..link.backend import read_launcher
from ..link.closed_pipes import outlive_closed_pipes
from ..link.connection import BackendConnection
from ..link.keeper import LinkStatus, Phase
from ..memory.memory_file import MemoryFile
from ..memory.painting_memory import StickyChoices
from ..model.lines import EVERYWHERE
from ..model.slates import CardSlate, DocumentRef
from ..model.state import PanelState
from ..pictures.card_pictures import CardPictures
from ..pictures.convert import Picture
from ..pictures.gallery import Gallery
from ..pictures.wanted_pictures import WantedPictures
from ..qt import QObject, QTimer, Signal
from ..vendored import ImageFrame, later, messages, tr
from .other_thread import OtherThread, Task
from .pending_renders import PendingRenders

VERSION = "0.1.0"
# Progress and previews are shown within this: every repaint makes Krita compose its whole window anew.
UNHURRIED_MS = 60
# A click is shown after one frame of the screen: the threads send its request first, before a repaint holds Python up.
FRAME_MS = 16
# The plugin's threads give Python's lock up to Krita's own thread within this; Python's default is ten times as long.
SWITCH_S = 0.0005
# The problem of a render without a backend, as an `Outcome` has it.
NO_BACKEND = later("Apprentice is not running.")
_CHANGES_WHAT_IS_LEARNED = (messages.Recorded, messages.Welcome, messages.ProfilesReport)


class App(QObject):
    """Passes on what arrives from the connection, and emits `changed` when panels have something new to show.

    `message_arrived` carries every `Message`, once the state or a pending render has taken it. `documents_changed` says
    that a document came or went.

    Args:
        plugin_dir: the folder that may hold `launcher.json`.
    """

    changed = Signal()
    documents_changed = Signal()
    message_arrived = Signal(object)

    def __init__(self, plugin_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = PanelState(lambda: uuid.uuid4().hex, time.time)
        self.gallery = Gallery()
        self.connection = BackendConnection(plugin_dir, VERSION, self)
        self._worker = OtherThread(self.connection.run, self.warn, self)
        self.card_pictures = CardPictures(self.gallery, self.do, lambda: self.refresh(UNHURRIED_MS))
        self.memory_file = MemoryFile(
            self.state.chosen.memory, lambda: _data_folder(plugin_dir), self.do, self._on_memory
        )
        self.memory_file.load()
        self.renders = PendingRenders(self.connection.send, self.connection.cancel, self.state.renew_id)
        self.connection.status_changed.connect(self._on_status)
        self.connection.message_arrived.connect(self._on_message)
        self.connection.picture_arrived.connect(self._on_picture)
        self.connection.keeping_changed.connect(self._on_keeping)
        self.documents_changed.connect(self.state.chosen.note_files)
        # Many things arrive at once; panels are brought up to date once for all of them.
        self._refresh = QTimer(self)
        self._refresh.setSingleShot(True)
        self._refresh.timeout.connect(self.changed)
        self._wanted_pictures = WantedPictures(time.monotonic)
        self._wanted_taste: str | None = None
        self._wanted_history: str | None = None
        self._wants_engines = False
        sys.setswitchinterval(min(SWITCH_S, sys.getswitchinterval()))
        outlive_closed_pipes()

    def meet(self, document: DocumentRef) -> None:
        """Take notice of a document that becomes active: it uses what was chosen on its file before."""
        if self.state.meet(document):
            self.memory_file.look_for_moved(document.path, lambda kept: self._recall(document, kept))

    def refresh(self, within_ms: int = 0) -> None:
        """Bring the panels up to date within so many milliseconds; 0 for the next turn of the event loop."""
        if not self._refresh.isActive() or self._refresh.remainingTime() > within_ms:
            self._refresh.start(within_ms)

    def open(self) -> None:
        """Connect to the backend as soon as one runs; none is started."""
        self.connection.open()

    def want(self) -> None:
        """Have a backend started where none runs, and tried again where it failed: the artist asks for something."""
        self.connection.want()

    def send(self, *requests: messages.Request, image: ImageFrame | None = None) -> None:
        """Send what the artist says or asks for, and show what that changed; a backend is started where none runs.

        Args:
            requests: any number of them.
            image: the picture that the request names; sent only where the backend does not hold it.
        """
        if requests:
            self.want()
        for request in requests:
            self.connection.send(request, image)
        self.refresh(FRAME_MS)

    def tell(self, *requests: messages.Request) -> None:
        """Send what follows by itself from an earlier press; no backend is started for it."""
        for request in requests:
            self.connection.send(request)
        self.refresh(FRAME_MS)

    def cancel(self, request_id: str) -> None:
        """Stop a request, whether it waits to be sent, in the backend's queue, or is being answered."""
        self.connection.cancel(request_id)

    def do(
        self,
        job: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> Task:
        """Do a job on the worker, the thread that also sends; `then` gets its result on Krita's: `OtherThread.do`."""
        return self._worker.do(job, then, failed)

    @property
    def backend_failed(self) -> bool:
        """True from the failure of the backend until the artist asks for something again."""
        return self.state.status.phase is Phase.FAILED

    def say(self, text: str, document: str = EVERYWHERE) -> None:
        """Show the artist one sentence, on the painting that it is about: its document's id."""
        self.state.say(text, document=document)
        self.refresh()

    def warn(self, text: str, document: str = EVERYWHERE) -> None:
        """Show the artist one sentence on something that did not work, on the painting that it is about."""
        self.state.say(text, is_problem=True, document=document)
        self.refresh()

    def engine_of(self, slate: CardSlate) -> messages.EnginePart:
        """Return the engine that makes a slate: its own once the slate is complete, until then the current one."""
        engine = slate.engine or self.state.engine
        assert engine is not None
        return engine

    def want_image(self, key: str) -> None:
        """Ask the backend for a picture that is not in the gallery any more, unless it was; `key` is its hash."""
        if self._wanted_pictures.may_ask(key):
            request = messages.GetImage(id=self.state.new_id(), image=key)
            self._wanted_pictures.asked(request.id, key)
            self.connection.send(request)

    def want_taste(self, profile: str) -> None:
        """Ask for a profile's taste, now and after all that changes what is learned; "" ends the asking."""
        self._wanted_taste = profile or None
        self._ask_what_is_wanted()

    def want_history(self, profile: str) -> None:
        """Ask for a profile's latest events, now and after every new one; "" ends the asking."""
        self._wanted_history = profile or None
        self._ask_what_is_wanted()

    def want_engines(self, wanted: bool) -> None:
        """Ask which engines there are to choose from, now and whenever a backend is there anew."""
        self._wants_engines = wanted
        self._ask_for_engines()

    def stop(self) -> None:
        """Close the connection to the backend; called when Krita ends."""
        self.connection.close()

    def _ask_for_engines(self) -> None:
        if self._wants_engines and self.state.status.phase is Phase.READY:
            self.connection.send(self.state.get_engines())

    def _ask_what_is_wanted(self) -> None:
        if self.state.status.phase is not Phase.READY:
            return
        if self._wanted_taste is not None:
            self.connection.send(messages.GetTaste(id=self.state.new_id(), profile=self._wanted_taste))
        if self._wanted_history is not None:
            self.connection.send(messages.GetHistory(id=self.state.new_id(), profile=self._wanted_history))

    def _on_status(self, status: LinkStatus) -> None:
        if status.phase is Phase.READY and not gc.get_freeze_count():
            # All modules are there by now. Left in Python's oldest generation, they and those of Krita's other plugins
            # would be looked through again every few dozen slates: 16 ms of Krita's own thread for 53,000 objects.
            gc.freeze()
        for request_id in self.state.status_changed(status):
            self.connection.cancel(request_id)
        if status.phase is Phase.FAILED:
            self.renders.fail(tr(NO_BACKEND))
        self.refresh()

    def _on_memory(self) -> None:
        self.state.chosen.recall_all()
        self.refresh()

    def _recall(self, document: DocumentRef, kept: StickyChoices) -> None:
        """Use on a document what was chosen on its file when that had another name."""
        self.state.chosen.memory.remember(document.path, kept)
        self.state.chosen.recall(document.id, kept)
        self.refresh()

    def _on_keeping(self, problem: str) -> None:
        self.state.keeping_changed(problem)
        self.refresh()

    def _on_message(self, message: messages.Message) -> None:
        if isinstance(message, messages.Welcome):
            self._wanted_pictures.connected()
        if isinstance(message, messages.ErrorReply) and self._wanted_pictures.refused(message.id):
            return  # it was told before
        if not self.renders.take_message(message):
            self.state.receive(message)
        elif isinstance(message, messages.Notice):
            self.state.say(message.text, document=self.state.lines.asked_on(message.id))
        if isinstance(message, _CHANGES_WHAT_IS_LEARNED):
            self._ask_what_is_wanted()
        if isinstance(message, messages.Welcome):
            self._ask_for_engines()
        self.message_arrived.emit(message)
        is_news = isinstance(message, messages.Reply) and message.final and not isinstance(message, messages.Recorded)
        self.refresh(0 if is_news else UNHURRIED_MS)

    def _on_picture(self, picture: Picture) -> None:
        if self.renders.take_picture(picture):
            return
        self._wanted_pictures.arrived(picture.hash)
        self.keep(picture)

    def keep(self, picture: Picture) -> None:
        """Keep a picture that a card shows, and let go of those that none shows any more."""
        self.gallery.add(picture)
        kept = self.state.books.pictures_shown() | {picture.hash}
        self.gallery.keep_only(kept)
        self.card_pictures.keep_only(kept)
        self.card_pictures.arrived(picture.hash)
        self.refresh(UNHURRIED_MS)


def _data_folder(plugin_dir: Path) -> Path | None:
    """Return the data folder, None where Apprentice is not set up; called on the worker."""
    launcher = read_launcher(plugin_dir)
    return launcher.data_dir if launcher is not None else None
