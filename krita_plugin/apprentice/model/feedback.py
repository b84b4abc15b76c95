"""What the artist says of suggestions, as requests to send, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..vendored import messages, signals
from .slates import Card, CardSlate, Rating

MIDDLE_STARS = 3
_MAX_SAID = 200


@dataclass(frozen=True)
class Said:
    """One thing that can be taken back."""

    kind: str  # "rating", "pick" or "dismissal"
    slate: CardSlate
    card: Card


class CardFeedback:
    """Writes down on the cards what is said of them, and makes the requests that tell the backend.

    Args:
        new_id: makes request ids; a rating's id is its request's.
        now: seconds since 1970, UTC.
    """

    def __init__(self, new_id: Callable[[], str], now: Callable[[], float]) -> None:
        self._new_id, self._now = new_id, now
        self._said: list[Said] = []
        self.asks_why: Card | None = None

    def rate(self, slate: CardSlate, card: Card, stars: int) -> list[messages.Request]:
        """Give stars, 1 to 5. Reasons are asked for after 1–2 and 4–5; the same stars again say nothing new."""
        if card.suggestion is None or card.stars == stars:
            return []
        card.ratings.append(Rating(stars))
        self.asks_why = card if stars != MIDDLE_STARS else None
        self._remember("rating", slate, card)
        return [self._rate_request(slate, card)]

    def reason(self, slate: CardSlate, card: Card, dimension: str) -> list[messages.Request]:
        """Say, or unsay, that a dimension is why; the stars give the direction."""
        if not card.ratings or card.stars == MIDDLE_STARS:
            return []
        reasons = card.ratings[-1].reasons
        if reasons.pop(dimension, None) is None:
            reasons[dimension] = 1 if card.stars > MIDDLE_STARS else -1
        return [self._rate_request(slate, card)]

    def pick(self, slate: CardSlate, card: Card) -> list[messages.Request]:
        """Say "this one"; said again, it is taken back. A slate has one pick at most."""
        if card.suggestion is None:
            return []
        if card.picked:
            return [self._take_back_pick(slate, card)]
        requests: list[messages.Request] = [self._take_back_pick(slate, other) for other in slate.cards if other.picked]
        signal = self.signal(slate, card, signals.PICKED)
        card.picked = signal.id
        self._remember("pick", slate, card)
        return [*requests, signal]

    def dismiss(self, slate: CardSlate, card: Card) -> list[messages.Request]:
        """Say "not now"; said again, the card is back."""
        if card.suggestion is None:
            return []
        if card.dismissed:
            return [self._take_back_dismissal(slate, card)]
        signal = self.signal(slate, card, signals.DISMISSED)
        card.dismissed = signal.id
        if self.asks_why is card:
            self.asks_why = None
        self._remember("dismissal", slate, card)
        return [signal]

    def signal(self, slate: CardSlate, card: Card, kind: str) -> messages.Signal:
        """Tell what was done with a suggestion."""
        assert card.suggestion is not None
        return messages.Signal(
            id=self._new_id(), suggestion=card.suggestion.id, kind=kind, at=self._now(), learn=slate.learn
        )

    def undo(self) -> tuple[Said | None, list[messages.Request]]:
        """Take back the last rating with its reasons, pick or dismissal; return what it was and how to tell."""
        while self._said:
            said = self._said.pop()
            if said.kind == "rating" and said.card.ratings:
                return said, self._take_back_rating(said.slate, said.card)
            if said.kind == "pick" and said.card.picked:
                return said, [self._take_back_pick(said.slate, said.card)]
            if said.kind == "dismissal" and said.card.dismissed:
                return said, [self._take_back_dismissal(said.slate, said.card)]
        return None, []

    def refused(self, request_id: str) -> bool:
        """Take off the cards what the backend would not write down; return whether it was said here."""
        for said in self._said:
            card = said.card
            if request_id in (card.picked, card.dismissed):
                card.picked = "" if card.picked == request_id else card.picked
                card.dismissed = "" if card.dismissed == request_id else card.dismissed
                return True
            for rating in card.ratings:
                if request_id in rating.events:
                    card.ratings.remove(rating)
                    return True
        return False

    def _rate_request(self, slate: CardSlate, card: Card) -> messages.Rate:
        assert card.suggestion is not None
        rating = card.ratings[-1]
        request = messages.Rate(
            id=self._new_id(),
            suggestion=card.suggestion.id,
            stars=rating.stars,
            reasons=dict(rating.reasons),
            at=self._now(),
            learn=slate.learn,
        )
        rating.events.append(request.id)
        return request

    def _take_back_rating(self, slate: CardSlate, card: Card) -> list[messages.Request]:
        rating = card.ratings.pop()
        if self.asks_why is card:
            self.asks_why = None
        return [self._undo_request(slate, event) for event in reversed(rating.events)]

    def _take_back_pick(self, slate: CardSlate, card: Card) -> messages.Request:
        event, card.picked = card.picked, ""
        return self._undo_request(slate, event)

    def _take_back_dismissal(self, slate: CardSlate, card: Card) -> messages.Request:
        event, card.dismissed = card.dismissed, ""
        return self._undo_request(slate, event)

    def _undo_request(self, slate: CardSlate, event: str) -> messages.Undo:
        return messages.Undo(id=self._new_id(), profile=slate.place.profile, event=event)

    def _remember(self, kind: str, slate: CardSlate, card: Card) -> None:
        self._said.append(Said(kind, slate, card))
        del self._said[:-_MAX_SAID]
