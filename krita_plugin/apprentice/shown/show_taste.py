"""Makes what the taste section shows, in the words of the engine."""

from __future__ import annotations

from ..model.desk import Desk
from ..model.words import value_word
from ..vendored import bounds, messages, signals
from .values import EffectShown, SignalShown, TasteShown

_MOST_NAMED = 4
_SIGNAL_WORDS = {
    signals.INSERTED: ("Inserting", "Inserting a suggestion"),
    signals.PALETTE_PULLED: ("Keeping a palette", "Keeping a suggestion's palette"),
    signals.MORE_LIKE_THIS: ("More like it", "Asking for more like a suggestion"),
}


def show_taste(desk: Desk) -> TasteShown:
    """Return what has been learned of the profile in view."""
    report = desk.state.taste.get(desk.profile)
    if report is None:
        return TasteShown()
    order = list(desk.state.words)
    known = sorted(
        (value for value in report.values if value.dimension in order), key=lambda value: order.index(value.dimension)
    )
    return TasteShown(
        text=_text(desk, report),
        effects=tuple(_effect(desk, value) for value in known),
        signals=tuple(_signal(part) for part in report.signals if _is_worth_showing(part)),
        variety=_variety(report.variety),
        can_undo=desk.state.corrections.can_undo(desk.profile),
    )


def why_value(desk: Desk, dimension: str, value: str) -> str:
    """Return why a value is suggested or not, in a sentence: a ban or a lock, else what was learned; else empty."""
    word = value_word(desk.state.engine, dimension, value)
    if (dimension, value) in desk.choices.bans:
        return f"{word}: never, because you keep it out of this painting's suggestions (Locks)."
    if value in desk.choices.locks.get(dimension, ()):
        return f"{word}: always, because you ask for it on this painting (Locks)."
    report = desk.state.taste.get(desk.profile)
    for part in report.values if report is not None else ():
        if (part.dimension, part.value) == (dimension, value) and part.why:
            return f"{word}: {part.why}."
    return ""


def _effect(desk: Desk, part: messages.TasteValuePart) -> EffectShown:
    return EffectShown(
        part.dimension,
        part.value,
        value_word(desk.state.engine, part.dimension, part.value),
        part.mean,
        part.spread,
        part.by_hand is not None,
        why_value(desk, part.dimension, part.value),
    )


def _text(desk: Desk, report: messages.TasteReport) -> str:
    """Return up to four lines: liked values, values liked less, the number of ratings, the starting point."""
    lines = []
    if report.profile.ratings:
        sure = [part for part in report.values if bounds.stands_out(part.mean, part.spread)]
        for words, some in (
            ("You like", [part for part in sure if part.mean > 0]),
            ("You like less", [part for part in sure if part.mean < 0]),
        ):
            some.sort(key=lambda part: -abs(part.mean))
            if some:
                named = (value_word(desk.state.engine, part.dimension, part.value) for part in some[:_MOST_NAMED])
                lines.append(f"{words}: {', '.join(named)}.")
        number = f"{report.profile.ratings} rating{'' if report.profile.ratings == 1 else 's'}"
        lines.append(f"Learned from {number}." if sure else f"{number} so far, and nothing stands out yet.")
    elif report.starts:
        lines.append("Nothing is rated yet: this is a guess from the starting point.")
    else:
        lines.append("Nothing is learned yet: rate a suggestion or two.")
    if report.starts:
        lines.append(f"Starting point: {' and '.join(start.text for start in report.starts)}.")
    return "\n".join(lines)


def _is_worth_showing(part: messages.SignalPart) -> bool:
    """Return whether the artist can give a signal in this panel, gave it before, or switched it off."""
    return part.kind in (signals.INSERTED, signals.PALETTE_PULLED) or part.seen > 0 or not part.on


def _signal(part: messages.SignalPart) -> SignalShown:
    word, deed = _SIGNAL_WORDS.get(part.kind, (part.kind, part.kind))
    times = f"seen {part.seen} time{'' if part.seen == 1 else 's'}"
    if not part.on:
        return SignalShown(part.kind, word, False, f"{deed} counts for nothing ({times}). Press to let it count.")
    if part.stars is None:
        return SignalShown(part.kind, word, True, f"{deed} counts a little, once you do it. Press to switch that off.")
    sign = "+" if part.stars >= 0 else "−"
    worth = f"{sign}{abs(part.stars):.1f}"
    tip = f"{deed} counts like {worth} stars above your average ({times}). Press to switch that off."
    return SignalShown(part.kind, f"{word} {worth}", True, tip)


def _variety(variety: messages.VarietyPart) -> str:
    if variety.notice:
        return variety.notice
    if not variety.shown:
        return ""
    first, last = variety.shown[0].vendi, variety.shown[-1].vendi
    if len(variety.shown) == 1:
        return f"Variety: about {last:.0f} kinds among the last 16 suggestions."
    return f"Variety: about {last:.0f} kinds among the last 16 suggestions, {first:.0f} at first."
