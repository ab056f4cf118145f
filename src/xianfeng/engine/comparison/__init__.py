"""The same facts settled by two schemes: what differs, and why. `compare` puts it together."""
