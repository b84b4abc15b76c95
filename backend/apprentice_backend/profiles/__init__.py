"""Profiles: each a name, its log in the store, and an agent that is a fold over that log.

`profiles` makes, finds and deletes them and lends their agents; `recorder` writes what the artist says, as events;
`noting` tells what a rating has changed.
`kinds` and `starts` hold the kinds of event, `fold` teaches an agent from the log, `profile_file` is the exported form,
`log_pages` copies and blends whole logs.
"""

from __future__ import annotations

from .noting import Noted, Noting
from .profiles import DEFAULT_ID, DEFAULT_NAME, Profiles
from .recorder import Recorder

__all__ = ["DEFAULT_ID", "DEFAULT_NAME", "Noted", "Noting", "Profiles", "Recorder"]
