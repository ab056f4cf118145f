"""Checks of the tree that no linter makes: registry addresses, packaged data, long files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

# Written in pieces, so that this file does not find itself.
REGISTRIES = re.compile(
    "|".join(
        ["pypi" + r"\.org", "python" + r"hosted\.org", "npm" + r"js\.(org|com)", "deb" + r"ian\.org/debian"]
    )
)
MOST_LINES = 450


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], check=True, capture_output=True, text=True).stdout
    return [Path(name) for name in listed.split("\0") if name and Path(name).is_file()]


def complaints(path: Path) -> list[str]:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return []
    found = [f"{path}: names a registry's address" for _ in REGISTRIES.finditer(text)][:1]
    lines = text.count("\n")
    if path.suffix == ".py" and lines > MOST_LINES:
        found.append(f"{path}: {lines} lines; two rooms would be easier to live in (at most {MOST_LINES})")
    return found


def main() -> int:
    found = [complaint for path in tracked() for complaint in complaints(path)]
    sys.stdout.writelines(f"{complaint}\n" for complaint in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
