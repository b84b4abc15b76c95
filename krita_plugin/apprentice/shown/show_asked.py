"""Makes the line that says what the next suggestions are asked for."""

from __future__ import annotations

from ..model.desk import Desk
from ..model.words import inside, value_word
from ..vendored import in_row, tr


def show_asked(desk: Desk) -> str:
    """Return what may change, and what is always or never wanted, in the artist's words."""
    state = desk.state
    may = state.vary_of(desk.document_id)
    words = [word for name, word in state.words.items() if name in may]
    parts = [intent] if (intent := asked_intent(desk)) else []
    parts += [tr("Everything") if may >= state.everything and len(may) > 1 else in_row(words)]
    parts += [value_word(state.engine, *value) for value in desk.rules.always]
    never = [inside(value_word(state.engine, *value)) for value in sorted(desk.rules.never)]
    parts += [tr("no {value}", value=word) for word in never]
    return " · ".join(parts)


def asked_intent(desk: Desk) -> str:
    """Return the word for the intent of the slate in view, empty for none; it is over at the next Suggest."""
    slate, engine = desk.slate, desk.state.engine
    name = slate.intent if slate is not None else ""
    return engine.intents.get(name, "") if engine is not None else ""
