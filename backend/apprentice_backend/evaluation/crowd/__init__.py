"""The benchmark of a crowd, `apprentice bench crowd`: many clients rate while a few ask for all that is heavy.

`bench` is the command, `folder` the profiles that it is played on, `clients` play it.
"""
