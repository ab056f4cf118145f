"""From what the demonstration holds to the next steps, by clicking: the other methods."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, told_by
from tests.browser.cycles.walking import (
    branch_of,
    bring_out,
    confirm,
    confirm_above,
    go_to_period,
    take,
)
from tests.browser.visitor import Site, Visitor

pytestmark = [pytest.mark.needs("browser"), pytest.mark.slow]
LATER = "tests.browser.cycles.later"


def _check_final(site: Site, code: str) -> None:
    if not site.facts["final"][code]:
        pytest.skip("early in a year the last one is not final yet")


def _publish(secretary: Visitor, committee: Visitor, period: str) -> str:
    """Draft the notice of a period and bring it out; return its address."""
    secretary.go(period)
    take(secretary)
    secretary.submit()
    secretary.press(secretary.main(".xf-rows a").first)
    notice = secretary.path
    bring_out(secretary, committee, notice)
    return notice


# ---- "1+4+1": a quarter from facts alone


def test_a_quarter_from_facts_alone_is_computed_confirmed_and_published(
    visit: Visit, site: Site, width: int
) -> None:
    secretary, committee = visit(f"Q{width}-secretary"), visit(f"Q{width}-committee")
    period, today = go_to_period(secretary, "closed"), site.facts["today"]
    take(secretary)
    expect(secretary.panel("results")).to_be_visible()
    confirm(secretary, period, today, "11")
    confirm_above(visit("officer"), period, today, "11")
    _publish(secretary, committee, period)
    committee.go(f"/flag-boards/{branch_of(site, 'Q', width)}/")
    expect(committee.main(".xf-board")).to_be_visible()


# ---- stars: a half-year on notice becomes final, the next one collects ballots


def test_stars_become_final_and_the_next_half_year_begins(visit: Visit, site: Site, width: int) -> None:
    secretary, branch = visit(f"V{width}-secretary"), branch_of(site, "V", width)
    period = go_to_period(secretary, "publicised")
    secretary.go(f"/flag-boards/{branch}/")
    expect(secretary.main(".xf-board")).to_be_visible()
    told_by(site.data, LATER, "wait", branch)
    secretary.go(period)
    expect(secretary.panel("next").locator(f'form[action="{period}archive/"]')).to_be_visible()
    secretary.go(f"/follow-ups/branches/{branch}/")
    secretary.go(f"/follow-ups/branches/{branch}/awards/")

    coming = go_to_period(secretary, "configured")
    take(secretary)
    secretary.fill(closes_on=site.facts["today"])
    secretary.submit()
    round_ = secretary.path
    secretary.press(secretary.panel("next").locator(".btn-primary"))
    committee = visit(f"V{width}-committee")
    committee.go("/reviews/")
    committee.press(committee.main('a[href^="/reviews/rate/"]').first)
    for field in committee.main("[data-card] [name]:not([type=hidden])").all():
        field.fill("17")
    committee.main("[data-cast]").click()
    expect(committee.main(".xf-rate__prog b")).to_have_text("2")
    secretary.go(round_)
    secretary.go(coming)


# ---- the ten ones: a year is final, its honours go on


def test_honours_of_a_year_are_voted_on_and_published(visit: Visit, site: Site, width: int) -> None:
    _check_final(site, f"T{width}")
    secretary, committee = visit(f"T{width}-secretary"), visit(f"T{width}-committee")
    branch, year = branch_of(site, "T", width), int(site.facts["today"][:4]) - 1
    secretary.go(f"/follow-ups/branches/{branch}/years/{year}/")
    secretary.press(secretary.main('a[href^="/follow-ups/reviews/"]').first)
    secretary.go(f"/follow-ups/branches/{branch}/awards/?year={year}")
    secretary.press(secretary.main("form .btn-primary").first)
    if "/notices/" not in secretary.path:
        secretary.go("/notices/")
        secretary.press(secretary.main(".xf-rows a").first)
    notice = secretary.path
    bring_out(secretary, committee, notice)
    expect(committee.main("h1")).to_be_visible()


def test_the_running_year_goes_on(visit: Visit, site: Site, width: int) -> None:
    secretary = visit(f"T{width}-secretary")
    state = site.facts["running"][f"T{width}"]
    go_to_period(secretary, state)
    if state == "open":
        committee = visit(f"T{width}-committee")
        committee.go("/reviews/")
        committee.press(committee.main('a[href^="/reviews/rate/"]').first)
        committee.main("[data-card] [name]:not([type=hidden])").first.fill("88")
        committee.main("[data-cast]").click()
        expect(committee.main(".xf-rate__prog b")).to_have_text("2")
    else:
        take(secretary)
        secretary.fill(closes_on=site.facts["today"])
        secretary.submit()
        expect(secretary.panel("next").locator(".btn-primary")).to_be_visible()


# ---- study and practice: points for reference, no grades


def test_a_member_reads_her_points_without_a_grade(visit: Visit, site: Site, width: int) -> None:
    _check_final(site, f"S{width}")
    member = visit(f"S{width}-member")
    member.go("/assessments/mine/")
    member.press(member.main('a[href^="/assessments/results/"]').first)
    expect(member.main(".xf-grade, .xf-flagmark")).to_have_count(0)
    secretary = visit(f"S{width}-secretary")
    go_to_period(secretary, "used")
    go_to_period(secretary, "configured")
    expect(secretary.panel("next").locator("form")).to_have_count(0)
