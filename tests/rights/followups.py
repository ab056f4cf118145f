"""Who gets through in what follows from results: written from domain 2.4 and 2.2 (14).

Talks are nothing for inspectors, administrators and auditors; nobody does any of it for herself; what concerns the
secretary is done by an officer above.
"""

from __future__ import annotations

from tests.rights.merit import RECORD
from tests.rights.table import (
    ABOVE,
    FAR,
    FIRST,
    GET,
    IN_A_BRANCH,
    KEEP_FIRST,
    NOBODY,
    POST,
    READERS,
    SECOND,
    Row,
    own,
)

COMMITTEE_FIRST = frozenset({"committee", "secretary"})
FAR_SECRETARY = frozenset({"far_secretary"})
WITH_INSPECTOR = KEEP_FIRST | {"inspector"}
TALKS = {
    "member": KEEP_FIRST | {"member", "leader"}, "secretary": KEEP_FIRST, "stranger": FAR,
    "far_secretary": FAR_SECRETARY,
}  # fmt: skip
"""Who reaches a talk: the member, those who keep watch, and for a reminder the leader of her group."""
HOLDS = {
    "member": frozenset({"leader", "committee", "secretary"}), "secretary": ABOVE, "stranger": FAR_SECRETARY,
    "far_secretary": NOBODY,
}  # fmt: skip
CANCELS = {
    "member": ABOVE | {"secretary"},
    "secretary": ABOVE,
    "stranger": FAR_SECRETARY,
    "far_secretary": NOBODY,
}
ABOUT = {
    "member": WITH_INSPECTOR | {"member"}, "secretary": WITH_INSPECTOR, "stranger": FAR,
    "far_secretary": FAR_SECRETARY,
}  # fmt: skip
"""Who reads a member's results, tasks and honours: herself, the committee, and the levels above."""
CLOSES = {
    "member": KEEP_FIRST, "secretary": KEEP_FIRST - {"secretary"}, "stranger": FAR_SECRETARY, "far_secretary": NOBODY,
}  # fmt: skip
BRANCH_STEP = {
    "member": COMMITTEE_FIRST, "secretary": frozenset({"committee"}), "stranger": FAR_SECRETARY, "far_secretary": NOBODY,
}  # fmt: skip
APPROVES = {"member": ABOVE, "secretary": ABOVE, "stranger": NOBODY, "far_secretary": NOBODY}
STATED = {
    "member": KEEP_FIRST | {"member"}, "secretary": KEEP_FIRST, "stranger": FAR, "far_secretary": FAR_SECRETARY,
}  # fmt: skip
OPEN_BRANCH = {
    "first": FIRST | ABOVE | {"inspector"}, "second": SECOND | ABOVE | {"inspector"}, "far": FAR, "general": NOBODY,
}  # fmt: skip
"""Members of the branch see what was granted, and their own."""
COMMITTEE = {
    "first": COMMITTEE_FIRST, "second": frozenset({"second_secretary"}), "far": FAR_SECRETARY, "general": NOBODY,
}  # fmt: skip
THIS_YEAR = {"year": 2026}
REVIEWS = {"first": FIRST | ABOVE | {"inspector"}, "far": FAR}
PERIODS = {"first": FIRST | ABOVE | {"inspector"}, "far": FAR}

FOLLOWUPS = (
    own("followups:own", IN_A_BRANCH | READERS, GET),
    Row("followups:branch", "unit", {**RECORD, "general": NOBODY}, GET),
    Row("followups:draw_up", "final_period", {"first": KEEP_FIRST, "far": FAR_SECRETARY}, POST, sees=PERIODS),
    Row("followups:talk", "talk", TALKS, GET, sees=TALKS),
    Row("followups:hold_talk", "talk", HOLDS, sees=TALKS),
    Row("followups:cancel_talk", "talk", CANCELS, sees=TALKS),
    *(Row(f"followups:{deed}", "task", CLOSES, sees=ABOUT) for deed in ("close_task", "cancel_task")),
    Row("followups:awards", "unit", OPEN_BRANCH, GET),
    Row("followups:nominate", "unit", COMMITTEE),
    Row("followups:publicise", "unit", COMMITTEE, POST),
    Row("followups:award", "award", ABOUT, GET, sees=ABOUT),
    *(
        Row(f"followups:{deed}", "award", BRANCH_STEP, sees=ABOUT)
        for deed in ("discuss_award", "tell_story", "drop_award")
    ),
    Row("followups:approve_award", "award", APPROVES, sees=ABOUT),
    Row("followups:grant_award", "award", CLOSES, sees=ABOUT),
    Row("followups:year", "unit", OPEN_BRANCH, GET, more=THIS_YEAR),
    Row("followups:propose_review", "unit", COMMITTEE, POST, more=THIS_YEAR),
    Row("followups:review", "review", REVIEWS, GET, sees=REVIEWS),
    Row("followups:decide_review", "review", {"first": COMMITTEE_FIRST, "far": FAR_SECRETARY}, sees=REVIEWS),
    Row("followups:statement", "result", STATED, GET, sees=ABOUT),
    Row("followups:make_statement", "result", STATED, POST, sees=ABOUT),
)
