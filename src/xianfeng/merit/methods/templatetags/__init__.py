"""Tags of the pages of methods."""
