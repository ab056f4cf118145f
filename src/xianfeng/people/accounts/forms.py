"""Forms about signing in; what allauth would ask in its own words is asked in ours."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as code_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.contrib.auth.password_validation import get_default_password_validators, validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xianfeng.people.accounts.models import Slip
from xianfeng.people.accounts.operations.slips import get_usable_slip

REMEMBERED = 120
"""Seconds for which a code is remembered as used: longer than it counts."""


def password_field(label: Any, is_new: bool = False, help_text: Any = "") -> forms.CharField:
    """Return a field for a password, which is never shown again."""
    attrs = {"autocomplete": "new-password" if is_new else "current-password"}
    widget = forms.PasswordInput(attrs=attrs)
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text)


def _rules() -> str:
    """Return the rules of the settings in one sentence."""
    lengths = [getattr(rule, "min_length", 0) for rule in get_default_password_validators()]
    said = gettext(
        "At least %(length)d characters; not digits alone, not a common password, not like your name or numbers."
    )
    return said % {"length": max(lengths)}


rules = lazy(_rules, str)


def code_field(label: Any) -> forms.CharField:
    """Return a field for a code, to which phones offer their keys for digits."""
    attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=attrs))


class SignInForm(account_forms.LoginForm):  # type: ignore[misc]
    """One field for the name, whichever of three it is, and the password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields = {
            "login": forms.CharField(
                label=_("Staff number, phone or e-mail"), max_length=254, widget=forms.TextInput(attrs=attrs)
            ),
            "password": password_field(_("Password")),
        }


class PasswordAgainForm(account_forms.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""

    password = password_field(_("Password"))


class ChangePasswordForm(account_forms.ChangePasswordForm):  # type: ignore[misc]
    """The password one has, and twice the new one."""

    oldpassword = password_field(_("Current password"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _name_new_passwords(self)


class SetPasswordForm(account_forms.SetPasswordForm):  # type: ignore[misc]
    """A first password, for those who came by another provider."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _name_new_passwords(self)


def _name_new_passwords(form: Any) -> None:
    for name, label in (("password1", _("New password")), ("password2", _("New password again"))):
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)
    form.fields["password1"].help_text = rules()


class _Once:
    """A code counts once, for as long as it counts at all."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        is_first = cache.add(f"accounts.code.{self.user.pk}.{code}", "used", REMEMBERED)  # type: ignore[attr-defined]
        if self.authenticator.type == Authenticator.Type.TOTP and not is_first:  # type: ignore[attr-defined]
            raise ValidationError(_("This code has been used. Wait for the next one."))
        return code


class CodeForm(_Once, code_forms.AuthenticateForm):  # type: ignore[misc]
    """The code of the second factor, or a recovery code."""

    code = code_field(_("Code from the app, or a recovery code"))


class CodeAgainForm(_Once, code_forms.ReauthenticateForm):  # type: ignore[misc]
    """The same, before something that matters."""

    code = code_field(_("Code from the app, or a recovery code"))


class FirstCodeForm(totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The first code proves that the app has read the QR code."""

    code = code_field(_("Code from the app"))


class PasskeyForm(passkey_forms.AddWebAuthnForm):  # type: ignore[misc]
    """A passkey: what it is called, and whether it is enough without a password."""

    name = forms.CharField(
        label=_("Name of the passkey"), required=False, max_length=40, initial=_("This device")
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with this alone, without a password"), required=False, initial=True
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["name"] = self.fields["name"].initial


class PasskeyNameForm(passkey_forms.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=40)


class ActivationForm(forms.Form):
    """The code of a slip and a new password; phone and e-mail are names to sign in with later."""

    slip: Slip

    code = forms.CharField(
        label=_("Activation code"),
        max_length=40,
        help_text=_(
            "12 letters and digits from your slip. Capitals or not, dashes or not: it is all the same."
        ),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "xf-code",
            }
        ),
    )
    password1 = password_field(_("New password"), is_new=True, help_text=rules())
    password2 = password_field(_("New password again"), is_new=True)
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=25,
        help_text=_("If you give it, you can sign in with it later."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            self.slip = get_usable_slip(code)
        except ValidationError as refusal:
            raise ValidationError(refusal.messages) from refusal
        return code

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, again = values.get("password1"), values.get("password2")
        if first and again and first != again:
            self.add_error("password2", _("The two are not the same. Type it once more."))
        if first and hasattr(self, "slip"):
            try:
                validate_password(first, self.slip.user)
            except ValidationError as refusal:
                self.add_error("password1", refusal)
        return values


class ContactForm(forms.Form):
    """What one signs in with beside the staff number."""

    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=25,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
