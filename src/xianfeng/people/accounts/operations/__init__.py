"""Everything that changes an account: opened, activated by a slip, looked after, appointed, one's own settings."""

from __future__ import annotations

from xianfeng.people.accounts.operations.appointments import appoint, end_appointment
from xianfeng.people.accounts.operations.care import (
    disable_account,
    enable_account,
    end_all_sessions,
    reset_second_factor,
)
from xianfeng.people.accounts.operations.opening import (
    offer_in_demo,
    open_account,
    open_account_for_person,
    take_over_name,
)
from xianfeng.people.accounts.operations.own import (
    change_contact,
    change_password,
    end_session,
    note_provider,
    note_second_factor,
    note_sign_in,
)
from xianfeng.people.accounts.operations.slips import (
    Issued,
    issue_slip,
    issue_slips_for_branch,
    tell_about_slips,
    use_slip,
)

__all__ = [
    "Issued",
    "appoint",
    "change_contact",
    "change_password",
    "disable_account",
    "enable_account",
    "end_all_sessions",
    "end_appointment",
    "end_session",
    "issue_slip",
    "issue_slips_for_branch",
    "note_provider",
    "note_second_factor",
    "note_sign_in",
    "offer_in_demo",
    "open_account",
    "open_account_for_person",
    "reset_second_factor",
    "take_over_name",
    "tell_about_slips",
    "use_slip",
]
