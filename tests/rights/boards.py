"""Who gets through at flag boards and large screens: written from domain 2.4 (a branch reads its own, S and O publish)."""

from __future__ import annotations

from tests.rights.table import ABOVE, FAR, FIRST, GET, IN_A_BRANCH, NOBODY, POST, SECOND, Row, own

BOARDS_OF = {
    "first": FIRST | ABOVE | {"inspector"}, "second": SECOND | ABOVE | {"inspector"},
    "general": ABOVE | {"inspector"}, "committee": frozenset({"officer", "inspector"}), "one": NOBODY, "far": FAR,
}  # fmt: skip
READ_SCREENS = {
    "first": ABOVE | {"committee", "secretary", "inspector"}, "second": ABOVE | {"second_secretary", "inspector"},
    "general": ABOVE | {"inspector"}, "committee": frozenset({"officer", "inspector"}), "one": NOBODY,
    "far": frozenset({"far_secretary"}),
}  # fmt: skip
KEEP_SCREENS = {
    "first": ABOVE | {"secretary"}, "second": ABOVE | {"second_secretary"}, "general": ABOVE,
    "committee": frozenset({"officer"}), "one": NOBODY, "far": frozenset({"far_secretary"}),
}  # fmt: skip
SCREENS = {
    "first": FIRST | ABOVE | {"inspector"}, "committee": frozenset({"officer", "inspector"}),
    "far": FAR,
}  # fmt: skip
"""Who is told about a screen at all: its branch, and who reads above it."""
BOARDS = (
    own("boards:own", IN_A_BRANCH | {"inspector"}, GET),
    Row("boards:board", "unit", BOARDS_OF, GET),
    Row(
        "boards:screens",
        "unit",
        KEEP_SCREENS,
        reads=READ_SCREENS,
        data={"place": "一楼大厅", "named": "upper"},
    ),
    Row(
        "boards:revoke_screen",
        "screen",
        {where: KEEP_SCREENS[where] for where in SCREENS},
        POST,
        sees=SCREENS,
    ),
)
OPEN = frozenset({"boards:screen"})
"""A link of its own opens it; it names only whom a notice for those who pass by names."""
