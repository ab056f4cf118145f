"""For whoever watches over the server: does it answer, and can it work. Open to all; says nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from xianfeng.host.heart import DEAD
from xianfeng.host.models import Worker


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def live(request: HttpRequest) -> JsonResponse:
    """Answer."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and a job worker is alive, else 503; say which of them is missing."""
    try:
        worker, database = workers_alive(), True
    except DatabaseError:
        worker, database = 0, False
    found = {"database": database, "worker": worker > 0}
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def workers_alive(within: timedelta = DEAD) -> int:
    """Return how many job workers have lately been seen."""
    return Worker.objects.filter(seen_at__gte=timezone.now() - within).count()
