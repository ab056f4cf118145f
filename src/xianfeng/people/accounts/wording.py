"""What allauth and Django say about accounts, in our words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext_lazy

SAID: dict[str, Any] = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password is changed. Other devices are signed out."),
    "account/messages/password_set.txt": _("Your password is set."),
    "mfa/messages/totp_activated.txt": _("The app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "socialaccount/messages/account_connected.txt": _("Connected. From now on you can sign in with it."),
    "socialaccount/messages/account_connected_updated.txt": _("Connected already."),
    "socialaccount/messages/account_connected_other.txt": _(
        "This account is connected to somebody else here."
    ),
    "socialaccount/messages/account_disconnected.txt": _("No longer connected."),
}
"""What allauth says after something was done; what is not here it does not say."""

REWORDED = (
    gettext_noop("You must type the same password each time."),
    gettext_noop("The password is too similar to the %(verbose_name)s."),
    gettext_noop("This password is too common."),
    gettext_noop("This password is entirely numeric."),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        "number",
    ),
)
"""Messages of theirs that we translate in our own way; naming them here puts them into the catalogue."""
