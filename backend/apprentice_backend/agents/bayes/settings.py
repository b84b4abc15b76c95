"""The numbers of the `bayes` agent that are tuned by hand, all of them, with unit and reason.

They were chosen on simulated development artists (docs/agents.md, "Tuning"). Stars and variances are those of an artist
whose stars have the standard deviation 1 over all mixes. A number that guards a computation against rounding is a
constant in the module that computes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..constraints import SURPRISE_DEFAULT


@dataclass(frozen=True)
class PriorVariances:
    """The prior variance of each kind of coefficient, in stars², above 0.

    Seven tenths of a taste's variance are effects of single values and three tenths effects of pairs of values, spread
    evenly over four dimensions and six pairs of dimensions.
    """

    offset: float = 1.0
    """The offset. Wide: that costs nothing, and serves artists who give mostly fours."""
    value: float = 0.175
    """The effect of one value: .7 / 4 dimensions."""
    moved: float = 0.1
    """The effect of moving a dimension at all, against leaving it as painted."""
    blend: float = 0.02
    """The worth of blending in one dimension. Small: most tastes are sums, in which blending is worth nothing."""
    blend_all: float = 0.02
    """The worth of blending that all dimensions share."""
    pair: float = 0.05
    """The effect of a pair of values: .3 / 6 pairs of dimensions."""


@dataclass(frozen=True)
class EvidenceStrengths:
    """The strength of each kind of evidence. A noise is a variance relative to that of a rating, above 0."""

    reason_stars: float = 1.1
    """Stars that a dimension named as the reason adds against an average choice in it, where a taste is a sum."""
    reason_stars_noise: float = 0.2
    """The noise of those stars."""
    reason_noise: float = 0.1
    """The noise of the comparison that a reason makes: the named dimension did more than the others on average."""
    pick_stars: float = 0.8
    """Stars by which a pick is better than the mean of its neighbours in the slate."""
    pick_noise: float = 1.0
    """The noise of that: a pick weighs as much as a rating."""
    signal_stars: float = 0.8
    """Stars above the artist's mean rating that a signal stands for, before any picture has a signal and a rating."""
    signal_noise: float = 3.0
    """The noise of that: a signal weighs a third of a rating."""
    signal_memory: float = 5.0
    """Rated pictures with a signal that weigh as much as `signal_stars`, in pictures."""
    by_hand_noise: float = 0.02
    """The noise of a value that is set by hand: it weighs as much as fifty ratings of the value."""
    most_reasons: int = 200
    """Reasons that are read, the latest: whoever gave more has given as many stars, and reading more takes time."""
    many_opinions: int = 100
    """Opinions beyond which reasons are no longer read as sizes: so many stars tell the size of what reasons name."""
    faded_away: float = 0.15
    """The part of a new observation's weight, in (0, 1), below which a faded observation is left out."""


@dataclass(frozen=True)
class CanvasBeliefs:
    """The prior belief in effects of the canvas, and the limits within which canvases are told apart."""

    weight: float = 0.7
    """The probability that the worth of values depends on the canvas."""
    variance: float = 0.08
    """The variance of a value's effect of the canvas, in (stars per standard deviation along the axis)²."""
    alone_share: float = 0.2
    """The same as a part of the value's own variance, in a taste about one thing alone or with an ideal point."""
    fewest: int = 2
    """Opinions on measured canvases from which on an axis is looked for."""
    least_spread: float = 0.05
    """The standard deviation below which canvases count as one, in measures that span about 1."""
    furthest: float = 1.5
    """The place along the axis, in standard deviations, at which a canvas beyond all others is put."""


@dataclass(frozen=True)
class PictureBeliefs:
    """The prior belief in effects of a picture's measures beside those of the mix that was asked for.

    Variances of effects are in (stars per standard deviation of the measure)²; odds are relative to all hypotheses in
    which the mix counts fully.
    """

    variance: float = 0.05
    """The variance of the effect of a measure, beside the effects of values."""
    alone_weight: float = 0.1
    """The odds that the taste is about the measures, and hardly about the mix."""
    alone_variance: float = 0.5
    """The variance of the effect of a measure then."""
    left: float = 0.5
    """The part of the variances of values and pairs that is left then."""
    one_weight: float = 0.1
    """The odds that the taste is about one measure alone, whichever it is."""
    one_variance: float = 1.0
    """The variance of the effect of that measure then."""
    one_left: float = 0.05
    """The part of the variances of values and pairs that is left then."""
    fewest: int = 6
    """Measured pictures from which on it is learned what mixes bring to a picture."""
    enough: int = 300
    """Measured pictures, the latest, from which that is learned: as good as from all, and sooner done."""
    noise: float = 0.1
    """The variance that a renderer's chance adds to a measure, relative to the measure's variance over pictures."""
    least_spread: float = 1e-3
    """The smallest standard deviation by which differences of a measure are divided."""


