"""Whatever somebody wrote stays text in every file that leaves: fifty payloads through each of them.

A file that is not in the list fails: one whose address says so, and a module that writes tables or documents.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.demo.kept import kept
from tests.formulas.filled import filled_world, give_template, taken
from tests.formulas.payloads import PAYLOADS
from tests.formulas.reading import live_in, numbers_in, plain, texts_of
from tests.people.members.importing.sheets import HEAD, as_csv, drafted
from tests.people.world import World
from xianfeng.engine.scheme import Band, Variant
from xianfeng.engine.text import Text
from xianfeng.rulebook import write_book
from xianfeng.schemes import library
from xianfeng.workbooks.writing.book import Book, Field
from xianfeng.workbooks.writing.template import write_template

pytestmark = pytest.mark.django_db
PACKAGE = Path(__file__).parents[1] / "src" / "xianfeng"
SAYS_SO = re.compile(
    r"(^|_)(export|download|template|problems|word|workbook|csv|docx|xlsx|statement|sample)(_|$)"
)
WRITERS = {"xlsxwriter.Workbook", "docx.Document", "csv.writer", "DocxTemplate", "openpyxl.Workbook"}
"""What tables and documents are written with."""

Files = list[bytes]


@dataclass(frozen=True)
class Export:
    """A file that leaves: by which address ('' for a command), from which module, and how it is got.

    `only_texts`: it has no cell that is a number or a date either. `is_slow`: it is a file for each person.
    """

    address: str
    module: str
    suffix: str
    get: Callable[[World, Path], Files]
    only_texts: bool = True
    is_slow: bool = False

    @property
    def name(self) -> str:
        return f"{self.address or self.module} {self.suffix}"


def by_address(
    who: str, method: str, address: str, about: Any = (), **data: Any
) -> Callable[[World, Path], Files]:
    """Return how to get a file from the site; `about` is a function of the world that gives the arguments."""

    def get(world: World, _folder: Path) -> Files:
        url = reverse(address, args=about(world) if about else ())
        return [taken(world.client(who), method, url, data)]

    return get


def first(world: World) -> list[Any]:
    return [world.first.pk]


def thing(key: str) -> Callable[[World], list[Any]]:
    return lambda world: [world.things[key, "first"].pk]


def template_of_a_unit(address: str) -> Callable[[World, Path], Files]:
    def get(world: World, _folder: Path) -> Files:
        url = f"{reverse(address)}?unit={world.first.pk}"
        return [taken(world.client("secretary"), "get", url, {})]

    return get


def problems(world: World, _folder: Path) -> Files:
    """What is wrong in a file to import is told with what stands in it."""
    client = world.client("secretary")
    rows = [
        (f"新人{at}", f"P{at:04}", payload, "", "2015-07-01", "", payload)
        for at, payload in enumerate(PAYLOADS)
    ]
    draft = drafted(client, world.first, as_csv([HEAD, *rows], "=1+1.csv"))
    return [taken(client, "post", reverse("members:importing:problems", args=[draft.pk]), {})]


def by_own_template(world: World, folder: Path) -> Files:
    give_template(world, sample(world, folder)[0])
    return by_address("secretary", "post", "notices:word", thing("notice"), form="word")(world, folder)


sample = by_address("secretary", "get", "notices:sample")


def statements(world: World, _folder: Path) -> Files:
    client, form = world.client("secretary"), {"form": "docx"}
    results = world.things["results", "first"]
    return [
        taken(client, "post", reverse("followups:make_statement", args=[one.pk]), form) for one in results
    ]


def rule_book(_world: World, folder: Path) -> Files:
    write_book(_scheme(), folder / "book.docx", "zh")
    return [(folder / "book.docx").read_bytes()]


def _scheme() -> Any:
    """Return a method whose bands and facts are called so."""
    scheme = library.load("ten-ones")
    texts = [Text.same(payload) for payload in PAYLOADS]
    bands = tuple(Band(f"b{at}", title, 9900 - at) for at, title in enumerate(texts))
    kinds = {
        code: replace(kind, title=texts[at % len(texts)])
        for at, (code, kind) in enumerate(scheme.kinds.items())
    }
    components = {
        code: replace(part, title=texts[at]) for at, (code, part) in enumerate(scheme.components.items())
    }
    more = {f"v{at}": Variant(f"v{at}", title) for at, title in enumerate(texts)}
    named = {
        "bands": bands,
        "kinds": kinds,
        "components": components,
        "variants": {**scheme.variants, **more},
    }
    return replace(scheme, **named)


def result_workbook(_world: World, folder: Path) -> Files:
    with Book(folder / "r.xlsx", "zh", PAYLOADS[0], PAYLOADS[1], date(2025, 1, 1)) as book:
        page = book.page(Text.same("甲"), [Field(Text.same("名"))])
        for payload in PAYLOADS:
            page.add([payload])
    return [(folder / "r.xlsx").read_bytes()]


def input_template(_world: World, folder: Path) -> Files:
    write_template(_scheme(), folder / "t.xlsx", "zh")
    return [(folder / "t.xlsx").read_bytes()]


SITE = "xianfeng.site.tables"
LISTS = (
    *(
        Export("members:export", module, suffix, by_address("secretary", "post", "members:export", format=suffix))
        for module, suffix in (("xianfeng.people.members.exports", "xlsx"), (SITE, "csv"))
    ),
    *(
        Export("facts:export", module, suffix, by_address("secretary", "post", "facts:export", first, format=suffix))
        for module, suffix in (("xianfeng.facts.exports", "xlsx"), (SITE, "csv"))
    ),
    Export("members:importing:problems", "xianfeng.people.members.importing.lines", "csv", problems),
    Export("members:importing:template", "xianfeng.people.members.importing.template", "xlsx",
           template_of_a_unit("members:importing:template")),
    Export("facts:import_template", "xianfeng.facts.entry.template", "xlsx",
           by_address("secretary", "get", "facts:import_template", first)),
    Export("scores:board_export", "xianfeng.merit.scores.exports", "xlsx",
           by_address("secretary", "post", "scores:board_export", first)),
    Export("trail:export", SITE, "csv", by_address("auditor", "post", "trail:export")),
    Export("privacy:download", "xianfeng.people.privacy.downloads", "xlsx",
           by_address("member", "post", "privacy:download", lambda _: ["xlsx"])),
    Export("assessments:export", "xianfeng.merit.assessments.exports", "xlsx",
           by_address("secretary", "post", "assessments:export", thing("period"))),
)  # fmt: skip
DOCUMENTS = (
    Export("notices:word", "xianfeng.merit.notices.exports", "docx",
           by_address("secretary", "post", "notices:word", thing("notice"))),
    Export("notices:word", "xianfeng.merit.notices.sandbox.rendering", "docx", by_own_template),
    Export("followups:make_statement", "xianfeng.merit.followups.statement_word", "docx", statements, is_slow=True),
    Export("methods:word", "xianfeng.rulebook.word", "docx", rule_book),
)  # fmt: skip
COMMANDS = (
    Export("", "xianfeng.workbooks.writing.book", "xlsx", result_workbook, only_texts=False),
    Export("", "xianfeng.workbooks.writing.template", "xlsx", input_template, only_texts=False),
)
EXPORTS = (*LISTS, *DOCUMENTS, *COMMANDS)
NOTHING_WRITTEN = {
    "notices:sample": "a template with placeholders alone",
    "notices:add_template": "takes a file in",
    "notices:remove_template": "gives none",
    "followups:statement": "a page that shows what the statement will say",
    "mfa_download_recovery_codes": "codes that the library draws",
    "xianfeng.sample.writing": "people whom the program makes up",
}
"""What is called so, or writes so, and holds nothing that anybody wrote."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with kept(django_db_blocker):
        yield filled_world()


