"""What a member shows to whom, a photo, and signs on posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from xianfeng.people.identity.models import Audience, Field, PostSign
from xianfeng.people.identity.queries import Shown
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit

NOBODY = ("", _("nobody"))


def audiences(committee: Unit | None) -> list[tuple[str, Any]]:
    """Return the audiences to choose from, the committee by its name."""
    wide = _("everybody signed in within %(committee)s") % {"committee": committee.name} if committee else ""
    return [
        (Audience.BRANCH.value, Audience.BRANCH.label),
        (Audience.UNIT.value, wide or Audience.UNIT.label),
    ]


def hints(could: Shown) -> dict[str, str]:
    """Return for each field what would be shown, escaped: hints are drawn as HTML."""
    values = {Field.NAME: (could.name,), Field.POST: could.posts, Field.CONTACT: could.contacts}
    return {field: escape(" · ".join(value) or _("not in the register")) for field, value in values.items()}


class ConsentForm(forms.Form):
    """One choice a field, each a consent of its own; nobody unless the member says otherwise."""

    def __init__(self, could: Shown, committee: Unit | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        shown = hints(could)
        for field in Field:
            if field == Field.PHOTO and not could.has_photo:
                continue
            self.fields[field.value] = forms.ChoiceField(
                label=field.label,
                choices=[NOBODY, *audiences(committee)],
                required=False,
                widget=forms.RadioSelect,
                help_text=shown.get(field, _("Choosing nobody deletes the photo.")),
            )


class PhotoForm(forms.Form):
    """A photo and to whom it is shown: no photo is kept that nobody may see."""

    file = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, at most 10 MB. It is cut square; place and camera data are removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    audience = forms.ChoiceField(label=_("Show it to"), widget=forms.RadioSelect)

    def __init__(self, committee: Unit | None, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["audience"].choices = audiences(committee)  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """A sign for a post of a member of the branch."""

    member = forms.ModelChoiceField(Member.objects.none(), label=_("Member"))
    kind = forms.ChoiceField(label=_("Kind of sign"), choices=PostSign.Kind.choices, widget=forms.RadioSelect)
    place = forms.CharField(label=_("Place or post"), max_length=60)
    from_on = forms.DateField(
        label=_("From"), initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, members: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class EndSignForm(forms.Form):
    """The last day of a sign."""

    on = forms.DateField(
        label=_("Last day"), initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"})
    )
