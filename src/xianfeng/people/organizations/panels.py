"""Room on the page of a unit for the apps that stand above it.

    from xianfeng.people.organizations.panels import Panel, register_panel

    def offices(request: ScopedRequest, unit: Unit) -> Panel | None:
        return Panel("members/panels/offices.html", {"offices": …})

    register_panel(offices)   # in AppConfig.ready

The template is drawn in the main column with this context and `unit`, in the order of registration.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest


@dataclass(frozen=True, slots=True)
class Panel:
    """A template that draws a `<c-panel>`, and what it needs."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


PanelMaker = Callable[[ScopedRequest, Unit], Panel | None]
_makers: list[PanelMaker] = []


def register_panel(maker: PanelMaker) -> None:
    """Let the maker add a panel to the pages of units; None where it has nothing to show."""
    if maker not in _makers:
        _makers.append(maker)


def draw_panels(request: ScopedRequest, unit: Unit) -> list[SafeString]:
    """Return the drawn panels for a unit."""
    made = (maker(request, unit) for maker in _makers)
    return [
        render_to_string(panel.template, {**panel.context, "unit": unit}, request) for panel in made if panel
    ]
