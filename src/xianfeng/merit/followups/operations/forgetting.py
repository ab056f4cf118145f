"""What goes with a person who is erased, or when its time is over."""

from __future__ import annotations

from django.db.models import QuerySet

from xianfeng.merit.followups.models import Award, Reviewed, Talk, Task
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import operation


@operation
def forget(member: Member) -> None:
    """Delete what was written about a member: the words of talks, tasks, awards and grades."""
    Talk.objects.unscoped().filter(member=member).update(summary="", agreed="", reason="")
    Task.objects.unscoped().filter(member=member).update(text="", note="")
    Award.objects.unscoped().filter(member=member).update(story="", reason="", basis={})
    Reviewed.objects.unscoped().filter(member=member).update(reason="", basis={})


@operation
def forget_talks(talks: QuerySet[Talk]) -> int:
    """Delete talks with what was said in them; return how many."""
    _, by_model = talks.delete()
    return by_model.get(Talk._meta.label, 0)
