"""The canvas of a study: brought to working size, measured once, its focus and its big shapes found."""
