"""What holds for every template of the product, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import get_template
from tools import assets

PACKAGE = assets.PACKAGE
TEMPLATES = sorted(path for path in PACKAGE.rglob("*.html") if "templates" in path.parts)
NAMES = [str(path.relative_to(PACKAGE)) for path in TEMPLATES]
each_template = pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)

TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
INLINE = re.compile(
    r"""<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|[\s"']on[a-z]+\s*=|javascript:""", re.IGNORECASE
)
DATA = re.compile(r'<script[^>]*type="application/json"[^>]*>')  # not run
ADDRESS = re.compile(r"""(?:https?:)?//[\w.-]+\.[a-z]{2,}""")
CLASS = re.compile(r'\bclass="([^"]*)"')
IN_STYLES = re.compile(r"\.(-?[A-Za-z][\w-]*)")


def html_of(path: Path) -> str:
    """Return a template without its tags: what every page made from it has in common."""
    return TAGS.sub("§", path.read_text("utf-8"))


def classes_of(path: Path) -> Iterator[str]:
    for found in CLASS.finditer(html_of(path)):
        yield from (
            name for name in found.group(1).replace("§", " § ").split() if "§" not in name and name[-1] != "-"
        )


@each_template
def test_a_template_can_be_read(path: Path) -> None:
    get_template(str(path).split("/templates/", 1)[1])


@each_template
def test_a_template_runs_and_styles_nothing_inline(path: Path) -> None:
    assert INLINE.findall(DATA.sub("", html_of(path))) == []


@each_template
def test_a_template_refers_to_no_other_host(path: Path) -> None:
    assert ADDRESS.findall(html_of(path).replace("http://www.w3.org/2000/svg", "")) == []


def test_every_class_is_styled() -> None:
    styles = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("static/**/*.css"))
    known = set(IN_STYLES.findall(styles))
    unknown = {(name, path.name) for path in TEMPLATES for name in classes_of(path) if name not in known}
    assert not unknown


def test_every_icon_in_use_is_in_the_sprite() -> None:
    sprite = (assets.OUT / "icons.svg").read_text("utf-8")
    assert [name for name in assets.icons() if f'id="tabler-{name}"' not in sprite] == []


def test_styles_and_scripts_refer_to_no_other_host() -> None:
    own = [*PACKAGE.rglob("static/*/*.js"), *PACKAGE.rglob("static/**/*.css")]
    for path in own:
        if path.is_relative_to(assets.OUT):
            continue
        assert ADDRESS.findall(path.read_text("utf-8")) == [], path


def test_the_libraries_load_nothing_from_elsewhere() -> None:
    styles = (assets.OUT / "tabler.css").read_text("utf-8")
    assert "@import" not in styles
    assert re.findall(r"url\((?![\"']?data:)", styles) == []
