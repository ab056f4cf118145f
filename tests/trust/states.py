"""Everything that a deed could have left half done: python -m tests.trust.states prints it as JSON.

Times, and what is drawn by lot, are left out; so are ids of rows, which a second try may count on from.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def told() -> dict[str, Any]:
    from xianfeng.merit.assessments.models import AssessmentPeriod, PeriodChange, Result, Settlement
    from xianfeng.merit.notices.models import Notice
    from xianfeng.merit.reviews.models import Envelope, OpenedBallot, Receipt, Round

    rows = OpenedBallot.objects.values_list("ratee_id", "rater_kind", "answers", "total")
    of = Settlement.objects.unscoped().values_list("version", "inputs_digest", "results_digest")
    return {
        "rounds": list(
            Round.objects.unscoped().values_list("state", "counts", "receipts_digest", "opened_by")
        ),
        "envelopes": Envelope.objects.count(),
        "receipts": sorted(Receipt.objects.values_list("receipt", flat=True)),
        "ballots": sorted(json.dumps(row, sort_keys=True) for row in rows),
        "periods": list(
            AssessmentPeriod.objects.unscoped().values_list("code", "state", "settlement__version")
        ),
        "steps": list(PeriodChange.objects.unscoped().order_by("id").values_list("done", "old", "new")),
        "settlements": list(of),
        "results": sorted(Result.objects.unscoped().values_list("member_id", "digest")),
        "notices": list(Notice.objects.unscoped().values_list("state", "digest", "version")),
    }


def keys() -> list[str]:
    """Return the names of the files in the folder of the rounds' keys."""
    from django.conf import settings

    folder = settings.DATA / "keys" / "rounds"
    return sorted(path.name for path in folder.glob("*")) if folder.exists() else []


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps({"rows": told(), "keys": keys()}, sort_keys=True, default=str))
