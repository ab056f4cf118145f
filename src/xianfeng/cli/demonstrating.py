"""xianfeng demo: fictional units and people on this machine, with one-click accounts."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from xianfeng.cli.common import language_option, option_problem, reports_problems, say
from xianfeng.engine.problems import InvalidInput
from xianfeng.engine.text import Language, Text, joined

if TYPE_CHECKING:
    from xianfeng.demo.filling import Recipe

FOLDERS = {"demo": "demo/site", "company": "demo/company"}
LOCALES = {"zh": "zh-hans", "en": "en"}
EARLIEST = date(2000, 1, 1)


@click.command()
@click.option(
    "--size",
    type=click.Choice(list(FOLDERS)),
    default="demo",
    show_default=True,
    help="规模 Three organisations of some hundreds of members each, or a company of 29,136.",
)
@click.option("--seed", default=710, show_default=True, help="随机数种子 The seed.")
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="“今天” The day that is today; if not given, it is today.",
)
@click.option(
    "--serve/--no-serve", "serves", default=True, help="生成后运行，或只生成 Serve it, or only make it."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="本机的地址 An address of this machine alone."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口 The port.")
@language_option
@reports_problems
def demo(
    size: str, seed: int, day: datetime | None, serves: bool, host: str, port: int, language: Language
) -> None:
    """演示：虚构的组织和党员，一键进入 A demonstration: fictional units and people, entered by one click."""
    os.environ["XIANFENG_DEMO"] = "1"
    os.environ.setdefault("XIANFENG_DATA", FOLDERS[size])
    from xianfeng.host.place import Place, check_place
    from xianfeng.host.serving import prepare
    from xianfeng.host.serving import serve as run

    place = Place(host, port)
    if serves:
        check_place(place)
    prepare(lambda words: say(words, language))
    _fill(size, seed, day, language)
    _tell_ways_in(language)
    if serves:
        sys.exit(run(place, lambda words: say(words, language)))


def _fill(size: str, seed: int, day: datetime | None, language: Language) -> None:
    """Fill the database unless that has been done; what was begun is completed as it was begun."""
    from django.db import connection

    from xianfeng.demo.filling import NotADemo, Recipe, begin, is_finished

    if is_finished():
        say(Text("演示数据已有，保持原样", "The demonstration is there; it stays as it is"), language)
        return
    with _alone():
        try:
            recipe = begin(Recipe(size, seed, _today(day)))
        except NotADemo as error:
            what = Text("这里有不是演示的数据", "there are data here that are no demonstration's")
            raise _elsewhere(what) from error
        _make(recipe, language)
    connection.close()


@contextmanager
def _alone() -> Iterator[None]:
    """Raise InvalidInput when another start is filling the same folder."""
    from django.conf import settings
    from django.core.files import locks

    with (settings.DATA / "demo.lock").open("w") as file:
        if not locks.lock(file, locks.LOCK_EX | locks.LOCK_NB):
            raise _elsewhere(
                Text("另一个窗口正在这里生成演示数据", "another start is filling it at this moment")
            )
        yield


def _elsewhere(what: Text) -> InvalidInput:
    fix = Text("换一个文件夹", "choose another folder")
    return option_problem(f"XIANFENG_DATA={os.environ['XIANFENG_DATA']}", what, fix)


def _today(day: datetime | None) -> date:
    """Return the day that is today. Raises InvalidInput for one to come, or too long ago."""
    from django.utils.timezone import localdate

    on = day.date() if day else localdate()
    if not EARLIEST <= on <= localdate():
        what = Text("这一天还没有到，或者太早", "this day has not come yet, or lies too far back")
        raise option_problem("--on", what, Text(f"从{EARLIEST}到今天", f"from {EARLIEST} to today"))
    return on


def _make(recipe: Recipe, language: Language) -> None:
    from xianfeng.demo.filling import fill

    words = Text("生成演示数据，都是虚构的", "Making up the demonstration")
    with click.progressbar(length=recipe.steps, label=words.get(language), show_pos=True) as bar:
        fill(recipe, bar.update)


def _tell_ways_in(language: Language) -> None:
    """Say as whom one can enter on the sign-in page."""
    from django.utils.translation import gettext as translated
    from django.utils.translation import override

    from xianfeng.people.accounts.demo import list_demo_accounts

    with override(LOCALES[language]):
        titles = [Text.same(translated(account.title)) for account in list_demo_accounts()]
    words = Text("登录页可一键进入：{titles}", "On the sign-in page, enter by one click as: {titles}")
    say(words.fill(titles=joined(titles, "、", "; ")), language)