EACH = [pytest.param(one, id=one.name, marks=[pytest.mark.slow] if one.is_slow else []) for one in EXPORTS]


@pytest.mark.parametrize("export", EACH)
def test_what_somebody_wrote_stays_text(world: World, tmp_path: Path, export: Export) -> None:
    files = export.get(world, tmp_path)
    assert [live for file in files for live in live_in(file, export.suffix)] == []
    if export.only_texts and export.suffix == "xlsx":
        assert numbers_in(files[0]) == []
    said = plain("|".join(text for file in files for text in texts_of(file, export.suffix)))
    assert [payload for payload in PAYLOADS if plain(payload)[:WHOLE] not in said] == []


WHOLE = 30
"""A list of problems cuts long values short."""


def addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Yield the name of every address, with its namespaces."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"


def test_every_address_that_gives_a_file_is_in_the_list() -> None:
    giving = {name for name in addresses(get_resolver()) if SAYS_SO.search(name.split(":")[-1])}
    assert giving - {export.address for export in EXPORTS} - NOTHING_WRITTEN.keys() == set()


def called_in(path: Path) -> Iterator[str]:
    source = path.read_text("utf-8")
    if not any(writer.split(".")[-1] in source for writer in WRITERS):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def test_every_module_that_writes_tables_or_documents_is_in_the_list() -> None:
    writing = {
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for path in PACKAGE.rglob("*.py")
        if WRITERS & set(called_in(path))
    }
    assert writing - NOTHING_WRITTEN.keys() == {export.module for export in EXPORTS}


def test_what_is_called_empty_is_there() -> None:
    modules = {name for name in NOTHING_WRITTEN if name.startswith("xianfeng.")}
    assert all((PACKAGE.parent / f"{name.replace('.', '/')}.py").is_file() for name in modules)
    assert NOTHING_WRITTEN.keys() - modules <= set(addresses(get_resolver()))


@pytest.mark.parametrize(
    ("content", "suffix"), [("=1+1", "csv"), ("x,\u3000=1+1", "csv"), ('"a","\t=1"', "csv")]
)
def test_the_check_finds_what_would_run(content: str, suffix: str) -> None:
    assert live_in(content.encode(), suffix)


def test_the_check_finds_a_formula_and_a_link(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "x.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "=1+1")
        sheet.write(1, 0, "http://example.org")
    assert len(live_in((tmp_path / "x.xlsx").read_bytes(), "xlsx")) >= 2
