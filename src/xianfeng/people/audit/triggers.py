"""What keeps audit entries as they were written, in the database itself.

No change, no replacement, no removal within `KEPT_DAYS`; older entries may be purged (network law: at
least six months). On SQLite `INSERT OR REPLACE` slips past UPDATE and DELETE triggers, hence the third one.
"""

from __future__ import annotations

from xianfeng.site.triggers import Triggers

KEPT_DAYS = 183
TABLE = "audit_auditentry"

SQLITE = {
    "audit_no_update": f"BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END",
    "audit_no_delete": (
        f"BEFORE DELETE ON {TABLE} WHEN OLD.at > datetime('now', '-{KEPT_DAYS} days')"
        f" BEGIN SELECT RAISE(ABORT, 'audit entries are kept for {KEPT_DAYS} days'); END"
    ),
    "audit_no_replace": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"
        " BEGIN SELECT RAISE(ABORT, 'audit entries are never replaced'); END"
    ),
}
POSTGRESQL = f"""
create function audit_refuse() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.at <= now() - interval '{KEPT_DAYS} days' then
    return old;
  end if;
  raise exception 'audit entries are never changed, and kept for {KEPT_DAYS} days';
end $$;
create trigger audit_no_change before update or delete on {TABLE} for each row execute function audit_refuse();
create trigger audit_no_truncate before truncate on {TABLE} for each statement execute function audit_refuse();
"""
POSTGRESQL_AWAY = f"""
drop trigger if exists audit_no_change on {TABLE};
drop trigger if exists audit_no_truncate on {TABLE};
drop function if exists audit_refuse();
"""

KEEPING = Triggers(SQLITE, POSTGRESQL, POSTGRESQL_AWAY)
protect, unprotect = KEEPING.protect, KEEPING.unprotect
