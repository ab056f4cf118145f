"""Pages of the display of identity."""
