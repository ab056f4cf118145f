"""What a person can be in a unit, and the posts that make her so."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role reaches the subtree of the unit in which it is held."""

    MEMBER = "member", _("party member")
    GROUP_LEADER = "group_leader", _("group leader")
    COMMITTEE = "committee", _("branch committee member")
    SECRETARY = "secretary", _("branch secretary")
    OFFICER = "officer", _("committee officer")
    INSPECTOR = "inspector", _("inspector")
    ADMINISTRATOR = "administrator", _("system administrator")
    AUDITOR = "auditor", _("auditor")
    OWNER = "owner", _("data owner")


class Post(models.TextChoices):
    """A post in a party organisation (domain 2.1, Office)."""

    SECRETARY = "secretary", _("secretary")
    DEPUTY_SECRETARY = "deputy_secretary", _("deputy secretary")
    ORGANIZATION_OFFICER = "organization_officer", _("organisation officer")
    PUBLICITY_OFFICER = "publicity_officer", _("publicity officer")
    DISCIPLINE_OFFICER = "discipline_officer", _("discipline officer")
    COMMITTEE_MEMBER = "committee_member", _("committee member")
    GROUP_LEADER = "group_leader", _("group leader")


APPOINTED = (Role.OFFICER, Role.INSPECTOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.OWNER)
"""Roles given to an account by appointment; the others follow from membership and posts."""

ABOVE_BRANCH = ("committee", "general_branch")


def role_of(post: str, unit_kind: str) -> Role:
    """Return the role of a post: in a committee or general branch every post is an officer's."""
    if unit_kind in ABOVE_BRANCH:
        return Role.OFFICER
    if unit_kind == "group" or post == Post.GROUP_LEADER:
        return Role.GROUP_LEADER
    return Role.SECRETARY if post in (Post.SECRETARY, Post.DEPUTY_SECRETARY) else Role.COMMITTEE
