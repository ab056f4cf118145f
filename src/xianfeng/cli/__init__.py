"""The command line: it only reads options, calls the parts, and prints what they say."""

from __future__ import annotations

import signal
import sys
from types import FrameType

import click

from xianfeng import __version__
from xianfeng.cli.comparing import compare
from xianfeng.cli.demonstrating import demo
from xianfeng.cli.explaining import explain
from xianfeng.cli.keeping import backup, doctor, restore
from xianfeng.cli.packing import pack
from xianfeng.cli.sampling import sample
from xianfeng.cli.schemes import schemes
from xianfeng.cli.serving import manage, serve, setup
from xianfeng.cli.settling import settle
from xianfeng.cli.templating import template
from xianfeng.cli.verifying import verify


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="xianfeng")
def main() -> None:
    """先锋 Xianfeng：从事实和测评到人人能验算的得分。 From facts and ballots to a score anyone can check."""
    signal.signal(signal.SIGTERM, _stop)
    for stream in (sys.stdout, sys.stderr):
        # A console in another encoding must not stop a settlement over one character.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


SCORES = (settle, explain, compare, pack, template, schemes, sample)
PLATFORM = (demo, setup, serve, doctor, verify, backup, restore, manage)
for command in PLATFORM + SCORES:
    main.add_command(command)


def _stop(number: int, _: FrameType | None) -> None:
    """End as an error does, so that what is temporary is removed."""
    raise SystemExit(128 + number)
