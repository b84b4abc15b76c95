"""Makes what the cards, the slate bar and the palette strip show."""

from __future__ import annotations

from functools import partial

from ..model.comparing import counterpart
from ..model.desk import Desk
from ..model.feedback import MIDDLE_STARS
from ..model.slates import CARDS, Card, CardSlate, SlateStage
from ..model.words import describe_mix, inside, value_word
from ..vendored import in_turn, later, messages, tr
from .show_asked import asked_intent
from .slate_names import MixName, Pair, name_mixes
from .values import CardShown, PaletteShown, ReasonShown, SlateShown
from .why_words import Why, why_suggested

_MADE_UP = later("Your page is blank: this scene is made up.")


def show_cards(desk: Desk, every: SlateInView | None = None) -> tuple[CardShown, ...]:
    """Return what the cards of the slate in view show; without a slate the painting itself, or empty places.

    `every` is what they have in common, where it was worked out already.
    """
    document, early = desk.document, desk.early
    every = every or slate_in_view(desk)
    if every is not None:
        return tuple(_show_card(every, card) for card in every.slate.cards)
    if early is not None:
        return tuple(CardShown(early.aspect, image, is_dimmed=True) for image in early.images)
    return (CardShown(aspect=document.width_px / document.height_px if document else 4 / 3),) * CARDS


class SlateInView:
    """The slate in view, with all that its cards have in common, worked out once."""

    def __init__(self, desk: Desk, slate: CardSlate) -> None:
        self.desk, self.slate, self.selected = desk, slate, desk.selected
        self.words = desk.state.words
        self.engine = slate.engine or desk.state.engine
        self.names = _names(slate, self.engine, list(self.words), asked_intent(desk))
        self.asks_why = _asks_why(desk, slate)
        self.can_near = _can_near(desk, slate)
        self.in_layers = _in_layers(desk, slate)


def slate_in_view(desk: Desk) -> SlateInView | None:
    """Return what the cards of the slate in view have in common; None without a slate."""
    return None if desk.slate is None else SlateInView(desk, desk.slate)


def _show_card(every: SlateInView, card: Card) -> CardShown:
    slate, index, suggestion = every.slate, card.index, card.suggestion
    is_waiting = suggestion is None and slate.stage is SlateStage.RENDERING
    if is_waiting and not card.image and slate.before is not None and slate.before.images[index]:
        return CardShown(slate.before.aspect, slate.before.images[index], is_dimmed=True, is_waiting=True)
    return CardShown(
        aspect=slate.frame.width / slate.frame.height,
        image=card.image,
        name=every.names[index].text if suggestion else "",
        is_guess=bool(suggestion) and _why(every, card).is_guess,
        is_here=suggestion is not None,
        is_waiting=is_waiting,
        stars=card.stars,
        reasons=_reasons(every, card),
        is_picked=bool(card.picked),
        is_dismissed=bool(card.dismissed),
        is_selected=index == every.selected and suggestion is not None,
        tip=_tip(every, card),
        parts_problem=_parts_problem(card),
        in_layers=every.in_layers,
        can_near=every.can_near,
    )


def _names(slate: CardSlate, engine: messages.EnginePart | None, order: list[str], asked: str) -> dict[int, MixName]:
    """Return the names of the suggestions that have arrived, each among the others, by their places.

    `asked` is the intent that the line above the cards tells of; empty for none.
    """
    here = {card.index: card.suggestion for card in slate.cards if card.suggestion is not None}
    names = name_mixes(engine, [suggestion.mix for suggestion in here.values()], order, _locked(slate))
    return {
        index: _with_intent(suggestion, name, asked)
        for (index, suggestion), name in zip(here.items(), names, strict=True)
    }


def _with_intent(suggestion: messages.SuggestionPart, name: MixName, asked: str) -> MixName:
    """Return a name after the word for the intent, "Dusk · muted", unless the line above the cards has that word.

    Under that line a suggestion of the intent alone is "As asked".
    """
    if not suggestion.intent:
        return name
    if suggestion.intent == asked:
        return name if name.values else MixName(tr("As asked"))
    text = " · ".join([suggestion.intent, inside(name.text)]) if name.values else suggestion.intent
    return MixName(text, name.values)


def _locked(slate: CardSlate) -> frozenset[Pair]:
    """Return the values that the artist asked for in all suggestions of a slate."""
    locks = slate.asked.locks if slate.asked is not None else {}
    return frozenset((name, value) for name, weights in locks.items() for value in weights)


