"""Rows that are written once follow their person where she was merged, and fall silent with her."""

from collections.abc import Sequence

from sqlalchemy import FromClause, Table

from fablab_desk.db.guards import Guards, append_only

_FOLLOW = """CREATE OR REPLACE FUNCTION desk_follow_merge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE place text; named uuid; becomes uuid;
BEGIN
  FOREACH place IN ARRAY TG_ARGV LOOP
    named := (to_jsonb(OLD)->>place)::uuid;
    becomes := (to_jsonb(NEW)->>place)::uuid;
    IF becomes IS DISTINCT FROM named AND NOT EXISTS
       (SELECT 1 FROM party_merges WHERE gone_id = named AND kept_id = becomes) THEN
      RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = TG_TABLE_NAME || ' is append-only';
    END IF;
  END LOOP;
  RETURN NEW;
END $$"""


_SILENCE = """CREATE OR REPLACE FUNCTION desk_silence_erased() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM party_erasures
     WHERE party_id = (to_jsonb(OLD)->>TG_ARGV[0])::uuid) THEN
    RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = TG_TABLE_NAME || ' is append-only';
  END IF;
  RETURN NEW;
END $$"""


def append_only_but_merged(
    table: FromClause, *columns: str, silenced: Sequence[str] = ()
) -> Guards:
    """Append-only, save that these columns may go from a merged party to the one that was kept.

    The columns of `silenced` may be written once the party of the first column is erased.
    """
    if not isinstance(table, Table):
        raise TypeError(f"{table} is no table")
    guards = append_only(table, may_change=(*columns, *silenced)) + _follows(table, columns)
    return guards + _falls_silent(table, columns[0], silenced) if silenced else guards


def _follows(table: Table, columns: tuple[str, ...]) -> Guards:
    name, listed = f"{table.name}_follow", ", ".join(columns)
    strays = " OR ".join(
        f"(NEW.{column} IS NOT OLD.{column} AND NOT EXISTS (SELECT 1 FROM party_merges"
        f" WHERE gone_id = OLD.{column} AND kept_id = NEW.{column}))"
        for column in columns
    )
    given = ", ".join(f"'{column}'" for column in columns)
    return Guards(
        sqlite={
            name: f"CREATE TRIGGER {name} BEFORE UPDATE OF {listed} ON {table.name} BEGIN"
            f" SELECT RAISE(ABORT, '{table.name} is append-only') WHERE {strays}; END"
        },
        postgresql_functions=(_FOLLOW,),
        postgresql_triggers={
            name: (
                table.name,
                f"CREATE TRIGGER {name} BEFORE UPDATE OF {listed} ON {table.name}"
                f" FOR EACH ROW EXECUTE FUNCTION desk_follow_merge({given})",
            )
        },
    )


def _falls_silent(table: Table, owner: str, silenced: Sequence[str]) -> Guards:
    name, listed = f"{table.name}_silence", ", ".join(silenced)
    return Guards(
        sqlite={
            name: f"CREATE TRIGGER {name} BEFORE UPDATE OF {listed} ON {table.name} BEGIN"
            f" SELECT RAISE(ABORT, '{table.name} is append-only') WHERE NOT EXISTS"
            f" (SELECT 1 FROM party_erasures WHERE party_id = OLD.{owner}); END"
        },
        postgresql_functions=(_SILENCE,),
        postgresql_triggers={
            name: (
                table.name,
                f"CREATE TRIGGER {name} BEFORE UPDATE OF {listed} ON {table.name}"
                f" FOR EACH ROW EXECUTE FUNCTION desk_silence_erased('{owner}')",
            )
        },
    )
