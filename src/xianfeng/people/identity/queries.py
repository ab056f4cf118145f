"""What members show of themselves, read through their consents alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.utils import timezone

from xianfeng.people.identity.audiences import committee_of
from xianfeng.people.identity.displays import Display, display_of
from xianfeng.people.identity.models import Audience, Consent, Field, Photo, PostSign
from xianfeng.people.members.models import Member, Office
from xianfeng.people.organizations.models import Adoption, Unit
from xianfeng.people.organizations.scope import subtree

EVERY_AUDIENCE = frozenset(Audience.values)


@dataclass(frozen=True, slots=True)
class Shown:
    """What one viewer may see of one member: empty where there is no consent."""

    member_id: int
    has_photo: bool = False
    name: str = ""
    posts: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    sort_key: str = field(default="", compare=False)

    def __bool__(self) -> bool:
        return bool(self.has_photo or self.name or self.posts or self.contacts)


def shown_in(branch: Unit, audiences: frozenset[str]) -> list[Shown]:
    """Return what the members of a branch show to these audiences, by surname; who shows no name comes last."""
    consents = Consent.objects.shown_to(audiences).filter(member__branch=branch)
    found = _shown(consents.select_related("member"))
    return sorted(found, key=lambda one: (not one.name, one.sort_key if one.name else "", one.member_id))


def shown_of(member: Member, audiences: frozenset[str]) -> Shown:
    """Return what one member shows to these audiences; nothing once the member belongs to no branch."""
    if member.branch_id is None:
        return Shown(member.pk)
    consents = Consent.objects.shown_to(audiences).filter(member=member).select_related("member")
    return next(iter(_shown(consents)), Shown(member.pk))


def all_of(member: Member) -> Shown:
    """Return what a member could show, whatever the consents: for the member alone."""
    return _one(member, set(Field), member.pk in _with_photo([member]), _party_posts([member])[member.pk])


def _shown(consents: Iterable[Consent]) -> list[Shown]:
    fields: dict[Member, set[str]] = defaultdict(set)
    for consent in consents:
        fields[consent.member].add(consent.field)
    with_photo = _with_photo(fields)
    posts = _party_posts(member for member, given in fields.items() if Field.POST in given)
    shown = (
        _one(member, given, member.pk in with_photo, posts[member.pk]) for member, given in fields.items()
    )
    return [one for one in shown if one]


def _one(member: Member, given: set[str], has_photo: bool, party_posts: list[str]) -> Shown:
    posts = [*party_posts, member.work_post] if Field.POST in given else []
    contacts = [member.work_phone, member.work_email] if Field.CONTACT in given else []
    return Shown(
        member.pk,
        has_photo and Field.PHOTO in given,
        member.name if Field.NAME in given else "",
        tuple(filter(None, posts)),
        tuple(filter(None, contacts)),
        member.sort_key,
    )


def _with_photo(members: Iterable[Member]) -> set[int]:
    found = Photo.objects.unscoped().filter(member__in=[member.pk for member in members])
    return set(found.values_list("member", flat=True))


def _party_posts(members: Iterable[Member]) -> dict[int, list[str]]:
    held = Office.objects.unscoped().filter(member__in=[member.pk for member in members])
    posts: dict[int, list[str]] = defaultdict(list)
    for office in held.held(timezone.localdate()).select_related("unit"):
        posts[office.member_id].append(f"{office.unit.name} {office.get_post_display()}")
    return posts


def audience_by_field(member: Member) -> dict[str, str]:
    """Return to whom a member shows what: field → audience, for the consents that stand."""
    given = Consent.objects.unscoped().standing().filter(member=member)
    return dict(given.values_list("field", "audience"))


def display_for(branch: Unit) -> Display:
    """Return the display of the branch's method: its own, else that of the nearest unit above with one."""
    adopted = Adoption.objects.in_force(branch, timezone.localdate()).first()
    return display_of(adopted.scheme if adopted else "")


def branches_beside(branch: Unit) -> list[tuple[Unit, int]]:
    """Return the other branches of the same committee with the number of members who show something there."""
    committee = committee_of(branch)
    if committee is None:
        return []
    units = Unit.objects.unscoped().standing().filter(subtree("path", (committee.path,)))
    deeper = tuple(unit.path for unit in units if unit.kind == Unit.Kind.COMMITTEE and unit != committee)
    given = Consent.objects.unscoped().shown_to(frozenset({Audience.UNIT}))
    showing = dict(given.values_list("member__branch").annotate(Count("member", distinct=True)).order_by())
    beside = (
        unit for unit in units if unit.is_branch and unit != branch and not unit.path.startswith(deeper)
    )
    return [(unit, showing[unit.pk]) for unit in beside if unit.pk in showing]


def signs_of(branch: Unit, on: date) -> list[PostSign]:
    """Return the signs that stand in a branch on a day, by surname."""
    signs = PostSign.objects.unscoped().filter(unit=branch).standing(on).select_related("member")
    return list(signs.order_by("member__sort_key", "id"))
