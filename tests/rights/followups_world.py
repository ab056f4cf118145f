"""What the addresses of what follows are about: talks, tasks, honours, reviews and results of the first branch and far away."""

from __future__ import annotations

from tests.merit.followups.making import TODAY, final
from tests.people.world import World, adopt
from xianfeng.merit.followups.models import Award, DemocraticReview, Reviewed, Talk, Task

BRANCHES = {"first": ("member", "secretary"), "far": ("stranger", "far_secretary")}


def add_followups(world: World) -> None:
    """Add them; a talk is due with a member and with the secretary of each branch."""
    for where, people in BRANCHES.items():
        unit = getattr(world, where)
        adopt(unit, "three-platforms")
        scores = {world.members[who]: 8500 for who in people}
        period = world.things["final_period", where] = final(
            unit, "three-platforms", f"{TODAY.year}-Q1", scores
        )
        review = world.things["review", where] = DemocraticReview.objects.create(unit=unit, year=TODAY.year)
        for who in people:
            member = world.members[who]
            of = {"unit": unit, "member": member, "settlement": period.settlement}
            Reviewed.objects.create(review=review, member=member, proposed="qualified")
            world.things["result", who] = period.settlement.results.get(member=member)
            world.things["talk", who] = Talk.objects.create(
                **of, kind="reminder", by=["group_leader", "committee"], due_on=TODAY
            )
            world.things["task", who] = Task.objects.create(**of, kind="restudy", due_on=TODAY)
            world.things["award", who] = Award.objects.create(
                **of, kind="excellent_member", year=TODAY.year, basis={"zh": "", "en": "", "by": "method"}
            )
