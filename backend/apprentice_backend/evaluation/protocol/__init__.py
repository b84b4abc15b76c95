"""The benchmark of the protocol beside a plain echo. `bench` is the way in."""
