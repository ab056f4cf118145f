"""The pages of periods, results and runs."""
