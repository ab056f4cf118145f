"""The forms of objections and feedback."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xianfeng.facts.forms import TakenForm
from xianfeng.facts.models import Fact
from xianfeng.facts.showing import present
from xianfeng.merit.notices.models import TEXT_LENGTH, Objection
from xianfeng.merit.notices.operations.objecting import ITEM_LENGTH
from xianfeng.people.accounts.models import User
from xianfeng.people.members.models import Member

AREA = {"rows": 5, "maxlength": TEXT_LENGTH}


class ObjectForm(TakenForm):
    """What is not right, about whom, and why. One's own result stands there already."""

    about = forms.TypedChoiceField(
        label=pgettext_lazy("notices", "About whom"), coerce=int, widget=forms.Select
    )
    ground = forms.ChoiceField(label=_("What is wrong"), choices=Objection.Ground.choices)
    item = forms.CharField(
        label=_("Which item, if you know it"), max_length=ITEM_LENGTH, required=False,
        help_text=_("For example “theme day of September”."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Why"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs=AREA),
        help_text=_("Say what happened and when. It is read by whoever deals with it."),
    )  # fmt: skip

    def __init__(self, members: Iterable[Member], own: int | None, *sent: Any) -> None:
        super().__init__(*sent)
        self.by_pk = {member.pk: member for member in members}
        about: Any = self.fields["about"]
        about.choices = [(pk, member.name) for pk, member in self.by_pk.items()]
        about.initial = own

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {**given, "about": self.by_pk[given["about"]]}


class AcceptForm(TakenForm):
    """To whom an objection is given."""

    handler = forms.ChoiceField(
        label=_("Given to"), widget=forms.Select,
        help_text=_("Only people whom it does not concern are offered."),
    )  # fmt: skip

    def __init__(self, handlers: Iterable[User], *sent: Any) -> None:
        super().__init__(*sent)
        self.handlers = {str(user.pk): user for user in handlers}
        choice: Any = self.fields["handler"]
        choice.choices = [(pk, user.name) for pk, user in self.handlers.items()]

    def values(self) -> dict[str, Any]:
        return {"handler": self.handlers[self.cleaned_data["handler"]]}


class AnswerForm(TakenForm):
    """A written answer."""

    answer = forms.CharField(
        label=_("Written answer"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs=AREA),
        help_text=_("Say what was looked into, what was found, and what follows."),
    )  # fmt: skip


class Ruling(TextChoices):
    """How an objection is decided: not upheld, or what was found wrong."""

    NOT_UPHELD = "not_upheld", _("not upheld: the result was right")
    FACT = Objection.Ground.FACT.value, _("upheld: a fact is wrong or was missing")
    ADJUSTMENT = (
        Objection.Ground.ADJUSTMENT.value,
        _("upheld: an adjustment or a score of the committee is wrong"),
    )
    ROSTER = Objection.Ground.ROSTER.value, _("upheld: who was assessed, or as what, is wrong")
    PROCEDURE = Objection.Ground.PROCEDURE.value, _("upheld: the ballots are held again")


class DecideForm(AnswerForm):
    """The decision about an objection."""

    ruling = forms.ChoiceField(label=_("Decision"), choices=Ruling.choices)
    fact = forms.ChoiceField(
        label=_("The fact that is wrong"), widget=forms.Select, required=False,
        help_text=_("It is reversed. Leave it open when a fact was missing: record that one first."),
    )  # fmt: skip
    closes_on = forms.DateField(
        label=_("Last day of the new round"), required=False, widget=forms.DateInput,
        help_text=_("Only when the ballots are held again; five working days (default) from today if left open."),
    )  # fmt: skip
    field_order = ("ruling", "fact", "closes_on", "answer")

    def __init__(self, facts: Iterable[Fact], *sent: Any) -> None:
        super().__init__(*sent)
        shown = present(facts)
        self.facts = {str(one.row.pk): one.row for one in shown}
        choice: Any = self.fields["fact"]
        words = (
            (pk, f"{one.row.on:%Y-%m-%d}　{one.what}") for pk, one in zip(self.facts, shown, strict=True)
        )
        choice.choices = [("", _("none")), *words]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        is_upheld = given["ruling"] != Ruling.NOT_UPHELD
        return {
            "upheld": is_upheld,
            "outcome": given["ruling"] if is_upheld else "",
            "answer": given["answer"],
            "fact": self.facts.get(given["fact"]),
            "closes_on": given["closes_on"],
        }


class SayForm(TakenForm):
    """What somebody says about a notice."""

    text = forms.CharField(
        label=_("What you want to say"), max_length=TEXT_LENGTH, widget=forms.Textarea(attrs=AREA),
        help_text=_("About what is published here. Please do not write about other people."),
    )  # fmt: skip


class AssignForm(AcceptForm):
    """To whom feedback is given."""

    def values(self) -> dict[str, Any]:
        return {"to": super().values()["handler"]}


class ReplyForm(AnswerForm):
    """An answer to feedback, or the word that it is not about the notice."""

    ANSWER, REFUSE = "answer", "refuse"
    kind = forms.ChoiceField(
        label=_("What is it"),
        choices=[
            (ANSWER, _("about the notice: answer it")),
            (REFUSE, _("about people or something else: close it")),
        ],
        initial=ANSWER,
    )
    field_order = ("kind", "answer")


class RateForm(TakenForm):
    """Whether an answer helped."""

    satisfied = forms.TypedChoiceField(
        label=_("Does the answer help you?"), coerce=lambda value: value == "yes",
        choices=[("yes", _("yes")), ("no", _("no"))],
    )  # fmt: skip


class CodeForm(TakenForm):
    """The code by which a reader without an account finds the answer."""

    code = forms.CharField(
        label=pgettext_lazy("notices", "Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
