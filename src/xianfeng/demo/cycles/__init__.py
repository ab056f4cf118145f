"""Finished, running and coming periods of each method: rated, settled, on notice, objected to, final, followed up."""
