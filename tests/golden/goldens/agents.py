"""The slates, explanations and tastes of every agent after a history."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import numpy as np
import raters
import torch

from apprentice_backend import agents
from apprentice_backend.agents.base import Agent, Constraints, Context, Feedback, Slate
from apprentice_shared.attributes import AttributeMix

from .histories import CANVASES, NAMES, PRIOR, SPACE, stars_of, teach

SEED = 5
# Made of sums in double precision, in an order that is fixed; the others train networks in single precision.
TOLERANCES = {"bayes": 1e-9, "random": 1e-9, "q_learning": 1e-9}
NETWORK_TOLERANCE = 1e-5
# What these choose hangs on the last bits of sums, which another processor adds in another order.
SENSITIVE = ("model_based", "ppo")

# What each of the slates after the history is asked for.
WISHES: tuple[tuple[Context, Constraints | None], ...] = (
    (CANVASES[0], None),
    (Context.empty(), Constraints(vary=frozenset({"color", "mood"}), surprise=0.2, max_values=2)),
    (
        CANVASES[2],
        Constraints(locks={"color": {"warm": 0.5, "muted": 0.5}}, bans=("style=abstract", "mood=joyful"), surprise=0.9),
    ),
)
CASES = [(name, history) for name in agents.NAMES for history in NAMES]


def tolerance_of(name: str) -> float:
    """Return how far apart an agent's numbers may lie."""
    return TOLERANCES.get(name, NETWORK_TOLERANCE)


def arithmetic() -> str:
    """Return what tells processors apart whose sums differ in their last bits."""
    rng = np.random.default_rng(1)
    matrix = rng.normal(size=(40, 40))
    product = matrix @ matrix.T
    parts = [product, np.linalg.eigh(product)[1], np.linalg.cholesky(product + np.eye(40)), np.linalg.svd(matrix)[0]]
    net = torch.from_numpy(rng.normal(size=(64, 64)).astype(np.float32))
    for made in (net @ net, net.tanh(), net.exp(), net.softmax(1), net.log_softmax(1), net.sum(0), net.pow(2).mean()):
        parts.append(made.numpy())
    return hashlib.sha256(b"".join(np.ascontiguousarray(part).tobytes() for part in parts)).hexdigest()


def robust(found: dict[str, Any]) -> dict[str, Any]:
    """Return what of a sensitive agent's case holds on every processor: how much was said, proposed and explained."""
    return {
        "ratings": [found["taste"]["ratings"], found["taste_after"]["ratings"]],
        "values": sorted(found["taste"]["values"]),
        "slates": [[len(slate["mixes"]), len(slate["explained"])] for slate in found["slates"]],
    }


def taught(name: str, history: str) -> Agent:
    """Return an agent that has seen a history; after the long one it began with a prior, where it takes one."""
    agent = agents.create(name, SPACE, seed=SEED)
    if history == "long" and agent.takes_prior:
        agent = agents.create(name, SPACE, seed=SEED, prior=PRIOR)
    teach(agent, history)
    return agent


def _mixes(mixes: Iterable[AttributeMix]) -> list[Any]:
    return [mix.to_dict() for mix in mixes]


def slates(agent: Agent) -> list[dict[str, Any]]:
    """Return the next slates, each rated before the one after it is asked for."""
    found: list[dict[str, Any]] = []

    def rate(slate: Slate) -> list[Feedback]:
        context, constraints = WISHES[len(found)]
        found.append(
            {
                "mixes": _mixes(slate.mixes),
                "explained": [asdict(agent.explain(mix, context)) for mix in slate.mixes],
                "best": agent.recommend(context, constraints).to_dict(),
            }
        )
        return [Feedback(mix, stars_of(mix), context, slate_id=slate.id) for mix in slate.mixes]

    raters.teach(agent, rate, len(WISHES), lambda number: WISHES[number][0], lambda number: WISHES[number][1])
    return found


def taste(agent: Agent) -> dict[str, Any]:
    """Return what an agent says it has learned."""
    known = agent.taste()
    values = {f"{item.dimension}={item.value}": [item.mean, item.spread] for item in known.values}
    return {"ratings": known.ratings, "values": values, "signals": agent.signal_stars()}


def coefficients(agent: Any) -> dict[str, Any]:
    """Return what the Bayesian agent believes of its coefficients, for no canvas and for one."""
    found = {}
    for name, context in (("middle", None), ("canvas", CANVASES[1])):
        posterior = agent.posterior(context)
        found[name] = {
            "mean": posterior.mean.tolist(),
            "variances": posterior.covariance.diagonal().tolist(),
            "first_row": posterior.covariance[0].tolist(),
            "noise": float(posterior.noise_variance),
        }
    return found


def case(name: str, history: str) -> dict[str, Any]:
    """Return all that is recorded of one agent after one history."""
    agent = taught(name, history)
    found: dict[str, Any] = {"taste": taste(agent)}
    if name == "bayes":
        found["coefficients"] = coefficients(agent)
    found["slates"] = slates(agent)
    found["taste_after"] = taste(agent)
    return found


def first_slate(name: str) -> list[Any]:
    """Return what an agent that knows nothing proposes."""
    return _mixes(agents.create(name, SPACE, seed=SEED).suggest(CANVASES[0], 4))


def saved(name: str) -> dict[str, Any]:
    """Return an agent's state after a history, without the weights of networks, and which slate comes next."""
    agent = taught(name, "everything")
    state = json.loads(json.dumps(agent.state()))
    return {"state": state, "next": _mixes(agent.suggest(CANVASES[0], 4)), "taste": taste(agent)}


def restored(name: str, state: dict[str, Any]) -> dict[str, Any]:
    """Return what an agent that takes a state back proposes."""
    agent = agents.create(name, SPACE, seed=SEED + 1)
    agent.restore(state)
    return {"state": agent.state(), "next": _mixes(agent.suggest(CANVASES[0], 4)), "taste": taste(agent)}


def produce() -> dict[str, Any]:
    """Return all cases by agent and history, first slates, and states."""
    found: dict[str, Any] = {"arithmetic": arithmetic()}
    found.update((f"{name}, {history}", case(name, history)) for name, history in CASES)
    found["first"] = {name: first_slate(name) for name in agents.NAMES}
    found["saved"] = {name: saved(name) for name in TOLERANCES}
    return found
