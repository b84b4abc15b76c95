"""The stages of a study, a room for each, in the order in which `study` runs them.

1. `ground`: a canvas of paper and its analysis -> a picture with a ground under the drawing; other canvases need none.
2. `brushwork`: the picture, its analysis, style operations -> the picture repainted.
3. `colour`: the analysis, colour maps, a palette, the tones of a light -> a table of colours for the picture.
4. `light`: the coloured picture, a light -> the picture lit.
5. `framing`: the analysis, a framing -> a window, through which the picture is shown: the study.

Each takes the study's seed too. `stage_part` has the forms in which a plan hands work to a stage, with its amount.
Parameters are dataclasses in the file of their operation, map, light or framing (those of `strokes` in `brush`, since
several files read them); a field's name is its word in a pack, and the docstring under the field tells the unit and the
range in which a number is of use.
"""
