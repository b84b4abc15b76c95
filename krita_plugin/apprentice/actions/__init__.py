"""The actions of the artist, one a file: each joins the panel, the model, the link and Krita's documents.

`controller` connects the signals of one window's panel to the actions. `app` has what the panels of all windows share;
through it requests go out and answers come in.

- `suggest` asks for a slate; `tile_reader` reads its canvas.
- `insert` puts a suggestion into the document: `full_size` has it made again from the painting's own pixels,
  `pending_renders` waits for the picture, `undo_watch` notices when the artist takes it back.
- `hold` shows a card large, `checks` the painting through a check.
- `palettes` serves the palette section; `palette_layers` inserts strips and repainted pictures, `save_palette` writes
  files for Krita.
- `profiles` serves the profile menu.

docs/plugin.md follows a Suggest, a star and an Insert step by step.
"""
