"""The benchmark of the agents: simulated artists, every learner, figures with intervals. `bench` is the way in."""
