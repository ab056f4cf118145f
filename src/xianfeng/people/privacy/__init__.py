"""Personal data: what is kept and why, seeing and correcting one's own, retention and purge."""
