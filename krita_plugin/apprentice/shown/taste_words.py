"""Every sentence about a taste, made of codes and numbers in the words of the engine: one place for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..model.words import in_sentence
from ..vendored import bounds, in_row, later, listed, messages, tr, tr_n

MOST_NAMED = 4
NOTHING = later("Nothing is learned yet: rate a suggestion or two.")
# (dimension, value) -> its word.
Word = Callable[[str, str], str]


def taste_text(word: Word, report: messages.TasteReport) -> str:
    """Return up to five lines: what is liked, what seems to be, what is not, the ratings, the starting point.

    Named are values by the rules by which slates are chosen (`bounds.leans`) and ratings noted (`bounds.stands_out`):
    where suggestions follow something, it stands here.
    """
    lines = []
    if report.profile.ratings:
        lines = _likes(word, report.values)
        ratings = report.profile.ratings
        if lines:
            lines.append(tr_n("Learned from {count} rating.", "Learned from {count} ratings.", ratings))
        else:
            lines.append(
                tr_n(
                    "{count} rating so far, and nothing stands out yet.",
                    "{count} ratings so far, and nothing stands out yet.",
                    ratings,
                )
            )
    elif report.starts:
        lines.append(tr("Nothing is rated yet: this is a guess from the starting point."))
    else:
        lines.append(tr(NOTHING))
    if report.starts:
        lines.append(tr("Starting point: {start}.", start=listed([start_words(start) for start in report.starts])))
    return "\n".join(lines)


def is_known(part: messages.TasteValuePart) -> bool:
    """Return whether a value's effect was set by hand, or may be named by the sentences about the taste."""
    return part.by_hand is not None or bounds.leans(part.mean, part.spread)


def _likes(word: Word, values: Iterable[messages.TasteValuePart]) -> list[str]:
    leaning = sorted((v for v in values if bounds.leans(v.mean, v.spread)), key=lambda v: -abs(v.mean))
    sure = [value for value in leaning if bounds.stands_out(value.mean, value.spread)]
    likes, seems = [v for v in sure if v.mean > 0], [v for v in leaning if v.mean > 0 and v not in sure]
    less, seems_less = [v for v in sure if v.mean < 0], [v for v in leaning if v.mean < 0 and v not in sure]
    lines = []
    if likes:
        lines.append(tr("You like: {values}.", values=_named(word, likes)))
    if seems:
        lines.append(tr("You seem to like: {values}.", values=_named(word, seems)))
    if less:
        lines.append(tr("You like less: {values}.", values=_named(word, less)))
    if seems_less and not lines:
        lines.append(tr("You seem to like less: {values}.", values=_named(word, seems_less)))
    return lines


def _named(word: Word, values: Sequence[messages.TasteValuePart]) -> str:
    return in_row(in_sentence(word(value.dimension, value.value)) for value in values[:MOST_NAMED])


def start_words(start: messages.StartPart) -> str:
    """Return what a taste started from: "42 paintings (2 files could not be read)"."""
    if not start.count:  # of a backend that tells it in words alone
        return start.text
    if start.kind == messages.PROFILES:
        return tr_n("{count} other profile", "{count} other profiles", start.count)
    if start.unread:
        return tr_n(
            "{paintings} ({count} file could not be read)",
            "{paintings} ({count} files could not be read)",
            start.unread,
            paintings=tr_n("{count} painting", "{count} paintings", start.count),
        )
    if start.found > start.count:
        return tr("{count} of {found} paintings", count=start.count, found=start.found)
    return tr_n("{count} painting", "{count} paintings", start.count)


# Why a value is suggested, and why it is avoided.
_BY_HAND = (
    later("{value}: suggested, because you set it so."),
    later("{value}: avoided, because you set it so."),
)
_FROM_START = (
    later("{value}: suggested, guessed from the starting point."),
    later("{value}: avoided, guessed from the starting point."),
)
_FROM_OTHERS = (
    later("{value}: suggested, from what you said of the others."),
    later("{value}: avoided, from what you said of the others."),
)
_LEANING = (
    later("{value}: tried more often, though nothing is sure after {ratings}."),
    later("{value}: tried less often, though nothing is sure after {ratings}."),
)
_SURE = (
    later("{value}: suggested, because of {ratings}."),
    later("{value}: avoided, because of {ratings}."),
)


def why_learned(word: Word, part: messages.TasteValuePart, *, started: bool) -> str:
    """Return why a value is suggested, or is not, by what was learned; `started` says that there was a start."""
    name = word(part.dimension, part.value)
    ratings = tr_n("{count} rating", "{count} ratings", part.ratings)
    effect = part.mean
    if part.by_hand is not None:
        effect, texts = part.by_hand, _BY_HAND
        if not effect:
            return tr("{value}: neither sought nor avoided, because you set it so.", value=name)
    elif not bounds.leans(part.mean, part.spread):
        if not part.ratings:
            return tr("{value}: open, for it was not rated yet.", value=name)
        return tr("{value}: open, nothing is sure after {ratings}.", value=name, ratings=ratings)
    elif not part.ratings:
        texts = _FROM_START if started else _FROM_OTHERS
    else:
        texts = _SURE if bounds.stands_out(part.mean, part.spread) else _LEANING
    return tr(texts[0] if effect > 0 else texts[1], value=name, ratings=ratings)


def noted_text(word: Word, noted: Sequence[messages.NotedPart]) -> str:
    """Return what a rating has changed, in a line: "Noted: more Moonlight, less Vibrant"; empty for nothing."""
    if not noted:
        return ""
    said = []
    for part in noted:
        name = in_sentence(word(part.dimension, part.value))
        said.append(tr("more {value}", value=name) if part.direction > 0 else tr("less {value}", value=name))
    return tr("Noted: {changes}", changes=in_row(said))
