"""Start a real Krita on a virtual screen, let the pilot play scenarios in it, and read what came of them."""
