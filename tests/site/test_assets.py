from __future__ import annotations

import json
from pathlib import Path

import pytest
from tools import assets

LOCK = json.loads((assets.FRONTEND / "package-lock.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("file", "source", "expected"),
    [
        ("templates/a.html", '<c-icon name="home" /><c-icon class="x" name="a-b-2" />', ["a-b-2", "home"]),
        ("templates/a.html", '<c-empty icon="users" title="x"></c-empty>', ["users"]),
        ("templates/a.html", '<c-icon :name="link.icon" /><c-linkrow :icon="icon" />', []),
        ("templates/a.html", '<c-icon name="{{ name }}" /><input name="home">', []),
        ("navigation.py", 'Entry("a:b", _("A"), "eye", shown)', ["eye"]),
        ("navigation.py", 'Entry("a:b", _("A"), icon="eye", shown=shown)', ["eye"]),
        ("views.py", 'Step("a", icon=name)\n"icon"', []),
    ],
)
def test_icons_are_found_where_they_are_used(
    tmp_path: Path, file: str, source: str, expected: list[str]
) -> None:
    path = tmp_path / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(source)
    assert assets.icons(tmp_path) == expected


def test_every_package_is_pinned_by_its_digest_and_named_without_an_address() -> None:
    packages = [entry for name, entry in LOCK["packages"].items() if name]
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages)
    assert not any("resolved" in entry for entry in packages)


def test_the_versions_of_what_is_asked_for_are_exact() -> None:
    asked = json.loads((assets.FRONTEND / "package.json").read_text("utf-8"))
    versions = {**asked["dependencies"], **asked["devDependencies"]}
    assert all(version[0].isdigit() for version in versions.values())


def test_a_licence_stands_beside_everything_that_is_bundled() -> None:
    text = (assets.OUT / "LICENSES.txt").read_text("utf-8")
    for name in ("@tabler/core", "@tabler/icons-sprite", "echarts", "zrender", "tslib", "htmx.org"):
        assert f"{name} " in text


def test_an_icon_more_makes_the_assets_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    before = assets.stamp()
    names = assets.icons()
    monkeypatch.setattr(assets, "icons", lambda: [*names, "zoom"])
    assert assets.stamp() != before


def test_a_node_that_is_too_old_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, version in (("node", "v18.19.0"), ("npm", "9.2.0")):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {version}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert assets.node_of_the_machine() == []


def test_a_machine_without_node_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert assets.node_of_the_machine() == []
