"""What keeps the record as it was written, in the database itself.

A fact is never changed, removed or replaced. A ledger begins at nothing, and moves on only to a fact that is there.
A note may be deleted, for a person who is erased, but not changed. On SQLite `INSERT OR REPLACE` slips past UPDATE
and DELETE triggers, hence the guards before INSERT. `wanting` tells which of all these a database lacks.
"""

from __future__ import annotations

from xianfeng.site.triggers import Rules, refuse

FACT, LEDGER, NOTE = "facts_fact", "facts_ledger", "facts_note"
FACTS_STAY, NOTES_STAY = "facts are never changed or removed", "notes are never changed"
LEDGERS_FOLLOW = "a ledger only follows its facts"


def _is_there(table: str, condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE {condition})"  # noqa: S608 - our own words


SAME_FACT = "id = NEW.id OR key = NEW.key OR unit_id = NEW.unit_id AND number = NEW.number OR reverses_id = NEW.reverses_id"
ITS_LAST = "unit_id = NEW.unit_id AND number = NEW.last_number AND digest = NEW.last_digest"
BEGINS = "NEW.last_number = 0 AND NEW.last_digest = ''"
MOVES_ON = (
    "NEW.id = OLD.id AND NEW.unit_id = OLD.unit_id AND NEW.last_number > OLD.last_number AND "
    + _is_there(FACT, ITS_LAST)
)

SQLITE = {
    "facts_fact_no_update": f"BEFORE UPDATE ON {FACT} {refuse(FACTS_STAY)}",
    "facts_fact_no_delete": f"BEFORE DELETE ON {FACT} {refuse(FACTS_STAY)}",
    "facts_fact_no_replace": f"BEFORE INSERT ON {FACT} WHEN {_is_there(FACT, SAME_FACT)} {refuse(FACTS_STAY)}",
    "facts_note_no_update": f"BEFORE UPDATE ON {NOTE} {refuse(NOTES_STAY)}",
    "facts_note_no_replace": (
        f"BEFORE INSERT ON {NOTE} WHEN {_is_there(NOTE, 'id = NEW.id OR fact_id = NEW.fact_id')} {refuse(NOTES_STAY)}"
    ),
    "facts_ledger_begins": (
        f"BEFORE INSERT ON {LEDGER} WHEN NOT ({BEGINS})"
        f" OR {_is_there(LEDGER, 'id = NEW.id OR unit_id = NEW.unit_id')} {refuse(LEDGERS_FOLLOW)}"
    ),
    "facts_ledger_moves_on": f"BEFORE UPDATE ON {LEDGER} WHEN NOT ({MOVES_ON}) {refuse(LEDGERS_FOLLOW)}",
    "facts_ledger_no_delete": f"BEFORE DELETE ON {LEDGER} {refuse(LEDGERS_FOLLOW)}",
}
FUNCTIONS = {
    "facts_keep": f" BEGIN RAISE EXCEPTION '{FACTS_STAY}'; END ",
    "facts_keep_note": f" BEGIN RAISE EXCEPTION '{NOTES_STAY}'; END ",
    "facts_keep_ledger": f"""
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF {BEGINS} THEN RETURN NEW; END IF;
  ELSIF TG_OP = 'UPDATE' THEN
    IF {MOVES_ON} THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '{LEDGERS_FOLLOW}';
END """,
}
# Written as `pg_get_triggerdef` tells them, so that the two can be compared.
POSTGRESQL = {
    "facts_fact_no_change": f"BEFORE DELETE OR UPDATE ON {FACT} FOR EACH ROW EXECUTE FUNCTION facts_keep()",
    "facts_fact_no_truncate": f"BEFORE TRUNCATE ON {FACT} FOR EACH STATEMENT EXECUTE FUNCTION facts_keep()",
    "facts_note_no_update": f"BEFORE UPDATE ON {NOTE} FOR EACH ROW EXECUTE FUNCTION facts_keep_note()",
    "facts_ledger_follows": (
        f"BEFORE INSERT OR DELETE OR UPDATE ON {LEDGER} FOR EACH ROW EXECUTE FUNCTION facts_keep_ledger()"
    ),
    "facts_ledger_no_truncate": (
        f"BEFORE TRUNCATE ON {LEDGER} FOR EACH STATEMENT EXECUTE FUNCTION facts_keep_ledger()"
    ),
}

RULES = Rules(SQLITE, FUNCTIONS, POSTGRESQL)
KEEPING = RULES.triggers
protect, unprotect, wanting = KEEPING.protect, KEEPING.unprotect, RULES.wanting
