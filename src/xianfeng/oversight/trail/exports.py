"""The trail as CSV, every cell a text: a quote stands before what a spreadsheet might run."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.timezone import localtime

from xianfeng.oversight.trail.queries import Line
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation
from xianfeng.site.tables import FORMATS, as_csv

COLUMNS = ("at", "account", "action", "title", "subject_type", "subject", "unit", "address", "details")
MOST = 50_000
"""More entries than this are not exported at once."""


@operation
def export(actor: Actor, lines: Sequence[Line]) -> HttpResponse:
    """Return the lines as a file and record that they left, and how many."""
    content = as_csv([COLUMNS, *map(_cells, lines)])
    record(actor, "trail.export", entries=len(lines))
    response = HttpResponse(content, content_type=FORMATS["csv"])
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


def _cells(line: Line) -> list[str]:
    e = line.entry
    at = localtime(e.at).isoformat(" ", "seconds")
    subject = (e.subject_type, "" if e.subject is None else str(e.subject))
    return [at, line.account, e.action, str(line.title), *subject, line.unit, e.address or "", line.details]
