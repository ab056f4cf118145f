"""Signing in, appointments and what a person may reach."""
