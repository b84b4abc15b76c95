"""The way to the backend, without widgets and without Krita.

`connection` is the door: Qt signals for the rest of the plugin. `link` has the threads, which send and receive over the
`wire`: the session and the socket (`sockets`) of the moment, with its `pulse`. They stand back behind Krita's
(`niceness`), and no error ends them (`endurance`). `keeper` decides when to connect and when to start the backend, by
what `backend` reads and does.

`outbox` keeps durable requests, ratings among them, until the backend has confirmed them or `refusals` says that it
never will; `outbox_watch` looks after it, `outbox_folder` has its files.
"""
