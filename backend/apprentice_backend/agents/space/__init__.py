"""The space of mixes: mixes as rows of numbers, and the search for mixes that were not shown yet.

`design` lays out rows, `candidates` lists the mixes that constraints allow, `known` records what was shown and rated,
`latin` and `unseen` make slates that need no model of taste. Any agent may use the room; it knows of none.
"""
