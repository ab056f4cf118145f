from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Site, Visitor

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]


def _find(visitor: Visitor, typed: str) -> None:
    """Type into the search; what is found follows by itself."""
    visitor.main("#id_search").press_sequentially(typed)
    visitor.page.wait_for_url(f"**search={typed}*")
    visitor.check()


def test_a_member_is_found_by_initials_and_corrected(visit: Visit, site: Site, width: int) -> None:
    visitor, pk = visit("secretary"), site.member("member")
    visitor.follow("/members/")
    _find(visitor, "zhwh")
    expect(visitor.main("tbody tr")).to_have_count(1)
    visitor.follow(f"/members/{pk}/")
    visitor.follow(f"/members/{pk}/correct/")
    visitor.fill(work_post=f"采油工{width}", work_phone="没有")
    visitor.submit(422)
    expect(visitor.main("#id_work_phone_error")).to_be_visible()
    expect(visitor.main("[name=work_phone]")).to_have_value("没有")
    expect(visitor.main("[name=work_post]")).to_have_value(f"采油工{width}")
    visitor.fill(work_phone="0990-6801234")
    visitor.submit()
    assert visitor.path == f"/members/{pk}/"
    expect(visitor.main(".xf-messages")).to_be_visible()
    expect(visitor.panel("contact")).to_contain_text(f"采油工{width}")


def test_a_new_member_is_registered_and_leads_her_group(visit: Visit, site: Site, width: int) -> None:
    visitor, group = visit("secretary"), site.unit(f"group_{width}")
    visitor.follow("/members/")
    visitor.press(visitor.main(".xf-pagehead .btn-primary"))
    visitor.fill(
        unit=str(group), from_on="2024-01-05", name="郑秋月", staff_no=f"N{width}", kind="full",
        joined_on="2012-07-01", full_on="2013-07-01", category="in_service", duties="standard",
    )  # fmt: skip
    visitor.submit()
    assert re.fullmatch(r"/members/\d+/", visitor.path)
    visitor.press(visitor.panel("actions").locator('a[href$="/offices/give/"]'))
    visitor.press(visitor.main(f'a[href="?unit={group}"]'))
    visitor.fill(post="group_leader", from_on="2024-01-06")
    visitor.submit()
    expect(visitor.panel("offices").locator("li")).to_have_count(1)


def test_a_member_is_registered_once_by_two_presses(visit: Visit, site: Site, width: int) -> None:
    visitor = visit("secretary")
    visitor.go(f"/members/register/{site.unit('first')}/")
    visitor.fill(from_on="2024-01-05", name="何小雨", staff_no=f"T{width}", kind="full", joined_on="2012-07-01",
                 full_on="2013-07-01", category="in_service", duties="standard")  # fmt: skip
    with visitor.page.expect_navigation(url=re.compile(r"/members/\d+/$")):
        visitor.main("form .btn-primary").dblclick()
    visitor.go(f"/members/?search=T{width}")
    expect(visitor.main("tbody tr")).to_have_count(1)


def _workbook(folder: Path, width: int, joined_on: str) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "员工号", "党支部", "党小组", "入党时间", "转正时间", "民族"])
    sheet.append(["钱若水", f"I{width}", "采油一站党支部", "第一党小组", joined_on, "2013-07-01", "汉族"])
    book.save(folder / "members.xlsx")
    return folder / "members.xlsx"


def test_a_file_with_a_problem_is_refused_and_imported_when_it_is_mended(
    visit: Visit, site: Site, width: int, tmp_path: Path
) -> None:
    visitor = visit("secretary")
    visitor.go(f"/members/import/?unit={site.unit('first')}")
    visitor.main("[name=file]").set_input_files(_workbook(tmp_path, width, "不详"))
    visitor.submit()
    expect(visitor.panel("problems").locator("tbody tr")).to_have_count(1)
    expect(visitor.panel("columns")).to_contain_text("民族")
    visitor.follow(f"/members/import/?unit={site.unit('first')}")
    visitor.main("[name=file]").set_input_files(_workbook(tmp_path, width, "2012-07-01"))
    visitor.submit()
    visitor.press(visitor.main('form[action$="/run/"] button'))
    visitor.go(f"/members/?search=I{width}")
    expect(visitor.main("tbody tr")).to_have_count(1)
