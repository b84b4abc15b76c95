"""Ratings, reasons, picks and dismissals of suggestions, and taking them back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from ..vendored import messages, signals
from .slates import Card, CardSlate, Rating

MIDDLE_STARS = 3
_MAX_SAID = 200


@dataclass(frozen=True, eq=False)
class Deed:
    """A rating, pick or dismissal that can be taken back."""

    kind: str  # "rating", "pick" or "dismissal"
    slate: CardSlate
    card: Card


class CardFeedback:
    """Notes on the cards what the artist says of them, and makes the requests that tell the backend.

    `asks_why` is the card that was just rated and asks for reasons, None while none does.

    Args:
        new_id: makes the id of a request on a document; a rating's id is its request's.
        now: returns seconds since 1970, UTC.
    """

    def __init__(self, new_id: Callable[[str], str], now: Callable[[], float]) -> None:
        self._new_id, self._now = new_id, now
        self._said: list[Deed] = []
        self.asks_why: Card | None = None

    @property
    def last_document(self) -> str:
        """The id of the document on which a card was rated, picked or dismissed last; empty for none."""
        return self._said[-1].slate.place.document if self._said else ""

    def rate(self, slate: CardSlate, card: Card, stars: int) -> list[messages.Request]:
        """Give stars, 1 to 5; all but 3 ask for reasons. The same stars again say nothing."""
        if card.suggestion is None or card.stars == stars:
            return []
        card.ratings.append(Rating(stars))
        self.asks_why = card if stars != MIDDLE_STARS else None
        self._remember("rating", slate, card)
        return [self._rate_request(slate, card)]

    def reason(self, slate: CardSlate, card: Card, dimension: str) -> list[messages.Request]:
        """Give, or take back, a dimension as a reason: +1 above three stars, -1 below."""
        if not card.ratings or card.stars == MIDDLE_STARS:
            return []
        reasons = card.ratings[-1].reasons
        if reasons.pop(dimension, None) is None:
            reasons[dimension] = 1 if card.stars > MIDDLE_STARS else -1
        return [self._rate_request(slate, card)]

    def pick(self, slate: CardSlate, card: Card) -> list[messages.Request]:
        """Pick a card, or take its pick back. The pick of another card of the slate is taken back."""
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
        """Dismiss a card, or take its dismissal back."""
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
        """Return the request that tells of one of `signals.SIGNALS`."""
        assert card.suggestion is not None
        return messages.Signal(
            id=self._new_id(slate.place.document),
            suggestion=card.suggestion.id,
            kind=kind,
            at=self._now(),
            learn=slate.learn,
        )

    def undo(self, documents: Collection[str]) -> tuple[Deed | None, list[messages.Request]]:
        """Take back the last rating with its reasons, pick or dismissal that stands on these documents.

        Returns:
            What was taken back, None for nothing, and the requests that tell the backend.
        """
        for said in [said for said in reversed(self._said) if said.slate.place.document in documents]:
            self._said.remove(said)
            if said.kind == "rating" and said.card.ratings:
                return said, self._take_back_rating(said.slate, said.card)
            if said.kind == "pick" and said.card.picked:
                return said, [self._take_back_pick(said.slate, said.card)]
            if said.kind == "dismissal" and said.card.dismissed:
                return said, [self._take_back_dismissal(said.slate, said.card)]
        return None, []

    def refused(self, request_id: str) -> bool:
        """Take off its card what the backend did not write down; return whether a card had it."""
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
            id=self._new_id(slate.place.document),
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
        return messages.Undo(id=self._new_id(slate.place.document), profile=slate.place.profile, event=event)

    def _remember(self, kind: str, slate: CardSlate, card: Card) -> None:
        self._said.append(Deed(kind, slate, card))
        del self._said[:-_MAX_SAID]
