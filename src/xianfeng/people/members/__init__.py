"""The register of members: where they belong, what they hold, what changed and by which document."""
