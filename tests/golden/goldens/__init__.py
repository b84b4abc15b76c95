"""Golden results of Apprentice, one module per part, each with a `produce` that makes them from the current tree."""
