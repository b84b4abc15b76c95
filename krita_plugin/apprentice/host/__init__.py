"""Krita itself: documents, colours, palettes. No other module calls this part of Krita's API.

- `documents` says what the plugin needs of Krita's documents, `krita_documents` does it. `document_ids` tells them
  apart, `own_layers` finds Apprentice's layers in them, `shown_layers` looks at what shows, `built_layers` builds new
  ones.
- `marks` names the layers that are inserted.
- `canvas_views` says where a painting lies in its view, `frames` selects a part of it or opens that as a copy.
- `swatches` paints with colours and saves palettes.
"""
