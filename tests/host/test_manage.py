"""Django's own commands are reached, and settings that are wrong are told in words there too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.host.running import run

pytestmark = pytest.mark.slow


def test_everything_is_passed_on_to_django(data: Path) -> None:
    done = run(data, "manage", "migrate", "--check", "host", "--help")
    assert done.returncode == 0
    assert "xianfeng manage migrate" in done.stdout
    assert run(data, "manage", "migrate", "--check").returncode == 0


@pytest.mark.parametrize(
    "command", [("manage", "check"), ("serve",), ("backup", "x.zip"), ("restore", "x.zip")]
)
def test_settings_that_are_wrong_end_every_command_with_words(data: Path, command: tuple[str, ...]) -> None:
    done = run(data, *command, XIANFENG_HTTPS="perhaps", XIANFENG_LANG="en")
    assert done.returncode == 2
    assert "XIANFENG_HTTPS: is not understood. Write 1 or 0" in done.stderr
    assert "Traceback" not in done.stderr
