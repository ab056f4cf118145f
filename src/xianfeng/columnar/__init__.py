"""The settlement of whole organisations as one set-based SQL text on DuckDB; equal to `engine.settle`.

The text has a step for every step of the specification, with the same names. What is special to a scheme
and a period goes in as small tables (`plan`); the steps themselves (`sql/`) are the same for every scheme.
"""
