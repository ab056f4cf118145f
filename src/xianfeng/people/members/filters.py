"""What a list of members is narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.people.members.models import Member
from xianfeng.people.organizations.roles import Post
from xianfeng.site.forms import Dropdown


class FilterForm(forms.Form):
    """What a list is narrowed to; what makes no sense is left out. Duties are asked of those who may see them."""

    search = forms.CharField(
        label=_("Name, pinyin, initials or staff number"), max_length=60, required=False, strip=True
    )
    kind = forms.ChoiceField(label=_("Membership"), required=False, widget=Dropdown)
    status = forms.ChoiceField(label=_("Status"), required=False, widget=Dropdown)
    category = forms.ChoiceField(label=_("Category"), required=False, widget=Dropdown)
    duties = forms.ChoiceField(label=_("Duties"), required=False, widget=Dropdown)
    post = forms.ChoiceField(label=_("Holds the post"), required=False, widget=Dropdown)
    order = forms.ChoiceField(label=_("Order"), required=False, widget=Dropdown)

    def __init__(self, *args: Any, with_duties: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        every = {
            "kind": Member.Kind.choices, "status": Member.Status.choices, "category": Member.Category.choices,
            "duties": Member.Duties.choices, "post": Post.choices,
        }  # fmt: skip
        for name, choices in every.items():
            self._offer(name, [("", _("all")), *choices])
        self._offer("order", ORDERS_OFFERED)
        if not with_duties:
            del self.fields["duties"]

    def _offer(self, name: str, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    @property
    def wanted(self) -> dict[str, Any]:
        """Return what is asked for."""
        self.is_valid()
        return {field: value for field, value in self.cleaned_data.items() if value}


ORDERS_OFFERED = [("", _("by surname")), ("unit", _("by unit")), ("joined", _("by day of joining"))]
