"""Learners of other people's libraries, measured beside ours. `registry` names them; each library has a module."""
