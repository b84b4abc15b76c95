"""The store: an append-only log of slates, ratings and signals per profile, in one SQLite file.

One thread writes the file; every call but a long reading is handed to it and waits. What `append` returns is on disk
(WAL with ``synchronous=FULL``). Deleted content is overwritten and leaves the journal and the backup at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from apprentice_shared.data_folder import make_private
from apprentice_shared.errors import StoreError
from apprentice_shared.language import in_turn

from .reading import LogReader
from .records import EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord
from .renewing import BACKUP_NAME
from .schema import FILE_NAME, JOURNAL_SUFFIXES
from .store_file import ROWS_AT_ONCE, StoreFile

# A rating waits for so many events of a long history that is written.
_EVENTS_AT_ONCE = 30


class EventLog:
    """The event log of one data folder. Any thread may call.

    Args:
        folder: the data folder; made where there is none.
        now_s: seconds since 1970, for the name of a file that has to be set aside.

    Raises:
        StoreError: the folder cannot be made, read or written, or holds a newer version's file. So does every method,
            where the disk fails it.
    """

    def __init__(self, folder: Path, now_s: float) -> None:
        make_private(folder, [FILE_NAME, BACKUP_NAME, *(FILE_NAME + suffix for suffix in JOURNAL_SUFFIXES)])
        self._file = StoreFile(folder / FILE_NAME, now_s)

    @property
    def warning(self) -> str:
        """Return one sentence where a damaged file was set aside, else an empty one."""
        return in_turn(map(str, self._file.warnings))

    @property
    def mended(self) -> int:
        """Return how often the file was mended since it was opened: what was read before may have changed then."""
        return self._file.mended

    @property
    def stands(self) -> bool:
        """Tell whether the file is where it was opened, neither deleted nor moved nor replaced."""
        return self._file.tables.stands

    def close(self) -> None:
        """Finish what was asked for, close the file and bring its backup up to date."""
        self._file.close()

    def profiles(self) -> list[ProfileRecord]:
        """Return all profiles, the oldest first."""
        return self._file.run(self._file.tables.read.profiles)

    def profile(self, profile_id: str) -> ProfileRecord | None:
        """Return one profile, or None."""
        return self._file.run(self._file.tables.read.profile, profile_id)

    def add_profile(self, profile: ProfileRecord) -> None:
        """Write a new profile.

        Raises:
            RequestError: its id or its name is taken.
        """
        self._file.write(self._file.tables.add_profile, profile)

    def add_history(self, profile: ProfileRecord, pages: Iterable[LogPage], *, free_name: bool) -> ProfileRecord:
        """Write a new profile together with its whole log, or nothing of it; others write in between.

        Args:
            profile: the profile; nobody sees it before all is written.
            pages: its log, in order and in any number of stretches, each with the slates that are shown in it.
            free_name: whether it may get another name where its own is taken.

        Returns:
            The profile with the name that it got.

        Raises:
            RequestError: its id or its name is taken, or the log holds an id that was used before.
        """
        self._file.write(self._file.tables.begin_history, profile)
        try:
            for page in pages:
                for piece in _pieces(page):
                    self._file.write(self._file.tables.extend_history, profile.id, piece)
            return self._file.write(self._file.tables.finish_history, profile, free_name)
        except BaseException:
            with suppress(StoreError):  # it is deleted when the file is opened, then
                self._delete_hidden(profile.id)
            raise

    def rename_profile(self, profile_id: str, name: str) -> None:
        """Give a profile another name; `RequestError` where it is taken."""
        self._file.write(self._file.tables.rename_profile, profile_id, name)

    def delete_profile(self, profile_id: str) -> None:
        """Delete a profile and all that it holds, for good."""
        self._file.run(self._file.erase, lambda: self._file.tables.hide_profile(profile_id))
        self._delete_hidden(profile_id)

    def forget(self, profile_id: str, since_s: float) -> None:
        """Delete every event since a moment, and every slate shown since then with all that was said of it."""
        is_forgotten = False
        while not is_forgotten:
            mended = self.mended
            self._file.run(self._file.erase, lambda: self._file.tables.begin_forgetting(profile_id, since_s))
            while self._file.run(self._file.tables.forget_some, ROWS_AT_ONCE):
                pass
            self._file.run(self._file.wipe)
            # A file that was mended in between has the rows again, and knows nothing of what was begun.
            is_forgotten = mended == self.mended

    def add_slate(self, slate: SlateRecord) -> None:
        """Write a slate with its suggestions and the event that says it was shown.

        Raises:
            RequestError: its profile is gone.
        """
        self._file.write(self._file.tables.add_slate, slate)

    def complete_suggestion(self, suggestion: SuggestionRecord) -> None:
        """Add a suggestion's picture: hash, size, palette, measures, note. `RequestError` if it was forgotten."""
        self._file.write(self._file.tables.complete_suggestion, suggestion)

    def slate_of(self, suggestion_id: str) -> SlateRecord | None:
        """Return the slate that a suggestion belongs to, or None."""
        return self._file.run(self._file.tables.read.slate_of, suggestion_id)

    def append(self, event: EventRecord) -> EventRecord:
        """Write an event, once per id.

        Returns:
            The event as it stands in the log: the earlier one, where the id was written before.

        Raises:
            RequestError: the id was written before and said something else, or its suggestion or profile is gone.
        """
        return self._file.write(self._file.tables.append, event)

    def record(self, make: Callable[[LogReader], EventRecord]) -> tuple[EventRecord, ProfileRecord]:
        """Write an event as `append` does, in one step with all that is read for it.

        Args:
            make: returns the event, from what the log holds; it may raise, and nothing is written.

        Returns:
            The event as it stands in the log, and its profile with its ratings as they are then.

        Raises:
            RequestError: as `append`, or its profile is gone.
        """
        return self._file.write(self._file.tables.record, make)

    def event(self, event_id: str) -> EventRecord | None:
        """Return one event, or None."""
        return self._file.run(self._file.tables.read.event, event_id)

    def undo(self, request_id: str, event_id: str = "", profile_id: str = "") -> EventRecord | None:
        """Take back one rating or signal, once per request.

        Args:
            request_id: who asks; asked again, nothing more is taken back.
            event_id: which event; empty takes the last one of `profile_id` that stands.
            profile_id: whose last event; not looked at where `event_id` is given.

        Returns:
            The event that is taken back, now or before; None where there is none.
        """
        return self._file.write(self._file.tables.undo, request_id, event_id, profile_id)

    def history(self, profile_id: str, limit: int) -> LogPage:
        """Return a profile's last events, newest first."""
        return self._file.read(lambda reader: reader.history(profile_id, limit))

    def log(self, profile_id: str, after: int = 0) -> LogPage:
        """Return the events of a profile that stand after the place `after` in the log, in order."""
        return self._file.read(lambda reader: reader.log(profile_id, after))

    def _delete_hidden(self, profile_id: str) -> None:
        while self._file.run(self._file.tables.delete_some, profile_id, ROWS_AT_ONCE):
            pass
        self._file.run(self._file.wipe)


def _pieces(page: LogPage) -> Iterator[LogPage]:
    for start in range(0, len(page.events), _EVENTS_AT_ONCE):
        yield LogPage(page.events[start : start + _EVENTS_AT_ONCE], page.slates)
