"""Turns a desk into what its panel shows."""

from __future__ import annotations

from datetime import datetime

from ..link.keeper import Phase
from ..model.desk import Desk
from ..model.feedback import MIDDLE_STARS
from ..model.slates import CARDS, Card, CardSlate, SlateStage
from ..model.words import describe_mix, value_word
from ..vendored import messages, signals
from .show_palettes import show_palettes
from .show_taste import show_taste, why
from .values import (
    AskShown,
    CardShown,
    DialShown,
    HeaderShown,
    InsertShown,
    PackShown,
    PaletteShown,
    PanelShown,
    ProfileMenuShown,
    ReasonShown,
    SlateShown,
    ValueShown,
)

_MOST_TAKEN_BACK = 12
_SIGNAL_WORDS = {
    signals.PICKED: "Picked",
    signals.INSERTED: "Inserted",
    signals.INSERT_UNDONE: "Insertion undone",
    signals.PALETTE_PULLED: "Palette kept",
    signals.MORE_LIKE_THIS: "More like it",
}
_PHASE_WORDS = {
    Phase.OFF: "The backend rests. It starts when you press Suggest.",
    Phase.STARTING: "The backend is starting.",
    Phase.READY: "Ready.",
    Phase.LOST: "The backend is away. What you rate waits and is not lost.",
    Phase.FAILED: "The backend does not run.",
}


def show_panel(desk: Desk) -> PanelShown:
    """Return all that a panel shows now."""
    state = desk.state
    return PanelShown(
        header=_header(desk),
        ask=_ask(desk),
        cards=tuple(_card(desk, index) for index in range(CARDS)),
        slate=_slate(desk),
        palette=_palette(desk),
        rule=desk.choices.palette if state.can("palette") else (),
        locks=_locks(desk),
        dial=DialShown(
            desk.choices.surprise,
            desk.choices.strength if state.can("strength") else None,
            desk.choices.feedback if state.can("feedback") else None,
        ),
        taste=show_taste(desk),
        profile_menu=_profile_menu(desk),
        inserting=_inserting(desk),
        packs=tuple(PackShown(pack.name, pack.title, pack.in_use) for pack in state.packs),
        line=_line(desk),
        line_is_problem=state.line.is_problem or state.status.phase is Phase.FAILED,
        palettes=show_palettes(desk),
    )


def _line(desk: Desk) -> str:
    state = desk.state
    if state.line.text:
        return state.line.text
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
    if made is None:
        return None
    text = f"{'In layers' if made.in_layers else 'At full size'} {made.fraction:.0%}"
    return InsertShown(f"{text} · {made.stage}" if made.stage else text, made.fraction)


def _card(desk: Desk, index: int) -> CardShown:
    slate = desk.slate
    if slate is None:
        document = desk.document
        return CardShown(aspect=document.width_px / document.height_px if document else 4 / 3)
    card = slate.cards[index]
    return CardShown(
        aspect=slate.frame.width / slate.frame.height,
        image=card.image,
        is_here=card.suggestion is not None,
        is_waiting=card.suggestion is None and slate.stage is SlateStage.RENDERING,
        stars=card.stars,
        reasons=_reasons(desk, card),
        is_picked=bool(card.picked),
        is_dismissed=bool(card.dismissed),
        is_selected=index == desk.selected and card.suggestion is not None,
        tip=_tip(desk, slate, card),
        parts_problem=_parts_problem(desk, card),
        in_layers=_in_layers(desk, slate),
        can_near=_can_near(desk, slate),
    )


def _can_near(desk: Desk, slate: CardSlate) -> bool:
    """Return whether more like a card can be asked for: by the engine that made it, on a painting that is open."""
    made, now = slate.engine, desk.state.engine
    same = made is not None and now is not None and (made.name, made.model) == (now.name, now.model)
    return same and desk.state.can("near_seed") and slate.place == desk.place


def _reasons(desk: Desk, card: Card) -> tuple[ReasonShown, ...]:
    """Return the reasons to offer: the dimensions that this suggestion moved, for no other can have made it so."""
    if card is not desk.state.feedback.asks_why or not card.stars or card.stars == MIDDLE_STARS:
        return ()
    direction = 1 if card.stars > MIDDLE_STARS else -1
    given, moved = card.reasons, card.suggestion.mix if card.suggestion else {}
    return tuple(
        ReasonShown(name, word, direction, name in given) for name, word in desk.state.words.items() if name in moved
    )


