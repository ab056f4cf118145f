"""A year's inputs as Parquet tables, in buckets of whole branches: what the columnar engine reads."""
