"""What is recorded of Apprentice, one module per part, each with a `produce` that makes it from the current tree."""
