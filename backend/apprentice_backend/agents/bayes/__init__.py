"""The default agent: Bayesian linear regression over mixes, made for few ratings. `agent` is the way in."""
