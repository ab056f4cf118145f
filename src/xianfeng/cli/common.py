"""What the commands share: language, schemes, problems and files that appear only when whole."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Language, Text

MOST_PRINTED = 1000
"""More problems than this are counted, not printed; nobody reads on."""
NOTHING_WRITTEN = Text("有{n}处要改，没有写出任何结果。", "Problems: {n}; nothing was written.")


def default_language() -> Language:
    """Return the language of the surroundings: English where they say so, else Chinese."""
    for name in ("XIANFENG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and not value.startswith(("C", "POSIX")):
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --lang to a command."""
    return click.option(
        "--lang", "language", type=click.Choice(["zh", "en"]), default=default_language,
        help="语言 Language: zh, en.", show_default="zh",
    )(command)  # fmt: skip


def set_up() -> None:
    """Make the platform's settings and models ready, for commands that need them."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xianfeng.settings")
    django.setup()


def say(words: Text, language: Language) -> None:
    """Print words to standard output."""
    click.echo(words.get(language))


def reports_problems(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn problems of input into a list on standard error and exit code 2."""

    @wraps(command)
    def guarded(*args: Any, **options: Any) -> Any:
        try:
            return command(*args, **options)
        except InvalidInput as error:
            print_problems(error.problems, options["language"])
            sys.exit(2)

    return guarded


def print_problems(problems: Sequence[Problem], language: Language, heading: Text = NOTHING_WRITTEN) -> None:
    """Print every problem to standard error."""
    click.echo(heading.fill(n=len(problems)).get(language), err=True)
    for problem in problems[:MOST_PRINTED]:
        click.echo(f"  {problem.get(language)}", err=True)
    if len(problems) > MOST_PRINTED:
        more = Text("  ……另有{n}处", "  … and {n} more").fill(n=len(problems) - MOST_PRINTED)
        click.echo(more.get(language), err=True)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a path beside the wanted one and move it there at the end, so that no half file is left.

    Raises InvalidInput when the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=path.suffix, prefix=".xianfeng-", dir=path.parent)
    except OSError as error:
        raise InvalidInput([_cannot_write(path)]) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise InvalidInput([_cannot_write(path)]) from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path, is_ours: Callable[[Path], bool]) -> Iterator[Path]:
    """Yield a folder beside the wanted one and move it there at the end, so that no half of it is left.

    An earlier one that `is_ours` knows is replaced. Raises InvalidInput when there is something else in
    the place, or it cannot be written.
    """
    if path.exists() and not is_ours(path) and not (path.is_dir() and not any(path.iterdir())):
        what = Text("这里已有别的东西", "there is something else in this place")
        raise InvalidInput(
            [Problem(Named.of(str(path)), what, Text("换一个文件夹", "choose another folder"))]
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".xianfeng-", dir=path.parent))
    except OSError as error:
        raise InvalidInput([_cannot_write(path)]) from error
    try:
        yield temporary
        _exchange(temporary, path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _exchange(made: Path, path: Path) -> None:
    """Put a folder into a place; what was there before goes only when that has worked."""
    made.chmod(0o755)
    former = Path(tempfile.mkdtemp(prefix=".xianfeng-", dir=path.parent))
    try:
        if path.exists():
            path.replace(former)
        made.replace(path)
    except OSError as error:
        raise InvalidInput([_cannot_write(path)]) from error
    finally:
        shutil.rmtree(former, ignore_errors=True)


def ends_in_xlsx(output: Path) -> None:
    """Raise InvalidInput when a workbook's name does not end as one."""
    if output.suffix.lower() != ".xlsx":
        what = Text(f"{output}不是.xlsx文件名", f"{output} does not end in .xlsx")
        raise option_problem("-o", what, Text("工作簿以.xlsx结尾", "a workbook ends in .xlsx"))


def _cannot_write(path: Path) -> Problem:
    what = Text("这里写不了文件", "the file cannot be written here")
    fix = Text(
        "如果正在别的程序里打开，请先关上；或换一个位置",
        "close it if it is open elsewhere, or choose another place",
    )
    return Problem(Named.of(str(path)), what, fix)


def option_problem(option: str, what: Text, fix: Text) -> InvalidInput:
    """Return the error for an option whose value makes no sense."""
    return InvalidInput([Problem(Named.of(option), what, fix)])
