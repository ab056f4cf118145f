"""The type of a request after the middleware has given it its scope and its actor."""

from __future__ import annotations

from django.http import HttpRequest

from xianfeng.people.audit.operations import Actor
from xianfeng.people.organizations.scope import Scope


class ScopedRequest(HttpRequest):
    """A request of somebody signed in."""

    scope: Scope
    actor: Actor
