"""The one-click accounts of a demo: one for each thing that a person can be."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from xianfeng.demo.making import Making
from xianfeng.demo.plans import march_of
from xianfeng.demo.population import draw_name
from xianfeng.demo.stages import Stage
from xianfeng.people.accounts.models import User
from xianfeng.people.accounts.operations import appoint, offer_in_demo, open_account, open_account_for_person
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member, Office
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post, Role


@dataclass(frozen=True, slots=True)
class Entrance:
    """A way in: what the sign-in page says, at which unit of the stage, and as what: by a post, a role, or neither.

    The words are kept as they stand here and translated when they are shown.
    """

    title: str
    about: str
    at: str
    part: Post | Role


# fmt: off
ENTRANCES = (
    Entrance(_("Party member"), _("Says what she did, sees her score and why, and what she shows of herself"), "branch", Role.MEMBER),
    Entrance(_("Party group leader"), _("Sees her group and her branch"), "group", Post.GROUP_LEADER),
    Entrance(_("Branch secretary"), _("Keeps the register of her branch, issues slips, answers requests"),
             "branch", Post.SECRETARY),
    Entrance(_("Branch committee member"), _("Confirms what members of her branch say they did, and what its secretary did"),
             "branch", Post.ORGANIZATION_OFFICER),
    Entrance(_("Secretary of a branch on three platforms"),
             _("Collects secret ballots, settles the quarter, publishes it, answers objections"), "platforms", Post.SECRETARY),
    Entrance(_("Committee member of that branch"),
             _("Opens the ballots with the secretary, checks the notice, looks into objections"),
             "platforms", Post.ORGANIZATION_OFFICER),
    Entrance(_("Teller and group leader of that branch"),
             _("Enters printed ballots as the second of two, holds reminder talks"), "platforms_group", Post.GROUP_LEADER),
    Entrance(_("Member of that branch"), _("Rates colleagues on a phone, reads the result and may object"),
             "platforms", Role.MEMBER),
    Entrance(_("Secretary whose last quarter waits"),
             _("Closes the ballots, and from there goes all the way to the notice and to final results"),
             "waiting", Post.SECRETARY),
    Entrance(_("Committee member beside her"), _("Is the second person: opens, checks"), "waiting", Post.ORGANIZATION_OFFICER),
    Entrance(_("Secretary of a village branch"),
             _("Gives stars by half-years in a village with many floating members"), "village", Post.SECRETARY),
    Entrance(_("Committee member of a village branch"), _("Checks the notice of stars, sees flags and honours"),
             "village", Post.ORGANIZATION_OFFICER),
    Entrance(_("Secretary of a branch by quarters"), _("Settles a quarter from facts alone"),
             "quarters", Post.SECRETARY),
    Entrance(_("Secretary of a retired branch"), _("Keeps the register of a branch of retired members"),
             "retired", Post.SECRETARY),
    Entrance(_("Committee officer"), _("Walks the tree from the committee to each member, changes units and posts"),
             "committee", Post.ORGANIZATION_OFFICER),
    Entrance(_("Inspector"), _("Reads everything below the committee, changes nothing"), "committee", Role.INSPECTOR),
    Entrance(_("System administrator"), _("Looks after accounts and roles; reads no register"),
             "committee", Role.ADMINISTRATOR),
    Entrance(_("Auditor"), _("Reads who did what and when, and nothing else"), "committee", Role.AUDITOR),
    Entrance(_("Data owner"), _("Decides how long things are kept, answers requests about personal data"),
             "committee", Role.OWNER),
)
# fmt: on
"""In the order of the sign-in page."""


def entrances(stage: Stage) -> list[Entrance]:
    """Return the ways in at the units that there are on a stage."""
    return [entrance for entrance in ENTRANCES if getattr(stage, entrance.at)]


def open_ways_in(making: Making, stage: Stage) -> None:
    """Open the accounts and offer them on the sign-in page."""
    for order, entrance in enumerate(entrances(stage), 1):
        user = _account(entrance, getattr(stage, entrance.at), making)
        offer_in_demo(PROGRAM, user, title=entrance.title, about=entrance.about, order=order)


def _account(entrance: Entrance, code: str, making: Making) -> User:
    unit: Unit = Unit.objects.unscoped().get(code=code)
    if isinstance(entrance.part, Post):
        return open_account(PROGRAM, holder_of(entrance.part, unit))
    if entrance.part == Role.MEMBER:
        return open_account(PROGRAM, plain_members(unit)[0])
    username = f"{code}-{entrance.part.value}"
    user = open_account_for_person(PROGRAM, unit, username, draw_name(making.rng(username)))
    appoint(PROGRAM, user, entrance.part, unit, from_on=march_of(making.on, 1))
    return user


def holder_of(post: Post, unit: Unit) -> Member:
    """Return who holds a post in a unit."""
    held: Office = (
        Office.objects.unscoped().filter(to_on=None).select_related("member").get(unit=unit, post=post)
    )
    return held.member


def plain_members(branch: Unit) -> list[Member]:
    """Return the full members in a branch who hold no post, by staff number."""
    plain = Member.objects.unscoped().filter(branch=branch, offices=None, kind=Member.Kind.FULL)
    active = plain.filter(status=Member.Status.ACTIVE, duties=Member.Duties.STANDARD)
    return list(active.select_related("unit").order_by("staff_no"))
