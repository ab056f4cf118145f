"""What stands about methods on the page of a unit."""

from __future__ import annotations

from django.utils import timezone

from xianfeng.merit.methods.queries import titles_of
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.models import Adoption, Unit
from xianfeng.people.organizations.panels import Panel
from xianfeng.people.organizations.requests import ScopedRequest


def method(request: ScopedRequest, unit: Unit) -> Panel | None:
    """Name the method that a unit goes by, and lead to it. One query, one more for a method of one's own."""
    if unit.dissolved_on is not None or unit.kind == Unit.Kind.GROUP:
        return None
    adoption = Adoption.objects.in_force(unit, timezone.localdate()).select_related("unit").first()
    title = said(titles_of([adoption.scheme])[adoption.scheme]) if adoption else ""
    return Panel("methods/panel.html", {"adoption": adoption, "title": title})
