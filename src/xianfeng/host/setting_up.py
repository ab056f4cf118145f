"""The first unit and the first administrator of a real installation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Text
from xianfeng.people.accounts.models import Slip, User
from xianfeng.people.accounts.operations import appoint, issue_slip, open_account_for_person
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.operations import found_unit
from xianfeng.people.organizations.roles import Role

OPTIONS = {"name": "--unit", "kind": "--kind", "code": "--code", "username": "--administrator"}
THERE = Text("已经设置过了", "it has been set up already")


@transaction.atomic
def set_up(unit: str, kind: str, code: str, administrator: str, name: str, today: date) -> str:
    """Found the unit at the top and open the administrator's account; return its activation code.

    Until that account has been activated the same can be asked again: it gives a new code in place of the
    old one. Raises InvalidInput when the installation is in use, or with everything wrong about what is given.
    """
    if Unit.objects.exists():
        return _new_code(administrator)
    try:
        top = found_unit(PROGRAM, kind=kind, name=unit, code=code, founded_on=today)
        user = open_account_for_person(PROGRAM, top, administrator, name)
        appoint(PROGRAM, user, Role.ADMINISTRATOR, top, today)
        return issue_slip(PROGRAM, user, Slip.Reason.FIRST)
    except ValidationError as error:
        raise InvalidInput(_problems(error)) from error


def _new_code(administrator: str) -> str:
    user = User.objects.filter(username=administrator, appointments__role=Role.ADMINISTRATOR).first()
    if user is None or user.is_activated:
        fix = Text("请用已有的管理员账号登录", "sign in with an administrator's account that is there")
        raise InvalidInput([Problem(Named.of("setup"), THERE, fix)])
    return issue_slip(PROGRAM, user, Slip.Reason.FIRST)


def _problems(error: ValidationError) -> Iterator[Problem]:
    """Yield a problem for each message, in words of the language in force."""
    told = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    for field, messages in told.items():
        for message in messages:
            yield Problem(
                Named.of(OPTIONS.get(field, "setup")), Text.same(message.rstrip("。.")), Text("", "")
            )
