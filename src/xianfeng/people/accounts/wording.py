"""What allauth says after something was done, in our words; what is not here it does not say."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

SAID: dict[str, Any] = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _("Your password is changed. Other devices are signed out."),
    "account/messages/password_set.txt": _("Your password is set."),
    "mfa/messages/totp_activated.txt": _("The app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("Keep the recovery codes now: they are shown once."),
    "socialaccount/messages/account_connected.txt": _("Connected. From now on you can sign in with it."),
    "socialaccount/messages/account_connected_updated.txt": _("Connected already."),
    "socialaccount/messages/account_connected_other.txt": _(
        "This account is connected to somebody else here."
    ),
    "socialaccount/messages/account_disconnected.txt": _("No longer connected."),
}
