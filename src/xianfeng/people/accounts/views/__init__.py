"""Pages about signing in, one's own account, slips and administration."""
