"""Agents that `bayes` is compared with: random, Q-learning, policy gradients, deep networks, a learned model."""
