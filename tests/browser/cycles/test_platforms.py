"""A quarter by three platforms, by clicking: from preparing it to final results, with an objection and version 2."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit, told_by
from tests.browser.cycles.walking import branch_of, bring_out, confirm, confirm_above, fold_out, take
from tests.browser.visitor import Site, Visitor

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]
LATER = "tests.browser.cycles.later"
SLIPS, PAPER = 6, 1
PARTS = ("secretary", "committee", "leader", "member")
RATING = ("leader", "member")
"""Who rates everybody by touching the cards; the others rate beside."""


@pytest.fixture
def code(width: int) -> str:
    return f"P{width}"


def test_a_quarter_goes_all_its_way(visit: Visit, site: Site, width: int, code: str) -> None:
    people, branch = {part: visit(f"{code}-{part}") for part in PARTS}, branch_of(site, "P", width)
    secretary, committee = people["secretary"], people["committee"]
    period, round_ = _prepare(secretary, site)
    codes = _begin(secretary, round_)
    for part in RATING:
        _rate_all(people[part])
    _rate_with_slip(visit(), codes[0])
    paper = _enter(people["leader"], round_, "good")
    told_by(site.data, LATER, "rate", branch, *codes[1:])
    _enter_second(committee, secretary, round_, paper)
    _open(secretary, committee, round_)

    secretary.go(period)
    take(secretary)
    expect(secretary.panel("results")).to_be_visible()
    today = site.facts["today"]
    officer = visit("officer")
    confirm(secretary, period, today, "1")
    confirm_above(officer, period, today, "1")
    notice = _draft(secretary, period)
    bring_out(secretary, committee, notice)
    _read_by_the_team(secretary, visit(), notice)
    _object(people["member"], secretary, committee, notice, site.facts["mistakes"][code])

    confirm(secretary, period, today, "2")
    confirm_above(officer, period, today, "2")
    secretary.go(period)
    take(secretary)
    second = secretary.path
    assert second != notice
    bring_out(secretary, secretary, second)
    secretary.go(notice)
    expect(secretary.main(f'a[href="{second}"]').first).to_be_visible()
    secretary.go(f"/flag-boards/{branch}/")
    expect(secretary.main(".xf-board")).to_be_visible()

    told_by(site.data, LATER, "wait", branch)
    _afterwards(secretary, people["member"], site, period, branch)


def _prepare(secretary: Visitor, site: Site) -> tuple[str, str]:
    """Prepare the last quarter and draw up its round; return their addresses."""
    today = date.fromisoformat(site.facts["today"])
    before = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
    secretary.go("/assessments/")
    secretary.press(secretary.main(".btn-primary").first)
    secretary.fill(code=f"{before.year}-Q{(before.month + 2) // 3}")
    secretary.submit()
    period = secretary.path
    take(secretary)
    secretary.fill(closes_on=(today + timedelta(days=7)).isoformat())
    secretary.submit()
    return period, secretary.path


def _begin(secretary: Visitor, round_: str) -> list[str]:
    """Draw employees, print slips, hand out a printed ballot, begin; return the codes of the slips."""
    form = fold_out(secretary, "draws")
    form.locator("[name=team]").select_option(index=1)
    form.locator("[name=wanted]").fill(str(SLIPS + PAPER))
    secretary.press(form.locator("button"))
    form = fold_out(secretary, "papers")
    form.locator("[name=kind][value=mass]").check()
    form.locator("[name=team]").select_option(index=1)
    form.locator("[name=count]").fill(str(PAPER))
    secretary.press(form.locator("button"))
    secretary.go(round_)
    secretary.press(secretary.panel("draws").locator("a.btn"))
    secretary.fill(count=str(SLIPS))
    secretary.submit()
    codes = [slip.inner_text() for slip in secretary.main(".xf-slip__code").all()]
    assert len(set(codes)) == SLIPS
    secretary.go(round_)
    secretary.press(secretary.panel("next").locator(".btn-primary"))
    return codes


def _answer(card: Locator, grade: str) -> None:
    for choice in card.locator(f'label:has(input[value="{grade}"])').all():
        choice.click()


def _rate_all(visitor: Visitor) -> None:
    """Rate all colleagues, a card each."""
    visitor.go("/reviews/")
    visitor.press(visitor.main('a[href^="/reviews/rate/"]').first)
    _cast_all(visitor)


def _cast_all(visitor: Visitor) -> None:
    while visitor.main("[data-card]").count():
        before = visitor.main("[data-card]").get_attribute("data-card")
        _answer(visitor.main("[data-card]"), "good" if int(str(before).split("-")[-1]) % 2 else "fairly_good")
        visitor.main("[data-cast]").click()
        visitor.page.wait_for_function(
            "before => document.querySelector('[data-card]')?.dataset.card !== before", arg=before
        )
    visitor.page.wait_for_load_state("load")
    expect(visitor.main("[data-receipt]").first).to_be_visible()


def _rate_with_slip(employee: Visitor, code: str) -> None:
    """Rate as an employee who has nothing but a slip."""
    employee.go("/reviews/slip/")
    employee.fill(code=code)
    employee.submit()
    employee.press(employee.main(".btn-primary"))
    _cast_all(employee)
    employee.check()


def _enter(teller: Visitor, round_: str, grade: str) -> str:
    """Enter a printed ballot as the first teller; return its address."""
    teller.go(f"{round_}tellers/")
    teller.press(teller.panel("papers").locator("tbody a").first)
    paper = teller.path
    _enter_again(teller, paper, grade)
    return paper


def _enter_again(teller: Visitor, paper: str, grade: str) -> None:
    teller.go(paper)
    for person in teller.main(".xf-rate__items").all():
        _answer(person, grade)
    teller.press(teller.main(".xf-actionbar .btn-primary"))


def _enter_second(second: Visitor, other: Visitor, round_: str, paper: str) -> None:
    """Enter it as the second teller: first otherwise, so that the two see on what they differ, then alike."""
    _enter_again(second, paper, "fair")
    second.go(paper)
    expect(second.panel("differences")).to_be_visible()
    second.look = "differs"
    second.check()
    second.look = ""
    other.go(paper)
    expect(other.main('[aria-disabled="true"]').first).to_be_visible()
    _enter_again(second, paper, "good")
    second.go(f"{round_}tellers/")
    expect(second.panel("papers").locator("tbody a")).to_have_count(0)


def _open(first: Visitor, second: Visitor, round_: str) -> None:
    """Close the ballots and let two persons open them; the first cannot do it alone."""
    first.page.on("dialog", lambda dialog: dialog.accept())
    second.page.on("dialog", lambda dialog: dialog.accept())
    first.go(round_)
    first.press(first.panel("next").locator("form button").first)
    first.press(first.panel("next").locator("form button").first)
    expect(first.panel("next").locator('[aria-disabled="true"]').first).to_be_visible()
    second.go(round_)
    second.press(second.panel("next").locator("form button").first)
    expect(second.panel("next").locator("form")).to_have_count(0)


def _draft(secretary: Visitor, period: str) -> str:
    """Draft the notice; return its address."""
    secretary.go(period)
    take(secretary)
    secretary.submit()
    secretary.press(secretary.main(".xf-rows a").first)
    return secretary.path


def _read_by_the_team(secretary: Visitor, employee: Visitor, notice: str) -> None:
    """Let somebody without an account read the notice by a link."""
    secretary.go(f"{notice}links/")
    secretary.fill(team="all")
    secretary.submit()
    address = secretary.main(".xf-linkcard__url").inner_text().strip()
    assert address.startswith(secretary.site.url)
    employee.go(address.removeprefix(secretary.site.url))
    expect(employee.main("article.xf-sheet")).to_be_visible()


def _object(member: Visitor, secretary: Visitor, handler: Visitor, notice: str, fact: int) -> None:
    """Let a member object because of a fact; it is upheld, and the fact reversed."""
    member.go(notice)
    member.press(member.main(f'a[href="{notice}object/"]'))
    member.fill(ground="fact", text="这一项问题按期整改完了，登记成了逾期。")
    member.submit()
    secretary.go("/notices/objections/")
    secretary.press(secretary.main('a[href^="/notices/objections/"]').first)
    objection = secretary.path
    secretary.press(secretary.main(f'a[href="{objection}accept/"]'))
    secretary.page.get_by_role("radio", name=handler.site.facts["names"][handler.role]).check()
    secretary.submit()
    handler.go(objection)
    take(handler)
    handler.press(handler.panel("next").locator("a.btn-primary"))
    handler.fill(ruling="fact", fact=str(fact), answer="经查已按期销号，原登记撤销，结果重新计算。")
    handler.submit()
    member.go(objection)
    expect(member.panel("answer")).to_contain_text("撤销")
    take_read = member.panel("read").locator("form button")
    member.press(take_read)
    member.go(f"/facts/{fact}/")
    expect(member.main(".xf-note").first).to_be_visible()


def _afterwards(secretary: Visitor, member: Visitor, site: Site, period: str, branch: int) -> None:
    """The results are final: a talk that was due is held, the member reads what hers is made of, the board hangs."""
    secretary.go(period)
    expect(secretary.panel("next").locator(f'form[action="{period}archive/"]')).to_be_visible()
    secretary.go(f"/follow-ups/branches/{branch}/")
    secretary.press(secretary.main('a[href$="/hold/"], a[href^="/follow-ups/talks/"]').first)
    if not secretary.path.endswith("/hold/"):
        secretary.press(secretary.main('a[href$="/hold/"]').first)
    secretary.fill(held_on=site.facts["today"], summary="一起看了失分的几项。", agreed="下季度按期交报告单。")
    secretary.submit()
    member.go("/assessments/mine/")
    member.press(member.main('a[href^="/assessments/results/"]').first)
    member.look = "final"
    member.check()
    member.go(f"/flag-boards/{branch}/")
    expect(member.main(".xf-board")).to_be_visible()
