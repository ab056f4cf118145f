"""Links by which teams read a notice without an account."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.notices.links import hash_of_token, new_token
from xianfeng.merit.notices.models import AudienceLink, Notice
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.models import Team
from xianfeng.people.organizations.scope import operation

BY_LINK = (Notice.Audience.TEAM,)
"""Audiences to which people without an account belong."""


@operation
def make_link(actor: Actor, notice: Notice, *, team: Team | None = None) -> tuple[AudienceLink, str]:
    """Make a link for a team (None: for all); its token is returned once and kept only as a hash.

    Raises ValidationError for a notice that is not on or not for teams, and for a team of another branch.
    """
    if notice.state != Notice.State.PUBLISHED:
        raise ValidationError(_("Links are made while the notice is on."))
    if notice.audience not in BY_LINK:
        raise ValidationError(_("This notice is for people with an account; there are no links to it."))
    if team is not None and (team.unit_id != notice.unit_id or team.dissolved_on is not None):
        raise ValidationError({"team": [_("Choose a team of this branch.")]})
    token = new_token()
    link = AudienceLink.objects.create(
        notice=notice, team=team, token_hash=hash_of_token(token), made_by=actor.user_id
    )
    record(actor, "notices.make_link", link, notice.unit_id, team=team.pk if team else None)
    return link, token


@operation
def revoke_link(actor: Actor, link: AudienceLink) -> AudienceLink:
    """Take a link back; it opens nothing from now on. A second time nothing happens."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        record(actor, "notices.revoke_link", link, link.notice.unit_id)
    return link
