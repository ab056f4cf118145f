"""The settlement engine: from facts and ballots to a score anyone can check with a pencil.

Pure: no clock, no input or output, and nothing of the platform. Can be used alone.
"""
