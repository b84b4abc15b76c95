"""Whether a suggestion can be made now: one answer, for the dot and for the sentence beside it."""

from __future__ import annotations

from dataclasses import dataclass

from ..link.keeper import LinkStatus, Phase
from ..vendored import later, messages, tr

READY = later("Apprentice is ready.")
_WORDS = {
    Phase.OFF: later("Apprentice rests. It starts when you press Suggest."),
    Phase.STARTING: later("Apprentice is starting."),
    Phase.READY: READY,
    Phase.LOST: later("Apprentice is away. What you rate waits and is not lost."),
    Phase.FAILED: later("Apprentice does not run."),
}


@dataclass(frozen=True)
class Readiness:
    """The answer: `phase` is `Phase.READY` only where a suggestion can be made now; `text` says it in words.

    `is_problem` says that something has to be done first, and `text` what.
    """

    phase: Phase
    text: str
    is_problem: bool = False


def readiness(status: LinkStatus, engine: messages.EnginePart | None, *, has_document: bool) -> Readiness:
    """Return whether a suggestion can be made now.

    Args:
        status: of the connection.
        engine: the engine that would render it; None while none is known.
        has_document: whether a painting is open.
    """
    if status.phase is not Phase.READY:
        text = status.text or tr(_WORDS[status.phase])
        return Readiness(status.phase, text, status.phase is Phase.FAILED or bool(status.text))
    if engine is None:
        return Readiness(Phase.STARTING, tr(_WORDS[Phase.STARTING]))
    if not engine.ready:
        text = engine.problem or tr("{engine} cannot be used now.", engine=engine.title)
        return Readiness(Phase.FAILED, text, is_problem=True)
    if not has_document:
        return Readiness(Phase.OFF, tr("Open a painting."))
    return Readiness(Phase.READY, tr(READY))
