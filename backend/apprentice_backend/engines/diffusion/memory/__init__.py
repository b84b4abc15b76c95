"""Memory: the steps that are tried when a model does not fit, and its release after a while without use."""
