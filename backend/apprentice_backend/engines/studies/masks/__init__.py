"""Masks: `fields` makes smooth fields over a picture, `overlay` lays small masks over pictures of any size."""
