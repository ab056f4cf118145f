"""What happens beside a journey, by the operations of the platform: others rate, and working days go by.

python -m tests.browser.cycles.later rate <branch> [codes of slips …]
python -m tests.browser.cycles.later wait <branch>
"""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

GOOD, FAIR = 9_500, 8_000
"""What is thought of every other member, in hundredths."""
A_WHILE = timedelta(days=20)


def rate(branch: int, *codes: str) -> None:
    """Let everybody rate who has not: members, employees with these slips, each oneself, the committee all."""
    from random import Random

    from xianfeng.demo.cycles.opinions import answers
    from xianfeng.merit.reviews.models import Ratee, RaterKind, Round, Seat
    from xianfeng.merit.reviews.operations import cast, sign
    from xianfeng.merit.reviews.queries import ratees_of, seat_by_code
    from xianfeng.merit.reviews.rules import form_of
    from xianfeng.people.audit.operations import PROGRAM

    round_, chance = Round.objects.get(unit=branch), Random(1)

    def said(kind: str, ratee: Any) -> dict[str, int | str]:
        form = form_of(round_.rules, kind, ratee.variant)
        assert form
        return answers(chance, form, GOOD if ratee.pk % 2 else FAIR)

    waiting = list(Seat.objects.filter(round=round_, member__isnull=False, is_paper=False, envelopes=None))
    for seat in [*waiting, *filter(None, map(seat_by_code, codes))]:
        for ratee in ratees_of(seat):
            cast(seat, ratee, said(seat.rater_kind, ratee))
    for ratee in Ratee.objects.filter(round=round_).select_related("round"):
        for kind in (RaterKind.SELF, RaterKind.ORGANISATION):
            if not ratee.signed.filter(rater_kind=kind).exists():
                sign(PROGRAM, ratee, kind=kind, answers=said(kind, ratee))


def wait(branch: int) -> None:
    """Let the notices of a branch be some weeks older, and the hourly jobs do what they do then."""
    from django.db.models import F

    from xianfeng.merit.followups.jobs import draw_up_what_is_final
    from xianfeng.merit.notices.jobs import close_notices
    from xianfeng.merit.notices.models import Notice

    published = Notice.objects.filter(unit=branch, state=Notice.State.PUBLISHED)
    published.update(from_on=F("from_on") - A_WHILE, to_on=F("to_on") - A_WHILE)
    close_notices()
    draw_up_what_is_final()


if __name__ == "__main__":
    import django

    django.setup()
    {"rate": rate, "wait": wait}[sys.argv[1]](int(sys.argv[2]), *sys.argv[3:])
    sys.stdout.write("{}")
