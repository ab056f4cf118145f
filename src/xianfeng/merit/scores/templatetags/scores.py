"""The engine's amounts and words in templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template

from xianfeng.engine.amounts import show, show_exact
from xianfeng.engine.components import EXACT
from xianfeng.engine.results import Missing
from xianfeng.engine.scheme import Item, Sheet
from xianfeng.engine.text import Text
from xianfeng.engine.words import plain as without_zeros
from xianfeng.merit.methods.links import rule_url as rule_url_of
from xianfeng.merit.scores.words import WAITING, day_words
from xianfeng.people.members.importing.words import said as said_text
from xianfeng.people.organizations.models import Unit

register = template.Library()


@register.filter
def said(text: Text | None) -> str:
    """Return words in the language of the page, '' for none."""
    return said_text(text) if text else ""


@register.filter
def amount(hundredths: int | None) -> str:
    """Return an amount with two places, '—' where there is none: never 0 for what is missing."""
    return "—" if hundredths is None else show(hundredths)


@register.filter
def exact(part: int) -> str:
    """Return a part of a weighted sum, exactly."""
    return show_exact(part, EXACT)


@register.filter
def waits(missing: Missing) -> Text:
    """Return what a component without a score waits for."""
    return WAITING[missing]


@register.filter
def day(on: date) -> str:
    """Return a day of the year in words; the year is in the heading."""
    return said_text(day_words(on))


@register.filter
def plain(hundredths: int) -> str:
    """Return an amount without needless zeros."""
    return without_zeros(hundredths)


@register.filter
def of_ref(facts: Mapping[str, Any], ref: str) -> Any:
    """Return the fact with a ref; None for one that was reversed while the page was made."""
    return facts.get(ref)


@register.simple_tag
def rule_url(branch: Unit, sheet: Sheet, item: Item) -> str:
    """Return the address of an item in the rule book of a branch's method."""
    return rule_url_of(branch.pk, sheet.code, item.code)
