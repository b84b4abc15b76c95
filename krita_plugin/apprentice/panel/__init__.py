"""The panel's widgets, one a file. They show plain values and emit what was done; they decide nothing."""
