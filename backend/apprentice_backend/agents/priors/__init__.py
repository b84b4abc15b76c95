"""Starting tastes: a `prior` from past profiles or from a portfolio of pictures."""
