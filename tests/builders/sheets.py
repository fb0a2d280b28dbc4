"""Files of people, and what would become of them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from builders import Worker
from fablab_desk.i18n import say
from fablab_desk.people.exchange.columns import Columns, match_columns
from fablab_desk.people.exchange.making import open_file, preview_members
from fablab_desk.people.exchange.preview import Preview, Source
from fablab_desk.people.service_import import import_people
from fablab_desk.sheets.reading import parse_sheet
from fablab_desk.sheets.sheet import Sheet

DATA = Path(__file__).parent.parent / "data"
TODAY = date(2026, 11, 22)


def a_sheet(*lines: str) -> Sheet:
    """The first line is the header; `;` between cells."""
    return parse_sheet("people.csv", "\r\n".join(lines).encode())


def a_preview(
    worker: Worker, sheet: Sheet, columns: Columns | None = None, confirmed: Iterable[int] = ()
) -> Preview:
    with worker.database.reading() as session:
        return preview_members(
            session,
            sheet,
            Source("people.csv", "0" * 64),
            columns or match_columns(session, sheet).columns,
            TODAY,
            frozenset(confirmed),
        )


def a_preview_of(worker: Worker, name: str) -> Preview:
    sheet, source = open_file(DATA / name)
    with worker.database.reading() as session:
        columns = match_columns(session, sheet).columns
        return preview_members(session, sheet, source, columns, TODAY)


def taken_in(worker: Worker, *lines: str) -> Preview:
    preview = a_preview(worker, a_sheet(*lines))
    worker.does(lambda act: import_people(act, preview))
    return preview


def reasons(preview: Preview) -> dict[int, list[str]]:
    return {refusal.line: [say(one) for one in refusal.reasons] for refusal in preview.refused}
