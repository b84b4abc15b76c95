"""Steering beside the prompt: rated pictures (FABRIC), palettes, and the settings that switch either off."""
