"""Recipes: the work of an attribute value as data, its reading from a pack, and the plan that a mix adds up to."""
