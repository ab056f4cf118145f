"""The forms of the register. What each field may hold stands in `rules`; the forms ask there, all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.people.members import rules
from xianfeng.people.members.models import DOCUMENT_LENGTH, Member, Office
from xianfeng.people.members.operations.checks import Problems
from xianfeng.people.members.operations.moving import problems_of_move
from xianfeng.people.members.operations.offices import posts_of, problems_of_end, problems_of_office
from xianfeng.people.members.operations.registering import (
    CORRECTABLE,
    problems_of_correction,
    problems_of_new,
)
from xianfeng.people.members.operations.status import problems_of_change
from xianfeng.people.members.states import Change, Exit, Field, Status
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.scope import subtree


def field_of(name: str, **options: Any) -> Any:
    """Return the form field of a field of the register."""
    return Member._meta.get_field(name).formfield(**options)  # type: ignore[union-attr]


def document_field(**options: Any) -> forms.CharField:
    """Return the field for the number of a document."""
    hint = _("Of the paper by which it was decided, such as 北风党〔2026〕12号.")
    return forms.CharField(label=_("Document number"), max_length=DOCUMENT_LENGTH, help_text=hint, **options)


def day_field(label: Any, hint: Any = "") -> forms.DateField:
    """Return the field for a day; today is proposed."""
    return forms.DateField(label=label, help_text=hint, initial=timezone.localdate)


class CheckedForm(forms.Form):
    """A form whose values are tidied and checked together; problems of the operation come back to its fields."""

    def problems(self, values: Mapping[str, Any]) -> Problems:
        return rules.problems(values, timezone.localdate())

    def clean(self) -> dict[str, Any]:
        values = rules.tidy(self.cleaned_data)
        self._add(self.problems(values))
        return values

    def submit(self, write: Callable[..., Any]) -> bool:
        """Give the values to an operation; return whether it took them."""
        if not self.is_valid():
            return False
        try:
            write(**self.cleaned_data)
        except ValidationError as refusal:
            self._add(refusal.message_dict)
            return False
        return True

    def _add(self, problems: Mapping[str, list[Any]]) -> None:
        for field, messages in problems.items():
            self.add_error(field if field in self.fields else None, messages)


class RegisterForm(CheckedForm):
    """A new member of a branch or of one of its groups."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Belongs to"), empty_label=None)
    from_on = day_field(_("From which day"), _("The first day there."))
    name = field_of("name")
    staff_no = field_of("staff_no")
    kind = field_of("kind")
    joined_on = field_of("joined_on")
    full_on = field_of("full_on", help_text=_("Empty for a probationary member."))
    category = field_of("category")
    duties = field_of("duties", help_text=_("No reason is kept."))
    work_post = field_of("work_post")
    work_phone = field_of("work_phone", help_text=_("A phone at work; no private number."))
    work_email = field_of("work_email")
    team = field_of("team", empty_label=_("none"))

    def __init__(self, branch: Unit, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.branch = branch
        self.fields["unit"].queryset = places_in(branch)  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams_of(branch)  # type: ignore[attr-defined]

    def problems(self, values: Mapping[str, Any]) -> Problems:
        return problems_of_new(values, values.get("unit") or self.branch)


class CorrectForm(CheckedForm):
    """What stands in the register, to be corrected without a document."""

    name = field_of("name")
    staff_no = field_of("staff_no")
    joined_on = field_of("joined_on")
    full_on = field_of("full_on")
    category = field_of("category")
    work_post = field_of("work_post")
    work_phone = field_of("work_phone", help_text=_("A phone at work; no private number."))
    work_email = field_of("work_email")
    team = field_of("team", empty_label=_("none"))

    def __init__(self, member: Member, *args: Any, **options: Any) -> None:
        options["initial"] = {field: getattr(member, field) for field in CORRECTABLE}
        super().__init__(*args, **options)
        self.member = member
        if member.kind == Member.Kind.PROBATIONARY:
            del self.fields["full_on"]
        if member.branch is None:
            del self.fields["team"]
        else:
            self.fields["team"].queryset = teams_of(member.branch)  # type: ignore[attr-defined]

    def problems(self, values: Mapping[str, Any]) -> Problems:
        return problems_of_correction(values, self.member)


class MoveForm(CheckedForm):
    """Where to, from which day."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Where to"), empty_label=_("Choose"))
    on = day_field(_("From which day"), _("The first day there."))
    document = document_field(required=False)

    def __init__(self, branch: Unit, member: Member, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.member = member
        places = places_in(branch).exclude(pk=member.unit_id)
        self.fields["unit"].queryset = places  # type: ignore[attr-defined]

    def problems(self, values: Mapping[str, Any]) -> Problems:
        return problems_of_move(values, self.member)


class StatusForm(CheckedForm):
    """A change that is possible and that the person may record: from which day, by which document."""

    new = forms.ChoiceField(label=_("What changes"), widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Belongs to"), empty_label=None)
    on = day_field(_("From which day"), _("The day from which it holds."))
    document = document_field()

    def __init__(
        self, changes: list[Change], member: Member, back: Unit | None, *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.member = member
        self.changes = {change.key: change for change in changes}
        new: Any = self.fields["new"]
        new.choices = [(key, words_of(change)) for key, change in self.changes.items()]
        if back is None:
            del self.fields["unit"]
        else:
            unit: Any = self.fields["unit"]
            unit.queryset, unit.initial = places_in(back), member.left_from_id

    @property
    def change(self) -> Change | None:
        """Return the change that was chosen."""
        return self.changes.get(self.data.get("new", ""))

    def problems(self, values: Mapping[str, Any]) -> Problems:
        if self.change is None:
            return super().problems(values)
        return problems_of_change(values, self.member, self.change)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.change is None:
            return values
        return {**values, "field": self.change.field, "new": self.change.new, "exit": self.change.exit}


class OfficeForm(CheckedForm):
    """A post in a unit."""

    post = forms.ChoiceField(label=_("Post"))
    from_on = day_field(_("From which day"), _("The first day."))

    def __init__(self, member: Member, unit: Unit, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.member, self.unit = member, unit
        post: Any = self.fields["post"]
        post.choices = [(choice.value, choice.label) for choice in posts_of(unit)]

    def problems(self, values: Mapping[str, Any]) -> Problems:
        return problems_of_office(values, self.member, self.unit)


class EndForm(CheckedForm):
    """The last day of an office."""

    on = day_field(_("Last day"))

    def __init__(self, office: Office, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.office = office

    def problems(self, values: Mapping[str, Any]) -> Problems:
        return problems_of_end(values, self.office)


def places_in(branch: Unit) -> Any:
    """Return the branch and its groups, those that have not been dissolved."""
    return Unit.objects.unscoped().filter(subtree("path", (branch.path,))).standing()


def teams_of(branch: Unit) -> Any:
    """Return the teams of a branch and of the units above it."""
    units = Unit.objects.unscoped().filter(path__in=[*branch.paths_above, branch.path])
    return Team.objects.unscoped().standing().filter(unit__in=units.values("pk")).select_related("unit")


def words_of(change: Change) -> Any:
    """Return a change in words, as a form offers it."""
    if change.exit:
        return _("Leaves the register: %(how)s") % {"how": Exit(change.exit).label}
    if change.field == Field.STATUS and change.new == Status.ACTIVE:
        return RESTORED if change.is_restoring else BACK
    return CHANGE_WORDS[change.new]


RESTORED, BACK = _("Membership restored"), _("Back in the branch")
CHANGE_WORDS: Mapping[str, Any] = {
    Status.FLOATING: _("Becomes a floating member"),
    Status.UNREGISTERED: _("Letter of transfer not handed in"),
    Status.TRANSFERRING: _("Transfer has begun"),
    Status.LOST_CONTACT: _("Out of contact for six months or more, searches recorded"),
    Status.SUSPENDED: _("Membership suspended"),
    Member.Kind.FULL: _("Becomes a full member"),
    Member.Kind.PROBATIONARY: _("Correction: is a probationary member"),
    Member.Duties.REDUCED: _("Reduced duties from now on"),
    Member.Duties.STANDARD: _("All duties from now on"),
}
