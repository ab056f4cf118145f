"""Nothing of what may not be kept has a place: no field, no label, no choice, no form, no page (domain 5).

Sentences that say that something is *not* kept are the only ones that name it, and the import names the
columns that it does not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import polib
import pytest
from django import forms
from django.apps import apps
from django.db import models
from django.utils import translation

import xianfeng

PACKAGE = Path(xianfeng.__file__).parent
WINGS = ("people", "oversight", "desk", "site", "demo")
CHINESE = (
    "宗教", "信仰", "民族", "族别", "家属", "家庭", "亲属", "配偶", "子女", "户籍", "籍贯", "住址", "身份证", "护照", "出生",
    "生日", "健康", "病", "残疾", "体检", "收入", "工资", "薪", "婚", "线索", "举报", "维稳", "去极端", "信访", "思想动态",
)  # fmt: skip
ENGLISH = (
    "religion", "religious", "ethnic", "ethnicity", "nationality", "family", "relatives", "spouse", "household",
    "hometown", "passport", "birth", "birthday", "birthdate", "born", "health", "healthy", "illness", "disease",
    "disability", "medical", "income", "salary", "wage", "wages", "marital", "married", "clue", "clues", "informant",
    "petition", "petitioner",
)  # fmt: skip
PHRASES = ("id card", "identity card", "id number", "identity number", "home address", "private phone")
NOT_KEPT = {
    "zh": ("不保存", "不读", "不收集", "不记录", "没有", "不要写", "不填"),
    "en": ("not ", "no ", "never ", "leave out"),
}
POLITICAL_BIRTHDAY = "政治生日"  # the day of joining the party, a term of its own


def denied(text: str) -> set[str]:
    """Return the words in a text that may not stand there."""
    plain = text.replace(POLITICAL_BIRTHDAY, "").replace("_", " ").lower()
    words = set(re.findall(r"[a-z]+", plain))
    found = {word for word in CHINESE if word in plain} | (words & set(ENGLISH))
    return found | {phrase for phrase in PHRASES if phrase in plain}


def says_not(text: str) -> bool:
    return any(marker in text.lower() for markers in NOT_KEPT.values() for marker in markers)


def texts_of_choices(choices: Any) -> Iterator[str]:
    for value, label in choices or ():
        if isinstance(label, list | tuple):
            yield from texts_of_choices(label)
        else:
            yield from (str(value), str(label))


def texts_of_model(model: type[models.Model]) -> Iterator[str]:
    yield from (model.__name__, str(model._meta.verbose_name), str(model._meta.verbose_name_plural))
    for field in model._meta.get_fields():
        yield field.name
        if isinstance(field, models.Field):
            yield from (str(field.verbose_name), str(field.help_text), field.column or "")
            yield from texts_of_choices(field.choices)


def all_forms() -> list[type[forms.BaseForm]]:
    for module in walk_packages([str(PACKAGE)], "xianfeng."):
        if "forms" in module.name.split(".") or ".filters" in module.name:
            import_module(module.name)
    found, waiting = [], [forms.BaseForm]
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if form.__module__.startswith("xianfeng."):
                found.append(form)
    return found


def texts_of_form(form: type[forms.BaseForm]) -> Iterator[str]:
    for name, field in getattr(form, "base_fields", {}).items():
        hint = str(field.help_text)
        yield from (name, str(field.label or ""), "" if says_not(hint) else hint)
        if not isinstance(field, forms.ModelChoiceField):
            yield from texts_of_choices(getattr(field, "choices", ()))


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("xianfeng.")]


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_no_model_has_a_place_for_it(language: str) -> None:
    assert {"members.Member", "organizations.Unit"} <= {model._meta.label for model in ours()}
    with translation.override(language):
        wrong = {
            (model._meta.label, word)
            for model in ours()
            for text in texts_of_model(model)
            for word in denied(text)
        }
    assert not wrong


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_form_asks_for_it(language: str) -> None:
    found = all_forms()
    assert {"RegisterForm", "CorrectForm", "StatusForm"} <= {form.__name__ for form in found}
    with translation.override(language):
        wrong = {
            (form.__qualname__, word)
            for form in found
            for text in texts_of_form(form)
            for word in denied(text)
        }
    assert not wrong


def test_words_for_people_name_it_only_to_say_that_it_is_not_kept() -> None:
    catalogues = [path for wing in WINGS for path in (PACKAGE / wing).rglob("*.po")]
    assert catalogues
    wrong = []
    for path in catalogues:
        for entry in polib.pofile(str(path)):
            for text in (entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values()):
                if denied(text) and not says_not(text):
                    wrong.append((str(path.relative_to(PACKAGE)), text, denied(text)))
    assert not wrong


def test_columns_that_are_not_read_are_named_in_the_import_alone() -> None:
    sources = [path for wing in WINGS for end in ("*.py", "*.html") for path in (PACKAGE / wing).rglob(end)]
    naming = {
        str(path.relative_to(PACKAGE)): found
        for path in sources
        if (
            found := {
                word for word in CHINESE if word in path.read_text("utf-8").replace(POLITICAL_BIRTHDAY, "")
            }
        )
    }
    assert {name for name in naming if not name.startswith("people/members/importing/")} == set()
    assert "people/members/importing/columns.py" in naming


@pytest.mark.parametrize(
    ("text", "is_denied"),
    [
        ("民族", True), ("ethnicity", True), ("home_address", True), ("id_number", True), ("family_members", True),
        ("identity", False), ("relative_to", False), ("政治生日", False), ("reduced duties", False), ("减免任务", False),
        ("joined_on", False), ("work_phone", False),
    ],
)  # fmt: skip
def test_the_list_of_words_knows_what_it_looks_for(text: str, is_denied: bool) -> None:
    assert bool(denied(text)) == is_denied
