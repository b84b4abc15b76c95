"""Words: a mix as `corners`, a corner as a prompt of `phrases`, a prompt as text `embeddings`; `prompts` joins them."""
