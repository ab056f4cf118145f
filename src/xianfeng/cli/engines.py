"""How a settlement is done: member by member by the specification, or set-based, in buckets."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xianfeng.cli.common import option_problem, whole_folder
from xianfeng.cli.sources import Source
from xianfeng.cli.summary import notes_of
from xianfeng.cli.tasks import Task
from xianfeng.cli.wanted import Wanted, write_files
from xianfeng.engine.organisation import settle
from xianfeng.engine.overview import Overview, overview_of
from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.results import Settlement
from xianfeng.engine.text import Language, Text

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from xianfeng.columnar.folders import ResultsManifest
    from xianfeng.columnar.settling import BucketFailed

AUTO, PYTHON, DUCKDB = "auto", "python", "duckdb"
MANY = 3_000
"""From so many members on, settling by sets is quicker than member by member."""
MOST_FACTS = 600_000
"""A workbook or JSON file of more facts than these is not written: nobody could open it."""


def means_options(command: Any) -> Any:
    """Add to a command the options that say how to settle."""
    for option in (
        click.option("--scratch", type=click.Path(path_type=Path), help="临时文件夹 Where to keep what is temporary."),
        click.option("--cluster", metavar="ADDRESS", help="Dask集群 A Dask cluster: tls://host:8786."),
        click.option("--workers", type=click.IntRange(1, 256), help="进程数 The number of processes."),
        click.option("--engine", type=click.Choice([AUTO, PYTHON, DUCKDB]), default=AUTO, help="引擎 The engine."),
    ):  # fmt: skip
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Means:
    """What settles: which engine, in how many processes, on which cluster."""

    engine: str
    workers: int | None
    cluster: str | None
    scratch: Path | None

    @classmethod
    def of(
        cls, engine: str, workers: int | None, cluster: str | None, scratch: Path | None, wanted: Wanted
    ) -> Means:
        """Return the means. Raises InvalidInput when the options do not go together."""
        by_sets = {"--workers": (workers or 1) > 1, "--cluster": cluster, "--parquet": wanted.parquet}
        asked = [option for option, value in by_sets.items() if value]
        if engine == PYTHON and asked:
            what = Text(
                "引擎python只用一个进程，不写Parquet",
                "the engine python is one process and writes no Parquet",
            )
            raise option_problem(asked[0], what, Text("改用 --engine duckdb", "use --engine duckdb"))
        if cluster and workers:
            what = Text("用集群时进程数由集群决定", "a cluster has its own number of workers")
            raise option_problem("--workers", what, Text("去掉 --workers", "leave --workers out"))
        return cls(DUCKDB if engine == AUTO and asked else engine, workers, cluster, scratch)

    def is_set_based(self, source: Source) -> bool:
        """Return whether the columnar engine does it: if told so, for a store, and for many members."""
        return self.engine == DUCKDB or (
            self.engine == AUTO and (source.reading is None or source.members >= MANY)
        )


def settle_source(task: Task, source: Source, means: Means, wanted: Wanted, language: Language) -> Overview:
    """Settle an input, write what is wanted of the result and return the overview of it."""
    if wanted.in_memory and source.facts > MOST_FACTS:
        what = Text(
            f"有{source.facts}条事实，工作簿或JSON放不下",
            f"a workbook or JSON file cannot hold {source.facts} facts",
        )
        raise option_problem("-o", what, Text("改用 --parquet 文件夹", "use --parquet FOLDER"))
    if means.is_set_based(source):
        return _by_sets(task, source, means, wanted, language)
    settlements = settle(task.scheme, source.inputs, task.periods, task.as_of)
    _write(settlements, task, source, wanted, language)
    return overview_of(settlements)


def _write(
    settlements: Sequence[Settlement], task: Task, source: Source, wanted: Wanted, language: Language
) -> None:
    warnings = source.reading.warnings if source.reading else ()
    warned = [replace(settlement, warnings=warnings) for settlement in settlements]
    write_files(warned, task.scheme, wanted, notes_of(source), language)


# ---- set-based


def _by_sets(task: Task, source: Source, means: Means, wanted: Wanted, language: Language) -> Overview:
    from xianfeng.columnar.folders import read_settlements
    from xianfeng.columnar.overview import overview_in

    with _target(means, wanted) as target:
        manifest = _settle_into(target, task, source, means, language)
        if wanted.in_memory:
            _write(read_settlements(target, task.scheme, manifest), task, source, wanted, language)
        return overview_in(target, task.scheme, manifest)


def settled_to_compare(task: Task, source: Source, language: Language) -> list[Settlement]:
    """Return the settlements of an input, in memory; of many members without their lines."""
    means = Means(AUTO, None, None, None)
    if not means.is_set_based(source):
        return settle(task.scheme, source.inputs, task.periods, task.as_of)
    from xianfeng.columnar.folders import read_settlements

    with tempfile.TemporaryDirectory(prefix="xianfeng-") as name:
        manifest = _settle_into(Path(name), task, source, means, language)
        return read_settlements(Path(name), task.scheme, manifest, lines=False)


def _settle_into(
    target: Path, task: Task, source: Source, means: Means, language: Language
) -> ResultsManifest:
    from xianfeng.columnar.settling import BucketFailed, Order, settle_store

    with ExitStack() as stack:
        # The executor is entered last and so left first: nobody writes any more when folders are removed.
        store = stack.enter_context(_store(source, target.parent if means.scratch is None else means.scratch))
        executor = stack.enter_context(_executor(means))
        advance = stack.enter_context(_progress(source.members, language))
        order = Order(store, task.scheme, task.periods, task.as_of)
        try:
            return settle_store(order, target, executor, advance)
        except BucketFailed as error:
            raise _failed(error) from error


@contextmanager
def _executor(means: Means) -> Iterator[Executor]:
    from xianfeng.columnar import executors

    with ExitStack() as stack:
        if means.cluster is None:
            yield stack.enter_context(executors.local(means.workers or executors.processors()))
        else:
            yield _joined(stack, means.cluster)


def _joined(stack: ExitStack, address: str) -> Executor:
    """Return a cluster's executor. Raises InvalidInput when there is no way to it."""
    from xianfeng.columnar import executors

    try:
        return stack.enter_context(executors.cluster(address))
    except ImportError as error:
        what = Text("没有装集群用的库", "what a cluster needs is not installed")
        fix = Text("安装 xianfeng[cluster]", "install xianfeng[cluster]")
        raise option_problem("--cluster", what, fix) from error
    except executors.NotSafe as error:
        what = Text(f"到{address}的连接没有加密", f"the way to {address} is not encrypted")
        fix = Text("用tls://地址，或本机127.0.0.1", "use a tls:// address, or 127.0.0.1 on this machine")
        raise option_problem("--cluster", what, fix) from error
    except executors.NoAnswer as error:
        what = Text(f"{address}没有应答：{error}", f"{address} does not answer: {error}")
        fix = Text(
            "请核对地址和Dask的证书设置，并启动调度器和工作进程",
            "check the address and Dask's certificates, and start the scheduler and workers",
        )
        raise option_problem("--cluster", what, fix) from error


