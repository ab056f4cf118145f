"""Settings from the environment: everything wrong is told at once, in words."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from xianfeng.engine.problems import InvalidInput
from xianfeng.settings.environment import VARIABLES, read_environment
from xianfeng.settings.keys import signing_key

PAGE = (Path(__file__).parents[2] / "docs/reference/settings.md").read_text("utf-8")


def wrong(**environ: str) -> dict[str, str]:
    with pytest.raises(InvalidInput) as caught:
        read_environment(environ)
    return {problem.place.words.en: problem.get("en") for problem in caught.value.problems}


def test_without_anything_set_the_defaults_hold(tmp_path: Path) -> None:
    values = read_environment({"XIANFENG_DATA": str(tmp_path / "new")})
    assert values["DATABASE_URL"] == {}
    assert values["XIANFENG_HOSTS"] == ("localhost", "127.0.0.1", "[::1]")
    assert not values["XIANFENG_DEMO"]
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    told = wrong(
        XIANFENG_DATA=str(tmp_path / "new"), DATABASE_URL="mysql://x", XIANFENG_SECRET_KEY="short",
        XIANFENG_HOSTS="*", XIANFENG_HTTPS="yes", XIANFENG_DEBUG="", XIANFENG_HOSTSS="party.test", PATH="/bin",
    )  # fmt: skip
    assert set(told) == {
        "DATABASE_URL", "XIANFENG_SECRET_KEY", "XIANFENG_HOSTS", "XIANFENG_HTTPS", "XIANFENG_DEBUG", "XIANFENG_HOSTSS"
    }  # fmt: skip
    assert "Is XIANFENG_HOSTS meant?" in told["XIANFENG_HOSTSS"]


@pytest.mark.parametrize("address", ["postgres://", "postgres://user@host/", "sqlite:///x", "user@host/db"])
def test_an_address_that_is_no_database_is_refused(tmp_path: Path, address: str) -> None:
    assert list(wrong(XIANFENG_DATA=str(tmp_path / "new"), DATABASE_URL=address)) == ["DATABASE_URL"]


def test_a_data_folder_that_others_can_open_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert "chmod 700" in wrong(XIANFENG_DATA=str(tmp_path))["XIANFENG_DATA"]


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be written" in wrong(XIANFENG_DATA=str(tmp_path / "file/data"))["XIANFENG_DATA"]


def test_the_signing_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = signing_key(tmp_path / "keys")
    assert len(first) >= 50
    assert signing_key(tmp_path / "keys") == first
    assert [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()] == [0o600]


@pytest.mark.parametrize("spoiled", [b"", b"short", b"\xff" * 86], ids=["empty", "short", "no text"])
def test_a_spoiled_signing_key_is_told(tmp_path: Path, spoiled: bytes) -> None:
    signing_key(tmp_path / "keys")
    (tmp_path / "keys/signing-key").write_bytes(spoiled)
    with pytest.raises(InvalidInput):
        signing_key(tmp_path / "keys")


def test_the_reference_lists_every_variable_with_its_default_and_no_other() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (?:`([^`]*)`|—) \| (.+?) \|", PAGE, re.MULTILINE)
    assert rows == [(each.name, each.default, each.meaning.en) for each in VARIABLES]
