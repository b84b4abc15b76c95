"""The event log: everything that was shown and said, in one SQLite file. It knows no agent.

`event_log` is the store itself. `records` are the values that it takes and returns, `rows` turns them into rows of
`tables`, and `schema` opens the file.
"""

from __future__ import annotations

from .event_log import EventLog
from .reading import LogReader
from .records import EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord

__all__ = ["EventLog", "EventRecord", "LogPage", "LogReader", "ProfileRecord", "SlateRecord", "SuggestionRecord"]
