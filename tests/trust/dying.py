"""Does a deed and is killed at a point of it: python -m tests.trust.dying <deed> <period> <round> <user> <point>.

Points are counted: before every statement, around every commit, and around every file that is removed. With point 0
the deed is done, and the number of its points is printed.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any


class Points:
    """Counts, and kills its own process at one of them as a power cut would."""

    def __init__(self, fatal: int) -> None:
        self.fatal, self.passed = fatal, 0

    def pass_one(self) -> None:
        self.passed += 1
        if self.passed == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def around_statement(self, execute: Any, *arguments: Any) -> Any:
        self.pass_one()
        return execute(*arguments)

    def around(self, owner: Any, name: str) -> None:
        """Count before and after a call."""
        was = getattr(owner, name)

        def counted(*arguments: Any, **options: Any) -> Any:
            self.pass_one()
            done = was(*arguments, **options)
            self.pass_one()
            return done

        setattr(owner, name, counted)


def open_the_round(period: Any, round_: Any, actor: Any) -> None:
    from xianfeng.merit.reviews.operations import open_round

    open_round(actor, round_)


def settle_the_period(period: Any, round_: Any, actor: Any) -> None:
    from xianfeng.merit.assessments.operations import settle

    settle(actor, period)


def publish_the_notice(period: Any, round_: Any, actor: Any) -> None:
    from xianfeng.merit.notices.models import Notice
    from xianfeng.merit.notices.operations import publish_notice

    publish_notice(actor, Notice.objects.unscoped().get(settlement=period.settlement))


DEEDS = {"opening": open_the_round, "settling": settle_the_period, "publishing": publish_the_notice}


def main(deed: str, period: int, round_: int, user: int, point: int) -> int:
    """Do the deed, or die; return how many points there were."""
    from django.db import connection

    from xianfeng.merit.assessments.models import AssessmentPeriod
    from xianfeng.merit.reviews.models import Round
    from xianfeng.people.audit.operations import Actor

    about = AssessmentPeriod.objects.unscoped().get(pk=period), Round.objects.unscoped().get(pk=round_)
    points = Points(point)
    points.around(connection, "_commit")
    points.around(os, "unlink")
    points.around(Path, "unlink")
    with connection.execute_wrapper(points.around_statement):
        DEEDS[deed](*about, Actor(user))
    return points.passed


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(f"\n{main(sys.argv[1], *map(int, sys.argv[2:]))}")
