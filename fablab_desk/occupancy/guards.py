"""The base itself refuses that one thing be taken twice at once, whoever writes."""

from fablab_desk.db.guards import Guards

# What is there already never overlaps: of all that begins before the new one ends, only the last
# to begin can reach into it. So one row is looked at, however long the history.
_SQLITE = """CREATE TRIGGER {name} BEFORE {moment} ON occupancies BEGIN
 SELECT RAISE(ABORT, 'occupied') WHERE EXISTS (SELECT 1 FROM (
  SELECT ends_at FROM occupancies WHERE resource_id = NEW.resource_id AND id <> NEW.id
   AND (NEW.ends_at IS NULL OR starts_at < NEW.ends_at)
  ORDER BY starts_at DESC LIMIT 1)
 WHERE ends_at IS NULL OR ends_at > NEW.starts_at); END"""
# Two desks of a server do not see each other's unfinished acts: who comes second waits.
_FUNCTION = """CREATE OR REPLACE FUNCTION desk_refuse_occupied() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE last_end timestamptz; found_one boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.resource_id::text, 0));
  SELECT true, ends_at INTO found_one, last_end FROM occupancies
   WHERE resource_id = NEW.resource_id AND id <> NEW.id
     AND (NEW.ends_at IS NULL OR starts_at < NEW.ends_at)
   ORDER BY starts_at DESC LIMIT 1;
  IF found_one AND (last_end IS NULL OR last_end > NEW.starts_at) THEN
    RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = 'occupied';
  END IF;
  RETURN NEW;
END $$"""

GUARDS = Guards(
    sqlite={
        name: _SQLITE.format(name=name, moment=moment)
        for name, moment in (
            ("occupancies_free_at_insert", "INSERT"),
            ("occupancies_free_at_update", "UPDATE"),
        )
    },
    postgresql_functions=(_FUNCTION,),
    postgresql_triggers={
        "occupancies_free": (
            "occupancies",
            "CREATE TRIGGER occupancies_free BEFORE INSERT OR UPDATE ON occupancies"
            " FOR EACH ROW EXECUTE FUNCTION desk_refuse_occupied()",
        )
    },
)
