"""Base templates, components, static files and middleware; knows no domain."""
