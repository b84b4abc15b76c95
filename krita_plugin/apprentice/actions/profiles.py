"""The profile menu: copies, blends, files, starting points, taking back and forgetting, as requests to the backend."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from ..model.desk import Desk, Offer
from ..native_paths import to_native
from ..panel.file_dialogs import FileDialogs
from ..panel.profile_menu import ProfileMenu
from ..vendored import listed, messages, private_files, tr, why_of
from .app import App
from .other_thread import Problem

SUFFIX = ".apprentice.json"
# The backend refuses a larger profile.
_MOST_BYTES = 4 * 2**20


class ProfileActions:
    """Does what the profile menu asks for; `now` returns the local time."""

    def __init__(self, app: App, desk: Desk, dialogs: FileDialogs, now: Callable[[], datetime]) -> None:
        self._app, self._desk, self._dialogs, self._now = app, desk, dialogs, now
        self._exports: dict[str, str] = {}
        self._starts: set[str] = set()
        app.message_arrived.connect(self._on_message)

    def connect_to(self, menu: ProfileMenu) -> None:
        """Do what the artist chooses in a profile menu."""
        menu.duplicate_asked.connect(lambda: self._create(copy_of=self._desk.profile))
        menu.blend_asked.connect(lambda other: self._create(copy_of=self._desk.profile, blend_with=other))
        menu.export_asked.connect(self._ask_where)
        menu.import_asked.connect(self._ask_which)
        menu.folder_start_asked.connect(self._ask_folder)
        menu.profiles_start_asked.connect(self._start_from_profiles)
        menu.no_start_asked.connect(lambda: self._start(messages.NO_START, ""))
        menu.take_back_asked.connect(self._take_back)
        menu.forget_hours_asked.connect(self._forget_hours)
        menu.forget_day_asked.connect(self._forget_day)
        menu.reset_asked.connect(self._reset)
        menu.delete_asked.connect(self._delete)

    def _id(self) -> str:
        return self._app.state.new_id_on(self._desk.document_id)

    def _name(self, profile: str) -> str:
        return next((part.name for part in self._app.state.profiles if part.id == profile), "")

    # Copies ---------------------------------------------------------------------------------------------------------

    def _create(self, copy_of: str, blend_with: str = "") -> None:
        wanted = f"{self._name(copy_of)} + {self._name(blend_with)}" if blend_with else self._name(copy_of)
        name = self._free_name(wanted)
        self._app.send(self._app.state.create_profile(name, self._desk.document_id, copy_of, blend_with))

    def _free_name(self, name: str) -> str:
        taken = {part.name.casefold() for part in self._app.state.profiles}
        candidates = (name[:70] if number == 1 else f"{name[:70]} {number}" for number in range(1, 1000))
        return next(candidate for candidate in candidates if candidate.casefold() not in taken)

    # Starting points ------------------------------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        self._dialogs.folder(tr("Paintings to start from"), self._start_from_folder)

    def _start_from_profiles(self) -> None:
        self._start(messages.PROFILES, tr("Your other profiles are being read."))

    def _start_from_folder(self, folder: str) -> None:
        self._start(messages.PORTFOLIO, tr("The pictures are being measured; none of them is kept."), folder)

    def _start(self, kind: str, text: str, folder: str = "") -> None:
        request = messages.SetStart(id=self._id(), kind=kind, folder=folder, profile=self._desk.profile)
        self._starts.add(request.id)
        self._app.say(text, self._desk.document_id)
        self._app.send(request)

    # Files ----------------------------------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        profile = self._desk.profile
        plain = "".join(letter if letter.isalnum() or letter in " -_" else "_" for letter in self._name(profile))
        self._dialogs.save(tr("Export the profile"), f"{plain}{SUFFIX}", lambda path: self._export(profile, path))

    def _export(self, profile: str, path: str) -> None:
        request = messages.ExportProfile(id=self._id(), profile=profile)
        self._exports[request.id] = path
        self._app.send(request)

    def _ask_which(self) -> None:
        self._dialogs.open(tr("Profile to import"), tr("Profiles (*{suffix})", suffix=SUFFIX), self._import)

    def _import(self, path: str) -> None:
        document = self._desk.document_id
        self._app.do(
            lambda: _read(path),
            lambda text: self._app.send(self._app.state.import_profile(text, document)),
            lambda text: self._app.warn(text, document),
        )

    # Taking back ----------------------------------------------------------------------------------------------------

    def _take_back(self, events: tuple[str, ...]) -> None:
        for event in events:
            self._app.state.gone(event)
            self._app.send(messages.Undo(id=self._id(), profile=self._desk.profile, event=event))
        self._app.say(tr("Taken back."), self._desk.document_id)

    def _forget_hours(self, hours: int, words: str) -> None:
        self._forget(self._now() - timedelta(hours=hours), words)

    def _forget_day(self, day: str, words: str) -> None:
        """Forget all that was said since the beginning of a day, as "2026-11-20"."""
        self._forget(datetime.fromisoformat(day), words)

    def _forget(self, since: datetime, words: str) -> None:
        request = messages.Forget(id=self._id(), since=since.timestamp(), profile=self._desk.profile)
        self._ask(words, tr("Forget for good"), request)

    def _reset(self, words: str) -> None:
        self._ask(words, tr("Reset"), messages.ResetProfile(id=self._id(), profile=self._desk.profile))

    def _delete(self, words: str) -> None:
        self._ask(words, tr("Delete"), messages.DeleteProfile(id=self._id(), profile=self._desk.profile))

    def _ask(self, words: str, deed: str, request: messages.Request) -> None:
        """Ask in the slot before something is lost for good; what was said or asked there before gives way."""
        profile = self._desk.profile
        since = request.since if isinstance(request, messages.Forget) else 0.0
        self._desk.offer = Offer(words, deed, lambda: self._empty(profile, request, since), profile, is_question=True)
        self._app.state.lines.go_on(self._desk.document_id)
        self._app.state.feedback.asks_why = None
        self._app.refresh()

    def _empty(self, profile: str, request: messages.Request, since: float) -> None:
        self._app.state.books.empty(profile, since)
        self._app.send(request)
        self._app.say(tr("Forgotten, for good."), self._desk.document_id)

    # What comes back ------------------------------------------------------------------------------------------------

    def _on_message(self, message: messages.Message) -> None:
        if isinstance(message, messages.ProfileExported) and message.id in self._exports:
            path, text, document = self._exports.pop(message.id), message.data, self._asked_on(message)
            self._app.do(
                lambda: _write(path, text),
                lambda said: self._app.say(said, document),
                lambda said: self._app.warn(said, document),
            )
        elif isinstance(message, messages.Recorded) and message.id in self._starts:
            self._app.tell(messages.GetTaste(id=message.id, profile=message.profile.id))
        elif isinstance(message, messages.TasteReport) and message.id in self._starts:
            self._starts.discard(message.id)
            words = listed([start.text for start in message.starts])
            from_words = tr("Starting point: {words}.", words=words)
            self._app.say(
                from_words if words else tr("No starting point: only your ratings count."), self._asked_on(message)
            )

    def _asked_on(self, reply: messages.Reply) -> str:
        return self._app.state.lines.asked_on(reply.id)


def _write(path: str, text: str) -> str:
    """Write an exported profile; return the sentence about it."""
    try:
        Path(to_native(path)).write_text(text, encoding="utf-8")
    except OSError as exc:
        raise Problem(tr("The profile could not be written ({why}): choose another place.", why=why_of(exc))) from exc
    return tr("Exported, without pictures: {path}", path=path)


def _read(path: str) -> str:
    """Return the text of an exported profile."""
    try:
        return private_files.read_plain(Path(os.path.realpath(to_native(path))), _MOST_BYTES).decode("utf-8")
    except OSError as exc:
        raise Problem(tr("The file cannot be read ({why}): choose another.", why=why_of(exc))) from exc
    except ValueError as exc:
        raise Problem(tr("That is no exported profile: choose a file that ends in {suffix}.", suffix=SUFFIX)) from exc
