"""Makes what a whole panel shows of its desk."""

from __future__ import annotations

from ..link.keeper import Phase
from ..model.desk import Desk
from ..model.lines import CONNECTION
from ..model.readiness import Readiness, readiness
from ..model.slates import CardSlate
from ..model.words import value_word
from ..vendored import messages, percent, tr
from .panel_values import PanelShown
from .show_asked import show_asked
from .show_offer import show_offer
from .show_palettes import show_palettes
from .show_profile_menu import show_profile_menu
from .show_slate import show_cards, show_slate, show_strip, slate_in_view
from .show_slot import Sayings, show_slot
from .show_taste import ValueReasons, show_noted, show_taste
from .slot_values import SlotKind, SlotShown
from .values import (
    AskShown,
    CardShown,
    DialShown,
    EngineShown,
    HeaderShown,
    InsertShown,
    PackShown,
    SlateShown,
    ValueShown,
)


def show_panel(desk: Desk) -> PanelShown:
    """Return what all widgets of a panel show now."""
    state, every = desk.state, slate_in_view(desk)
    slate, cards = show_slate(desk, every), show_cards(desk, every)
    ready = readiness(state.status, state.engine, has_document=desk.document is not None)
    line, is_problem = _line(desk, ready)
    is_said, offer = bool(desk.line.text), show_offer(desk)
    said = Sayings(
        line,
        is_problem,
        _inserting(desk),
        cards,
        slate,
        offer,
        is_said=is_said,
        is_state=ready.is_problem,
        asks_now=every is not None and every.asks_why is state.feedback.asks_why,
    )
    slot = show_slot(said)
    return PanelShown(
        header=_header(desk, ready),
        ask=_ask(desk),
        asked=show_asked(desk),
        cards=cards,
        slate=slate,
        slot=slot,
        framed=_framed(cards, slate, slot),
        noted=show_noted(desk),
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
        packs=tuple(PackShown(pack.name, pack.title, pack.in_use) for pack in state.packs),
        engines=_engines(desk),
        palettes=show_palettes(desk),
        intents=tuple(state.engine.intents.items()) if state.engine and state.can("intents") else (),
    )


def _framed(cards: tuple[CardShown, ...], slate: SlateShown, slot: SlotShown) -> str:
    """Return the framed card's name; without a slate what Suggest does, unless the slot says that."""
    first = "" if slate.count or slot.kind is SlotKind.EXPLANATION else slate.explanation
    return next((card.name for card in cards if card.is_selected and card.name), first)


def _line(desk: Desk, ready: Readiness) -> tuple[str, bool]:
    """Return the sentence of a panel, and whether it is about a problem."""
    said, slate = desk.line, desk.slate
    # What was said of the connection gives way to what is so now.
    if said.text and not (said.about == CONNECTION and ready.is_problem):
        return said.text, said.is_problem or ready.phase is Phase.FAILED
    if ready.is_problem:
        return ready.text, ready.phase is Phase.FAILED
    if slate is not None and slate.place in desk.state.books.closed:
        return tr("From “{name}”, which is closed: you can still rate.", name=slate.document.name), False
    return ("", False) if desk.document is not None or slate is not None else (tr("Open a painting."), False)


def _header(desk: Desk, ready: Readiness) -> HeaderShown:
    state, engine = desk.state, desk.state.engine
    generative = engine is not None and engine.generative
    return HeaderShown(
        phase=ready.phase.value,
        status=ready.text,
        profiles=tuple((profile.id, profile.name, profile.ratings) for profile in state.profiles),
        profile=desk.profile,
        learn=desk.choices.learn,
        mark=tr("AI · {name}", name=engine.name) if engine is not None and generative else "",
        mark_tip=_mark_tip(engine) if engine is not None and generative else "",
        has_document=desk.document is not None,
    )


def _mark_tip(engine: messages.EnginePart) -> str:
    return tr("Pictures are made by an AI image model: {model}.", model=engine.model or engine.title)


def _engines(desk: Desk) -> tuple[EngineShown, ...]:
    """Return the engines to choose from; none where there is only one."""
    if len(desk.state.engines) < 2:
        return ()
    return tuple(
        EngineShown(part.name, part.title, "\n".join(filter(None, (part.about, part.problem))), part.in_use)
        for part in desk.state.engines
    )


def _ask(desk: Desk) -> AskShown:
    slate, vary = desk.rendering, desk.state.vary_of(desk.document_id)
    return AskShown(
        has_document=desk.document is not None,
        busy=slate is not None,
        fraction=slate.fraction if slate else 0.0,
        doing=_doing(desk, slate) if slate else "",
        vary=tuple((name, word, name in vary) for name, word in desk.state.words.items()),
        everything=vary == desk.state.everything,
        wants_subject=desk.state.can("subject"),
        subject=desk.choices.subject,
    )


def _doing(desk: Desk, slate: CardSlate) -> str:
    if desk.state.status.phase in (Phase.STARTING, Phase.OFF):
        return tr("Starting")
    if slate.seconds_left is not None and slate.seconds_left >= 1.5:
        return tr("{stage} · {seconds} s", stage=slate.doing or tr("Rendering"), seconds=round(slate.seconds_left))
    return slate.doing


def _inserting(desk: Desk) -> InsertShown | None:
    made = desk.inserting
    if made is None or made.document not in desk.documents:
        return None
    share = percent(made.fraction)
    text = tr("In layers {share}", share=share) if made.in_layers else tr("At full size {share}", share=share)
    return InsertShown(f"{text} · {made.stage}" if made.stage else text, made.fraction)


def _locks(desk: Desk) -> tuple[tuple[str, tuple[ValueShown, ...]], ...]:
    rules, state, reasons = desk.rules, desk.state, ValueReasons(desk)
    return tuple(
        (
            word,
            tuple(
                ValueShown(
                    name,
                    value,
                    value_word(state.engine, name, value),
                    rules.of((name, value)),
                    reasons.why(name, value),
                )
                for value in state.attributes.get(name, ())
            ),
        )
        for name, word in state.words.items()
    )