def _can_near(desk: Desk, slate: CardSlate) -> bool:
    """Return whether more like a card can be asked for: its engine is active and able, its painting is open."""
    made, now = slate.engine, desk.state.engine
    same = made is not None and now is not None and (made.name, made.model) == (now.name, now.model)
    return same and desk.state.can("near_seed") and slate.place == desk.place


def _asks_why(desk: Desk, slate: CardSlate) -> Card | None:
    """Return the card that offers reasons: the one that was just rated, else the framed one; None for neither.

    A digit frames the next card: until the artist turns to a card, the question stays with the one that was rated.
    """
    rated = desk.state.feedback.asks_why
    if rated is not None and any(card is rated for card in slate.cards):
        return rated
    return desk.card if desk.card is not None and not desk.card.dismissed else None


def _reasons(every: SlateInView, card: Card) -> tuple[ReasonShown, ...]:
    """Return the reasons that a card offers: the dimensions that its suggestion moved."""
    if card is not every.asks_why or not card.stars or card.stars == MIDDLE_STARS:
        return ()
    direction = 1 if card.stars > MIDDLE_STARS else -1
    given, moved = card.reasons, card.suggestion.mix if card.suggestion else {}
    return tuple(
        ReasonShown(name, word, direction, name in given) for name, word in every.words.items() if name in moved
    )


def _tip(every: SlateInView, card: Card) -> str:
    if card.suggestion is None:
        return ""
    mix = describe_mix(every.engine, card.suggestion.mix, list(every.words))
    return f"{mix}\n{card.suggestion.note}" if card.suggestion.note else mix


def _in_layers(desk: Desk, slate: CardSlate) -> bool:
    """Return whether the engine that made a slate can make its pictures in layers."""
    engine = slate.engine or desk.state.engine
    return engine is not None and "layers" in engine.abilities and bool(slate.canvas)


def _parts_problem(card: Card) -> str:
    """Return why colours or light alone cannot be inserted: edges that moved do not lie where the canvas has them."""
    return tr("Framing moved: only the whole picture fits.") if card.framing_moved else ""


def show_slate(desk: Desk, every: SlateInView | None = None) -> SlateShown:
    """Return the position of the slate in view, and the explanation of the selected suggestion.

    `every` is what its cards have in common, where it was worked out already.
    """
    book, every = desk.book, every or slate_in_view(desk)
    if book is None or every is None:
        waits = desk.document is not None and desk.rendering is None
        first = tr("Suggest makes four studies of this. Your painting is not changed.") if waits else ""
        return SlateShown(can_go_back=desk.can_step(-1), can_go_forward=desk.can_step(1), explanation=first)
    card = desk.card
    suggestion = card.suggestion if card is not None else None
    why = _why(every, card) if card is not None and suggestion is not None else Why("")
    return SlateShown(
        number=book.position + 1,
        count=len(book.slates),
        can_go_back=desk.can_step(-1),
        can_go_forward=desk.can_step(1),
        is_pinned=every.slate.pinned,
        explanation=why.text,
        is_guess=why.is_guess,
        details="\n".join(filter(None, (why.text, suggestion.note if suggestion else ""))),
        side=_side(desk),
    )


def _why(every: SlateInView, card: Card) -> Why:
    """Return why a suggestion that has arrived is made."""
    suggestion = card.suggestion
    assert suggestion is not None
    word, values = partial(value_word, every.engine), every.names[card.index].values
    if suggestion.intent and not values:
        return Why(tr("{clauses}.", clauses=tr("{values}, as you asked", values=suggestion.intent)))
    why = why_suggested(word, suggestion.explanation, values, _locked(every.slate), other=suggestion.other)
    return Why(in_turn((tr(_MADE_UP), why.text)), why.is_guess) if suggestion.made_up else why


def _side(desk: Desk) -> str:
    """Return the name of the slate in view beside its counterpart; empty where it has none."""
    if counterpart(desk) is None or desk.slate is None:
        return ""
    return tr("With my taste") if desk.slate.with_taste else tr("Without my taste")


def show_strip(desk: Desk) -> PaletteShown:
    """Return the palette of the selected suggestion, else of the canvas that was sent."""
    slate, card = desk.slate, desk.card
    if card is not None and card.suggestion is not None and card.suggestion.palette:
        parts, title, is_ours = card.suggestion.palette, tr("This suggestion's palette"), True
    elif slate is not None and slate.canvas_palette:
        parts, title, is_ours = slate.canvas_palette, tr("The canvas' palette"), False
    else:
        return PaletteShown()
    rules = tuple(part.hex for part in parts) == desk.choices.palette
    return PaletteShown(parts, title, is_ours, desk.state.can("palette"), rules)
