"""The agents by name. A module is imported when its agent is made, since some need torch."""

from __future__ import annotations

import importlib
from typing import Any

from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.errors import ConfigError
from apprentice_shared.language import tr

from .base import Agent
from .priors.prior import Prior

DEFAULT_AGENT = "bayes"

# name -> (module, class). A new agent is a line here, and joins the contract suite by it.
_AGENTS = {
    "bayes": ("bayes.agent", "BayesAgent"),
    "model_based": ("compared.model_based", "ModelBasedAgent"),
    "q_learning": ("compared.q_learning", "QLearningAgent"),
    "dqn": ("compared.dqn", "DqnAgent"),
    "policy_gradient": ("compared.policy_gradient", "PolicyGradientAgent"),
    "ppo": ("compared.ppo", "PpoAgent"),
    "random": ("compared.random_agent", "RandomAgent"),
}
NAMES = tuple(_AGENTS)
# These train a network: they need torch, and a hundred times as long for a rating as the others.
NETWORKS = frozenset({"dqn", "ppo"})


def create(name: str, space: AttributeSpace, *, seed: int, prior: Prior | None = None) -> Agent:
    """Make an agent that has learned nothing yet.

    Args:
        name: one of `NAMES`.
        space: the attributes that it learns over.
        seed: fixes all of its randomness.
        prior: a `priors.prior.Prior` to start from; None for none. Only an agent with `takes_prior` takes one.

    Raises:
        ValueError: no agent has that name, or the agent takes no prior.
        ConfigError: it needs a package that is not installed; the text says how to get it.
    """
    agent_class: Any = class_of(name)
    if prior is None:
        return agent_class(space, seed=seed)
    if not agent_class.takes_prior:
        raise ValueError(f"the agent “{name}” takes no prior")
    return agent_class(space, seed=seed, prior=prior)


def class_of(name: str) -> type[Agent]:
    """Return an agent's class, which tells what the agent takes; errors as `create`."""
    if name not in _AGENTS:
        raise ValueError(f"unknown agent “{name}”: choose from {', '.join(NAMES)}")
    module, class_name = _AGENTS[name]
    try:
        agent_class: type[Agent] = getattr(importlib.import_module(f"{__package__}.{module}"), class_name)
    except ModuleNotFoundError as exc:
        raise ConfigError(
            tr(
                "“{name}” cannot learn without {package}: install krita-apprentice[agents], or choose 'bayes'.",
                name=name,
                package=exc.name,
            )
        ) from exc
    return agent_class
