"""python -m xianfeng."""

from xianfeng.cli import main

main(prog_name="xianfeng")
