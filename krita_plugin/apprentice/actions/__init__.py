"""The actions of the artist, one a file: each joins the panel, the model, the link and Krita's documents.

`controller` connects the signals of one window's panel to the actions. `app` has what the panels of all windows share;
through it requests go out and answers come in.

- `other_thread` is the way to another thread and back.
- `suggest` asks for a slate; `tile_reader` reads its canvas.
- `insert` takes suggestions one after the other. `insertion` brings one into the document: it reads, renders, cuts and
  places. `full_size` says how large, `pending_renders` waits for the picture, `undo_watch` notices when the artist
  takes it back.
- `hold` shows a card large, `checks` the painting through a check.
- `palettes` serves the palette section; `palette_layers` inserts strips and repainted pictures, `save_palette` writes
  files for Krita.
- `profiles` serves the profile menu.

docs/architecture.md follows a star, a Suggest, an Insert and a palette's star step by step.
"""
