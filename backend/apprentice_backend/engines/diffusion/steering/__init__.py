"""Steering beside the prompt: towards rated pictures (`fabric`) and towards palettes."""
