"""Committees, general branches, branches, groups and teams, with their history; and scope."""
