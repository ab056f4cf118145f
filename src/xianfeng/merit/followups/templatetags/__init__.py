"""Words of what follows in templates."""
