"""Taking people in from a file, once its preview was seen."""

from fablab_desk.people.exchange.columns import Columns, header_digest, readable, written_columns
from fablab_desk.people.exchange.making import say_nothing
from fablab_desk.people.exchange.preview import Preview, Progress, Verdict
from fablab_desk.people.exchange.writing import write_preview
from fablab_desk.people.models import ImportBatch, ImportMatching
from fablab_desk.people.piece_standing import ASK_PIECES, renew_pieces
from fablab_desk.sheets.sheet import Sheet
from fablab_desk.staff.act import Act, needs
from fablab_desk.staff.rights import Right


@needs(Right.IMPORT_PEOPLE, inverse="care.withdraw_import")
def import_people(act: Act, preview: Preview, progress: Progress = say_nothing) -> None:
    """Write what the preview showed, all of it or nothing. A repeat writes nothing more."""
    if preview.writes and act.session.get(ImportBatch, preview.id) is None:
        write_preview(act, preview, progress)
        renew_pieces(
            act.session,
            act.day,
            [
                one.party_id
                for one in preview.of(Verdict.CHANGED)
                if any(change.column in ASK_PIECES for change in one.changes)
            ],
        )


@needs(Right.IMPORT_PEOPLE, inverse="people.remember_columns")
def remember_columns(act: Act, sheet: Sheet, columns: Columns) -> None:
    """The next file with the same header is matched the same way."""
    digest, written = header_digest(sheet), written_columns(readable(sheet, columns))
    known = act.session.get(ImportMatching, digest)
    if known is None:
        act.session.add(ImportMatching(header_digest=digest, columns=written))
    else:
        known.columns = written
