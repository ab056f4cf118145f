"""Facts and proposals in words: what it was, how much, and who said and confirmed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xianfeng.engine.amounts import show
from xianfeng.engine.scheme import Kind as EngineKind
from xianfeng.engine.text import Text
from xianfeng.facts.catalogue import as_engine, packaged
from xianfeng.facts.models import Fact, Kind, Proposal
from xianfeng.people.accounts.models import User
from xianfeng.people.members.importing.words import said


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact or a proposal, what it was, how much of it, and the names behind it."""

    row: Any
    title: str
    measured: str
    said_by: str
    decided_by: str

    @property
    def what(self) -> str:
        """Return the kind with its quantity or outcome."""
        return f"{self.title} {self.measured}".strip()


def kinds_by_code(codes: Iterable[str]) -> dict[str, EngineKind]:
    """Return kinds by their codes, wherever they were added; a code that nobody knows stands for itself. One query."""
    asked = set(codes)
    known = {code: kind for code, kind in packaged().items() if code in asked}
    if asked - set(known):
        known |= {kind.code: as_engine(kind) for kind in Kind.objects.filter(code__in=asked - set(known))}
    unknown = {code: EngineKind(code, Text.same(code)) for code in asked - set(known)}
    return known | unknown


def names_of(accounts: Iterable[int | None]) -> dict[int | None, str]:
    """Return the names of accounts by their ids; without one it was the program. One query."""
    asked = {pk for pk in accounts if pk is not None}
    names: dict[int | None, str] = dict(User.objects.filter(pk__in=asked).values_list("pk", "name"))
    return {**{pk: _("a closed account") for pk in asked}, **names, None: _("the program")}


def present(rows: Iterable[Any]) -> list[Shown]:
    """Return facts or proposals as they are shown. Two queries, however many there are."""
    rows = list(rows)
    kinds = kinds_by_code(row.kind for row in rows)
    names = names_of(pk for row in rows for pk in _hands(row))
    return [_shown(row, kinds[row.kind], names) for row in rows]


def _hands(row: Any) -> tuple[int | None, int | None]:
    if isinstance(row, Proposal):
        return row.proposed_by, row.decided_by
    return row.recorded_by, row.confirmed_by


def _shown(row: Fact | Proposal, kind: EngineKind, names: Mapping[int | None, str]) -> Shown:
    said_by, decided_by = _hands(row)
    measured = measure_of(kind, row.quantity, row.outcome)
    return Shown(row, said(kind.title), measured, names[said_by], names[decided_by])


def measure_of(kind: EngineKind, quantity: int, outcome: str) -> str:
    """Return the outcome and the quantity with its unit, as far as the kind has them."""
    words = [said(kind.outcomes[outcome])] if outcome in kind.outcomes else []
    if kind.unit is not None:
        words.append(f"{plain(quantity)}{_space()}{said(kind.unit)}")
    return (", " if _space() else "，").join(words)


def plain(quantity: int) -> str:
    """Return hundredths without zeros that say nothing: 200 is "2", 250 is "2.5"."""
    return show(quantity).rstrip("0").rstrip(".")


def _space() -> str:
    return " " if (get_language() or "").startswith("en") else ""
