"""Who gets through at which address. Everybody else is refused with a reason where the object is in reach
(`SEES`), and finds no such page where it is not.

Rows are written from domain 2.4, not from the code. `targets` maps what the address is about to those who
get through: units and members by their names in `tests.people.world`, '' for an address about nothing in
particular or oneself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.people.world import APPOINTED, PEOPLE, World

WHO = frozenset({*PEOPLE, *APPOINTED})
FIRST = frozenset({"member", "groupmate", "leader", "other_group", "committee", "secretary"})
SECOND = frozenset({"neighbour", "second_secretary"})
THIRD = frozenset({"office_member", "officer", "general_officer"})
FAR = frozenset({"stranger", "far_secretary"})
ABOVE = frozenset({"general_officer", "officer"})
"""Both officers above the first and the second branch."""
STAFF = frozenset(APPOINTED)
NOBODY: frozenset[str] = frozenset()

SEES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "unit": {
        "first": FIRST | ABOVE | STAFF,
        "second": SECOND | ABOVE | STAFF,
        "general": ABOVE | STAFF,
        "committee": STAFF | {"officer"},
        "one": frozenset({"member", "groupmate", "leader", "committee", "secretary"}) | ABOVE | STAFF,
        "far": FAR,
    },
    "member": {
        "member": frozenset({"member", "leader", "committee", "secretary", "inspector"}) | ABOVE,
        "secretary": frozenset({"committee", "secretary", "inspector"}) | ABOVE,
        "neighbour": SECOND | ABOVE | {"inspector"},
        "office_member": frozenset({"office_member", "officer", "inspector"}),
        "stranger": FAR,
    },
    # Whoever is no administrator is told so whatever account is asked for.
    "account": {"member": WHO, "administrator": WHO, "stranger": WHO - {"administrator"}},
    "": {"": WHO},
}

KEEP_FIRST = ABOVE | {"committee", "secretary"}
KEEP_SECOND = ABOVE | {"second_secretary"}
READ = {
    "first": FIRST | ABOVE | STAFF - {"auditor"},
    "second": SECOND | ABOVE | STAFF - {"auditor"},
    "general": ABOVE | STAFF - {"auditor"},
    "committee": STAFF - {"auditor"} | {"officer"},
    "one": SEES["unit"]["one"] - {"auditor"},
    "far": FAR,
}
CHANGE = {
    "first": ABOVE, "second": ABOVE, "general": frozenset({"officer"}), "committee": frozenset({"administrator"}),
    "one": ABOVE | {"secretary"}, "far": NOBODY,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """An address: what it is about, the methods it takes, who gets through for each target."""

    name: str
    about: str
    targets: Mapping[str, frozenset[str]]
    methods: tuple[str, ...] = ("get", "post")
    key: str = "pk"
    more: Mapping[str, Any] = field(default_factory=dict)
    sees: Mapping[str, frozenset[str]] | None = None
    reads: Mapping[str, frozenset[str]] | None = None
    """Who gets through with GET, where more may read than write."""
    query: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, str] = field(default_factory=dict)

    def through(self, method: str, target: str) -> frozenset[str]:
        return (self.reads if method == "get" and self.reads else self.targets)[target]

    def in_reach(self, target: str) -> frozenset[str]:
        return (self.sees or SEES[self.about])[target]


def arguments(world: World, row: Row, target: str) -> dict[str, Any]:
    """Return what the address needs to be about the target."""
    if row.about == "":
        return dict(row.more)
    things = {"unit": lambda: getattr(world, target), "member": lambda: world.members[target],
              "account": lambda: world.users[target]}  # fmt: skip
    thing = things[row.about]() if row.about in things else world.things[row.about, target]
    holder = {"account": thing.user_id} if row.about == "appointment" else {}
    return {**holder, row.key: thing.pk, **row.more}


def own(name: str, who: frozenset[str] = WHO, methods: tuple[str, ...] = ("get", "post"), **more: Any) -> Row:
    """Return the row of an address about oneself or nothing in particular."""
    return Row(name, "", {"": who}, methods, **more)


GET, POST, GET_POST = ("get",), ("post",), ("get", "post")
OWN_OF_ALLAUTH = (
    "account_reauthenticate", "account_change_password", "account_set_password", "mfa_reauthenticate",
    "mfa_activate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_reauthenticate_webauthn",
    "socialaccount_connections",
)  # fmt: skip
"""Pages of the library about one's own way of signing in; they redirect where there is nothing to do."""
OWN_TO_READ = ("mfa_index", "mfa_list_webauthn")
OWN_SECOND_FACTOR = (
    ("mfa_deactivate_totp", GET_POST),
    ("mfa_view_recovery_codes", GET),
    ("mfa_download_recovery_codes", GET),
)
"""There is no such page for one who has not set it up, and nobody in the small world has."""
ORGANIZATIONS = (
    own("organizations:tree", WHO - {"auditor"}, GET),
    own("organizations:found_root", frozenset({"administrator"})),
    Row("organizations:unit", "unit", READ, GET),
    Row("organizations:history", "unit", READ, GET),
    Row("organizations:past", "unit", READ, GET),
    Row(
        "organizations:found", "unit",
        {
            "first": ABOVE | {"secretary"}, "second": ABOVE | {"second_secretary"}, "general": ABOVE,
            "committee": frozenset({"officer"}), "one": NOBODY, "far": frozenset({"far_secretary"}),
        },
    ),
    *(
        Row(f"organizations:{deed}", "unit", CHANGE)
        for deed in ("rename", "correct", "dissolve", "move", "merge", "split")
    ),
    Row(
        "organizations:keep_team", "unit",
        {
            "first": ABOVE | {"secretary"}, "second": ABOVE | {"second_secretary"}, "general": NOBODY,
            "far": frozenset({"far_secretary"}),
        },
    ),
    *(
        Row(f"organizations:{deed}", "team", {"first": ABOVE | {"secretary"}, "far": frozenset({"far_secretary"})},
            methods, sees={"first": FIRST | ABOVE | STAFF, "far": FAR})
        for deed, methods in (("team", ("get", "post")), ("dissolve_team", ("get", "post")))
    ),
)  # fmt: skip
READERS = frozenset({"committee", "secretary", "second_secretary", "far_secretary", "inspector"}) | ABOVE
KEEPERS = READERS - {"inspector"}
RECORDS = {
    "member": SEES["member"]["member"], "neighbour": SEES["member"]["neighbour"],
    "office_member": SEES["member"]["office_member"], "stranger": FAR,
}  # fmt: skip
READ_UNITS = {
    "first": KEEP_FIRST | {"inspector"}, "second": KEEP_SECOND | {"inspector"}, "one": KEEP_FIRST | {"inspector"},
    "general": ABOVE | {"inspector"}, "far": frozenset({"far_secretary"}),
}  # fmt: skip
"""Units through the eyes of those who read the register."""
FULL = {target: who - {"leader"} for target, who in SEES["member"].items()}
"""A group leader has a short page about the members of her group, and no more."""
KEPT = {
    "member": KEEP_FIRST, "neighbour": KEEP_SECOND, "office_member": frozenset({"officer"}),
    "stranger": frozenset({"far_secretary"}),
}  # fmt: skip
MEMBERS = (
    own("members:list", READERS | {"leader"}, GET),
    own("members:group", frozenset({"leader"}), GET),
    own("members:export", KEEPERS, POST, data={"form": "csv"}),
    Row(
        "members:register", "unit",
        {"first": KEEP_FIRST, "second": KEEP_SECOND, "one": KEEP_FIRST, "general": NOBODY,
         "far": frozenset({"far_secretary"})},
        key="unit", sees=READ_UNITS,
    ),
    Row("members:member", "member", RECORDS, GET),
    Row("members:correct", "member", KEPT, sees=FULL),
    Row("members:move", "member", KEPT, sees=FULL),
    Row("members:status", "member", {**KEPT, "secretary": KEEP_FIRST - {"secretary"}}, sees=FULL),
    Row(
        "members:give_office", "member",
        {
            "member": ABOVE | {"secretary"}, "neighbour": ABOVE, "secretary": ABOVE,
            "office_member": frozenset({"officer"}), "stranger": NOBODY,
        },
        sees=FULL,
    ),
    Row(
        "members:end_office", "office",
        {"leader": ABOVE | {"secretary"}, "secretary": ABOVE, "far_secretary": NOBODY},
        sees={
            "leader": KEEP_FIRST,
            "secretary": KEEP_FIRST,
            "far_secretary": frozenset({"far_secretary"}),
        },
    ),
)  # fmt: skip
ANSWERERS = frozenset({"secretary", "second_secretary", "far_secretary", "owner"}) | ABOVE
OWNER = frozenset({"owner"})
IN_A_BRANCH = frozenset(PEOPLE)
IN_THE_UNIT = FIRST | SECOND | THIRD | STAFF
"""Whose branch or role lies in the committee of the first and second branch: the audience `unit`."""
SHOWN_TO = {"member": IN_THE_UNIT, "neighbour": frozenset({"neighbour"}), "stranger": FAR}
"""The member and the stranger show their names to their unit, the neighbour shows nothing."""
WALL = {"first": IN_THE_UNIT, "second": IN_THE_UNIT, "far": FAR}
SIGNS = {
    "first": KEEP_FIRST | {"inspector"}, "second": KEEP_SECOND | {"inspector"}, "far": frozenset({"far_secretary"}),
}  # fmt: skip
GIVE_SIGNS = {
    "first": frozenset({"committee", "secretary"}), "second": frozenset({"second_secretary"}),
    "far": frozenset({"far_secretary"}),
}  # fmt: skip
PRINT = {
    "first": frozenset({"secretary"}), "second": frozenset({"second_secretary"}), "far": frozenset({"far_secretary"})
}  # fmt: skip
ONE_SIGN = {"first": SIGNS["first"] | {"member"}, "far": SIGNS["far"] | {"stranger"}}
IDENTITY = (
    own("identity:mine", IN_A_BRANCH),
    *(
        own(f"identity:{page}", IN_A_BRANCH, GET)
        for page in ("card", "desk_sign", "badge", "branch", "branches")
    ),
    own("identity:upload", IN_A_BRANCH),
    # Who belongs to no audience of a member finds no page at all; nobody is refused with a reason.
    Row("identity:member", "member", SHOWN_TO, GET, sees=SHOWN_TO),
    Row(
        "identity:photo", "member", dict.fromkeys(SHOWN_TO, NOBODY), GET, sees=dict.fromkeys(SHOWN_TO, NOBODY)
    ),
    Row("identity:wall", "unit", WALL, GET, sees=WALL),
    Row("identity:sheet", "unit", PRINT, GET, sees=SIGNS),
    Row("identity:signs", "unit", SIGNS, GET, sees=SIGNS),
    Row("identity:give_sign", "unit", GIVE_SIGNS, sees=SIGNS),
    Row("identity:post_sign", "sign", ONE_SIGN, GET, sees=ONE_SIGN),
    Row("identity:end_sign", "sign", {key: GIVE_SIGNS[key] for key in ONE_SIGN}, sees=ONE_SIGN),
)
ASKED = {
    "member": ABOVE | {"secretary", "owner", "member"},
    "secretary": ABOVE | {"secretary", "owner"},
    "stranger": FAR,
}
PRIVACY = (
    own("privacy:my_data", methods=GET),
    own("privacy:notice"),
    own("privacy:kept", methods=GET, more={"code": "members.member"}),
    own("privacy:download", methods=POST, more={"form": "json"}),
    own("privacy:ask"),
    own("privacy:requests", ANSWERERS, GET),
    Row(
        "privacy:answer",
        "request",
        {
            "member": ABOVE | {"secretary", "owner"},
            "secretary": ABOVE | {"owner"},
            "stranger": frozenset({"far_secretary"}),
        },
        sees=ASKED,
        reads=ASKED,
    ),
    own("privacy:retention", OWNER, GET),
    own("privacy:purge", OWNER),
    own("privacy:erase", OWNER),
    own("privacy:rule", OWNER, more={"code": "audit"}),
)
ISSUERS = frozenset({"secretary", "second_secretary", "far_secretary"}) | ABOVE
ADMIN = frozenset({"administrator"})
DEEDS = ("disable", "enable", "end_sessions", "reset_second_factor", "appoint")
ACCOUNTS = (
    *(own(f"accounts:{page}", methods=GET) for page in ("mine", "second_factor")),
    own("accounts:contact"),
    own("accounts:sessions", NOBODY, sees={"": NOBODY}, reads={"": WHO}),  # no session is named
    own("accounts:branches", ISSUERS, GET),
    Row(
        "accounts:slips", "unit",
        {
            "first": ABOVE | {"secretary"}, "second": ABOVE | {"second_secretary"}, "general": NOBODY,
            "far": frozenset({"far_secretary"}),
        },
        key="unit",
    ),
    own("accounts:list", ADMIN, GET),
    own("accounts:new", ADMIN),
    Row("accounts:account", "account", {"member": ADMIN, "administrator": ADMIN, "stranger": NOBODY}, GET, key="account"),
    *(
        Row(f"accounts:{deed}", "account", {"member": ADMIN, "administrator": NOBODY, "stranger": NOBODY}, POST,
            key="account")
        for deed in DEEDS
    ),
    # Members get their slips from the branch secretary, so that two are needed to get in.
    Row("accounts:slip", "account", {"member": NOBODY, "administrator": NOBODY, "stranger": NOBODY}, POST, key="account"),
    Row(
        "accounts:end_appointment", "appointment",
        {"inspector": ADMIN, "administrator": NOBODY, "far_secretary": NOBODY}, POST, key="appointment",
        sees={"inspector": WHO, "administrator": WHO, "far_secretary": WHO - ADMIN},
    ),
    *(own(name) for name in OWN_OF_ALLAUTH),
    *(own(name, methods=GET) for name in OWN_TO_READ),
    *(own(name, NOBODY, methods, sees={"": NOBODY}) for name, methods in OWN_SECOND_FACTOR),
    *(
        own(f"mfa_{deed}_webauthn", NOBODY, sees={"": NOBODY}, more={"pk": 1})
        for deed in ("remove", "edit")
    ),
)  # fmt: skip
SITE = (own("site:more", methods=GET),)
DRAFT = {"secretary": frozenset({"secretary"}), "far_secretary": frozenset({"far_secretary"})}
"""A file waiting to be imported is its owner's alone."""
IMPORTING = (
    own("members:importing:start", KEEPERS),
    own("members:importing:template", KEEPERS, GET),
    *(
        Row(f"members:importing:{page}", "draft", DRAFT, methods, sees=DRAFT)
        for page, methods in (("draft", GET_POST), ("columns", GET_POST), ("problems", POST), ("run", POST), ("discard", POST))
    ),
    Row("members:importing:part", "draft", DRAFT, GET, more={"part": "added"}, sees=DRAFT),
)  # fmt: skip
OVERSIGHT = (
    own("trail:entries", frozenset({"auditor"}), GET),
    own("trail:export", frozenset({"auditor"}), POST),
)
DESK = (own("desk:home", methods=GET),)
ROWS: tuple[Row, ...] = (
    *DESK,
    *ORGANIZATIONS,
    *MEMBERS,
    *IDENTITY,
    *PRIVACY,
    *ACCOUNTS,
    *SITE,
    *IMPORTING,
    *OVERSIGHT,
)

OPEN = frozenset(
    {
        "account_login", "account_logout", "account_inactive", "accounts:activate", "accounts:demo",
        "mfa_authenticate", "mfa_login_webauthn", "socialaccount_login_cancelled", "socialaccount_login_error",
        "site:large", "site:language",
        "site:gallery", "robots", "health:live", "health:ready",
    }
)  # fmt: skip
"""Addresses that need no signing in; none of them names a person."""
