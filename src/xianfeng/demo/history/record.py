"""Keeps the record of a branch: what happened is written down, span by span, as far as it has not been."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from xianfeng.demo.history.drawing import draw_deed, draw_duty
from xianfeng.demo.history.methods import LIVES
from xianfeng.demo.history.people import Crowd, crowd_of
from xianfeng.demo.history.spans import DAY, Span, moment, spans
from xianfeng.demo.making import Making
from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Length
from xianfeng.facts.entries import Entry, once_of
from xianfeng.facts.models import Fact
from xianfeng.facts.operations import record_many
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.members.models import Office
from xianfeng.people.organizations.models import Adoption, Unit
from xianfeng.people.organizations.roles import Post
from xianfeng.people.organizations.scope import operation
from xianfeng.sample.branches import Branch
from xianfeng.sample.duties import draw_duties
from xianfeng.sample.happenings import Happening
from xianfeng.sample.meetings import draw_meetings
from xianfeng.sample.study import draw_study
from xianfeng.sample.times import Year


@operation
def keep_record(
    making: Making, unit: Unit, before: date, *, since: date | None = None, length: Length = Length.MONTH
) -> None:
    """Record what happened in a branch from a day (1 January) on and before another, but for what has been recorded.

    This year is written down span by span, what happened in an earlier one together, as from a file.
    """
    first, keepers = _goes_on(unit) or since or date(making.on.year, 1, 1), _keepers(unit)
    for year in range(first.year, making.on.year + 1):
        is_now = year == making.on.year
        ahead = list(spans(length if is_now else Length.YEAR, max(first, date(year, 1, 1)), before))
        entries = _entries(making, unit, year) if ahead else []
        for span in ahead:
            source = Fact.Source.RECORDED if is_now else Fact.Source.IMPORTED
            _write(making, unit, span, entries, keepers, source)


def _goes_on(unit: Unit) -> date | None:
    """Return the first day of the month after the last that was recorded."""
    last: date | None = (
        Fact.objects.unscoped().filter(unit=unit).order_by("-on").values_list("on", flat=True).first()
    )
    return Period.containing(Length.MONTH, last).end + DAY if last else None


def _entries(making: Making, unit: Unit, year: int) -> list[Entry]:
    """Return all that happens in a year, in order of days, each thing that happens once but once."""
    crowd, seen = crowd_of(making, unit, year), set()
    entries = []
    for it in sorted(_drawn(making, unit, year, crowd), key=lambda happening: happening.on):
        entry = Entry(crowd.members[it.member], it.kind, it.on, it.quantity, it.outcome, it.document, it.note)
        once = once_of(entry)
        if once is None or once not in seen:
            entries.append(entry)
        seen.add(once)
    return entries


def _drawn(making: Making, unit: Unit, number: int, crowd: Crowd) -> Iterator[Happening]:
    """Yield what happens to the people of a branch by its method, in no order; nothing where there is none."""
    rng, year = making.rng(f"{unit.code}/{number}"), Year(date(number, 12, 31))
    adoption = Adoption.objects.in_force(unit, making.on).first()
    if adoption is None:
        return
    life, people = LIVES[adoption.scheme], crowd.people
    own = Branch(unit.name.removesuffix("党支部"), len(crowd.members), unit.numchild)
    yield from (meeting._replace(note="") for meeting in draw_meetings(rng, year, people, [own]))
    yield from draw_study(rng, year, people)
    yield from draw_duties(rng, year, people, life.usual)
    for person in people:
        for duty in life.duties:
            yield from draw_duty(rng, year, person, duty)
        for deed in life.deeds:
            yield from draw_deed(rng, year, person, deed)


# ---- who writes it down


def _keepers(unit: Unit) -> list[User]:
    """Return the accounts of the committee that are in use, the secretary's first."""
    held = Office.objects.unscoped().filter(unit=unit, to_on=None).select_related("member__account")
    offices = [office for office in held if hasattr(office.member, "account")]
    posts = list(Post)
    offices.sort(key=lambda office: posts.index(Post(office.post)))
    return [office.member.account for office in offices if office.member.account.is_activated]


def _write(
    making: Making, unit: Unit, span: Span, entries: Sequence[Entry], keepers: Sequence[User], source: str
) -> None:
    at = moment(making.rng(f"{unit.code}/{span.first}/written"), span.written_on)
    by: dict[Actor, list[Entry]] = {}
    happened = (entry for entry in entries if span.first <= entry.on <= span.last)
    for number, entry in enumerate(happened):
        keyed = replace(entry, key=f"demo/{unit.code}/{span.first}/{number}")
        by.setdefault(_keeper(keepers, entry), []).append(keyed)
    for actor, several in by.items():
        record_many(actor, several, source=source, at=at)


def _keeper(keepers: Sequence[User], entry: Entry) -> Actor:
    """Return who writes it down: nobody about herself, nobody of the branch a decision; else the program does."""
    others = (user for user in keepers if user.member_id != entry.member.pk and not entry.document)
    return next((Actor(user.pk) for user in others), PROGRAM)
