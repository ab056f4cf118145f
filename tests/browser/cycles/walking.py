"""What several journeys do: take the next step of a period, enter a meeting, bring a notice out."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.browser.visitor import Site, Visitor


def branch_of(site: Site, method: str, width: int) -> int:
    return site.unit(f"{method}{width}")


def go_to_period(visitor: Visitor, state: str) -> str:
    """Go to the latest period of one's branch that is in a state; return its address."""
    visitor.go("/assessments/")
    branch = visitor.role.partition("-")[0]
    address = f"/assessments/{visitor.site.facts['periods'][branch][state]}/"
    visitor.follow(address)
    return address


def take(visitor: Visitor) -> None:
    """Press the main button of what comes next."""
    visitor.press(visitor.panel("next").locator(".btn-primary"))


def fold_out(visitor: Visitor, panel: str) -> Locator:
    """Open what is folded in a panel; return the form in it."""
    details = visitor.panel(panel).locator("details:has(form)").first
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    return details.locator("form")


def confirm(visitor: Visitor, period: str, day: str, number: str) -> None:
    """Enter that the branch's meeting confirmed the results."""
    visitor.go(period)
    take(visitor)
    visitor.fill(document=f"支纪〔2026〕{number}号", met_on=day, present="8", entitled="9")
    visitor.submit()


def confirm_above(officer: Visitor, period: str, day: str, number: str) -> None:
    """Enter that the level above confirmed the result of who leads the branch."""
    officer.go(period)
    take(officer)
    officer.fill(document=f"党发〔2026〕{number}号", met_on=day)
    officer.submit()


def bring_out(drafter: Visitor, checker: Visitor, notice: str) -> None:
    """Let another person check a draft; whoever is the secretary approves and publishes it."""
    checker.go(notice)
    take(checker)
    drafter.go(notice)
    take(drafter)
    take(drafter)
