"""The head of every saved agent: whose state it is, so that no agent takes up another's."""

from __future__ import annotations

from .base import Agent, AgentState


def state_header(agent: Agent, version: int) -> AgentState:
    """Return the fields that every agent's state begins with."""
    return {
        "agent": agent.name,
        "version": version,
        "seed": agent.seed,
        # A list of pairs, since the order of an object's keys may be lost on the way through a file.
        "space": [[name, list(values)] for name, values in agent.space.dimensions.items()],
    }


def check_header(agent: Agent, version: int, state: AgentState) -> None:
    """Make sure that `state` is one that `agent` can take up.

    Raises:
        ValueError: it is of another agent, another space, or another version.
    """
    if state.get("agent") != agent.name:
        raise ValueError(f"this state belongs to the agent {state.get('agent')!r}, not to {agent.name!r}")
    if state.get("version") != version:
        raise ValueError(f"this state has version {state.get('version')!r}, this agent reads version {version}")
    if state.get("space") != state_header(agent, version)["space"]:
        raise ValueError("this state was learned over other attributes: start a new profile for these")
