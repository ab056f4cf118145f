"""What happens to members in a year: kinds of facts, how often, with which outcomes and quantities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NONE = {"": 100}
MET = {"present": 78, "online": 6, "absent": 5, "leave": 9, "not_required": 2}
TASK = {"done": 90, "overdue": 5, "missed": 3, "excused": 2}
PLEDGE = {"fulfilled": 60, "mostly": 20, "partly": 10, "not": 5, "not_required": 5}
FORM = {"accepted": 80, "partly_returned": 8, "restudy": 3, "talk": 2, "overdue": 5, "not_required": 2}
HOURS = (50, 100, 100, 150, 200)
ONE = (100,)
FLOATING = "floating"


@dataclass(frozen=True, slots=True)
class Deeds:
    """How often a member has such a fact in a year; outcomes by weight, quantities in hundredths."""

    often: float
    outcomes: Mapping[str, int]
    quantities: tuple[int, ...] = ONE
    only: str | None = None
    document: bool = False


DEEDS: Mapping[str, Deeds] = {
    "meeting.group": Deeds(12, MET, HOURS),
    "meeting.theme_day": Deeds(12, MET, HOURS),
    "meeting.assembly": Deeds(5, MET, HOURS),
    "meeting.lecture": Deeds(5, MET, HOURS),
    "meeting.committee": Deeds(2, MET, HOURS),
    "meeting.life": Deeds(1, MET, HOURS),
    "study.collective": Deeds(14, MET, (100, 200, 200, 300)),
    "study.online": Deeds(14, NONE, (25, 50, 75, 100, 150)),
    "training.central": Deeds(2, MET, (400, 800, 1600)),
    "dues.month": Deeds(12, {"on_time": 92, "late": 5, "unpaid": 1, "exempt": 2}),
    "form.report": Deeds(5, FORM),
    "task.assigned": Deeds(3, TASK),
    "task.three_links": Deeds(1, {"done": 92, "missed": 5, "excused": 3}),
    "pledge.evaluated": Deeds(1, PLEDGE),
    "pledge.item": Deeds(1, PLEDGE),
    "problem.item": Deeds(0.5, {"closed": 80, "overdue": 20}),
    "display.check": Deeds(3, NONE),
    "talk.attended": Deeds(2, NONE),
    "volunteer.service": Deeds(5, NONE, (100, 200, 300, 450)),
    "community.report": Deeds(2, NONE),
    "contact.made": Deeds(12, NONE, ONE, FLOATING),
    "hazard.fixed": Deeds(1.5, NONE, (100, 100, 200, 500)),
    "safety.teaching": Deeds(0.6, NONE),
    "emergency.duty": Deeds(0.8, NONE),
    "improvement.adopted": Deeds(0.3, NONE),
    "saving.certified": Deeds(0.2, NONE, (100, 150, 200, 400)),
    "difficulty.solved": Deeds(0.2, NONE),
    "project.done": Deeds(0.1, NONE, (200, 300, 500)),
    "coaching.done": Deeds(0.3, NONE),
    "publicity.done": Deeds(0.6, NONE),
    "article.adopted": Deeds(0.6, NONE),
    "contest.award": Deeds(0.2, NONE, (50, 100, 300, 500)),
    "award.granted": Deeds(0.3, {"branch": 60, "unit": 30, "company": 10}),
    "shift.covered": Deeds(1, NONE),
    "skill.checked": Deeds(2, {"first": 25, "second": 45, "third": 20, "missed": 5, "exempt": 5}),
    "leave.month": Deeds(0.06, NONE),
    "decision.discipline": Deeds(0.002, NONE, ONE, None, True),
    "decision.safety": Deeds(0.001, NONE, ONE, None, True),
}
