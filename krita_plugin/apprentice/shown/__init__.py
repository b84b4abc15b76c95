"""The values that the widgets show, and the functions that make them of a desk.

`show_panel(desk)` makes a `PanelShown`, frozen and comparable: a widget that is given values equal to those it shows
repaints nothing. All sentences of the panel that depend on the state are made here.
"""
