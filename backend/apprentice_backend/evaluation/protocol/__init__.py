"""The benchmark of the protocol, `apprentice bench protocol`: `bench` is the command, `servers` are its contestants."""
