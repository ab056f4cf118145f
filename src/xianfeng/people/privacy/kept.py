"""The register of what is kept about a person: each app says what, why, who reads it, and how long.

"My data", the downloads and the test of completeness read nothing else. An app that comes later registers
its own models from its `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Field, Model, QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from xianfeng.people.accounts.models import User
from xianfeng.people.privacy.notices import Words

YOU = _("you")
BRANCH = _("secretary and committee of your branch")
ABOVE = _("officers and inspectors of the units above")
ADMINISTRATORS = _("system administrators")
AUDITORS = _("auditors")
OWNERS = _("data owners")
AUDIENCE = _("those to whom you agreed to show it")


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of rows about a person.

    `rows` returns those of an account, `fields` are shown and downloaded, `hidden` are not: secrets, and
    what only the program needs. Together they are all columns of the table. `retention` is a subject's code,
    or says itself how long. `words` say a field for people where its value alone would not.
    """

    code: str
    title: Words
    why: Words
    readers: tuple[Words, ...]
    retention: Words
    rows: Callable[[User], QuerySet[Any]]
    fields: tuple[str, ...]
    hidden: tuple[str, ...] = ("id",)
    words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)

    def columns(self) -> list[Any]:
        """Return the fields shown, with their names in the language of the reader."""
        model = self.rows(User()).model
        return [model._meta.get_field(name) for name in self.fields]

    def for_people(self, row: Model, column: Field[Any, Any]) -> str:
        """Return a value as a page or a sheet shows it."""
        said = self.words.get(column.name)
        return said(row) if said else for_people(row, column)


REGISTER: dict[str, Kept] = {}


def register(kinds: Iterable[Kept], first: bool = False) -> None:
    """Add kinds of rows, before the others if they come first; a code registered again replaces the former."""
    added = {kind.code: kind for kind in kinds}
    others = {code: kind for code, kind in REGISTER.items() if code not in added}
    REGISTER.clear()
    REGISTER.update(added | others if first else others | added)


def for_people(row: Model, column: Field[Any, Any]) -> str:
    """Return a value as a page or a sheet shows it."""
    value = getattr(row, column.name)
    if value is None or value == "":
        return ""
    if column.choices:
        return str(getattr(row, f"get_{column.name}_display")())
    if isinstance(value, datetime):
        return localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(value)


def for_programs(row: Model, field: Field[Any, Any]) -> Any:
    """Return a value as JSON has it: codes and ISO dates; what is referred to by its name."""
    value = getattr(row, field.name)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | dict | list | None) else str(value)
