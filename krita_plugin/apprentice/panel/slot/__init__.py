"""The one slot in which the panel says something, and the widgets that it shows by turns."""
