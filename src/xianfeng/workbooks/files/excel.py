"""Reads the sheets of an .xlsx workbook, after it has been inspected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from xianfeng.workbooks.files.packages import MOST_MEGABYTES, Package, inspect
from xianfeng.workbooks.files.refusals import Refused, damaged
from xianfeng.workbooks.files.sheets import Sheet, Source


def read_workbook(
    path: Path,
    wanted: Callable[[str], bool],
    *,
    scratch: Path | None = None,
    megabytes: int = MOST_MEGABYTES,
) -> Source:
    """Return the sheets of wanted names. Raises Refused when the workbook cannot be read.

    Hidden sheets that are not wanted are not named: they hold what programs need, such as lists.
    The inspected copy lies in `scratch`, by default the system's, and is gone afterwards; `megabytes` is
    the most that all parts together may hold.
    """
    with TemporaryDirectory(prefix="xianfeng-", dir=scratch) as folder:
        copy = Path(folder) / "copy.xlsx"
        package = inspect(path, copy, wanted, megabytes)
        with _failures_refused():
            return _read(copy, package, wanted)


def _read(copy: Path, package: Package, wanted: Callable[[str], bool]) -> Source:
    with CalamineWorkbook.from_path(str(copy)) as workbook:
        hidden = {each.name for each in workbook.sheets_metadata if each.visible != SheetVisibleEnum.Visible}
        sheets = tuple(_sheet(workbook, name, package) for name in package.sheets if wanted(name))
        for sheet in sheets:
            sheet.is_hidden = sheet.name in hidden
        unread = tuple(name for name in package.sheets if not wanted(name) and name not in hidden)
    return Source(sheets, unread)


def _sheet(workbook: CalamineWorkbook, name: str, package: Package) -> Sheet:
    scan = package.scans[name]
    if scan.unbounded is not None:
        return Sheet(name, iter(()), scan=scan)
    with _failures_refused(name):
        sheet = workbook.get_sheet_by_name(name)
        start = sheet.start or (0, 0)
        return Sheet(name, enumerate(sheet.iter_rows(), 1), first_column=start[1] + 1, scan=scan)


@contextmanager
def _failures_refused(part: str = "") -> Iterator[None]:
    """Whatever the library stumbles over is damage; where its own code panics, that is no Exception."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError, Refused):
        raise
    except BaseException as error:
        raise damaged(part) from error
