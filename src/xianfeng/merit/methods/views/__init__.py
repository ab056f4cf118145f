"""Pages of methods: read, adopt, draft, publish."""
