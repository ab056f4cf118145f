"""The pages of entering many facts at once."""
