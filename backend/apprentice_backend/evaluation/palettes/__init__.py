"""The benchmark of the palettes, `apprentice bench palettes`: coverage of pictures, and recommendation to artists.

`bench` is the command. Coverage compares our extraction with `peers` on `pictures`; `recommendation` lets
`palette_artists` rate and judges what they are shown next.
"""
