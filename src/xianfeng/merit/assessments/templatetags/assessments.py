"""Words of periods in templates."""

from __future__ import annotations

from django import template

from xianfeng.engine.calendar import Period
from xianfeng.merit.scores.words import period_title
from xianfeng.people.members.importing.words import said

register = template.Library()


@register.filter
def period_words(code: str) -> str:
    """Return a period as it is spoken of, from its code."""
    return said(period_title(Period.parse(code)))
