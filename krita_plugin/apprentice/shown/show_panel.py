"""Makes what a whole panel shows of its desk."""

from __future__ import annotations

from ..link.keeper import Phase
from ..model.desk import Desk
from ..model.slates import CARDS, CardSlate
from ..model.words import value_word
from .show_palettes import show_palettes
from .show_profile_menu import show_profile_menu
from .show_slate import show_card, show_slate, show_strip
from .show_taste import show_taste, why_value
from .values import (
    AskShown,
    DialShown,
    HeaderShown,
    InsertShown,
    PackShown,
    PanelShown,
    ValueShown,
)

_PHASE_WORDS = {
    Phase.OFF: "The backend rests. It starts when you press Suggest.",
    Phase.STARTING: "The backend is starting.",
    Phase.READY: "Ready.",
    Phase.LOST: "The backend is away. What you rate waits and is not lost.",
    Phase.FAILED: "The backend does not run.",
}


def show_panel(desk: Desk) -> PanelShown:
    """Return what all widgets of a panel show now."""
    state = desk.state
    return PanelShown(
        header=_header(desk),
        ask=_ask(desk),
        cards=tuple(show_card(desk, index) for index in range(CARDS)),
        slate=show_slate(desk),
        palette=show_strip(desk),
        rule=desk.choices.palette if state.can("palette") else (),
        locks=_locks(desk),
        dial=DialShown(
            desk.choices.surprise,
            desk.choices.strength if state.can("strength") else None,
            desk.choices.feedback if state.can("feedback") else None,
        ),
        taste=show_taste(desk),
        profile_menu=show_profile_menu(desk),
        inserting=_inserting(desk),
        packs=tuple(PackShown(pack.name, pack.title, pack.in_use) for pack in state.packs),
        line=_line(desk),
        line_is_problem=desk.line.is_problem or state.status.phase is Phase.FAILED,
        palettes=show_palettes(desk),
    )


def _line(desk: Desk) -> str:
    state = desk.state
    if desk.line.text:
        return desk.line.text
    if state.status.text:
        return state.status.text
    if state.engine is not None and not state.engine.ready:
        return state.engine.problem
    slate = desk.slate
    if slate is not None and slate.place in state.books.closed:
        return f"From “{slate.document.name}”, which is closed: you can still rate."
    return ""


def _header(desk: Desk) -> HeaderShown:
    state, engine = desk.state, desk.state.engine
    status = state.status.text or _PHASE_WORDS[state.status.phase]
    if state.status.phase is Phase.READY and engine is not None:
        status = f"Ready: {engine.title} on {engine.device or 'this machine'}."
    generative = engine is not None and engine.generative
    return HeaderShown(
        phase=state.status.phase.value,
        status=status,
        profiles=tuple((profile.id, profile.name, profile.ratings) for profile in state.profiles),
        profile=desk.profile,
        learn=desk.choices.learn,
        mark=f"AI · {engine.name}" if generative else "",
        mark_tip=f"Pictures are made by an AI image model: {engine.model or engine.title}." if generative else "",
        has_document=desk.document is not None,
    )


def _ask(desk: Desk) -> AskShown:
    slate, vary = desk.rendering, desk.state.vary_of(desk.document_id)
    return AskShown(
        has_document=desk.document is not None,
        busy=slate is not None,
        fraction=slate.fraction if slate else 0.0,
        doing=_doing(desk, slate) if slate else "",
        vary=tuple((name, word, name in vary) for name, word in desk.state.words.items()),
        wants_subject=desk.state.can("subject"),
        subject=desk.choices.subject,
    )


def _doing(desk: Desk, slate: CardSlate) -> str:
    if desk.state.status.phase in (Phase.STARTING, Phase.OFF):
        return "Starting"
    if slate.seconds_left is not None and slate.seconds_left >= 1.5:
        return f"{slate.doing or 'Rendering'} · {round(slate.seconds_left)} s"
    return slate.doing


def _inserting(desk: Desk) -> InsertShown | None:
    made = desk.inserting
    if made is None or made.document not in desk.documents:
        return None
    text = f"{'In layers' if made.in_layers else 'At full size'} {made.fraction:.0%}"
    return InsertShown(f"{text} · {made.stage}" if made.stage else text, made.fraction)


def _locks(desk: Desk) -> tuple[tuple[str, tuple[ValueShown, ...]], ...]:
    locks, bans, state = desk.choices.locks, desk.choices.bans, desk.state
    return tuple(
        (
            word,
            tuple(
                ValueShown(
                    name,
                    value,
                    value_word(state.engine, name, value),
                    "lock" if value in locks.get(name, ()) else "ban" if (name, value) in bans else "",
                    why_value(desk, name, value),
                )
                for value in state.attributes.get(name, ())
            ),
        )
        for name, word in state.words.items()
    )
