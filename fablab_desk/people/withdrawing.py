"""Rows that are written once go all the same with the import that brought them, once undone."""

from fablab_desk.db.guards import Guards
from fablab_desk.people.kinds import ConsentSource

_BROUGHT = f"""OLD.source = '{ConsentSource.IMPORT.value}' AND EXISTS (SELECT 1 FROM parties
 JOIN import_batches ON import_batches.id = parties.import_id
 WHERE parties.id = OLD.person_id AND import_batches.undone_at IS NOT NULL)"""
_GO = f"""CREATE OR REPLACE FUNCTION desk_gone_with_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {_BROUGHT} THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = TG_TABLE_NAME || ' is append-only';
END $$"""
SQLITE, SERVER = "consents_no_delete", "consents_no_update"


def gone_with_its_import(guards: Guards) -> Guards:
    """The guards of consents, but that those of an import go with the people it made."""
    table, refuse = guards.postgresql_triggers[SERVER]
    return guards + Guards(
        sqlite={SQLITE: guards.sqlite[SQLITE].replace("; END", f" WHERE NOT ({_BROUGHT}); END")},
        postgresql_functions=(_GO,),
        postgresql_triggers={
            SERVER: (table, refuse.replace(" OR DELETE", "")),
            SQLITE: (
                table,
                f"CREATE TRIGGER {SQLITE} BEFORE DELETE ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION desk_gone_with_import()",
            ),
        },
    )