def _tip(desk: Desk, slate: CardSlate, card: Card) -> str:
    if card.suggestion is None:
        return ""
    mix = describe_mix(slate.engine or desk.state.engine, card.suggestion.mix, list(desk.state.words))
    return f"{mix}\n{card.suggestion.note}" if card.suggestion.note else mix


def _in_layers(desk: Desk, slate: CardSlate) -> bool:
    """Return whether the engine that made a slate can part its pictures into layers."""
    engine = slate.engine or desk.state.engine
    return engine is not None and "layers" in engine.abilities and bool(slate.canvas)


def _parts_problem(desk: Desk, card: Card) -> str:
    """Say why colours or light alone would not fit: their edges are not where the canvas has them."""
    if card.suggestion is not None and sum(card.suggestion.mix.get("composition", {}).values()) > 0:
        return f"{desk.state.words.get('composition', 'Framing')} moved: only the whole picture fits."
    return ""


def _slate(desk: Desk) -> SlateShown:
    book, slate = desk.book, desk.slate
    if book is None or slate is None:
        return SlateShown(can_go_back=desk.can_step(-1), can_go_forward=desk.can_step(1))
    suggestion = desk.card.suggestion if desk.card else None
    why = suggestion.explanation if suggestion else None
    return SlateShown(
        number=book.position + 1,
        count=len(book.slates),
        can_go_back=desk.can_step(-1),
        can_go_forward=desk.can_step(1),
        is_pinned=slate.pinned,
        explanation=why.text if why else "",
        is_guess=why.guess if why else False,
        details=_details(desk, why) if why else "",
    )


def _details(desk: Desk, why: messages.ExplanationPart) -> str:
    """Say in a tooltip how the predicted stars add up."""
    spread = f" ± {why.spread:.1f}" if why.spread is not None else ""
    lines = [why.text, f"Expected: {why.predicted:.1f}{spread} stars, from {why.base:.1f}"]
    for part in why.contributions:
        dimension, _, value = part.name.partition("=")
        word = value_word(desk.state.engine, dimension, value) if value else part.name
        lines.append(f"{part.stars:+.1f} {word} (± {part.spread:.1f})")
    return "\n".join(lines)


def _palette(desk: Desk) -> PaletteShown:
    slate, card = desk.slate, desk.card
    if card is not None and card.suggestion is not None and card.suggestion.palette:
        parts, title, is_ours = card.suggestion.palette, "This suggestion's palette", True
    elif slate is not None and slate.canvas_palette:
        parts, title, is_ours = slate.canvas_palette, "The canvas' palette", False
    else:
        return PaletteShown()
    rules = tuple(part.hex for part in parts) == desk.choices.palette
    return PaletteShown(_swatches(parts), title, is_ours, desk.state.can("palette"), rules)


def _swatches(palette: tuple[messages.SwatchPart, ...]) -> tuple[tuple[str, float, str], ...]:
    return tuple((swatch.hex, swatch.share, swatch.name) for swatch in palette)


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
                    why(desk, name, value),
                )
                for value in state.attributes.get(name, ())
            ),
        )
        for name, word in state.words.items()
    )


def _profile_menu(desk: Desk) -> ProfileMenuShown:
    state, profile = desk.state, desk.profile
    others = [part for part in state.profiles if part.id != profile]
    report = state.taste.get(profile)
    return ProfileMenuShown(
        name=next((part.name for part in state.profiles if part.id == profile), ""),
        others=tuple((part.id, part.name) for part in others),
        others_have_ratings=any(part.ratings for part in others),
        start=" and ".join(start.text for start in report.starts) if report is not None else "",
        history=_history(state.history.get(profile, ())),
    )


def _history(events: tuple[messages.EventPart, ...]) -> tuple[tuple[str, str], ...]:
    """Return what was said last and can be taken back: event and words."""
    said = [
        event for event in events if event.kind != "slate" and event.signal != signals.DISMISSED and not event.undone
    ]
    return tuple((event.id, _said(event)) for event in said[:_MOST_TAKEN_BACK])


def _said(event: messages.EventPart) -> str:
    when = datetime.fromtimestamp(event.at).strftime("%H:%M")
    what = "★" * event.stars if event.stars else _SIGNAL_WORDS.get(event.signal, "")
    return f"{when}  {what}  {event.summary}" if what else f"{when}  {event.summary}"
