"""How names stand on a board."""

from __future__ import annotations

from django import template

from xianfeng.merit.boards.faces import span, width

register = template.Library()
FOUR = 8
"""Four characters: more than a column of a screen holds, but not of a page."""
CLASSES = ("", " xf-name--two", " xf-name--three", " xf-name--more")


@register.filter
def name_class(name: str) -> str:
    """Return the class of a name by the room it needs."""
    columns = CLASSES[span(name) - 1]
    return f"xf-name{' xf-name--four' if columns and width(name) <= FOUR else columns}"