@dataclass(frozen=True)
class FitSettings:
    """The effort of a fit: what is neglected, and how often bounded observations are linearised anew."""

    rounds: int = 2
    """Rounds in which bounded observations are linearised where they are then expected."""
    headroom: float = 0.5
    """Stars beyond its bound at which a bounded observation is put before the first round."""
    least_precision: float = 1e-3
    """The smallest precision of a prediction without the observation that is predicted, in 1 / stars²."""
    negligible: float = 0.05
    """The belief below which a hypothesis is left out of the covariance."""
    forgotten: float = 0.003
    """The belief below which a hypothesis is left out of the mean, and not looked at in later rounds."""
    hopeless: float = 15.0
    """The distance below the best log evidence from which on a hypothesis, or a whole group, is not worked out."""
    many: int = 120
    """Observations beyond which hypotheses are sifted on a sample, and bounds linearised by a larger one."""
    enough_to_sift: int = 50
    """Observations in the sample that sifts."""
    enough_to_linearise: int = 150
    """Observations in the sample that tells where bounds are linearised."""


@dataclass(frozen=True)
class SlateSettings:
    """The choice of a slate from the posterior.

    The dial `surprise` goes from 0, familiar, to 1, surprising. A suggestion scores
    mean + optimism · standard deviation + diversity · distance to the suggestions before it.
    """

    optimism: float = 0.4
    """The optimism at familiar."""
    optimism_by_surprise: float = 1.6
    """The optimism that surprise 1 adds, linearly."""
    diversity: float = 0.1
    """The diversity at familiar: stars for differing in every dimension."""
    diversity_by_surprise: float = 0.8
    """The diversity that surprise 1 adds, linearly."""
    diversity_by_high_surprise: float = 1.2
    """The diversity that each unit of surprise beyond `high_surprise` adds besides."""
    high_surprise: float = SURPRISE_DEFAULT
    """The surprise from which on that is added."""
    reach: float = 2.0
    """The factor on the optimism of a slate's last suggestion: it tells apart values that so far came together."""
    blended_corners: int = 6
    """Corners, the most promising, whose blends are candidates."""
    few_corners: int = 200
    """Corners below which blends are always candidates: the good corners are soon all shown."""
    smallest_part: float = 0.05
    """The smallest weight in a blend that is polished, in (0, 1): a smaller one is not seen."""
    smallest_doubtful_part: float = 0.15
    """The same while it is in doubt whether blending pays: a blend's parts are then worth asking about if large."""


@dataclass(frozen=True)
class ExplanationSettings:
    """The limits of the one-line text of an explanation."""

    worth_saying: float = 0.1
    """The size in stars below which a contribution is left out."""
    most_named: int = 3
    """The greatest number of contributions that are named."""


@dataclass(frozen=True)
class BayesSettings:
    """The agent's assumptions: the hypotheses and their prior weights, and the settings of each step."""

    variances: PriorVariances = field(default_factory=PriorVariances)
    """The prior variances of the coefficients."""
    strengths: EvidenceStrengths = field(default_factory=EvidenceStrengths)
    """The strength of each kind of evidence."""
    pictures: PictureBeliefs = field(default_factory=PictureBeliefs)
    """The belief in effects of a picture's measures."""
    canvases: CanvasBeliefs = field(default_factory=CanvasBeliefs)
    """The belief in effects of the canvas."""
    fit: FitSettings = field(default_factory=FitSettings)
    """The effort of a fit."""
    slates: SlateSettings = field(default_factory=SlateSettings)
    """The choice of a slate."""
    explanations: ExplanationSettings = field(default_factory=ExplanationSettings)
    """The text of explanations."""
    taste_scales: tuple[float, ...] = (0.75, 1.4)
    """The strengths of a taste, one shape each: standard deviations of its stars over all mixes."""
    one_dimension_weight: float = 0.2
    """The probability that a taste is about one dimension alone."""
    one_dimension_gain: float = 6.0
    """The factor on that dimension's variances then, and the divisor of the others'."""
    ideal_weight: float = 0.07
    """The probability that a taste has an ideal point: the best mix is a blend, so that blending pays."""
    ideal_blend_stars: float = 1.5
    """The expected worth of blending then, in stars: that of an ideal mix drawn evenly over the simplex."""
    ideal_blend_spread: float = 0.4
    """The standard deviation of that worth, in stars."""
    ideal_pair_share: float = 0.1
    """The part of the variances of pairs that is left then."""
    drift_weight: float = 0.1
    """The probability that the taste drifts, so that old opinions count less."""
    discount: float = 0.96
    """The weight of an opinion relative to the next one, where the taste drifts, in (0, 1]."""
    noise_levels: tuple[float, ...] = (0.6, 1.0)
    """The scatter of an artist's stars about their taste: standard deviations in stars, one hypothesis each."""
    long_history: int = 200
    """Opinions from which on a rating fits at once, so that it shares the wait with the slate after it."""

    @property
    def sums_weight(self) -> float:
        """The probability that a taste is a sum of effects in all dimensions."""
        return 1.0 - self.one_dimension_weight - self.ideal_weight
