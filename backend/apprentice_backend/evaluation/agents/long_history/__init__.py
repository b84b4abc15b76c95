"""The default agent over hundreds of ratings: its scores, its speed, and the start of a backend with such a log."""
