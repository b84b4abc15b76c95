"""Makes what the cards, the slate bar and the palette strip show."""

from __future__ import annotations

from ..model.desk import Desk
from ..model.feedback import MIDDLE_STARS
from ..model.slates import Card, CardSlate, SlateStage
from ..model.words import describe_mix, name_mix, value_word
from ..vendored import messages
from .values import CardShown, PaletteShown, ReasonShown, SlateShown


def show_card(desk: Desk, index: int) -> CardShown:
    """Return what the card `index` of the slate in view shows."""
    slate = desk.slate
    if slate is None:
        document = desk.document
        return CardShown(aspect=document.width_px / document.height_px if document else 4 / 3)
    card = slate.cards[index]
    suggestion = card.suggestion
    return CardShown(
        aspect=slate.frame.width / slate.frame.height,
        image=card.image,
        name=name_mix(slate.engine or desk.state.engine, suggestion.mix, list(desk.state.words)) if suggestion else "",
        is_guess=bool(suggestion and suggestion.explanation and suggestion.explanation.guess),
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
    """Return whether more like a card can be asked for: its engine is active and able, its painting is open."""
    made, now = slate.engine, desk.state.engine
    same = made is not None and now is not None and (made.name, made.model) == (now.name, now.model)
    return same and desk.state.can("near_seed") and slate.place == desk.place


def _reasons(desk: Desk, card: Card) -> tuple[ReasonShown, ...]:
    """Return the reasons that a card offers: the dimensions that its suggestion moved."""
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
    """Return whether the engine that made a slate can make its pictures in layers."""
    engine = slate.engine or desk.state.engine
    return engine is not None and "layers" in engine.abilities and bool(slate.canvas)


def _parts_problem(desk: Desk, card: Card) -> str:
    """Return why colours or light alone cannot be inserted: edges that moved do not lie where the canvas has them."""
    if card.framing_moved:
        return f"{desk.state.words.get('composition', 'Framing')} moved: only the whole picture fits."
    return ""


def show_slate(desk: Desk) -> SlateShown:
    """Return the position of the slate in view, and the explanation of the selected suggestion."""
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
    """Return the sum that predicts the stars, line by line."""
    spread = f" ± {why.spread:.1f}" if why.spread is not None else ""
    lines = [why.text, f"Expected: {why.predicted:.1f}{spread} stars, from {why.base:.1f}"]
    for part in why.contributions:
        dimension, _, value = part.name.partition("=")
        word = value_word(desk.state.engine, dimension, value) if value else part.name
        lines.append(f"{part.stars:+.1f} {word} (± {part.spread:.1f})")
    return "\n".join(lines)


def show_strip(desk: Desk) -> PaletteShown:
    """Return the palette of the selected suggestion, else of the canvas that was sent."""
    slate, card = desk.slate, desk.card
    if card is not None and card.suggestion is not None and card.suggestion.palette:
        parts, title, is_ours = card.suggestion.palette, "This suggestion's palette", True
    elif slate is not None and slate.canvas_palette:
        parts, title, is_ours = slate.canvas_palette, "The canvas' palette", False
    else:
        return PaletteShown()
    rules = tuple(part.hex for part in parts) == desk.choices.palette
    return PaletteShown(parts, title, is_ours, desk.state.can("palette"), rules)
