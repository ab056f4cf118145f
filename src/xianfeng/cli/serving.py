"""xianfeng serve, manage: run the platform, and Django's own commands."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from xianfeng.cli.common import default_language, language_option, print_problems, reports_problems, say
from xianfeng.engine.problems import InvalidInput
from xianfeng.engine.text import Language, Text

KINDS = ("committee", "general_branch", "branch")
LOCALES = {"zh": "zh-hans", "en": "en"}
PORT = click.IntRange(1, 65535)
NOT_STARTED = Text("有{n}处要改，没有启动。", "Problems: {n}; it was not started.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="地址 The address; 0.0.0.0: all.")
@click.option("--port", default=8000, show_default=True, type=PORT, help="端口 The port.")
@click.option("--certificate", type=click.Path(path_type=Path), help="HTTPS证书 The certificate (PEM).")
@click.option("--key", type=click.Path(path_type=Path), help="证书的密钥 Its key (PEM, PKCS#8).")
@click.option("--behind-proxy", is_flag=True, help="前面有本机的反向代理 A reverse proxy stands before it.")
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="网页进程数 Processes."
)
@language_option
def serve(
    host: str, port: int, certificate: Path | None, key: Path | None,
    behind_proxy: bool, workers: int, language: Language,
) -> None:  # fmt: skip
    """运行平台 Run the platform: pages and background jobs, until Ctrl-C."""
    keep_serving(language, host, port, certificate, key, behind_proxy, workers)


def keep_serving(
    language: Language,
    host: str = "127.0.0.1",
    port: int = 8000,
    certificate: Path | None = None,
    key: Path | None = None,
    behind_proxy: bool = False,
    workers: int = 1,
) -> NoReturn:
    """Serve until asked to stop and end the program with the exit code."""
    try:
        from xianfeng.host.place import Place
        from xianfeng.host.serving import serve as run
        from xianfeng.settings import CHOSEN

        place = Place(
            host, port, certificate, key, behind_proxy or CHOSEN["XIANFENG_BEHIND_PROXY"], workers
        )  # fmt: skip
        sys.exit(run(place, lambda words: say(words, language)))
    except InvalidInput as error:
        print_problems(error.problems, language, NOT_STARTED)
        sys.exit(2)


@click.command()
@click.option("--unit", required=True, help="最上级党组织的名称 Name of the party organisation at the top.")
@click.option(
    "--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True, help="它的类别 Its kind."
)
@click.option("--code", default="1", show_default=True, help="它的编号 Its code.")
@click.option("--administrator", required=True, help="管理员登录用的名字 What the administrator signs in as.")
@click.option("--name", default="", help="管理员的姓名 The administrator's name; if not given, the same.")
@language_option
@reports_problems
def setup(unit: str, kind: str, code: str, administrator: str, name: str, language: Language) -> None:
    """第一次设置：最上级组织和管理员 Set up a new installation: the unit at the top, the administrator."""
    from xianfeng.host.serving import prepare

    prepare(lambda words: say(words, language))
    from django.urls import reverse
    from django.utils.timezone import localdate
    from django.utils.translation import override

    from xianfeng.host.setting_up import set_up

    with override(LOCALES[language]):
        drawn = set_up(unit, kind, code, administrator, name or administrator, localdate())
    page = reverse("accounts:activate")
    words = Text(
        "已设置。启动后打开网址后面加{page}的页面，输入激活码{code}，30天内有效，只能用一次。",
        "Done. After the start, open the address followed by {page} and enter the activation code {code};"
        " it is valid for 30 days, and once.",
    )
    say(words.fill(page=page, code=drawn), language)


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """运行Django的管理命令 Run a command of Django's: migrate, shell, check."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xianfeng.settings")
    try:
        execute_from_command_line(["xianfeng manage", *arguments])
    except InvalidInput as error:
        print_problems(error.problems, default_language())
        sys.exit(2)
