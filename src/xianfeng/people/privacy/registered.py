"""What the apps about people keep about a person."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from xianfeng.people.accounts.models import Appointment, Slip, User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.identity.models import Consent, Photo, PostSign
from xianfeng.people.members.models import Affiliation, Member, Office, StatusChange
from xianfeng.people.privacy.kept import (
    ABOVE,
    ADMINISTRATORS,
    AUDIENCE,
    AUDITORS,
    BRANCH,
    OWNERS,
    YOU,
    Kept,
)
from xianfeng.people.privacy.models import DataRequest, NoticeRead
from xianfeng.site.models import Once


def _of_member(user: User) -> Q:
    return Q(member=user.member_id or 0)


def _about(user: User) -> QuerySet[AuditEntry]:
    account = Q(subject_type="accounts.user", subject=user.pk)
    member = Q(subject_type="members.member", subject=user.member_id or 0)
    return AuditEntry.objects.filter(account | member).exclude(actor=user.pk)


def _sessions(user: User) -> QuerySet[Any]:
    found: QuerySet[Any] = UserSession.objects.filter(user=user.pk or 0).order_by("-last_seen_at")
    return found


REGISTER_READERS = (YOU, BRANCH, ABOVE)
MEMBERS = (
    Kept(
        "members.member",
        _("register of members"),
        _("to know who belongs to which branch"),
        REGISTER_READERS,
        "left",
        lambda user: Member.objects.unscoped().filter(pk=user.member_id or 0),
        (
            "name", "staff_no", "kind", "status", "category", "duties", "joined_on", "full_on",
            "work_post", "work_phone", "work_email", "team", "unit", "branch", "left_from",
        ),
        ("id", "sort_key", "search_keys"),
    ),
    Kept(
        "members.affiliation",
        _("where you belonged"),
        _("to count duties and results in the branch you belonged to at the time"),
        REGISTER_READERS,
        "left",
        lambda user: Affiliation.objects.unscoped().filter(_of_member(user)).select_related("unit"),
        ("unit", "from_on", "to_on", "document"),
        ("id", "member"),
    ),
    Kept(
        "members.statuschange",
        _("changes of status"),
        _("to show by which document your status changed"),
        REGISTER_READERS,
        "left",
        lambda user: StatusChange.objects.unscoped().filter(_of_member(user)),
        ("field", "old", "new", "exit", "on", "document"),
        ("id", "member"),
    ),
    Kept(
        "members.office",
        _("offices"),
        _("to know who may do what in a unit"),
        (YOU, _("members of the unit"), ABOVE),
        "left",
        lambda user: Office.objects.unscoped().filter(_of_member(user)).select_related("unit"),
        ("unit", "post", "from_on", "to_on"),
        ("id", "member"),
    ),
)  # fmt: skip
IDENTITY = (
    Kept(
        "identity.consent",
        _("consents to display"),
        _("to show what you agreed to and nothing else"),
        (YOU,),
        "consents",
        lambda user: Consent.objects.unscoped().filter(_of_member(user)),
        ("field", "audience", "given_at", "revoked_at"),
        ("id", "member"),
    ),
    Kept(
        "identity.photo",
        _("photo"),
        _("to show it to those you chose; you see it under “What I show”"),
        (YOU, AUDIENCE),
        _("as long as you show it"),
        lambda user: Photo.objects.unscoped().filter(_of_member(user)).order_by("pk"),
        ("uploaded_at",),
        ("id", "member", "file"),
    ),
    Kept(
        "identity.postsign",
        _("post signs"),
        _("to say which post carries the sign of a pioneer or model post"),
        REGISTER_READERS,
        "left",
        lambda user: PostSign.objects.unscoped().filter(_of_member(user)).select_related("unit"),
        ("unit", "kind", "place", "from_on", "to_on"),
        ("id", "member"),
    ),
)
ACCOUNTS = (
    Kept(
        "accounts.user",
        _("account"),
        _("to let you sign in; of the password only a hash is kept"),
        (YOU, ADMINISTRATORS),
        "left",
        lambda user: User.objects.filter(pk=user.pk),
        ("username", "name", "phone", "email", "unit", "is_active", "date_joined", "last_login"),
        ("id", "password", "member"),
    ),
    Kept(
        "accounts.appointment",
        _("roles given to you"),
        _("to know who may do what in a unit"),
        (YOU, ADMINISTRATORS),
        "left",
        lambda user: Appointment.objects.unscoped().filter(user=user.pk or 0).select_related("unit"),
        ("role", "unit", "from_on", "to_on"),
        ("id", "user"),
    ),
    Kept(
        "accounts.slip",
        _("activation slips"),
        _("to see who let you in and when; of the code only a hash is kept"),
        (YOU, BRANCH, ADMINISTRATORS),
        "slips",
        lambda user: Slip.objects.filter(user=user.pk or 0).select_related("issued_by"),
        ("reason", "issued_by", "issued_at", "expires_at", "used_at", "voided_at", "told_at"),
        ("id", "user", "code_hash"),
    ),
    Kept(
        "account.emailaddress",
        _("e-mail addresses to sign in with"),
        _("to let you sign in by e-mail"),
        (YOU, ADMINISTRATORS),
        "left",
        lambda user: EmailAddress.objects.filter(user=user.pk or 0).order_by("pk"),
        ("email", "verified", "primary"),
        ("id", "user"),
    ),
    Kept(
        "socialaccount.socialaccount",
        _("accounts of other services to sign in with"),
        _("to let you sign in through the service you connected"),
        (YOU, ADMINISTRATORS),
        "left",
        lambda user: SocialAccount.objects.filter(user=user.pk or 0).order_by("pk"),
        ("provider", "uid", "date_joined", "last_login", "extra_data"),
        ("id", "user"),
    ),
    Kept(
        "mfa.authenticator",
        _("second factors"),
        _("to protect accounts that may do much; secrets are not shown"),
        (YOU,),
        "left",
        lambda user: Authenticator.objects.filter(user=user.pk or 0).order_by("pk"),
        ("type", "created_at", "last_used_at"),
        ("id", "user", "data"),
    ),
    Kept(
        "usersessions.usersession",
        _("sign-ins"),
        _("to let you see and end sign-ins you do not know"),
        (YOU,),
        "sessions",
        _sessions,
        ("created_at", "last_seen_at", "ip", "user_agent"),
        ("id", "user", "session_key", "data"),
    ),
)
OWN = (
    Kept(
        "site.once",
        _("forms you sent"),
        _("so that a form sent twice does a thing once; not its content"),
        (YOU,),
        _("7 days"),
        lambda user: Once.objects.filter(user=user.pk or 0).order_by("-at"),
        ("at", "location"),
        ("id", "key", "user", "digest"),
    ),
    Kept(
        "privacy.noticeread",
        _("notices read"),
        _("to show that you were told"),
        (YOU, AUDITORS),
        "left",
        lambda user: NoticeRead.objects.filter(user=user.pk or 0),
        ("version", "at"),
        ("id", "user"),
    ),
    Kept(
        "privacy.datarequest",
        _("your requests"),
        _("to answer them in time and with reasons"),
        (YOU, _("secretary of your branch"), _("officers of the units above"), OWNERS),
        "requests",
        lambda user: DataRequest.objects.unscoped().filter(user=user.pk or 0).select_related("unit"),
        ("kind", "text", "unit", "state", "asked_at", "due_on", "answer", "answered_at"),
        ("id", "user", "answered_by"),
    ),
    Kept(
        "audit.by",
        _("log of what you did"),
        _("to be able to say who did what; the law asks for at least six months"),
        (YOU, AUDITORS),
        "audit",
        lambda user: AuditEntry.objects.filter(actor=user.pk or 0),
        ("at", "action", "subject_type", "subject", "address", "details"),
        ("id", "actor", "unit"),
    ),
    Kept(
        "audit.about",
        _("log of what others did about you"),
        _("to be able to say who did what; the address of the other person is not shown"),
        (YOU, AUDITORS),
        "audit",
        _about,
        ("at", "action", "details"),
        ("id", "actor", "unit", "address", "subject_type", "subject"),
    ),
)

KEPT = MEMBERS + IDENTITY + ACCOUNTS + OWN
