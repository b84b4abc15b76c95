"""The default agent: Bayesian linear regression over mixes, made for few ratings. `agent` is the way in.

From a rating to a belief, in order:

1. `evidence` keeps all that the artist was shown and has said, one `opinion` for each suggestion. The rest is computed
   from it whenever it is asked for.
2. `space.design` lays a mix out as a design row x. The model of taste is linear: stars = 3 + x · β + noise. The
   coefficients β are an offset, an effect of each value, of moving each dimension, of blending, and of each pair of
   values.
3. `likelihood` turns evidence into `observations`: rows, targets and noises. A rating observes x · β, a reason compares
   parts of x, a pick compares x with its neighbours' rows, a signal stands for some stars where no rating was given,
   a value set by hand observes its effect.
4. `learning` lays out a fit. Two more groups of coefficients may come behind those of the mix: effects of what the
   picture showed (`picture_effects`), once pictures were measured, and effects of the canvas (`canvas_effects`), once
   canvases differ.
5. `hypotheses` lays out the shapes that a taste may have before any evidence (a weak or strong sum of effects, one
   dimension alone, an ideal point, a guess of a prior), each a Gaussian N(m₀, V) over β, with a few levels of noise.
6. `regression` computes the posterior of β under one hypothesis, and the evidence for the hypothesis, the probability
   of the observations under it, in closed form.
7. `bounds` makes that possible for observations that are only bounds (5 stars are 4.5 or more, a reason says "more
   than the others"): each is replaced by a Gaussian observation at the place where it is predicted.
8. `posterior` weighs the hypotheses by their evidence, under two readings: all opinions count alike, or old ones fade.
   The posterior is the mean and the covariance of the mixture. Step 4's effects are then counted into those of the
   mix, for the canvas at hand. `foresight` moves it by a few more opinions without a fit.

From a belief to a slate: `acquisition` collects candidates and chooses among them, the best first, then by upper
confidence bound. `explain` splits a prediction into terms. `settings` has all numbers that are tuned by hand.
"""
