"""Kinds of facts by what they are about, for choosing among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from xianfeng.engine.scheme import Kind as EngineKind
from xianfeng.people.members.importing.words import said

GROUPS: tuple[tuple[Any, frozenset[str]], ...] = (
    (
        _("Work at the post"),
        frozenset(
            ["hazard", "safety", "emergency", "improvement", "saving", "difficulty", "project", "coaching"]
        ),
    ),
    (_("Service"), frozenset(["volunteer", "community", "clean", "mediation", "help", "industry"])),
    (_("Study"), frozenset(["study", "training"])),
    (_("Publicity, contests, awards"), frozenset(["publicity", "article", "essay", "contest", "award"])),
    (_("Talks, contact, identity"), frozenset(["talk", "contact", "display", "badge"])),
)
"""The first part of a code says what it is about; of units' own kinds nothing is known."""
OTHERS = _("Of your organisation")


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind to choose: `measure` is the unit of its quantity, '' where only their number matters."""

    code: str
    title: str
    measure: str


def choice_of(kind: EngineKind) -> Choice:
    """Return a kind as it is offered in the language of the request."""
    return Choice(kind.code, said(kind.title), said(kind.unit) if kind.unit else "")


def grouped(kinds: Mapping[str, EngineKind], codes: Iterable[str]) -> Iterator[tuple[Any, list[Choice]]]:
    """Yield each group with its kinds, of those asked for; groups without one are left out."""
    asked = list(codes)
    for title, subjects in GROUPS:
        members = [choice_of(kinds[code]) for code in asked if code.split(".")[0] in subjects]
        if members:
            yield title, members
    known = frozenset().union(*(subjects for _title, subjects in GROUPS))
    others = [choice_of(kinds[code]) for code in asked if code.split(".")[0] not in known]
    if others:
        yield OTHERS, others
