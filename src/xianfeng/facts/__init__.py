"""The append-only record: what happened, who wrote it down, who confirmed it."""
