"""What members did: a year and more of facts, drawn from the seed and recorded through the operations."""
