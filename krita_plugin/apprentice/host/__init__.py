"""Krita itself: documents, colours, palettes.

`documents` says what the plugin needs of Krita's documents, `krita_documents` does it, and `document_ids` tells them
apart; `swatches` paints with colours and saves palettes. No other module calls this part of Krita's API. `marks` names
the layers that are inserted.
"""
