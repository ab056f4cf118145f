"""Running it: serve with web and job workers, doctor, backup, restore, health."""
