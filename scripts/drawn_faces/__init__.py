"""The classifier of drawn faces, learned from faces that are drawn here: python scripts/drawn_faces FOLDER …"""
