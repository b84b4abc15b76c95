"""Recipes: what a value of an attribute does, as data, and the plan of a study that they add up to."""
