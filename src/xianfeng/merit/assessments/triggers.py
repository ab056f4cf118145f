"""What keeps settlements, their results and confirmations as they were written, in the database itself.

None is ever changed or replaced. They go only when results are past the shortest time for which they may be kept
(`privacy`), a settlement after what belongs to it: that is the one guarded way, and it needs no trigger taken away.
"""

from __future__ import annotations

from xianfeng.site.triggers import Rules, refuse

KEPT_DAYS = 1095
"""Three years: the least that the retention of results may be set to."""
SETTLEMENT = "assessments_settlement"
PARTS = {
    "assessments_result": "settlement_id = NEW.settlement_id AND member_id = NEW.member_id",
    "assessments_yearresult": "settlement_id = NEW.settlement_id AND member_id = NEW.member_id",
    "assessments_confirmation": "settlement_id = NEW.settlement_id AND level = NEW.level",
}
"""What belongs to a settlement, and when two rows of it would be the same."""
SAME = {SETTLEMENT: "period_id = NEW.period_id AND version = NEW.version", **PARTS}
STAY = "settlements and what belongs to them are never changed, and kept for years"
OF_WHEN = f"(SELECT settled_at FROM {SETTLEMENT} WHERE id = OLD.settlement_id)"  # noqa: S608 - our own words


def _on_sqlite(table: str) -> dict[str, str]:
    settled = "OLD.settled_at" if table == SETTLEMENT else OF_WHEN
    there = f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR {SAME[table]})"  # noqa: S608 - our own words
    return {
        f"{table}_no_update": f"BEFORE UPDATE ON {table} {refuse(STAY)}",
        f"{table}_no_delete": (
            f"BEFORE DELETE ON {table} WHEN {settled} > datetime('now', '-{KEPT_DAYS} days') {refuse(STAY)}"
        ),
        f"{table}_no_replace": f"BEFORE INSERT ON {table} WHEN {there} {refuse(STAY)}",
    }


def _keeping(settled: str) -> str:
    return f"""
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF {settled} <= now() - interval '{KEPT_DAYS} days' THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION '{STAY}';
END """


def _on_postgresql(table: str) -> dict[str, str]:
    keep = "assessments_keep" if table == SETTLEMENT else "assessments_keep_part"
    return {
        f"{table}_no_change": f"BEFORE DELETE OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {keep}()",
        f"{table}_no_truncate": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {keep}()",
    }


SQLITE = {name: rule for table in SAME for name, rule in _on_sqlite(table).items()}
POSTGRESQL = {name: rule for table in SAME for name, rule in _on_postgresql(table).items()}
FUNCTIONS = {"assessments_keep": _keeping("OLD.settled_at"), "assessments_keep_part": _keeping(OF_WHEN)}

RULES = Rules(SQLITE, FUNCTIONS, POSTGRESQL)
KEEPING = RULES.triggers
protect, unprotect, wanting = KEEPING.protect, KEEPING.unprotect, RULES.wanting
