"""The pages of an import: the file, its columns, the dry run, and doing it."""
