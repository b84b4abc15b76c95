"""The actions of the artist, and what they share; only `app` sends.

`controller` connects the signals of one window's panel to the actions. `app` has what the panels of all windows share;
through it requests go out and answers come in. `other_thread` is the way to another thread and back.

- `suggest` asks for a slate. `tile_reader` reads a part of a document: for a slate, an insertion or a palette.
- `inserts` brings suggestions into a document, and finds again what they were asked on; `pending_renders` waits for
  their pictures.
- `current_card` does what is asked for on cards, and keeps frame and keys on one of them.
- `hold` shows a card large, `checks` the painting through a check.
- `framing` has mats laid over the painting, and what is done with their frame.
- `colours` has what is done with palettes.
- `profiles` serves the profile menu.

docs/architecture.md follows a star, a Suggest, an Insert and a palette's star step by step.
"""
