"""The state of the panels, without Qt and Krita.

`PanelState` is shared by all panels of one Krita: the engine, the profiles, the `Books` of slates, the shelves of
palettes, the choices for each document, and the `MessageLines`: sentences for one document or for all. A `Desk` is the
view that one window has of it: which document, slate and card. The artist's actions go into a desk or the state, which
return requests to send; messages of the backend go into `PanelState.receive`.
"""
