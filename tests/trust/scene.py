"""A branch with a round, brought by operations to the moment before a deed: python -m tests.trust.scene <moment>.

Moments: collecting, opening, settling, publishing. What a test needs to know is printed as JSON.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from typing import Any

FIRST_DAY = date(2026, 1, 1)
MOMENTS = ("collecting", "opening", "settling", "publishing")
DRAWN, A_TEAM = 8, 170
"""So many slips, unless a test asks for more; so many of them at most in one team."""
RATED = ("member", "groupmate", "leader")
"""Who is rated by the employees of a team."""


def make(moment: str, slips: int = DRAWN) -> dict[str, Any]:
    """Make the small world with a round of three platforms, as far as the moment asks for."""
    from django.utils import timezone

    from tests.people.world import adopt, small_world
    from xianfeng.engine.calendar import Period, Unit
    from xianfeng.people.members.models import Member
    from xianfeng.people.organizations.models import Team

    world = small_world()
    adopt(world.first, "three-platforms", FIRST_DAY)
    teams = {}
    for at, begin in enumerate(range(0, slips, A_TEAM)):
        wanted = min(A_TEAM, slips - begin)
        team = Team.objects.create(unit=world.first, name=f"{at + 1}班", employees=wanted + 10)
        Member.objects.filter(pk=world.members[RATED[at]].pk).update(team=team)
        teams[team] = wanted
    today = timezone.localdate()
    last = Period.containing(Unit.QUARTER, Period.containing(Unit.QUARTER, today).start - timedelta(days=1))
    return Scene(world, teams, last.code, today).up_to(moment)


class Scene:
    def __init__(self, world: Any, teams: dict[Any, int], code: str, today: date) -> None:
        from xianfeng.people.audit.operations import Actor

        self.world, self.teams, self.code, self.today = world, teams, code, today
        self.secretary = Actor(world.users["secretary"].pk)
        self.committee = Actor(world.users["committee"].pk)
        self.officer = Actor(world.users["officer"].pk)

    def up_to(self, moment: str) -> dict[str, Any]:
        self.collect()
        for step in MOMENTS[1 : MOMENTS.index(moment) + 1]:
            getattr(self, f"before_{step}")()
        return {
            "period": self.period.pk, "round": self.round.pk, "codes": self.codes,
            "people": {who: user.pk for who, user in self.world.users.items()},
        }  # fmt: skip

    def collect(self) -> None:
        from xianfeng.merit.assessments import operations as assessments
        from xianfeng.merit.reviews import operations as reviews

        self.period = assessments.prepare(self.secretary, self.world.first, code=self.code)
        self.round = reviews.draw_up(
            self.secretary, self.world.first, period=self.code, closes_on=self.today + timedelta(days=7)
        )
        self.codes: list[str] = []
        for team, wanted in self.teams.items():
            reviews.draw_raters(self.secretary, self.round, team=team, wanted=wanted)
            made = reviews.issue_slips(self.officer, self.round, team=team, count=wanted)
            self.codes += [code for _seat, code in made]
        assessments.open_period(self.secretary, self.period, round=self.round)

    def before_opening(self) -> None:
        """Everybody rates; then the period is closed and the first of two asks for the opening."""
        from tests.trust.answering import everybody_rates
        from xianfeng.merit.assessments import operations as assessments
        from xianfeng.merit.reviews import operations as reviews

        everybody_rates(self.round, self.committee)
        self.again()
        assessments.close_period(self.secretary, self.period)
        self.again()
        reviews.ask_opening(self.secretary, self.round)
        self.again()

    def before_settling(self) -> None:
        from xianfeng.merit.reviews import operations as reviews

        reviews.open_round(self.committee, self.round)
        self.again()

    def before_publishing(self) -> None:
        from xianfeng.merit.assessments import operations as assessments
        from xianfeng.merit.notices import operations as notices

        assessments.settle(self.secretary, self.period)
        self.again()
        waived = [
            result.member for result in self.period.settlement.results.all() if result.status == "incomplete"
        ]
        self.resolve(waived)
        minutes = {"document": "采油一支〔2026〕9号", "met_on": self.today}
        assessments.confirm(self.secretary, self.period, present=5, entitled=6, **minutes)
        self.again()
        assessments.confirm_above(self.officer, self.period, **minutes)
        self.again()
        drafted = notices.draft_notice(self.committee, self.period.settlement)
        notices.check_notice(self.secretary, drafted)
        drafted.refresh_from_db()
        notices.approve_notice(self.secretary, drafted)

    def resolve(self, members: list[Any]) -> None:
        """Waive what could not be collected about those without a team, by a resolution of the meeting."""
        from xianfeng.merit.assessments import operations as assessments

        weights = {"self": 1250, "mutual": 3750, "organisation": 5000}
        assessments.resolve(
            self.committee, self.period, members=members, weights=weights, reason="没有班组职工可以评议",
            document="采油一支〔2026〕8号",
        )  # fmt: skip
        assessments.settle(self.secretary, self.period)
        self.again()

    def again(self) -> None:
        self.period.refresh_from_db()
        self.round.refresh_from_db()


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(make(sys.argv[1], *map(int, sys.argv[2:]))))
