"""Krita itself: documents, colours, palettes.

`documents` says what the plugin needs of Krita's documents, `krita_documents` does it, `swatches` paints with colours
and saves palettes; no other module calls this part of Krita's API. `marks` names the layers that are inserted.
"""
