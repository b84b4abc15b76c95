"""Makes what the taste section shows, in the words of the engine."""

from __future__ import annotations

from functools import partial

from ..model.comparing import can_compare
from ..model.desk import Desk
from ..model.words import value_word
from ..vendored import later, messages, number, signals, tr, tr_n
from .taste_words import NOTHING, is_known, noted_text, taste_text, why_learned
from .values import CompareShown, EffectShown, NotedShown, SignalShown, TasteShown

_SIGNAL_WORDS = {
    signals.INSERTED: (later("Inserting"), later("Inserting a suggestion")),
    signals.PALETTE_PULLED: (later("Keeping a palette"), later("Keeping a suggestion's palette")),
    signals.MORE_LIKE_THIS: (later("More like it"), later("Asking for more like a suggestion")),
}
_RULES = {
    "lock": later("{value}: always, because you ask for it, on this painting and on new ones."),
    "ban": later("{value}: never, because you keep it out, on this painting and on new ones."),
}


def show_taste(desk: Desk) -> TasteShown:
    """Return what has been learned of the profile in view."""
    report = desk.state.taste.get(desk.profile)
    if report is None:
        is_rated = any(profile.id == desk.profile and profile.ratings for profile in desk.state.profiles)
        return TasteShown("" if is_rated else tr(NOTHING), compare=_compare(desk))
    order, reasons = list(desk.state.words), ValueReasons(desk)
    known = sorted(
        (value for value in report.values if value.dimension in order), key=lambda value: order.index(value.dimension)
    )
    return TasteShown(
        text=taste_text(partial(value_word, desk.state.engine), report),
        effects=tuple(_effect(desk, value, reasons.why(value.dimension, value.value)) for value in known),
        signals=tuple(_signal(part) for part in report.signals if _is_worth_showing(part)),
        variety=_variety(report.variety),
        can_undo=desk.state.corrections.can_undo(desk.profile),
        compare=_compare(desk),
    )


def show_noted(desk: Desk) -> NotedShown | None:
    """Return what the last rating has changed in the profile in view; None for nothing, and on another document."""
    noted = desk.state.noted.at(desk.profile)
    if not noted or desk.state.feedback.last_document not in ("", *desk.documents):
        return None
    text = noted_text(partial(value_word, desk.state.engine), noted)
    return NotedShown(text, noted[0].dimension, noted[0].value)


def _compare(desk: Desk) -> CompareShown:
    slate = desk.slate
    if slate is None or not can_compare(desk):
        return CompareShown(text=tr("Shows the suggestions in view as a newcomer would be shown them."))
    if not slate.with_taste:
        return CompareShown(True, True, tr("Back to those made with your taste."))
    return CompareShown(True, False, tr("The same painting, without what was learned."))


class ValueReasons:
    """The reasons why values are suggested or not on the document in view."""

    def __init__(self, desk: Desk) -> None:
        self._rules, self._report = desk.rules, desk.state.taste.get(desk.profile)
        self._word = partial(value_word, desk.state.engine)
        values = self._report.values if self._report is not None else ()
        self._learned = {(part.dimension, part.value): part for part in values}

    def why(self, dimension: str, value: str) -> str:
        """Return the reason in a sentence: a ban or a lock, else what was learned; else empty."""
        if rule := self._rules.of((dimension, value)):
            return tr(_RULES[rule], value=self._word(dimension, value))
        part = self._learned.get((dimension, value))
        if part is None or self._report is None:
            return ""
        return why_learned(self._word, part, started=bool(self._report.starts))


def _effect(desk: Desk, part: messages.TasteValuePart, why: str) -> EffectShown:
    return EffectShown(
        part.dimension,
        part.value,
        value_word(desk.state.engine, part.dimension, part.value),
        part.mean,
        part.spread,
        part.by_hand is not None,
        why,
        is_known(part),
    )


def _is_worth_showing(part: messages.SignalPart) -> bool:
    """Return whether the artist can give a signal in this panel, gave it before, or switched it off."""
    return part.kind in (signals.INSERTED, signals.PALETTE_PULLED) or part.seen > 0 or not part.on


def _signal(part: messages.SignalPart) -> SignalShown:
    word, deed = (tr(text) for text in _SIGNAL_WORDS.get(part.kind, (part.kind, part.kind)))
    times = tr_n("seen {count} time", "seen {count} times", part.seen)
    if not part.on:
        tip = tr("{deed} counts for nothing ({times}). Press to let it count.", deed=deed, times=times)
        return SignalShown(part.kind, word, False, tip)
    if part.stars is None:
        tip = tr("{deed} counts a little, once you do it. Press to switch that off.", deed=deed)
        return SignalShown(part.kind, word, True, tip)
    worth = number(part.stars, 1, signed=True)
    tip = tr(
        "{deed} counts like {stars} stars above your average ({times}). Press to switch that off.",
        deed=deed,
        stars=worth,
        times=times,
    )
    return SignalShown(part.kind, word, True, tip)


def _variety(variety: messages.VarietyPart) -> str:
    if variety.notice:
        return variety.notice
    if not variety.shown:
        return ""
    first, last = round(variety.shown[0].vendi), round(variety.shown[-1].vendi)
    if len(variety.shown) == 1:
        return tr_n(
            "The last 16 suggestions are one idea.", "The last 16 suggestions are about {count} different ideas.", last
        )
    return tr_n(
        "The last 16 suggestions are one idea; the first 16 were {first}.",
        "The last 16 suggestions are about {count} different ideas; the first 16 were {first}.",
        last,
        first=first,
    )
