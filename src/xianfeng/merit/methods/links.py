"""How other pages lead to a rule."""

from __future__ import annotations

from django.urls import reverse

from xianfeng.rulebook.scoring import anchor_of


def rule_url(unit_pk: int, sheet: str, item: str) -> str:
    """Return the address of an item in the rule book of the method that a unit goes by."""
    return f"{reverse('methods:book')}?unit={unit_pk}#{anchor_of(sheet, item)}"
