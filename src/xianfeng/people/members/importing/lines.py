"""A plan as pages show it: each line a member, where she belongs, and what changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xianfeng.people.members.forms import words_of
from xianfeng.people.members.importing.columns import BY_CODE
from xianfeng.people.members.importing.drafts import places_of
from xianfeng.people.members.importing.findings import Finding, Places
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.importing.plans import Absent, Entry, Plan
from xianfeng.people.members.importing.register import Register
from xianfeng.people.members.importing.titles import never_read
from xianfeng.people.members.importing.words import said, sentence
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.site.tables import harmless

PARTS: Mapping[str, Any] = {
    "problems": gettext_lazy("Has to be corrected"),
    "notes": gettext_lazy("Worth a look"),
    "added": gettext_lazy("Will be added"),
    "changed": gettext_lazy("Will be changed"),
    "moved": gettext_lazy("Will be moved"),
    "absent": gettext_lazy("Not in the file"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A field before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A member in a list; `member` is the key of a registered one, `row` the row of the file."""

    name: str
    staff_no: str
    place: str
    changes: tuple[Change, ...] = ()
    words: str = ""
    row: int | None = None
    member: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding in words: where, and what."""

    place: str
    column: str
    row: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Turns what stands in a plan into lines, as far as a page shows it."""

    plan: Plan
    register: Register
    places: Places

    def items(self, part: str) -> Sequence[Any]:
        if part in ("problems", "notes"):
            return self.plan.findings.of(is_note=part == "notes")
        found: Sequence[Any] = getattr(self.plan, part)
        return found

    def count(self, part: str) -> int:
        if part in ("problems", "notes"):
            return int(getattr(self.plan.findings, part))
        return len(self.items(part))

    def show(self, part: str, items: Sequence[Any]) -> list[Line | Problem]:
        """Return the lines of some items of a part."""
        shown: Mapping[str, Callable[[Any], Line]] = {
            "added": self._added, "changed": self._changed, "moved": self._moved, "absent": self._absent,
        }  # fmt: skip
        show = shown.get(part, self._problem)
        return [show(each) for each in items]

    def _problem(self, finding: Finding) -> Problem:
        place, column = said(self.places.words(finding)), self.places.title(finding.code)
        return Problem(place, column, finding.row, sentence(finding.what, finding.fix))

    def _added(self, entry: Entry) -> Line:
        changes = tuple(
            _change(name, "", entry.after[name]) for name in entry.after if name not in ("name", "staff_no")
        )
        place = self._place(entry.unit) if entry.unit else ""
        return Line(entry.name, entry.staff_no, place, changes, _from(entry.on), entry.row)

    def _changed(self, entry: Entry) -> Line:
        changes = tuple(_change(name, entry.before[name], entry.after[name]) for name in entry.after)
        return self._known(entry, changes)

    def _moved(self, entry: Entry) -> Line:
        member = self._member(entry)
        new = self._place(entry.unit) if entry.unit else ""
        change = Change(_("Belongs to"), self._place(self.register.unit_of(member)), new)
        return self._known(entry, (change,), _from(entry.on))

    def _known(self, entry: Entry, changes: tuple[Change, ...], words: str = "") -> Line:
        member = self._member(entry)
        place = self._place(self.register.unit_of(member))
        return Line(member.name, member.staff_no, place, changes, words, entry.row, member.pk)

    def _absent(self, absent: Absent) -> Line:
        member = absent.member
        words = str(words_of(absent.change)) if absent.change else _("Stays as she is")
        return Line(
            member.name,
            member.staff_no,
            self._place(self.register.unit_of(member)),
            (),
            words,
            None,
            member.pk,
        )

    def _member(self, entry: Entry) -> Member:
        assert entry.member is not None
        return entry.member

    def _place(self, unit: Unit) -> str:
        branch = self.register.branch_of(unit)
        return str(branch.name) if unit.pk == branch.pk else f"{branch.name} · {unit.name}"


def _from(day: date | None) -> str:
    return _("from %(day)s") % {"day": date_format(day)} if day else ""


def _change(name: str, before: Any, after: Any) -> Change:
    return Change(said(BY_CODE[name].title), _shown(name, before), _shown(name, after))


def _shown(name: str, value: Any) -> str:
    choices = BY_CODE[name].choices
    if choices:
        return str(dict(Member._meta.get_field(name).flatchoices).get(value, ""))  # type: ignore[union-attr]
    if isinstance(value, date):
        return date_format(value)
    return str(value or "")


def problems_csv(lines: Lines) -> bytes:
    """Return all problems and notes as CSV: sheet, row, column, what is wrong, what to do."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Sheet"), _("Row"), _("Column"), _("What"), _("What to do")])
    for finding in (*lines.items("problems"), *lines.items("notes")):
        where = [lines.places.sheet, str(finding.row or ""), lines.places.title(finding.code)]
        writer.writerow(harmless([*where, said(finding.what), said(finding.fix)]))
    return out.getvalue().encode("utf-8-sig")


def columns_of(draft: ImportDraft) -> dict[str, list[tuple[str, str]]]:
    """Return the columns of a draft: what is read as what, what is not known, and what is never read."""
    codes = {at: code for code, at in draft.columns}
    found: dict[str, list[tuple[str, str]]] = {"read": [], "unknown": [], "never": []}
    for at, title in enumerate(draft.titles):
        topic = never_read(title)
        if at in codes:
            found["read"].append((title, said(BY_CODE[codes[at]].title)))
        elif topic is not None:
            found["never"].append((title, said(topic)))
        elif title:
            found["unknown"].append((title, ""))
    return found


def lines_of(draft: ImportDraft, plan: Plan, register: Register) -> Lines:
    """Return what shows a plan."""
    return Lines(plan, register, places_of(draft))
