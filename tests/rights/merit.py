"""Who gets through in the record of facts, the methods and the scores: written from domain 2.2 (17) and 2.4."""

from __future__ import annotations

from tests.rights.table import (
    ABOVE,
    FAR,
    FIRST,
    FULL,
    GET,
    GET_POST,
    IN_A_BRANCH,
    KEEP_FIRST,
    KEEPERS,
    NOBODY,
    POST,
    READ,
    READERS,
    SECOND,
    SEES,
    WHO,
    Row,
    own,
)

COMMITTEE = {
    "first": frozenset({"committee", "secretary"}), "second": frozenset({"second_secretary"}),
    "general": NOBODY, "far": frozenset({"far_secretary"}),
}  # fmt: skip
"""Who keeps the record of a branch; nobody from above enters at once."""
RECORD = {
    "first": KEEP_FIRST | {"inspector"}, "second": ABOVE | {"second_secretary", "inspector"},
    "far": frozenset({"far_secretary"}),
}  # fmt: skip
SECRETARIES = {
    "first": ABOVE | {"secretary"}, "second": ABOVE | {"second_secretary"}, "general": ABOVE,
    "committee": frozenset({"officer"}), "one": NOBODY, "far": frozenset({"far_secretary"}),
}  # fmt: skip
"""The secretary for the branch, an officer for the unit and all below it; nobody for a group."""
OFFICERS = {
    "first": ABOVE, "second": ABOVE, "general": ABOVE, "committee": frozenset({"officer"}), "one": NOBODY,
    "far": NOBODY,
}  # fmt: skip
CLAIM_FOR = {
    "member": frozenset({"member", "leader", "committee", "secretary"}),
    "secretary": frozenset({"committee", "secretary"}), "neighbour": SECOND,
    "office_member": frozenset({"office_member"}), "stranger": FAR,
}  # fmt: skip
ABOUT = {**FULL, "second_secretary": ABOVE | {"second_secretary", "inspector"}}
"""Whose records are read: of somebody in the first branch, its secretary, the second's only secretary, far away."""
DECIDE = {
    "member": frozenset({"committee", "secretary"}), "secretary": frozenset({"committee"}),
    "second_secretary": ABOVE, "stranger": frozenset({"far_secretary"}),
}  # fmt: skip
"""Another of the committee; above where there is nobody else."""
REVERSE = {
    "member": KEEP_FIRST, "secretary": KEEP_FIRST - {"secretary"}, "stranger": frozenset({"far_secretary"}),
}  # fmt: skip
PROPOSERS = {who: frozenset({who}) for who in ("member", "secretary", "second_secretary", "stranger")}
OWN_DRAFT = {who: frozenset({who}) for who in ("secretary", "far_secretary")}
FACTS = (
    own("facts:claim", IN_A_BRANCH),
    Row("facts:claim_for", "member", CLAIM_FOR),
    own("facts:mine", IN_A_BRANCH, GET),
    Row("facts:withdraw", "proposal", PROPOSERS, POST, sees=ABOUT),
    Row("facts:evidence", "evidence", {who: ABOUT[who] for who in ("member", "stranger")}, GET, sees=ABOUT),
    own("facts:to_confirm", KEEPERS, GET),
    Row("facts:confirm", "proposal", DECIDE, POST, sees=ABOUT),
    Row("facts:reject", "proposal", DECIDE, sees=ABOUT),
    own("facts:branches", READERS, GET),
    Row("facts:list", "unit", {**RECORD, "general": NOBODY}, GET),
    Row("facts:export", "unit", {
        "first": KEEP_FIRST, "second": ABOVE | {"second_secretary"}, "general": NOBODY,
        "far": frozenset({"far_secretary"}),
    }, POST),
    own("facts:own_kinds", methods=GET),
    Row("facts:kinds", "unit", READ, GET),
    Row("facts:add_kind", "unit", SECRETARIES),
    Row("facts:retire_kind", "kind", {where: SECRETARIES[where] for where in ("first", "far")},
        sees=SEES["unit"]),
    Row("facts:fact", "fact", {who: ABOUT[who] for who in REVERSE}, GET, sees=ABOUT),
    Row("facts:reverse", "fact", REVERSE, sees=ABOUT),
    *(Row(f"facts:{page}", "unit", COMMITTEE) for page in ("grid", "paste")),
    Row("facts:import", "unit", {**SECRETARIES, "first": KEEP_FIRST}),
    Row("facts:import_template", "unit", {**SECRETARIES, "first": KEEP_FIRST}, GET),
    *(
        Row(f"facts:{page}", "entry_draft", OWN_DRAFT, methods, sees=OWN_DRAFT)
        for page, methods in (("import_draft", GET), ("import_run", POST), ("import_discard", POST))
    ),
)  # fmt: skip
DRAFTS = {"first": ABOVE | {"secretary"}}
VERSIONS = {**DRAFTS, "second": ABOVE | {"second_secretary"}}
"""What a secretary drafts, officers above see too."""
METHODS = (
    own("methods:book", WHO - {"auditor"}, GET),
    own("methods:word", WHO - {"auditor"}, GET),
    Row("methods:unit", "unit", READ, GET),
    Row("methods:adopt", "unit", OFFICERS),
    # What holds already is not taken back, and what was published is not edited, by anybody.
    Row("methods:take_back", "adoption", {"first": ABOVE, "second": NOBODY}, POST,
        sees={"first": ABOVE, "second": ABOVE}),
    Row("methods:draft", "unit", SECRETARIES),
    *(
        Row(f"methods:{page}", "version", {**DRAFTS, "second": NOBODY}, methods, sees=VERSIONS)
        for page, methods in (("edit", GET_POST), ("check", POST), ("discard", POST))
    ),
    Row("methods:publish", "version", {"first": ABOVE}, sees=DRAFTS),
    Row("methods:withdraw", "published", {"first": ABOVE}, POST, sees=DRAFTS),
)  # fmt: skip
ORDERED = {"first": frozenset({"committee", "secretary"}), "second": NOBODY, "far": NOBODY}
"""Switched on in the first branch, off elsewhere."""
SCORES = (
    own("scores:mine", IN_A_BRANCH, GET),
    Row("scores:member", "member", FULL, GET, sees=FULL),
    Row("scores:branch", "unit", RECORD, GET),
    own("scores:boards", IN_A_BRANCH | {"inspector"}, GET),
    Row("scores:board", "unit", {
        "first": FIRST | ABOVE | {"inspector"}, "second": SECOND | ABOVE | {"inspector"}, "far": FAR,
    }, GET),
    Row("scores:board_export", "unit", {where: COMMITTEE[where] for where in ORDERED}, POST),
    Row("scores:ordered", "unit", ORDERED, GET),
    Row("scores:ordered_setting", "unit", {
        "first": ABOVE | {"secretary"}, "second": frozenset({"second_secretary"}),
        "far": frozenset({"far_secretary"}),
    }),
    Row("scores:preview", "version", DRAFTS, GET, sees=DRAFTS),
)  # fmt: skip
MERIT = (*FACTS, *METHODS, *SCORES)