@contextmanager
def _target(means: Means, wanted: Wanted) -> Iterator[Path]:
    """Yield the folder for the results: the one wanted, when all is done, or a temporary one."""
    from xianfeng.columnar.folders import is_results

    if wanted.parquet:
        with whole_folder(wanted.parquet, is_results) as folder:
            yield folder
    else:
        # Beside the other results, where the workers of a cluster see it too.
        with _temporary(means.scratch or wanted.paths[0].absolute().parent) as folder:
            yield folder


@contextmanager
def _store(source: Source, place: Path) -> Iterator[Path]:
    """Yield the store that the input is, or one that is written from it for the time being."""
    if source.reading is None:
        yield source.path
        return
    from xianfeng.store.writing import write_store

    with _temporary(place) as folder:
        write_store(source.reading.inputs, folder)
        yield folder


@contextmanager
def _temporary(place: Path) -> Iterator[Path]:
    """Yield a folder that is removed."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".xianfeng-", dir=place) as name:
            yield Path(name)
    except PermissionError as error:
        what = Text("这里写不了文件", "files cannot be written here")
        raise option_problem("--scratch", what, Text("换一个位置", "choose another place")) from error


@contextmanager
def _progress(members: int, language: Language) -> Iterator[Any]:
    """Yield what to call with the number of members settled; shows how long it will still take."""
    label = Text("结算", "settling").get(language)
    with click.progressbar(
        length=members, label=label, show_pos=True, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield bar.update


def _failed(error: BucketFailed) -> InvalidInput:
    what = Text("没有结算成：{reason}", "could not be settled: {reason}").fill(reason=error.reason)
    fix = Text(
        "请看磁盘空间和内存；用集群时，各节点都要能读写这两个文件夹",
        "look at disk space and memory; on a cluster, every worker must reach both folders",
    )
    return InvalidInput([Problem(Named(Text(f"桶{error.bucket}", f"bucket {error.bucket}")), what, fix)])
