"""What keeps versions as they were published, in the database itself: only drafts change, and only drafts go.

A published version may become withdrawn, nothing else. On SQLite `OR REPLACE` removes rows past DELETE triggers,
by the key and by the unique index, which the last two rules of the table refuse.
"""

from __future__ import annotations

from xianfeng.site.triggers import Triggers, refuse

TABLE = "methods_schemeversion"
REFUSAL = "what was published is never changed or removed"
KEPT = (
    "id",
    "owner_id",
    "code",
    "version",
    "text",
    "digest",
    "made_by",
    "made_at",
    "published_by",
    "published_at",
)
"""Every column but the state."""


def _changed(is_not: str) -> str:
    """Return the condition that a version that is no draft becomes another, but for being withdrawn."""
    differs = " OR ".join(f"NEW.{column} {is_not} OLD.{column}" for column in KEPT)
    withdrawn = "OLD.state = 'published' AND NEW.state = 'withdrawn'"
    return f"OLD.state <> 'draft' AND ({differs} OR NOT (NEW.state = OLD.state OR {withdrawn}))"


def _pushes_out(also: str = "") -> str:
    """Return the condition that a row would take the place of one that is no draft."""
    same = "v.owner_id = NEW.owner_id AND v.code = NEW.code AND v.version = NEW.version"
    twin = f"NEW.state = 'published' AND v.state = 'published' AND {same}"
    there = f"SELECT 1 FROM {TABLE} AS v WHERE {also}((v.id = NEW.id AND v.state <> 'draft') OR ({twin}))"  # noqa: S608 - our own words
    return f"EXISTS ({there})"


SQLITE = {
    "methods_no_update": f"BEFORE UPDATE ON {TABLE} WHEN {_changed('IS NOT')} {refuse(REFUSAL)}",
    "methods_no_delete": f"BEFORE DELETE ON {TABLE} WHEN OLD.state <> 'draft' {refuse(REFUSAL)}",
    "methods_no_replace": f"BEFORE INSERT ON {TABLE} WHEN {_pushes_out()} {refuse(REFUSAL)}",
    "methods_no_update_replace": f"BEFORE UPDATE ON {TABLE} WHEN {_pushes_out('v.id <> OLD.id AND ')} {refuse(REFUSAL)}",
}
POSTGRESQL = f"""
create function methods_refuse() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if not ({_changed("IS DISTINCT FROM")}) then
      return new;
    end if;
  elsif tg_op = 'DELETE' then
    if old.state = 'draft' then
      return old;
    end if;
  end if;
  raise exception '{REFUSAL}';
end $$;
create trigger methods_no_change before update or delete on {TABLE} for each row execute function methods_refuse();
create trigger methods_no_truncate before truncate on {TABLE} for each statement execute function methods_refuse();
"""
POSTGRESQL_AWAY = f"""
drop trigger if exists methods_no_change on {TABLE};
drop trigger if exists methods_no_truncate on {TABLE};
drop function if exists methods_refuse();
"""

KEEPING = Triggers(SQLITE, POSTGRESQL, POSTGRESQL_AWAY)
protect, unprotect = KEEPING.protect, KEEPING.unprotect
