"""Time that has passed, and members who have left."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations.status import change_status


def ago(**length: int) -> datetime:
    return timezone.now() - timedelta(**length)


def leave(member: Member, on: date) -> Member:
    change_status(
        PROGRAM, member, field="status", new="left", on=on, document="北党〔2026〕1号", exit="deceased"
    )
    return member
