"""Backups: everything but the keys in one file, taken while people work; and back again, all or nothing."""
