"""The worlds: kinds of artist that agents are tried on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class World:
    """The tastes and the habits of rating of one kind of artist.

    Args:
        name: as the tables print it.
        summary: one line on what sets it apart, as the tables print it.
        pair_share: the part of the taste's variance in effects of pairs of values, 0 to 1.
        triple_share: the part in effects of triples.
        taste_stars: the standard deviation of the taste over all corners, in stars.
        noise_stars: the standard deviation of the noise of one rating.
        middle_stars: the stars of an average corner.
        binary: whether the artist gives only 1 or 5.
        compression: stars are shrunk by this about the middle; 1 uses the whole scale.
        drift_at: after this many ratings half of the taste's variance is drawn anew; None never.
        click_share: the part of the ratings that are random clicks.
        slate_stars: the standard deviation of the mood that moves all ratings of a slate together, in stars.
        ideal_point: whether the taste is a distance from an ideal mix, instead of a sum of effects.
        context_share: the part of the taste's variance that turns round between dark and light canvases.
        clusters: the number of schools, groups of like tastes, that the artists fall into; 0 for none.
    """

    name: str
    summary: str
    pair_share: float = 0.3
    triple_share: float = 0.0
    taste_stars: float = 1.0
    noise_stars: float = 0.75
    middle_stars: float = 3.0
    binary: bool = False
    compression: float = 1.0
    drift_at: int | None = None
    click_share: float = 0.0
    slate_stars: float = 0.0
    ideal_point: bool = False
    context_share: float = 0.0
    clusters: int = 0


WORLDS = {
    world.name: world
    for world in (
        World("base", "three tenths of the taste in pairs, noise of .75 stars, rounded to 1–5"),
        World("easy", "no pairs, noise of .4 stars", pair_share=0.0, noise_stars=0.4),
        World("lenient", "an average picture gets four stars", middle_stars=4.0),
        World("compressed", "half the scale is used", compression=0.5),
        World("binary", "one star or five, nothing between", binary=True),
        World("drift", "half of the taste changes after twenty ratings", drift_at=20),
        World("clicks", "every fifth rating is a random click", click_share=0.2),
        World("three-way", "a fifth of the taste in triples of values", triple_share=0.2),
        World("moods", "each slate's ratings move together by .5 stars", slate_stars=0.5),
        World("schools", "artists fall into four schools that share most of their taste", clusters=4),
        World("context", "three tenths of the taste turn round between dark and light canvases", context_share=0.3),
        World("ideal", "the nearer to an ideal mix the better", ideal_point=True),
    )
}
