"""The benchmark of the engines, `apprentice bench engines`: speed, quality, contact sheets.

`bench` is the command. `speed` times slates, `quality` asks whether values can be told apart (`discriminant`, by
`picture_statistics`), `value_artists` whether an agent learns each value, `contact_sheets` are for the eye.
`diffusion_speed` times diffusion on `random_ssd_1b`.
"""
