"""From a line to an entry: whom it is about, what happened, when, how much. All problems of a line at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from xianfeng.engine.amounts import ONE
from xianfeng.engine.scheme import Kind
from xianfeng.engine.text import joined, shown
from xianfeng.facts.entries import Entry
from xianfeng.facts.entry.days import day_of
from xianfeng.facts.entry.kinds import Kinds, Known
from xianfeng.facts.entry.lines import Line
from xianfeng.facts.entry.outcomes import is_mark
from xianfeng.facts.entry.people import People
from xianfeng.facts.entry.quantities import quantity_of
from xianfeng.facts.entry.rows import Row
from xianfeng.people.members.importing.titles import plain_title
from xianfeng.people.members.importing.words import said, sentence
from xianfeng.people.members.models import Member
from xianfeng.workbooks.files.cells import Wrong

BY_MONTH = frozenset({"dues.month"})
"""Kinds for which the month is enough."""


@dataclass(frozen=True, slots=True)
class Given:
    """What holds for the lines that do not say it, and who was chosen where several have a name."""

    kind: str = ""
    on: date | None = None
    quantity: int = ONE
    who: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Understanding:
    """Understands the lines of one text or file."""

    people: People
    kinds: Kinds
    given: Given
    today: date

    def row(self, line: Line) -> Row:
        row = Row(line)
        for word in line.unread:
            row.problem("", _("“%(word)s” was not understood.") % {"word": shown(word)})
        row.member = self._member(row)
        known = self._known(row)
        row.kind = self._kind(row, known)
        on, outcome = self._day(row), self._outcome(row, known)
        quantity = self._quantity(row)
        if row.member and row.kind and on and outcome is not None and quantity is not None:
            cells = line.cells
            document, note = cells.get("document", ""), cells.get("note", "")
            row.entry = Entry(row.member, row.kind.code, on, quantity, outcome, document, note)
        return row

    def _known(self, row: Row) -> Known | None:
        branch = row.member.branch if row.member else None
        return self.kinds.of(branch) if branch else None

    # ---- whom

    def _member(self, row: Row) -> Member | None:
        number, name = row.line.cells.get("member", ""), row.line.cells.get("name", "")
        if not number and not name:
            row.problem("name", _("Nobody is named. Write a name or a staff number."))
            return None
        found = self.people.find(number or name)
        if len(found) > 1 and number and name:
            found = [each for each in found if plain_title(each.name) == plain_title(name)] or found
        chosen = self.people.by_id.get(self.given.who.get(row.line.number, 0))
        if len(found) > 1 and chosen in found:
            return chosen
        return self._only(row, found, number, name)

    def _only(self, row: Row, found: list[Member], number: str, name: str) -> Member | None:
        code = "member" if number else "name"
        if not found:
            row.problem(code, self._nobody(number or name))
            return None
        if len(found) > 1:
            row.candidates = found
            words = _("%(count)s members may be meant by “%(name)s”. Choose by the staff number.")
            row.problem(code, words % {"count": len(found), "name": shown(number or name)})
            return None
        if number and name and not self._is_called(found[0], name):
            words = _("The staff number %(number)s does not belong to “%(name)s”. Correct one of them.")
            row.problem("name", words % {"number": shown(number), "name": shown(name)})
            return None
        return found[0]

    def _is_called(self, member: Member, name: str) -> bool:
        return member in self.people.named(name) or member in self.people.typed(name)

    def _nobody(self, written: str) -> str:
        nearest = self.people.nearest(written)
        if nearest is not None:
            words = _("Nobody here is called “%(name)s”. Perhaps “%(nearest)s” is meant.")
            return words % {"name": shown(written), "nearest": nearest}
        words = _(
            "Nobody here is called “%(name)s”. Write the name or the staff number as the register has it."
        )
        return words % {"name": shown(written)}

    # ---- what

    def _kind(self, row: Row, known: Known | None) -> Kind | None:
        written = row.line.cells.get("kind", "")
        if known is None:  # without the member it is not known which kinds there are
            return None
        code = known.choices.find(written) if written else self.given.kind
        if isinstance(code, Wrong):
            row.problem("kind", sentence(code.what, code.fix))
            return None
        if code not in known.kinds:
            row.problem("kind", _("The kind is missing. Write it or choose it."))
            return None
        return known.kinds[code]

    def _outcome(self, row: Row, known: Known | None) -> str | None:
        """Return the code of the outcome, '' where the kind has none, None where it is wrong."""
        written, kind = row.line.cells.get("outcome", ""), row.kind
        if kind is None or known is None:
            return None
        if not kind.outcomes and written and not is_mark(written):
            row.problem(
                "outcome", _("“%(word)s”: this kind of fact has no outcomes.") % {"word": shown(written)}
            )
        if not kind.outcomes:
            return ""
        code = known.outcomes(kind).get(plain_title(written))
        if code is None:
            row.problem("outcome", self._no_outcome(written, kind))
        return code

    def _no_outcome(self, written: str, kind: Kind) -> str:
        titles = said(joined(list(kind.outcomes.values())))
        if not written:
            return _("The outcome is missing. Write one of: %(titles)s.") % {"titles": titles}
        words = _("“%(word)s” is no outcome of this kind. Write one of: %(titles)s.")
        return words % {"word": shown(written), "titles": titles}

    # ---- when, and how much

    def _day(self, row: Row) -> date | None:
        written = row.line.cells.get("on", "")
        if not written:
            if self.given.on is None:
                row.problem("on", _("The day is missing."))
            return self.given.on
        day = day_of(written, self.today)
        if isinstance(day, Wrong):
            row.problem("on", sentence(day.what, day.fix))
            return None
        if day.is_month and row.kind is not None and row.kind.code not in BY_MONTH:
            row.problem("on", _("“%(word)s” is a month. Write the day too.") % {"word": shown(written)})
            return None
        return day.on

    def _quantity(self, row: Row) -> int | None:
        written = row.line.cells.get("quantity", "")
        if not written:
            return self.given.quantity if row.kind is not None and row.kind.unit is not None else ONE
        quantity = quantity_of(written)
        if isinstance(quantity, Wrong):
            row.problem("quantity", sentence(quantity.what, quantity.fix))
            return None
        return quantity
