"""Insertions of suggestions, and how a part of a painting is found again.

- `insert` takes suggestions; those that need the backend wait for their turn. An `InsertRequest` says what is wanted,
  an `Insertion` brings it into the document: it reads, renders, cuts and places. `full_size` says how large.
- `asked_part` is a part of a painting that something was asked on, `part_finder` finds it again or refuses: for an
  insertion, and for a picture repainted in a palette.
- `undo_watch` notices when the artist takes an insertion back.
"""
