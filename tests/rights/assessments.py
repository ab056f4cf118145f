"""Who gets through at periods, results and runs: written from domain 2.4."""

from __future__ import annotations

from tests.rights.table import (
    ABOVE,
    FAR,
    FIRST,
    GET,
    IN_A_BRANCH,
    NOBODY,
    POST,
    READERS,
    SECOND,
    Row,
    own,
)

READ = {
    "first": ABOVE | {"committee", "secretary", "inspector"}, "second": ABOVE | {"second_secretary", "inspector"},
    "far": frozenset({"far_secretary"}),
}  # fmt: skip
RUN = {
    "first": ABOVE | {"secretary"}, "second": ABOVE | {"second_secretary"}, "far": frozenset({"far_secretary"}),
}  # fmt: skip
DECIDE = {**RUN, "first": RUN["first"] | {"committee"}}
CONFIRM = {
    "first": frozenset({"secretary"}), "second": frozenset({"second_secretary"}),
    "far": frozenset({"far_secretary"}),
}  # fmt: skip
UPPER = {"first": ABOVE, "second": ABOVE, "far": NOBODY}
"""Only the level above: it confirms those who lead the branch, and opens final results again."""
PERIODS = {
    "first": FIRST | ABOVE | {"inspector"}, "second": SECOND | ABOVE | {"inspector"}, "far": FAR,
}  # fmt: skip
"""Who is told that there is a period at all: its branch, and who reads above it."""
RESULTS = {
    "member": ABOVE | {"committee", "secretary", "inspector"}, "shown": READ["second"] | {"neighbour"},
    "far": frozenset({"far_secretary"}),
}  # fmt: skip
SEES_RESULTS = {**RESULTS, "member": RESULTS["member"] | {"member"}, "far": FAR}
"""A member is told of her own result, and reads it from its notice on: that of `member` has none yet."""
RUNS = {"committee": frozenset({"officer"}), "general": ABOVE}
SEES_RUNS = {"committee": frozenset({"officer", "inspector"}), "general": ABOVE | {"inspector"}}
DECISIONS = ("adjustment", "resolution")


def _period(name: str, targets: dict[str, frozenset[str]], methods: tuple[str, ...] = ("get", "post")) -> Row:
    return Row(f"assessments:{name}", "assessment", targets, methods, sees=PERIODS)


ASSESSMENTS = (
    own("assessments:own", READERS, GET),
    own("assessments:mine", IN_A_BRANCH, GET),
    Row("assessments:prepare", "unit", {**RUN, "general": NOBODY, "committee": NOBODY, "one": NOBODY}),
    _period("period", READ, GET),
    *(_period(name, RUN, POST) for name in ("open", "close", "finalise", "archive")),
    *(_period(name, RUN) for name in ("settle", "repeat")),
    *(_period(name, DECIDE) for name in ("adjust", "resolve")),
    _period("confirm", CONFIRM),
    *(_period(name, UPPER) for name in ("confirm_above", "reopen")),
    _period("export", DECIDE, POST),
    *(
        Row(f"assessments:take_back_{name}", name, {"first": DECIDE["first"]}, POST, sees={"first": PERIODS["first"]})
        for name in DECISIONS
    ),
    Row("assessments:result", "result", RESULTS, GET, sees=SEES_RESULTS),
    Row("assessments:start_run", "unit", {
        "general": ABOVE, "committee": frozenset({"officer"}), "first": NOBODY, "one": NOBODY, "far": NOBODY,
    }),
    Row("assessments:run", "run", SEES_RUNS, GET, sees=SEES_RUNS),
    *(Row(f"assessments:{name}", "run", RUNS, POST, sees=SEES_RUNS) for name in ("stop_run", "resume_run")),
)  # fmt: skip
