"""Where in a store something is wrong, and what is said about a whole file."""

from __future__ import annotations

from dataclasses import dataclass

from xianfeng.engine.problems import Problem
from xianfeng.engine.text import Text, joined, shown

WRITE_ANEW = Text("请重新写出存储", "Write the store anew")
_UNREADABLE = Text("不是Parquet文件，或已损坏", "this is not a Parquet file, or it is damaged")


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A file that is wrong as a whole."""

    file: str

    @property
    def words(self) -> Text:
        return Text.same(self.file)


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a file: the first few by what names them, and how many there are in all."""

    file: str
    named: tuple[str, ...]
    count: int

    @property
    def words(self) -> Text:
        words = Text.same(f"{self.file} ") + joined([Text.same(shown(each)) for each in self.named])
        if self.count == len(self.named):
            return words
        return words + Text(f"（共{self.count}行）", f" ({self.count} rows in all)")


def file_name(bucket: str, table: str) -> str:
    """Return the name of a table's file within its store."""
    return f"{bucket}/{table}.parquet"


def about_file(bucket: str, table: str, what: Text, fix: Text = WRITE_ANEW) -> Problem:
    """Return a problem of a whole file."""
    return Problem(WholeFile(file_name(bucket, table)), what, fix)


def unreadable(bucket: str, table: str) -> Problem:
    """Return the problem of a file that is no Parquet or is damaged."""
    return about_file(bucket, table, _UNREADABLE)
