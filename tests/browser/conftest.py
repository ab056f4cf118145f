from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.fill import WIDTHS
from tests.browser.visitor import Site, Visitor
from tests.host.running import Server, clean_environment, kill_all, run

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
HEIGHTS = {390: 844, 1440: 900}
Visit = Callable[..., Visitor]


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The product as it is served to people, with a small world in it."""
    yield from served(tmp_path_factory.mktemp("served") / "data", "tests.browser.fill")


def served(data: Path, fills: str) -> Iterator[Site]:
    """Serve a data folder of its own, filled by a module that prints what the journeys need to know of it."""
    migrated = run(data, "manage", "migrate", "-v0", XIANFENG_DEMO="1")
    assert migrated.returncode == 0, migrated.stderr
    facts = told_by(data, fills)
    server = Server(data, more={"XIANFENG_DEMO": "1"})
    try:
        server.start()
        yield Site(f"http://127.0.0.1:{server.port}", facts, data=data)
    finally:
        kill_all(server)


def told_by(data: Path, module: str, *arguments: object) -> dict[str, object]:
    """Run a module of the tests beside the server, in its data folder; return what it prints."""
    environ = clean_environment(data, DJANGO_SETTINGS_MODULE="xianfeng.settings", XIANFENG_DEMO="1")
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(
        command, env=environ, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2]
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, for these tests alone: while it is driven, the thread must not use Django's database."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def visit(site: Site, chromium: Browser, width: int) -> Iterator[Visit]:
    """Open a browser of somebody's own; with a role she has come in already and stands on her first page."""
    made: list[Visitor] = []

    def open_browser(role: str = "", scripts: bool = True, language: str = "zh-CN") -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": HEIGHTS[width]}, locale=language,
            java_script_enabled=scripts, reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(20_000)
        made.append(Visitor(site, context, width, scripts))
        if role:
            made[-1].go("/accounts/login/")
            made[-1].enter(role)
        return made[-1]

    yield open_browser
    for visitor in made:
        visitor.context.close()
    assert [visitor.complaints for visitor in made if visitor.complaints] == []
