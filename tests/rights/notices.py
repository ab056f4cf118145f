"""Who gets through at notices, objections and feedback: written from domain 2.2 (6), (7), (16) and 2.4.

The first branch has a notice that is on, one of each earlier step, an objection, feedback and a link; so has the far
one. What is done to them by others than here is refused because of who asks, never because of the state.
"""

from __future__ import annotations

from tests.rights.table import ABOVE, FIRST, GET, IN_A_BRANCH, KEEP_FIRST, NOBODY, POST, Row, own

FAR_SECRETARY = frozenset({"far_secretary"})
WORKS = {"first": KEEP_FIRST | {"inspector"}, "far": FAR_SECRETARY}
"""Who reads the records of a branch."""
READS = {"first": FIRST | ABOVE | {"inspector"}, "far": frozenset({"stranger", "far_secretary"})}
"""Members of the branch, and who reads its records."""
DRAFTS = {"first": WORKS["first"] | {"leader"}, "far": WORKS["far"]}
"""A leader of a group sees drafts of her branch: where there is nobody else she checks them."""
COMMITTEE = {"first": frozenset({"committee", "secretary"}), "far": FAR_SECRETARY}
HAVE_NOTICES = IN_A_BRANCH | {"inspector"}
CALENDAR = frozenset({"officer", "administrator"})
UNITS = {
    "first": FIRST | ABOVE | {"inspector", "administrator", "auditor", "owner"},
    "general": ABOVE | {"inspector", "administrator", "auditor", "owner"},
    "one": frozenset({"member", "groupmate", "leader", "committee", "secretary", "inspector", "administrator", "auditor", "owner"}) | ABOVE,
    "far": frozenset({"stranger", "far_secretary"}),
}  # fmt: skip
SET_UP = {
    "first": ABOVE | {"secretary"}, "general": ABOVE, "one": NOBODY, "far": FAR_SECRETARY,
}  # fmt: skip
PARTIES = {"first": WORKS["first"] | {"member"}, "far": WORKS["far"] | {"stranger"}}
"""Who filed an objection or said something, and who reads the records of the branch."""

NOTICES = (
    own("notices:list", HAVE_NOTICES, GET),
    own("notices:objections", HAVE_NOTICES, GET),
    own("notices:feedback", HAVE_NOTICES, GET),
    own("notices:calendar", CALENDAR),
    own("notices:sample", methods=GET),
    Row("notices:draft", "settlement", COMMITTEE, sees=READS),
    Row("notices:notice", "notice", READS, GET, sees=READS),
    Row("notices:check", "drafted", {"first": KEEP_FIRST - {"committee"}, "far": FAR_SECRETARY}, POST, sees=DRAFTS),
    Row("notices:approve", "checked", {"first": frozenset({"secretary"}), "far": FAR_SECRETARY}, POST, sees=DRAFTS),
    Row("notices:publish", "approved", {"first": frozenset({"secretary"}), "far": FAR_SECRETARY}, POST, sees=DRAFTS),
    Row("notices:withdraw", "notice", {"first": ABOVE | {"secretary"}, "far": FAR_SECRETARY}, sees=READS),
    Row("notices:file", "closed", COMMITTEE, POST, sees=READS),
    Row("notices:word", "notice", {"first": KEEP_FIRST, "far": FAR_SECRETARY}, POST, sees=READS),
    Row("notices:links", "notice", COMMITTEE, sees=READS),
    Row("notices:revoke_link", "link", COMMITTEE, POST, sees=READS),
    Row("notices:object", "notice", {"first": FIRST, "far": READS["far"]}, sees=READS),
    Row("notices:say", "notice", READS, sees=READS),
    Row("notices:say", "closed", {"first": NOBODY, "far": NOBODY}, sees=READS),
    Row("notices:objection", "objection", PARTIES, GET, sees=PARTIES),
    Row("notices:accept", "objection", {"first": ABOVE | {"secretary"}, "far": FAR_SECRETARY}, sees=PARTIES),
    Row("notices:reject", "objection", {"first": ABOVE | {"secretary"}, "far": FAR_SECRETARY}, sees=PARTIES),
    Row("notices:investigate", "accepted", {"first": frozenset({"committee"})}, POST, sees=PARTIES),
    Row("notices:decide", "investigated", {"first": frozenset({"committee"})}, sees=PARTIES),
    Row("notices:receive", "decided", {"first": frozenset({"member"})}, POST, sees=PARTIES),
    Row("notices:said", "said", PARTIES, GET, sees=PARTIES),
    Row("notices:assign", "said", {"first": ABOVE | {"secretary"}, "far": FAR_SECRETARY}, sees=PARTIES),
    Row("notices:reply", "said", COMMITTEE, sees=PARTIES),
    Row("notices:rate", "answered", {"first": frozenset({"member"})}, POST, sees=PARTIES),
    Row("notices:remove_day", "day", {"first": CALENDAR}, POST, sees={"first": HAVE_NOTICES | {"administrator", "auditor", "owner"}}),
    Row("notices:setting", "unit", SET_UP, sees=UNITS),
    Row("notices:add_template", "unit", SET_UP, sees=UNITS),
    Row("notices:remove_template", "template", {"first": SET_UP["first"], "far": FAR_SECRETARY}, POST, sees=READS),
)  # fmt: skip
NOTICES_OPEN = frozenset({"notices:by_link", "notices:answer"})
"""Addresses that need no account: by the secret of a link, by a code that was given out."""
