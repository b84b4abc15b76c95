"""The benchmark of the agents, `apprentice bench agents`: every learner, simulated artists, figures with intervals.

`bench` is the command. `conditions` are its rows: `trials` plays them by way of `learn`, `summary` turns the curves
into figures, `results` keeps the figures in a file, `report` and `plots` show them. `rivals` are learners of other
libraries; `long_history` measures hundreds of ratings.
"""
