"""Running it: serve, doctor, backup, restore, health."""
