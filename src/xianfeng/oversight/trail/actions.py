"""What each recorded action is called."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIONS: dict[str, Any] = {
    "accounts.add_second_factor": _("second factor set up"),
    "accounts.appoint": _("role given"),
    "accounts.change_contact": _("phone or e-mail for signing in changed"),
    "accounts.change_password": _("password changed"),
    "accounts.connect_provider": _("other way of signing in connected"),
    "accounts.disable": _("account disabled"),
    "accounts.disconnect_provider": _("other way of signing in disconnected"),
    "accounts.enable": _("account enabled"),
    "accounts.end_appointment": _("role ended"),
    "accounts.end_session": _("session ended"),
    "accounts.end_sessions": _("all sessions ended"),
    "accounts.end_with_unit": _("roles ended with their organisation"),
    "accounts.issue_slip": _("activation slip issued"),
    "accounts.offer_in_demo": _("account offered in the demo"),
    "accounts.open": _("account opened"),
    "accounts.remove_second_factor": _("second factor removed"),
    "accounts.reset_second_factor": _("second factor reset"),
    "accounts.sign_in": _("signed in"),
    "accounts.use_slip": _("activation slip used"),
    "demo.begin": _("demonstration begun"),
    "host.backup": _("backup made"),
    "host.restore": _("backup restored"),
    "identity.end_sign": _("post sign taken back"),
    "identity.give": _("consent to display given"),
    "identity.give_sign": _("post sign given"),
    "identity.revoke": _("consent to display revoked"),
    "identity.upload": _("photo uploaded"),
    "members.correct": _("member's record corrected"),
    "members.end_office": _("office ended"),
    "members.export": _("list of members downloaded"),
    "members.follow_dissolution": _("members followed a dissolution"),
    "members.follow_merge": _("members followed a merger"),
    "members.follow_move": _("members followed their unit"),
    "members.give_office": _("office given"),
    "members.import": _("members imported"),
    "members.import_discard": _("import discarded"),
    "members.import_options": _("options of an import changed"),
    "members.import_problems": _("problems of an import downloaded"),
    "members.import_read": _("workbook for an import read"),
    "members.leave_team": _("members left a team"),
    "members.move": _("member moved"),
    "members.import_purge": _("unfinished imports removed"),
    "members.register": _("member registered"),
    "members.status": _("member's status changed"),
    "organizations.correct_unit": _("organisation corrected"),
    "organizations.dissolve_team": _("team dissolved"),
    "organizations.dissolve_unit": _("organisation dissolved"),
    "organizations.found_unit": _("organisation founded"),
    "organizations.keep_team": _("team added"),
    "organizations.merge_units": _("organisations merged"),
    "organizations.move_unit": _("organisation moved"),
    "organizations.rename_team": _("team renamed"),
    "organizations.rename_unit": _("organisation renamed"),
    "organizations.resize_team": _("size of a team changed"),
    "organizations.split_unit": _("organisation split"),
    "privacy.answer": _("request about personal data answered"),
    "privacy.ask": _("request about personal data made"),
    "privacy.download": _("own data downloaded"),
    "privacy.erase": _("personal data erased"),
    "privacy.purge": _("data past their time purged"),
    "privacy.read_notice": _("notice on personal data read"),
    "privacy.set_rule": _("retention changed"),
    "trail.export": _("audit trail downloaded"),
}


def title_of(action: str) -> Any:
    """Return the words for an action; the code itself for one of an earlier version."""
    return ACTIONS.get(action, action)
