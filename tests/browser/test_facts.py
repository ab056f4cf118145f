"""The way of a fact: claimed, confirmed or rejected, counted, reversed; and many entered at once."""

from __future__ import annotations

import re
from time import monotonic

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Site, Visitor

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]
DEED = "hazard.fixed"
WELL_UNDER = 12
"""Seconds for a claim, typed as fast as a person types; 20 are promised."""
A_KEYSTROKE = 120
MOST_STEPS = 20
PASTED = {390: "meeting.assembly", 1440: "meeting.theme_day"}
TICKED = {390: "meeting.group", 1440: "meeting.committee"}
UNKNOWN = {7: "石敢当", 19: "查无此人"}
"""Who stands in the pasted lines and in no register, by line."""


@pytest.mark.parametrize("scripts", [True, False])
def test_a_deed_is_claimed_in_well_under_twenty_seconds(
    visit: Visit, site: Site, width: int, scripts: bool
) -> None:
    visitor, note = visit(f"claimant_{width}", scripts=scripts), "泵房螺丝" if scripts else "井口阀门"
    visitor.follow("/facts/claim/")
    begun = monotonic()
    visitor.page.goto(f"{site.url}/facts/claim/")
    visitor.fill(kind=DEED)
    if scripts:
        visitor.main('[data-by="1"]').click()
        expect(visitor.main("[name=quantity]")).to_have_value("2")
    else:
        visitor.fill(quantity="2")
    visitor.main("[name=note]").press_sequentially(note, delay=A_KEYSTROKE)
    with visitor.page.expect_navigation(url="**/facts/mine/"):
        visitor.main("form .btn-primary").click()
    expect(visitor.main(".xf-messages")).to_be_visible()
    assert monotonic() - begun < WELL_UNDER
    visitor.check()
    waiting = visitor.panel("claims").locator("li", has_text=note)
    expect(waiting).to_contain_text("2个")
    expect(waiting.locator('form[action^="/facts/withdraw/"]')).to_be_visible()


def _move_to(visitor: Visitor, row: Locator) -> None:
    """Press J until a row of the list has the focus."""
    for _ in range(MOST_STEPS):
        visitor.page.keyboard.press("j")
        if row.evaluate("row => row === document.activeElement"):
            return
    pytest.fail(f"{row} is not reached by {MOST_STEPS} presses of J")


def _decide_by_keys(visitor: Visitor, first: Locator, second: Locator) -> str:
    """Confirm the first claim and reject the second without a mouse; return the address of the fact."""
    keys = visitor.page.keyboard
    _move_to(visitor, first)
    keys.press("j")
    expect(second).to_be_focused()
    keys.press("k")
    expect(first).to_be_focused()
    keys.press("y")
    expect(first).to_have_attribute("data-decided", "")
    expect(second).to_be_focused()
    keys.press("n")
    expect(second.locator("[name=reason]")).to_be_focused()
    keys.press("Enter")
    expect(second.locator(".xf-field__error")).to_be_visible()
    expect(second.locator("[name=reason]")).to_be_focused()
    keys.type("没有写明宣讲的地点")
    keys.press("Enter")
    expect(second).to_have_attribute("data-decided", "")
    return str(first.locator("a").get_attribute("href"))


def test_claims_are_decided_by_keys_and_the_score_leads_to_the_fact_and_its_rule(
    visit: Visit, site: Site, width: int
) -> None:
    who = f"claimant_{width}"
    committee = visit("committee")
    committee.follow("/facts/to-confirm/")
    first, second, third = (committee.main(f"#claim-{pk}") for pk in site.facts["claims"][who])
    fact = _decide_by_keys(committee, first, second)
    expect(third).to_be_focused()
    committee.look = "decided"
    committee.check()

    member = visit(who)
    member.follow("/facts/mine/")
    claims = member.panel("claims")
    expect(claims.locator("li", has_text="没有写明宣讲的地点")).to_have_count(1)
    expect(claims.locator(f'a[href="{fact}"]')).to_be_visible()
    member.go("/scores/mine/")
    line = member.main(".xf-line").filter(has=member.page.locator(f'a[href="{fact}"]'))
    _unfold(line)
    expect(line.locator(".xf-line__pts")).to_contain_text("1.00")
    member.look = "opened"
    member.check()
    _follow_to_the_rule(member, line)


def _unfold(inside: Locator) -> None:
    """Open what stands around something, from the outside."""
    for fold in inside.locator("xpath=ancestor::details").all():
        if fold.get_attribute("open") is None:
            fold.locator("> summary").click()


