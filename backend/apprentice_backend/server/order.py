"""The order of a client's requests, and the lanes on which they are done.

A client's requests overlap where nobody can tell the difference. Feedback is quick and waits for no answer and no
picture, so that it is on disk whatever else was asked. All else sees the feedback and the changes that came before.
"""

from __future__ import annotations

import enum

from apprentice_shared.messages import (
    CreateProfile,
    DeleteProfile,
    Forget,
    GetProofs,
    ImportProfile,
    Rate,
    RenameProfile,
    Repaint,
    Request,
    ResetProfile,
    SetEngine,
    SetPacks,
    SetStart,
    Signal,
)


class Lane(enum.Enum):
    """Threads for one kind of work, so that one kind does not wait for another."""

    FEEDBACK = "feedback"  # ratings, picks, signals, values set by hand, undo: one row on disk
    GROWTH = "growth"  # a whole log written, or a folder of pictures measured: one at a time
    PICTURES = "pictures"  # a picture repainted: the largest takes a quarter of a gigabyte
    PROOFS = "proofs"  # small pictures of values: they wait while a slate is made
    ANSWERS = "answers"  # all else


# These write one after the other, and take long.
_GROW = (CreateProfile, ImportProfile, SetStart)
# These delete or change what others name.
_CHANGE = (DeleteProfile, Forget, RenameProfile, ResetProfile, SetEngine, SetPacks)
# These name a suggestion that was shown, never a profile: no new profile can matter to them.
_OF_A_SUGGESTION = (Rate, Signal)


def lane_of(request: Request) -> Lane:
    """Return the lane of a request that takes no render."""
    if isinstance(request, _GROW):
        return Lane.GROWTH
    if isinstance(request, Repaint):
        return Lane.PICTURES
    if isinstance(request, GetProofs):
        return Lane.PROOFS
    return Lane.FEEDBACK if request.durable else Lane.ANSWERS


def waits_for(newer: Request, older: Request, *, renders: bool) -> bool:
    """Return whether a request has to wait until an older one of the same client is answered.

    Args:
        newer: the request that might wait; `renders` says that it takes a render, which has a queue of its own.
        older: one that takes no render and waits for no picture.
        renders: see `newer`.
    """
    if isinstance(older, GetProofs):
        return isinstance(newer, GetProofs)  # it names no profile, and may take as long as a slate
    if isinstance(older, _GROW):
        return not isinstance(newer, _OF_A_SUGGESTION)
    if older.durable or isinstance(older, _CHANGE):
        return True
    # An answer only reads: a later change waits until it has been read, and a later answer until its client has it.
    return not renders and lane_of(newer) is not Lane.FEEDBACK
