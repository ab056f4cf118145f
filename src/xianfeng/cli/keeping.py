"""xianfeng doctor, backup, restore: see that all is well, and keep it so."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from xianfeng.cli.common import language_option, reports_problems, say, set_up
from xianfeng.engine.text import Language, Text


@click.command()
@language_option
def doctor(language: Language) -> None:
    """检查运行所需的一切 Look at everything that running well depends on; exit code 1 if something is wrong."""
    from xianfeng.host.doctor import examine
    from xianfeng.host.doctor.findings import State

    wrong = 0
    for finding in examine():
        click.echo(finding.get(language))
        wrong += finding.state is State.BAD
    say(Text(f"{wrong}处有误", f"{wrong} wrong") if wrong else Text("一切正常", "All is well"), language)
    sys.exit(1 if wrong else 0)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@language_option
@reports_problems
def backup(file: Path, language: Language) -> None:
    """备份数据库和上传的文件 Back up database and uploaded files, while people go on working; the keys are not in it."""
    set_up()
    from django.conf import settings

    from xianfeng.host.backups.making import digest_of, make_backup

    manifest = make_backup(file)
    words = Text(
        "已备份：{file}，{rows}行，{files}个文件。SHA-256 {digest}",
        "Backed up: {file}, {rows} rows, {files} files. SHA-256 {digest}",
    )
    counts = {"rows": manifest.rows, "files": len(manifest.uploads)}
    say(words.fill(file=str(file), digest=digest_of(file), **counts), language)
    keys = Text(
        "密钥不在备份里，请另外保管：{folder}", "The keys are not in it; keep them elsewhere: {folder}"
    )
    say(keys.fill(folder=str(Path(settings.DATA) / "keys")), language)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="代替现有的数据 Replace the data that are there.")
@language_option
@reports_problems
def restore(file: Path, replace: bool, language: Language) -> None:
    """用备份恢复，全有或全无 Put a backup back, all or nothing. Stop the platform first."""
    set_up()
    from xianfeng.host.backups.restoring import restore_backup

    manifest = restore_backup(file, replace)
    words = Text(
        "已恢复{at}的备份：{rows}行，{files}个文件", "Restored the backup of {at}: {rows} rows, {files} files"
    )
    say(words.fill(at=manifest.made_at, rows=manifest.rows, files=len(manifest.uploads)), language)
