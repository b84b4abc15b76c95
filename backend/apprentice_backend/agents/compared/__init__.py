"""The agents that `bayes` is compared with, and the loop as an environment for learners from other libraries.

`random_agent` learns nothing; `q_learning`, `policy_gradient`, `dqn` and `ppo` predict the stars of mixes
(`scoring_agent`), the last two with neural networks (`networks`); `model_based` plans in the model of `bayes`.
"""
