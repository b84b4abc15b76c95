"""The way to the backend: its start, the connection, and what waits while there is none. No widget, no Krita."""
