"""The profile menu: copies, blends, files, starting points, taking back and forgetting, as requests to the backend."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from ..model.desk import Desk
from ..panel.file_dialogs import FileDialogs
from ..vendored import messages
from .app import App

SUFFIX = ".apprentice.json"
# The backend refuses a larger profile.
_MOST_BYTES = 4 * 2**20


class ProfileActions:
    """Does what the profile menu asks for; `now` returns the local time."""

    def __init__(self, app: App, desk: Desk, dialogs: FileDialogs, now: Callable[[], datetime]) -> None:
        self._app, self._desk, self._dialogs, self._now = app, desk, dialogs, now
        self._exports: dict[str, str] = {}
        self._starts: set[str] = set()
        self._deeds: dict[str, Callable[[str], None]] = {
            "duplicate": lambda _: self._create(copy_of=self._desk.profile),
            "blend": lambda other: self._create(copy_of=self._desk.profile, blend_with=other),
            "start_folder": lambda _: self._dialogs.folder("Paintings to start from", self._start_from_folder),
            "start_profiles": lambda _: self._start(messages.PROFILES, "Your other profiles are being read."),
            "start_none": lambda _: self._start(messages.NO_START, ""),
            "export": self._ask_where,
            "import": lambda _: self._dialogs.open("Profile to import", f"Profiles (*{SUFFIX})", self._import),
            "take_back": self._take_back,
            "forget": self._forget,
            "reset": lambda _: self._empty(messages.ResetProfile(id=self._id(), profile=self._desk.profile)),
            "delete": lambda _: self._empty(messages.DeleteProfile(id=self._id(), profile=self._desk.profile)),
        }
        app.connection.message_arrived.connect(self._on_message)

    def do(self, what: str, of: str) -> None:
        """Do what a menu item says: one of `_deeds`, of a profile, an event or a moment; "" where it needs none."""
        self._app.connection.want()
        self._deeds[what](of)

    def _id(self) -> str:
        return self._app.state.new_id()

    def _name(self, profile: str) -> str:
        return next((part.name for part in self._app.state.profiles if part.id == profile), "")

    # Copies ---------------------------------------------------------------------------------------------------------

    def _create(self, copy_of: str, blend_with: str = "") -> None:
        wanted = f"{self._name(copy_of)} + {self._name(blend_with)}" if blend_with else self._name(copy_of)
        name = self._free_name(wanted)
        self._app.send([self._app.state.create_profile(name, self._desk.document_id, copy_of, blend_with)])
        self._app.say(f"“{name}” is made, and used for this painting. Rename it above.")

    def _free_name(self, name: str) -> str:
        taken = {part.name.casefold() for part in self._app.state.profiles}
        candidates = (name[:70] if number == 1 else f"{name[:70]} {number}" for number in range(1, 1000))
        return next(candidate for candidate in candidates if candidate.casefold() not in taken)

    # Starting points ------------------------------------------------------------------------------------------------

    def _start_from_folder(self, folder: str) -> None:
        self._start(messages.PORTFOLIO, "The pictures are being measured; none of them is kept.", folder)

    def _start(self, kind: str, text: str, folder: str = "") -> None:
        request = messages.SetStart(id=self._id(), kind=kind, folder=folder, profile=self._desk.profile)
        self._starts.add(request.id)
        self._app.say(text)
        self._app.send([request])

    # Files ----------------------------------------------------------------------------------------------------------

    def _ask_where(self, _: str) -> None:
        profile = self._desk.profile
        plain = "".join(letter if letter.isalnum() or letter in " -_" else "_" for letter in self._name(profile))
        self._dialogs.save("Export the profile", f"{plain}{SUFFIX}", lambda path: self._export(profile, path))

    def _export(self, profile: str, path: str) -> None:
        request = messages.ExportProfile(id=self._id(), profile=profile)
        self._exports[request.id] = path
        self._app.send([request])

    def _write(self, path: str, text: str) -> Callable[[], None]:
        """Write a file on the worker thread; return the sentence to be said on Krita's thread."""
        try:
            Path(path).write_text(text, encoding="utf-8")
        except OSError as exc:
            problem = f"The profile could not be written ({exc.strerror or exc}): choose another place."
            return lambda: self._app.state.say(problem, is_problem=True)
        return lambda: self._app.state.say(f"Exported, without pictures: {path}")

    def _import(self, path: str) -> None:
        document = self._desk.document_id
        self._app.connection.work(lambda: self._read(path, document))

    def _read(self, path: str, document: str) -> Callable[[], None]:
        """Read a file on the worker thread; return the import, or the sentence on the problem, for Krita's thread."""
        try:
            if Path(path).stat().st_size > _MOST_BYTES:
                raise ValueError
            text = Path(path).read_text(encoding="utf-8")
        except OSError as exc:
            problem = f"The file cannot be read ({exc.strerror or exc}): choose another."
        except ValueError:
            problem = f"That is no exported profile: choose a file that ends in {SUFFIX}."
        else:
            return lambda: self._app.send([self._app.state.import_profile(text, document)])
        return lambda: self._app.state.say(problem, is_problem=True)

    # Taking back ----------------------------------------------------------------------------------------------------

    def _take_back(self, event: str) -> None:
        self._app.state.gone(event)
        self._app.send([messages.Undo(id=self._id(), profile=self._desk.profile, event=event)])
        self._app.say("Taken back.")

    def _forget(self, since: str) -> None:
        """Forget all that was said since a moment: "3h" is three hours ago, "2026-11-20" the beginning of a day."""
        if since.endswith("h"):
            moment = self._now() - timedelta(hours=int(since[:-1]))
        else:
            moment = datetime.fromisoformat(since)
        self._empty(messages.Forget(id=self._id(), since=moment.timestamp(), profile=self._desk.profile))

    def _empty(self, request: messages.Request) -> None:
        self._app.state.books.empty(self._desk.profile)
        self._app.send([request])
        self._app.say("Forgotten, for good.")

    # What comes back ------------------------------------------------------------------------------------------------

    def _on_message(self, message: messages.Message) -> None:
        if isinstance(message, messages.ProfileExported) and message.id in self._exports:
            path, text = self._exports.pop(message.id), message.data
            self._app.connection.work(lambda: self._write(path, text))
        elif isinstance(message, messages.Recorded) and message.id in self._starts:
            self._app.connection.send(messages.GetTaste(id=message.id, profile=message.profile.id))
        elif isinstance(message, messages.TasteReport) and message.id in self._starts:
            self._starts.discard(message.id)
            words = " and ".join(start.text for start in message.starts)
            self._app.say(f"Starting point: {words}." if words else "No starting point: only your ratings count.")
