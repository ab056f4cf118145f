"""The pages of scores, boards and methods, and a draft that is checked while it is typed and then tried."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Site

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]
DRAFTERS = {390: ("secretary", "first", "member"), 1440: ("second_secretary", "second", "neighbour")}
"""Who drafts, for which unit, and who fixed a hazard there last year."""
POINTS = "sheets/list/sections/pioneer/items/safety/rules/1/points"
PAGES = {
    "member": ("/scores/mine/", "/scores/boards/{first}/", "/facts/mine/?view=record", "/methods/"),
    "secretary": (
        "/scores/branches/{first}/", "/scores/boards/{first}/", "/scores/boards/{first}/?show=items&by=group",
        "/scores/boards/{first}/?period={year}", "/scores/boards/{first}/?period={year}-Q1",
        "/scores/boards/{first}/ordered/setting/", "/methods/?unit={first}", "/methods/units/{first}/",
        "/facts/record/{first}/", "/facts/kinds/{first}/", "/facts/kinds/{first}/add/", "/facts/entry/{first}/file/",
    ),
    "officer": ("/scores/boards/", "/methods/units/{committee}/", "/methods/units/{committee}/adopt/"),
}  # fmt: skip


@pytest.mark.parametrize("role", PAGES)
def test_each_page_is_in_order(visit: Visit, site: Site, role: str) -> None:
    visitor = visit(role)
    year = site.facts["today"][:4]
    for path in PAGES[role]:
        visitor.go(path.format(year=year, **site.facts["units"]))


def test_a_draft_is_checked_while_it_is_typed_and_tried_on_the_last_year(
    visit: Visit, site: Site, width: int
) -> None:
    role, unit, fixer = DRAFTERS[width]
    visitor, pk = visit(role), site.unit(unit)
    visitor.go(f"/methods/units/{pk}/")
    visitor.follow(f"/methods/units/{pk}/draft/")
    year = int(site.facts["today"][:4])
    visitor.fill(scheme="ten-ones", from_on=f"{year + 1}-01-01")
    visitor.submit()
    draft = visitor.path

    points = visitor.main(f'[name="{POINTS}"]')
    number = str(points.get_attribute("id")).removeprefix("f")
    points.fill("两分")
    expect(visitor.main(f"#p{number}")).not_to_be_empty()
    expect(visitor.main(f'#problems a[href="#f{number}"]')).to_be_visible()
    visitor.look = "checked"
    visitor.check()
    points.fill("2")
    expect(visitor.main(f"#p{number}")).to_be_empty()
    expect(visitor.main("#differences li").filter(has_text="隐患整改")).to_contain_text("1 → 2")
    visitor.submit()
    expect(points).to_have_value("2")
    visitor.follow(f"{draft.replace('/methods', '/scores')}preview/")
    expect(visitor.main("tbody tr").filter(has_text=site.name(fixer))).to_have_count(1)
