"""Memory: the `ladder` of footings for a model that does not fit, and its release after a while without use."""
