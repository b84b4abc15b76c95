"""Profiles: each a name, its log in the store, and an agent that is a fold over that log.

`profiles` is what the others use, `fold` teaches an agent from the log, `profile_file` is the exported form.
"""

from __future__ import annotations

from .profiles import DEFAULT_ID, DEFAULT_NAME, Profiles

__all__ = ["DEFAULT_ID", "DEFAULT_NAME", "Profiles"]
