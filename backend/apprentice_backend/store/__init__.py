"""The event log: everything that was shown and said, in one SQLite file. It knows no agent.

`records` are what goes in and comes out, `schema` opens the file, `event_log` is the store itself.
"""

from __future__ import annotations

from .event_log import EventLog
from .records import EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord

__all__ = ["EventLog", "EventRecord", "LogPage", "ProfileRecord", "SlateRecord", "SuggestionRecord"]
