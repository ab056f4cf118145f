"""The one-click accounts of a demo: one for each thing that a person can be."""

from __future__ import annotations

from collections.abc import Iterator
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
    """A way in: what the sign-in page says, in which unit, and as what: by a post, an appointment, or neither.

    The words are kept as they stand here and translated when they are shown.
    """

    title: str
    about: str
    unit: str
    part: Post | Role


def entrances(stage: Stage) -> Iterator[Entrance]:
    """Yield the ways in, in the order of the sign-in page."""
    top = stage.committee
    yield Entrance(
        _("Party member"),
        _("Sees who she is, her branch, and what she shows of herself"),
        stage.branch,
        Role.MEMBER,
    )
    yield Entrance(
        _("Party group leader"), _("Sees her group and her branch"), stage.group, Post.GROUP_LEADER
    )
    yield Entrance(
        _("Branch secretary"),
        _("Keeps the register of her branch, issues slips, answers requests"),
        stage.branch,
        Post.SECRETARY,
    )
    if stage.village:
        yield Entrance(
            _("Secretary of a village branch"),
            _("Keeps the register of a village with many floating members"),
            stage.village,
            Post.SECRETARY,
        )
    if stage.retired:
        yield Entrance(
            _("Secretary of a retired branch"),
            _("Keeps the register of a branch of retired members"),
            stage.retired,
            Post.SECRETARY,
        )
    yield Entrance(
        _("Committee officer"),
        _("Walks the tree from the committee to each member, changes units and posts"),
        top,
        Post.ORGANIZATION_OFFICER,
    )
    yield Entrance(
        _("Inspector"), _("Reads everything below the committee, changes nothing"), top, Role.INSPECTOR
    )
    yield Entrance(
        _("System administrator"),
        _("Looks after accounts and roles; reads no register"),
        top,
        Role.ADMINISTRATOR,
    )
    yield Entrance(_("Auditor"), _("Reads who did what and when, and nothing else"), top, Role.AUDITOR)
    yield Entrance(
        _("Data owner"), _("Decides how long things are kept, answers requests about personal data"),
        top, Role.OWNER,
    )  # fmt: skip


def open_ways_in(making: Making, stage: Stage) -> None:
    """Open the accounts and offer them on the sign-in page."""
    for order, entrance in enumerate(entrances(stage), 1):
        user = _account(entrance, making)
        offer_in_demo(PROGRAM, user, title=entrance.title, about=entrance.about, order=order)


def _account(entrance: Entrance, making: Making) -> User:
    unit: Unit = Unit.objects.unscoped().get(code=entrance.unit)
    if isinstance(entrance.part, Post):
        return open_account(PROGRAM, holder_of(entrance.part, unit))
    if entrance.part == Role.MEMBER:
        return open_account(PROGRAM, plain_members(unit)[0])
    username = f"{entrance.unit}-{entrance.part.value}"
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
