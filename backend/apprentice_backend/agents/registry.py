"""The agents by name, imported on demand: some of them need torch."""

from __future__ import annotations

import importlib
from typing import Any

from apprentice_shared.attributes import AttributeSpace
from apprentice_shared.errors import ConfigError

from .base import Agent

DEFAULT_AGENT = "bayes"

# name -> (module, class).
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


def create(name: str, space: AttributeSpace, *, seed: int, prior: Any = None) -> Agent:
    """Make an agent that has learned nothing yet.

    Args:
        name: one of `NAMES`.
        space: the attributes it learns over.
        seed: fixes all of its randomness.
        prior: what it starts from (a `bayes.Prior`); None starts from nothing, and is all that the other agents take.

    Raises:
        ValueError: there is no agent of that name, or it takes no prior.
        ConfigError: it needs a package that is not installed; the text says how to get it.
    """
    if name not in _AGENTS:
        raise ValueError(f"unknown agent {name!r}: choose from {', '.join(NAMES)}")
    module, class_name = _AGENTS[name]
    try:
        agent_class = getattr(importlib.import_module(f"{__package__}.{module}"), class_name)
    except ModuleNotFoundError as exc:
        raise ConfigError(
            f"The agent {name!r} needs {exc.name}: install krita-apprentice[agents], or choose the agent 'bayes'."
        ) from exc
    if prior is None:
        agent: Agent = agent_class(space, seed=seed)
    elif agent_class.takes_prior:
        agent = agent_class(space, seed=seed, prior=prior)
    else:
        raise ValueError(f"the agent {name!r} takes no prior")
    return agent
