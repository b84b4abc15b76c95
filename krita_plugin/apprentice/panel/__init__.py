"""The widgets of the panel, one a file.

A widget has a method `show_…`, which takes values of the room `shown` and repaints the widget if they are new, and
signals for the artist's actions. It decides nothing: `actions` connects the signals. `Panel` puts all widgets together.
"""
