"""Sampling: noise, latents, noise schedulers, sizes, and one batch through the pipeline."""
