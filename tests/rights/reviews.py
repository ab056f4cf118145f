"""Who gets through in rounds of ballots: written from domain 2.4 and DESIGN.md, Ballots."""

from __future__ import annotations

from tests.rights.table import ABOVE, FAR, FIRST, GET, GET_POST, KEEP_FIRST, NOBODY, POST, WHO, Row, own

RUN = {"first": ABOVE | {"secretary"}, "far": frozenset({"far_secretary"})}
"""The secretary, and officers above: draw up, draw by lot, issue slips, begin, close, repeat."""
READ = {"first": KEEP_FIRST | {"inspector"}, "far": frozenset({"far_secretary"})}
"""How a round goes: the committee and those above. Administrators and auditors see nothing of it."""
REACH = {"first": FIRST | ABOVE | {"inspector"}, "far": FAR}
RATERS = {"first": FIRST, "far": FAR}
PAPER = {"first": KEEP_FIRST, "far": frozenset({"far_secretary"})}
TELLERS = {"first": KEEP_FIRST | {"leader"}, "far": frozenset({"far_secretary"})}
COLLEAGUES = {"member": FIRST - {"member"}, "stranger": NOBODY}
"""Nobody rates herself; in the branch far away there are too few to rate anybody."""
ABOUT = {"member": REACH["first"], "secretary": REACH["first"], "stranger": FAR}
SIGN = {
    "member": KEEP_FIRST, "secretary": KEEP_FIRST - {"secretary"}, "stranger": frozenset({"far_secretary"}),
}  # fmt: skip
DRAW_UP = {
    "first": RUN["first"], "second": ABOVE | {"second_secretary"}, "general": frozenset({"officer"}),
    "committee": NOBODY, "one": ABOVE | {"secretary"}, "far": RUN["far"],
}  # fmt: skip
REVIEWS = (
    own("reviews:mine", WHO, GET),
    *(
        Row(f"reviews:{page}", "round", RATERS, GET, sees=REACH)
        for page in ("rate", "people", "receipts", "save")
    ),
    Row("reviews:card", "ratee", COLLEAGUES, GET_POST,
        sees={"member": REACH["first"] - {"member"}, "stranger": NOBODY}),
    Row("reviews:self", "round", RATERS, GET_POST, sees=REACH),
    Row("reviews:organisation", "round", READ, GET, sees=REACH),
    Row("reviews:member", "ratee", SIGN, GET_POST, sees=ABOUT,
        reads={"member": READ["first"], "secretary": READ["first"], "stranger": READ["far"]}),
    Row("reviews:draw_up", "unit", DRAW_UP),
    Row("reviews:round", "round", READ, GET, sees=REACH),
    *(
        Row(f"reviews:{page}", "round", RUN, POST, sees=REACH)
        for page in ("begin", "close", "repeat", "draw")
    ),
    # Two of the committee open; who asked does not.
    Row("reviews:ask_opening", "round", {"first": frozenset({"committee", "secretary"}), "far": RUN["far"]},
        POST, sees=REACH),
    Row("reviews:open", "asked", {"first": frozenset({"committee"})}, POST, sees=REACH),
    Row("reviews:slips", "draw", {"first": RUN["first"]}, sees=REACH),
    Row("reviews:hand_out", "round", PAPER, POST, sees=REACH),
    Row("reviews:on_paper", "round", PAPER, sees=REACH),
    Row("reviews:papers", "round", PAPER, GET, sees=REACH),
    Row("reviews:tellers", "round", TELLERS, GET, sees=REACH),
    Row("reviews:paper", "paper", {"first": TELLERS["first"]}, sees=REACH),
    Row("reviews:spoil", "paper", {"first": TELLERS["first"]}, POST, sees=REACH),
)  # fmt: skip
OPEN = frozenset(
    {
        "reviews:receipt", "reviews:receipt_list", "reviews:protected", "reviews:slip_code", "reviews:slip",
        "reviews:slip_people", "reviews:slip_card", "reviews:slip_void", "reviews:slip_receipts",
        "reviews:slip_save",
    }
)  # fmt: skip
"""Slips and receipts need no signing in: they name those whom a slip rates, to whoever holds its code."""
