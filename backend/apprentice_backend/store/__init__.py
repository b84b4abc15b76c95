"""The event log: everything that was shown and said, in one SQLite file. It knows no agent.

`event_log` is the store itself, over a `store_file`: one thread that writes `tables`, `readers` beside it, a `backup`.
`records` are the values that the store takes and returns, `rows` turns them into rows with checksums, `names` are those
of profiles. `opening` checks the file of a `schema`; `renewing` writes the next one from the rows that `salvage` finds,
in `pages` where SQLite finds them no more, with `completing` for those that are lost.
"""

from __future__ import annotations

from .event_log import EventLog
from .reading import LogReader
from .records import EventRecord, LogPage, ProfileRecord, SlateRecord, SuggestionRecord

__all__ = ["EventLog", "EventRecord", "LogPage", "LogReader", "ProfileRecord", "SlateRecord", "SuggestionRecord"]
