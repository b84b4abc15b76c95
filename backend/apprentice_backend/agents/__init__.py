"""The learning agents: `base` is their interface, `constraints` are the artist's limits, `registry` makes one by name.

`bayes` is the default agent and the room with the most algebra; `compared` holds the agents that it is measured
against. All of them keep the same evidence (`evidence_agent`) and describe mixes as rows of numbers (`space`); `bayes`
may start from other tastes (`priors`). `diversity` watches whether suggestions narrow.
"""

from .registry import DEFAULT_AGENT, NAMES, NETWORKS, class_of, create

__all__ = ["DEFAULT_AGENT", "NAMES", "NETWORKS", "class_of", "create"]
