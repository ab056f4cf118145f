"""Other ways to do the same, or a part of it. Each runs alone in a fresh process: see `__main__`."""
