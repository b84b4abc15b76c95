"""Sampling: a `batch` of images from noise to clean latents, and the sizes, noise, schedule and codec for it."""
