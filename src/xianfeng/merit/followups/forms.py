"""The forms of what follows; what an operation refuses comes back to its fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.facts.forms import TakenForm
from xianfeng.merit.followups.models import (
    DOCUMENT_LENGTH,
    REASON_LENGTH,
    TEXT_LENGTH,
    Award,
    Grade,
    Reviewed,
)
from xianfeng.merit.followups.operations.awards import BY_BRANCH
from xianfeng.people.members.models import Member
from xianfeng.site.forms import Dropdown


def _long(rows: int = 5) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _number(**options: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=9999, **options)


class HoldForm(TakenForm):
    """A talk that was held."""

    held_on = forms.DateField(label=_("On which day"), initial=timezone.localdate)
    summary = forms.CharField(
        label=_("What was said"), max_length=TEXT_LENGTH, widget=_long(),
        help_text=_("The main points, about the work. Nothing about other people."),
    )  # fmt: skip
    agreed = forms.CharField(
        label=_("What the two of you agreed"), max_length=TEXT_LENGTH, widget=_long(3), required=False,
        help_text=_("What will be done and until when. May stay empty."),
    )  # fmt: skip


class ReasonForm(TakenForm):
    """Why something is not done or not carried on."""

    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, help_text=_("The member reads it."))


class CloseForm(TakenForm):
    """A task that is done."""

    done_on = forms.DateField(label=_("On which day"), initial=timezone.localdate)
    note = forms.CharField(
        label=_("A few words"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("What was done. May stay empty."),
    )


class NominateForm(TakenForm):
    """Whom the branch nominates by itself, and for what."""

    member = forms.ModelChoiceField(label=_("Member"), queryset=Member.objects.none(), widget=Dropdown)
    kind = forms.ChoiceField(
        label=_("Honour"), choices=[(kind, Award.Kind(kind).label) for kind in BY_BRANCH]
    )
    reason = forms.CharField(
        label=_("What for"), max_length=REASON_LENGTH,
        help_text=_("What she did, in a sentence. Her last final result of the year is added."),
    )  # fmt: skip

    def __init__(self, members: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        member: Any = self.fields["member"]
        member.queryset = members


class DiscussForm(TakenForm):
    """How the branch's meeting voted."""

    document = forms.CharField(
        label=_("Document number"), max_length=DOCUMENT_LENGTH, help_text=_("Of the minutes of the meeting.")
    )
    present = _number(label=_("Present, with a vote"))
    votes = _number(label=_("In favour"))


class ApproveForm(TakenForm):
    """The document of the level above."""

    document = forms.CharField(label=_("Document number"), max_length=DOCUMENT_LENGTH)


class GrantForm(TakenForm):
    """The day on which an award was handed over."""

    granted_on = forms.DateField(label=_("On which day"), initial=timezone.localdate)


class StoryForm(TakenForm):
    """What a granted award was for."""

    story = forms.CharField(
        label=_("The story"), max_length=TEXT_LENGTH, widget=_long(8),
        help_text=_("What was done and what others can learn. The members of the branch read it."),
    )  # fmt: skip


class DecideForm(TakenForm):
    """What the meeting decided: a grade for each member, beginning with what is proposed."""

    document = forms.CharField(
        label=_("Document number"), max_length=DOCUMENT_LENGTH, help_text=_("Of the minutes of the meeting.")
    )
    met_on = forms.DateField(label=_("Day of the meeting"))
    entitled = _number(label=_("Members with a vote"))
    present = _number(label=_("Present of them"))

    def __init__(self, rows: Iterable[Reviewed], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = list(rows)
        for row in self.rows:
            self.fields[f"grade_{row.member_id}"] = forms.ChoiceField(
                label=_("Grade of %(name)s") % {"name": row.member.name}, required=False, initial=row.proposed,
                choices=[("", _("not chosen")), *Grade.choices], widget=Dropdown,
            )  # fmt: skip
            self.fields[f"reason_{row.member_id}"] = forms.CharField(
                label=_("Reason for %(name)s") % {"name": row.member.name},
                required=False,
                max_length=REASON_LENGTH,
            )

    @property
    def lines(self) -> list[tuple[Reviewed, Any, Any]]:
        """Return each row with its two fields."""
        return [(row, self[f"grade_{row.member_id}"], self[f"reason_{row.member_id}"]) for row in self.rows]

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        grades = {
            row.member_id: (said[f"grade_{row.member_id}"], said[f"reason_{row.member_id}"])
            for row in self.rows
        }
        return {name: said[name] for name in ("document", "met_on", "present", "entitled")} | {
            "grades": grades
        }
