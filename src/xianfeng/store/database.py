"""The database in memory that tables of Parquet are read, checked and settled with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@contextmanager
def in_memory(memory: str, **settings: bool | int) -> Iterator[DuckDBPyConnection]:
    """Yield a database in memory, which loads nothing from elsewhere; `settings` are those of DuckDB.

    It may take so much memory for itself; beyond it, it goes to disk, to a folder that is removed.
    """
    import duckdb  # Heavy, and needed by those alone who read or settle tables.

    with TemporaryDirectory(prefix="xianfeng-") as spill:
        config: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": False, "autoload_known_extensions": False,
            "memory_limit": memory, "temp_directory": spill, **settings,
        }  # fmt: skip
        with duckdb.connect(config=config) as connection:
            yield connection
