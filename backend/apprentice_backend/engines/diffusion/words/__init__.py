"""Words: prompts from attribute mixes, and their text embeddings."""