def _follow_to_the_rule(visitor: Visitor, line: Locator) -> None:
    rule = line.locator("xpath=ancestor::details[1]").locator("a.xf-morelink")
    anchor = str(rule.get_attribute("href")).partition("#")[2]
    visitor.press(rule)
    assert visitor.path.startswith("/methods/?unit=")
    expect(visitor.main(f"#{anchor}")).to_be_in_viewport()
    expect(visitor.main(f"#{anchor}")).to_contain_text("安全员")


def _score(visitor: Visitor, site: Site, who: str) -> list[str]:
    """Return the score of a member and what each of its items is worth."""
    visitor.go(f"/scores/members/{site.member(who)}/")
    items = visitor.main("summary:has(.pts)").all_text_contents()
    return [visitor.main(".xf-fig--xl").inner_text(), *(re.sub(r"\s+", " ", item) for item in items)]


def test_a_fact_that_is_reversed_counts_no_longer(visit: Visit, site: Site, width: int) -> None:
    who, reason = f"mended_{width}", "记到了另一位党员名下"
    visitor = visit("secretary")
    before = _score(visitor, site, who)
    visitor.go(f"/facts/entry/{site.unit('first')}/")
    visitor.fill(kind=DEED, on=site.facts["today"])
    visitor.submit()
    visitor.fill(**{f"m-{site.member(who)}": "3"})
    visitor.press(visitor.main('form [name=do][value="record"]'))
    stands = visitor.main(f'#m-{site.member(who)} a[href^="/facts/"]')
    fact = str(stands.get_attribute("href"))
    assert _score(visitor, site, who) != before

    visitor.go(fact)
    visitor.follow(f"{fact}reverse/")
    visitor.fill(reason=reason)
    visitor.submit()
    assert visitor.path == fact
    note = visitor.main(".xf-note").filter(has_text=reason)
    visitor.press(note.locator("a"))
    assert visitor.path != fact
    expect(visitor.main(".xf-note").filter(has_text=reason).locator(f'a[href="{fact}"]')).to_be_visible()
    assert _score(visitor, site, who) == before


def _lines(site: Site, instead: dict[int, str]) -> str:
    """Return thirty lines as they come out of a spreadsheet, some with another name."""
    names = {at + 1: site.name(f"crowd_{at}") for at in range(30)} | instead
    marks = {3: "请假", 11: "×"}
    return "\n".join(f"{names[line]}\t{marks.get(line, '√')}" for line in sorted(names))


def test_thirty_lines_of_attendance_are_pasted_mended_and_recorded(
    visit: Visit, site: Site, width: int
) -> None:
    visitor, branch = visit("second_secretary"), site.unit("second")
    visitor.go(f"/facts/entry/{branch}/")
    visitor.follow(f"/facts/entry/{branch}/paste/")
    visitor.fill(kind=PASTED[width], on=site.facts["today"], text=_lines(site, UNKNOWN))
    visitor.submit(422)
    wrong = visitor.main("#errors a")
    assert [link.get_attribute("href") for link in wrong.all()] == [f"#line-{line}" for line in UNKNOWN]
    for link, name in zip(wrong.all(), UNKNOWN.values(), strict=True):
        expect(visitor.main(str(link.get_attribute("href")))).to_contain_text(name)

    visitor.fill(text=_lines(site, {}))
    visitor.press(visitor.main('[name=do][value="check"]'))
    expect(visitor.panel("understood").locator("tbody tr")).to_have_count(30)
    visitor.press(visitor.main('[name=do][value="record"]'))
    visitor.go(f"/facts/record/{branch}/?kind={PASTED[width]}")
    expect(visitor.panel("facts").locator('a[href^="/facts/"]')).to_have_count(30)


def test_the_grid_is_filled_and_recorded_without_scripts(visit: Visit, site: Site, width: int) -> None:
    visitor, branch = visit("second_secretary", scripts=False), site.unit("second")
    visitor.go(f"/facts/entry/{branch}/")
    visitor.fill(kind=TICKED[width], on=site.facts["today"])
    visitor.submit()
    late = f"m-{site.member('crowd_4')}"
    visitor.main(f'[name="{late}"][value="absent"]').check()
    visitor.press(visitor.main('[name=do][value="rest"]'))
    expect(visitor.main(f'[name="{late}"][value="absent"]')).to_be_checked()
    expect(visitor.main('[value="present"]:checked')).to_have_count(31)
    visitor.press(visitor.main('[name=do][value="record"]'))
    expect(visitor.main(".xf-messages")).to_be_visible()
    expect(visitor.main('.xf-att__stands a[href^="/facts/"]')).to_have_count(31)
    expect(visitor.main(f"#{late}")).to_contain_text("缺席")
