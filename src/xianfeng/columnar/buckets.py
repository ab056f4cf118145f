"""One bucket of whole branches: the unit of work, the same on a laptop and on a cluster.

No member's result depends on another member's, so that buckets can be settled anywhere, in any order and,
after a failure, once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from xianfeng.columnar.script import DIGESTS, OUTPUTS, YEAR, digest_script, keep_script, literal, parquet
from xianfeng.store.database import in_memory
from xianfeng.store.tables import NAMES

if TYPE_CHECKING:
    import duckdb

UNFINISHED = ".part"
"""How a file ends that is not whole yet, and never will be if its process was killed."""
MEMORY = "700MB"
"""What DuckDB may take for itself."""


@dataclass(frozen=True, slots=True)
class Job:
    """A bucket to settle: where its tables lie, where the results go, and by which SQL texts.

    `periods` are pairs of a period's code and its text, in order; `year` is the text that rolls them up,
    or None. A process on any machine that sees both folders can do it.
    """

    bucket: str
    source: str
    target: str
    periods: tuple[tuple[str, str], ...]
    year: str | None = None


def settle_bucket(job: Job) -> str:
    """Settle one bucket and return its name; each table of the results is a file `target/period/table/bucket.parquet`.

    The folders are there already; where they are not any more, the run was given up and so is the job.
    A job may be done again after a failure.
    """
    with opened(job) as connection:
        for code, text in job.periods:
            settle_period(connection, text, Path(job.target, code), job.bucket)
            connection.execute(digest_script())
            write_table(connection, DIGESTS, Path(job.target, code, DIGESTS), job.bucket)
            if job.year:
                connection.execute(keep_script())
        if job.year:
            connection.execute(job.year)
            write_table(connection, YEAR, Path(job.target, YEAR), job.bucket)
    return job.bucket


@contextmanager
def opened(job: Job) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a database in memory that sees the bucket's tables by their names."""
    with in_memory(MEMORY, threads=1, preserve_insertion_order=False) as connection:
        for name in NAMES:
            connection.execute(f"create view {name} as from {parquet(Path(job.source, f'{name}.parquet'))}")
        yield connection


def settle_period(connection: duckdb.DuckDBPyConnection, text: str, folder: Path, bucket: str) -> None:
    """Settle one period of a bucket and write its tables, without digests."""
    connection.execute(text)
    for name in OUTPUTS:
        write_table(connection, name, folder / name, bucket)


def write_table(connection: duckdb.DuckDBPyConnection, name: str, folder: Path, bucket: str) -> None:
    """Write one of the views of results as a file, which appears only when it is whole."""
    unfinished = folder / f".{bucket}-{uuid4().hex}{UNFINISHED}"
    connection.execute(
        f"copy (from out_{name}) to {literal(str(unfinished))} (format parquet, compression snappy)"
    )
    unfinished.replace(folder / f"{bucket}.parquet")
