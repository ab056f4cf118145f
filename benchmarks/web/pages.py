"""The pages that are measured: who opens what."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse

from benchmarks.web.report import EMPTY, LIVE
from xianfeng.demo.roles import plain_members
from xianfeng.demo.stages import Stage
from xianfeng.people.organizations.models import Unit


@dataclass(frozen=True, slots=True)
class Page:
    """A page as somebody opens it. `who` is the title of a one-click account; `sent` is posted.

    A page that `grows` shows everything there is: its time is told for each member, not held to a ratio.
    """

    name: str
    who: str
    url: str
    sent: dict[str, str] = field(default_factory=dict)
    grows: bool = False


MEMBER, LEADER, SECRETARY, OFFICER = (
    "Party member",
    "Party group leader",
    "Branch secretary",
    "Committee officer",
)
ADMINISTRATOR, AUDITOR = "System administrator", "Auditor"


def pages(stage: Stage) -> list[Page]:
    """Return the pages of an installation with this stage."""
    branch: Unit = Unit.objects.unscoped().get(code=stage.branch)
    top: Unit = Unit.objects.unscoped().get(code=stage.committee)
    somebody = plain_members(branch)[2].pk
    members, export = reverse("members:list"), reverse("members:export")
    home, unit = reverse("desk:home"), f"{reverse('members:list')}?unit={branch.pk}"
    return [
        Page("home of a member", MEMBER, home),
        Page("home of a group leader", LEADER, home),
        Page("home of a secretary", SECRETARY, home),
        Page("home of an officer", OFFICER, home),
        Page("home of an administrator", ADMINISTRATOR, home),
        Page("members of a branch, by its secretary", SECRETARY, members),
        Page("all members, by an officer", OFFICER, members),
        Page("all members, last page", OFFICER, f"{members}?page=last"),
        Page("members of a branch, by an officer", OFFICER, unit),
        Page("search `zhw`", OFFICER, f"{members}?search=zhw"),
        Page("search by staff number", OFFICER, f"{members}?search={branch.code.replace('-', '')}012"),
        Page("a member, by the secretary", SECRETARY, reverse("members:member", args=[somebody])),
        Page("a member, by an officer", OFFICER, reverse("members:member", args=[somebody])),
        Page("a branch", OFFICER, reverse("organizations:unit", args=[branch.pk])),
        Page("the committee", OFFICER, reverse("organizations:unit", args=[top.pk])),
        Page("the tree", OFFICER, reverse("organizations:tree")),
        Page("identity wall of one's branch", MEMBER, reverse("identity:branch")),
        Page(EMPTY, SECRETARY, reverse("privacy:ask")),
        Page("score of a member, her own", MEMBER, reverse("scores:mine")),
        Page(LIVE, SECRETARY, reverse("scores:branch", args=[branch.pk])),
        Page("claims to confirm", SECRETARY, reverse("facts:to_confirm")),
        Page("board of a branch", SECRETARY, reverse("scores:board", args=[branch.pk])),
        Page("boards of everything below", OFFICER, reverse("scores:boards")),
        Page("audit trail", AUDITOR, reverse("trail:entries")),
        Page("accounts", ADMINISTRATOR, reverse("accounts:list")),
        Page("export of a branch", SECRETARY, export, {"format": "xlsx"}),
        Page("export of everything", OFFICER, export, {"format": "csv"}, grows=True),
    ]
