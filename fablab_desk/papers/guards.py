"""What was issued stays as it was issued: the base itself refuses anything else."""

from fablab_desk.db.guards import Guards, append_only
from fablab_desk.papers.models import Paper, PaperRevocation, SigningKey

_LAST = "SELECT position, hash FROM papers ORDER BY position DESC LIMIT 1"
_FOLLOWS = "papers follow one another without a gap"
_COUNTS = "numbers of papers rise one by one"

_CHAIN = Guards(
    sqlite={
        "papers_follow": "CREATE TRIGGER papers_follow BEFORE INSERT ON papers BEGIN"
        f" SELECT RAISE(ABORT, '{_FOLLOWS}')"
        " WHERE NEW.position <> coalesce((SELECT max(position) FROM papers), 0) + 1"
        f" OR NEW.previous <> coalesce((SELECT hash FROM ({_LAST})), ''); END",
        "paper_counters_rise": "CREATE TRIGGER paper_counters_rise BEFORE UPDATE ON paper_counters"
        f" BEGIN SELECT RAISE(ABORT, '{_COUNTS}')"
        " WHERE NEW.last <> OLD.last + 1 OR NEW.series <> OLD.series OR NEW.year <> OLD.year"
        " OR NEW.carrier_id <> OLD.carrier_id; END",
        "paper_counters_stay": "CREATE TRIGGER paper_counters_stay BEFORE DELETE ON paper_counters"
        f" BEGIN SELECT RAISE(ABORT, '{_COUNTS}'); END",
    },
    postgresql_functions=(
        "CREATE OR REPLACE FUNCTION desk_papers_follow() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "DECLARE head record;\n"
        "BEGIN\n"
        f"  SELECT INTO head * FROM ({_LAST}) AS last;\n"
        "  IF NEW.position <> coalesce(head.position, 0) + 1\n"
        "     OR NEW.previous <> coalesce(head.hash, '') THEN\n"
        f"    RAISE EXCEPTION '{_FOLLOWS}' USING ERRCODE = '23000';\n"
        "  END IF;\n"
        "  RETURN NEW;\n"
        "END $$",
        "CREATE OR REPLACE FUNCTION desk_paper_counters() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "BEGIN\n"
        "  IF TG_OP = 'UPDATE' THEN\n"
        "    IF NEW.last = OLD.last + 1 AND NEW.series = OLD.series AND NEW.year = OLD.year\n"
        "       AND NEW.carrier_id = OLD.carrier_id THEN\n"
        "      RETURN NEW;\n"
        "    END IF;\n"
        "  END IF;\n"
        f"  RAISE EXCEPTION '{_COUNTS}' USING ERRCODE = '23000';\n"
        "END $$",
    ),
    postgresql_triggers={
        "papers_follow": (
            "papers",
            "CREATE TRIGGER papers_follow BEFORE INSERT ON papers"
            " FOR EACH ROW EXECUTE FUNCTION desk_papers_follow()",
        ),
        "paper_counters_rise": (
            "paper_counters",
            "CREATE TRIGGER paper_counters_rise BEFORE UPDATE OR DELETE ON paper_counters"
            " FOR EACH ROW EXECUTE FUNCTION desk_paper_counters()",
        ),
    },
)

GUARDS = (
    append_only(Paper.__table__)
    + append_only(PaperRevocation.__table__)
    + append_only(SigningKey.__table__)
    + _CHAIN
)
