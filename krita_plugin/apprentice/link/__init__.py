"""The way to the backend, without widgets and without Krita.

`connection` is the door: Qt signals for the rest of the plugin. `link` has the two threads that send and receive over
the socket of `sockets`. `keeper` decides when to connect and when to start the backend, by what `backend` reads and
does. `outbox` keeps durable requests, ratings among them, until the backend has confirmed them.
"""
