"""What was issued stays as it was issued, its lines too: the base itself refuses anything else."""

from fablab_desk.db.guards import Guards
from fablab_desk.invoicing.models import Invoice, InvoiceLine

_STAYS = "an issued invoice never changes"
_FREE = {"buyer_id", "version"}  # two records of one buyer may become one; the paper names it
_COLUMNS = ", ".join(
    column.name for column in Invoice.__table__.columns if column.name not in _FREE
)
_LINES = InvoiceLine.__tablename__
_ISSUED = "EXISTS (SELECT 1 FROM invoices WHERE id = {row}.invoice_id AND state = 'issued')"


def _refused(name: str, moment: str, table: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {moment} ON {table} BEGIN"
        f" SELECT RAISE(ABORT, '{_STAYS}') WHERE {condition}; END"
    )


GUARDS = Guards(
    sqlite={
        "invoices_stay": _refused(
            "invoices_stay", f"UPDATE OF {_COLUMNS}", "invoices", "OLD.state = 'issued'"
        ),
        "invoices_remain": _refused(
            "invoices_remain", "DELETE", "invoices", "OLD.state = 'issued'"
        ),
        "invoice_lines_stay": _refused(
            "invoice_lines_stay", "UPDATE", _LINES, _ISSUED.format(row="OLD")
        ),
        "invoice_lines_remain": _refused(
            "invoice_lines_remain", "DELETE", _LINES, _ISSUED.format(row="OLD")
        ),
        "invoice_lines_are_all": _refused(
            "invoice_lines_are_all", "INSERT", _LINES, _ISSUED.format(row="NEW")
        ),
    },
    postgresql_functions=(
        "CREATE OR REPLACE FUNCTION desk_invoices_stay() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "BEGIN\n"
        "  IF OLD.state = 'issued' THEN\n"
        f"    RAISE EXCEPTION '{_STAYS}' USING ERRCODE = '23000';\n"
        "  END IF;\n"
        "  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n"
        "  RETURN NEW;\n"
        "END $$",
        "CREATE OR REPLACE FUNCTION desk_invoice_lines() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "DECLARE invoice uuid;\n"
        "BEGIN\n"
        "  IF TG_OP = 'INSERT' THEN invoice := NEW.invoice_id; ELSE invoice := OLD.invoice_id;\n"
        "  END IF;\n"
        "  IF EXISTS (SELECT 1 FROM invoices WHERE id = invoice AND state = 'issued') THEN\n"
        f"    RAISE EXCEPTION '{_STAYS}' USING ERRCODE = '23000';\n"
        "  END IF;\n"
        "  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n"
        "  RETURN NEW;\n"
        "END $$",
    ),
    postgresql_triggers={
        "invoices_stay": (
            "invoices",
            f"CREATE TRIGGER invoices_stay BEFORE UPDATE OF {_COLUMNS} OR DELETE ON invoices"
            " FOR EACH ROW EXECUTE FUNCTION desk_invoices_stay()",
        ),
        "invoice_lines_stay": (
            _LINES,
            f"CREATE TRIGGER invoice_lines_stay BEFORE INSERT OR UPDATE OR DELETE ON {_LINES}"
            " FOR EACH ROW EXECUTE FUNCTION desk_invoice_lines()",
        ),
    },
)
