"""Words of what follows in templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from xianfeng.merit.followups.basis import words_of
from xianfeng.people.members.importing.words import said

register = template.Library()


@register.filter
def basis_words(basis: Mapping[str, Any]) -> str:
    """Return because of what, in the language of the page."""
    return said(words_of(basis))
