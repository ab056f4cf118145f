"""Made-up stores of any size: the same parameters give the same rows. Arrays, not loops over rows."""
