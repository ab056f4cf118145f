"""Nobody who does not read a store pays for the libraries that read one."""

from __future__ import annotations

import subprocess
import sys


def test_what_is_heavy_is_imported_only_where_it_is_needed() -> None:
    code = (
        "import sys, xianfeng.cli, xianfeng.store.manifest; assert not {'pyarrow', 'duckdb'} & {*sys.modules}; "
        "import xianfeng.store.checking; assert 'duckdb' not in sys.modules"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.stderr == ""
