"""Methods: schemes with versions, adopted by units and inherited down the tree."""
