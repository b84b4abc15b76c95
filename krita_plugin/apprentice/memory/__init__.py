"""What stays as chosen when a painting, or Krita, is closed, without Qt and Krita.

`PaintingMemory` holds the profile, what may vary, and what is always or never wanted (`Rules`), by the paintings'
files; `MemoryFile` keeps it in the data folder.
"""
