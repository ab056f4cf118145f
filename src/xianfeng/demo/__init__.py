"""Fictional units and people, made through the same operations as the pages use."""
