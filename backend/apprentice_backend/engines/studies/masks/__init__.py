"""Masks: smooth fields over a picture, and small masks laid over pictures of any size."""
