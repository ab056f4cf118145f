"""Two affiliations of one member never overlap: the database itself refuses it."""

from __future__ import annotations

from xianfeng.site.triggers import Triggers, refuse

TABLE = "members_affiliation"
REFUSAL = "affiliations of a member overlap"
OVERLAP = f"""
EXISTS (
  SELECT 1 FROM {TABLE} AS other WHERE other.member_id = NEW.member_id AND other.id <> NEW.id
  AND other.from_on <= COALESCE(NEW.to_on, '9999-12-31') AND COALESCE(other.to_on, '9999-12-31') >= NEW.from_on
)
"""  # noqa: S608 - a table's name that stands above
SQLITE = {
    "affiliations_apart_insert": f"AFTER INSERT ON {TABLE} WHEN {OVERLAP} {refuse(REFUSAL)}",
    "affiliations_apart_update": f"AFTER UPDATE ON {TABLE} WHEN {OVERLAP} {refuse(REFUSAL)}",
}
POSTGRESQL = f"""
create function affiliations_apart() returns trigger language plpgsql as $$
begin
  if {OVERLAP} then
    raise exception '{REFUSAL}' using errcode = 'exclusion_violation';
  end if;
  return null;
end $$;
create trigger affiliations_apart after insert or update on {TABLE}
  for each row execute function affiliations_apart();
"""
POSTGRESQL_AWAY = (
    f"drop trigger if exists affiliations_apart on {TABLE}; drop function if exists affiliations_apart();"
)

APART = Triggers(SQLITE, POSTGRESQL, POSTGRESQL_AWAY)
protect, unprotect = APART.protect, APART.unprotect
