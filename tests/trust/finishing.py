"""Ends the round of a scene while the site runs: python -m tests.trust.finishing <deed> <period> <round> <two users…>."""

from __future__ import annotations

import json
import sys
from typing import Any


def main(deed: str, period: int, round_: int, first: int, second: int) -> Any:
    """Close the period, or open the round by two persons; return the receipts of the close."""
    from xianfeng.merit.assessments.models import AssessmentPeriod
    from xianfeng.merit.assessments.operations import close_period
    from xianfeng.merit.reviews.models import Receipt, Round
    from xianfeng.merit.reviews.operations import ask_opening, open_round
    from xianfeng.people.audit.operations import Actor

    if deed == "close":
        close_period(Actor(first), AssessmentPeriod.objects.unscoped().get(pk=period))
    else:
        ask_opening(Actor(first), Round.objects.unscoped().get(pk=round_))
        open_round(Actor(second), Round.objects.unscoped().get(pk=round_))
    return list(Receipt.objects.filter(round=round_).values_list("receipt", flat=True))


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(main(sys.argv[1], *map(int, sys.argv[2:]))))
