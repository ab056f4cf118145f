"""What keeps opened ballots and receipts as they were written, in the database itself.

Receipts come while their round is being closed, ballots while it is being opened, and none afterwards. Neither is ever
changed or replaced. Ballots may go half a year after the opening (the retention owns the rest); receipts stay. What a
round froze stays too: its rules and its key when it begins, its receipts at the close, its opening; and no round goes
back to an earlier state. On SQLite `INSERT OR REPLACE` slips past UPDATE and DELETE triggers, hence the guards before
INSERT. `wanting` tells which of all these a database lacks.
"""

from __future__ import annotations

from xianfeng.site.triggers import Rules, refuse

KEPT_DAYS = 183
"""So long after the opening the database itself keeps ballots; `people.privacy` keeps them a year by default."""
ROUND, RATEE = "reviews_round", "reviews_ratee"
BALLOT, RECEIPT = "reviews_openedballot", "reviews_receipt"
BALLOTS_STAY, RECEIPTS_STAY = (
    "opened ballots are never changed or added to",
    "receipts are never changed or added to",
)
ROUNDS_STAY = "what a round froze is never changed"


def _is_there(table: str, condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE {condition})"  # noqa: S608 - our own words


OF_ROUND = f"{RATEE} r JOIN {ROUND} o ON o.id = r.round_id"
OPENING = _is_there(OF_ROUND, "r.id = NEW.ratee_id AND o.state = 'closed'")
CLOSING = _is_there(f"{ROUND} o", "o.id = NEW.round_id AND o.state = 'collecting'")
IS_OLD = _is_there(OF_ROUND, "r.id = OLD.ratee_id AND o.opened_at <= {since}")
WAYS = {
    "drawn_up": ("collecting",),
    "collecting": ("closed", "repeated"),
    "closed": ("opened", "repeated"),
    "opened": ("repeated",),
    "repeated": (),
}  # fmt: skip
"""As `states.TRANSITIONS` has them, frozen with the migration."""
FROZEN = {
    "OLD.state <> 'drawn_up'": ("rules", "minimum", "scheme", "version", "public_key", "key_name"),
    "OLD.closed_at IS NOT NULL": ("closed_at", "counts", "receipts_digest"),
    "OLD.opened_at IS NOT NULL": ("opened_at", "asked_by", "opened_by", "quality"),
}


def _changed(differs: str) -> str:
    """Return the condition that an update of a round changes what is frozen."""
    ways = " AND ".join(
        f"NOT (OLD.state = '{old}' AND NEW.state IN ({', '.join(repr(new) for new in (old, *states))}))"
        for old, states in WAYS.items()
    )
    frozen = (
        f"{when} AND ({' OR '.join(f'NEW.{field} {differs} OLD.{field}' for field in fields)})"
        for when, fields in FROZEN.items()
    )
    return " OR ".join(f"({one})" for one in (ways, *frozen))


SAME_RECEIPT = "id = NEW.id OR round_id = NEW.round_id AND receipt = NEW.receipt"
OLD_ON_SQLITE = IS_OLD.format(since=f"datetime('now', '-{KEPT_DAYS} days')")
SQLITE = {
    "reviews_ballot_no_update": f"BEFORE UPDATE ON {BALLOT} {refuse(BALLOTS_STAY)}",
    "reviews_ballot_no_delete": f"BEFORE DELETE ON {BALLOT} WHEN NOT {OLD_ON_SQLITE} {refuse(BALLOTS_STAY)}",
    "reviews_ballot_at_opening": (
        f"BEFORE INSERT ON {BALLOT} WHEN NOT {OPENING} OR {_is_there(BALLOT, 'id = NEW.id')} {refuse(BALLOTS_STAY)}"
    ),
    "reviews_receipt_no_update": f"BEFORE UPDATE ON {RECEIPT} {refuse(RECEIPTS_STAY)}",
    "reviews_receipt_no_delete": f"BEFORE DELETE ON {RECEIPT} {refuse(RECEIPTS_STAY)}",
    "reviews_receipt_at_close": (
        f"BEFORE INSERT ON {RECEIPT} WHEN NOT {CLOSING} OR {_is_there(RECEIPT, SAME_RECEIPT)} {refuse(RECEIPTS_STAY)}"
    ),
    "reviews_round_frozen": f"BEFORE UPDATE ON {ROUND} WHEN {_changed('IS NOT')} {refuse(ROUNDS_STAY)}",
    "reviews_round_no_replace": (
        f"BEFORE INSERT ON {ROUND} WHEN {_is_there(ROUND, 'id = NEW.id')} {refuse(ROUNDS_STAY)}"
    ),
}
OLD_ON_POSTGRESQL = IS_OLD.format(since=f"now() - interval '{KEPT_DAYS} days'")
FUNCTIONS = {
    "reviews_keep_ballot": f"""
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF {OPENING} THEN RETURN NEW; END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF {OLD_ON_POSTGRESQL} THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION '{BALLOTS_STAY}';
END """,
    "reviews_keep_receipt": f"""
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF {CLOSING} THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '{RECEIPTS_STAY}';
END """,
    "reviews_keep_round": f"""
BEGIN
  IF {_changed("IS DISTINCT FROM")} THEN RAISE EXCEPTION '{ROUNDS_STAY}'; END IF;
  RETURN NEW;
END """,
}
POSTGRESQL = {
    "reviews_ballot_stays": (
        f"BEFORE INSERT OR DELETE OR UPDATE ON {BALLOT} FOR EACH ROW EXECUTE FUNCTION reviews_keep_ballot()"
    ),
    "reviews_ballot_no_truncate": (
        f"BEFORE TRUNCATE ON {BALLOT} FOR EACH STATEMENT EXECUTE FUNCTION reviews_keep_ballot()"
    ),
    "reviews_receipt_stays": (
        f"BEFORE INSERT OR DELETE OR UPDATE ON {RECEIPT} FOR EACH ROW EXECUTE FUNCTION reviews_keep_receipt()"
    ),
    "reviews_receipt_no_truncate": (
        f"BEFORE TRUNCATE ON {RECEIPT} FOR EACH STATEMENT EXECUTE FUNCTION reviews_keep_receipt()"
    ),
    "reviews_round_frozen": f"BEFORE UPDATE ON {ROUND} FOR EACH ROW EXECUTE FUNCTION reviews_keep_round()",
}

RULES = Rules(SQLITE, FUNCTIONS, POSTGRESQL)
KEEPING = RULES.triggers
protect, unprotect, wanting = KEEPING.protect, KEEPING.unprotect, RULES.wanting
