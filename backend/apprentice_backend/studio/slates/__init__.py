"""Slates: planned, rendered and recorded; single pictures rendered again; lessons from ratings for an engine."""
