"""Words of the engine, which it says in both languages, in the language of a page."""

from __future__ import annotations

from django import template

from xianfeng.engine.problems import Problem
from xianfeng.engine.text import Text
from xianfeng.people.members.importing.words import said, sentence

register = template.Library()


@register.filter(name="said")
def _said(text: Text) -> str:
    return said(text)


@register.filter
def problem_words(problem: Problem) -> str:
    """Return what is wrong and what to do."""
    return sentence(problem.what, problem.fix)
