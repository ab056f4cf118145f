"""Everything that writes to the register: one transaction and one audit entry each."""

from __future__ import annotations

from xianfeng.people.members.operations.moving import move_member
from xianfeng.people.members.operations.offices import end_office, give_office
from xianfeng.people.members.operations.registering import correct_member, register_member
from xianfeng.people.members.operations.status import change_status

__all__ = [
    "change_status",
    "correct_member",
    "end_office",
    "give_office",
    "move_member",
    "register_member",
]
