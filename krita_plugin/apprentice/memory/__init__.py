"""What stays as chosen when a painting, or Krita, is closed, without Qt and Krita.

`PaintingMemory` holds the profile and what may vary, by the paintings' files; `MemoryFile` keeps it in the data folder.
"""
