"""Starting tastes: a prior from other profiles or from a folder of pictures."""
