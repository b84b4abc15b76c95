"""Answers to the requests that need no render: feedback, taste, profiles, palettes."""
