"""Members out, in the columns that an import reads back."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from fablab_desk.db.listing import Listing
from fablab_desk.i18n import mark, translate
from fablab_desk.keys import new_key
from fablab_desk.overview.leaving import take_out
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.people.exchange.leaving import write_export
from fablab_desk.sheets.writing import Cell
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import ask_where, tell_written


def export_members(desk: Desk, owner: QWidget, listing: Listing[MemberRow]) -> QFileDialog:
    """Those the list shows, in its order."""
    return ask_where(
        owner, translate(mark("Members")), lambda file: write_members(desk, owner, listing, file)
    )


def write_members(desk: Desk, owner: QWidget, listing: Listing[MemberRow], file: Path) -> None:
    progress, key = desk.progress(translate(mark("Exporting…"))), new_key()

    def write(rows: list[list[Cell]]) -> None:
        desk.work(
            lambda: write_export(file, rows),
            lambda _none: tell_written(desk, file),
            owner,
            progress,
        )

    desk.do(lambda act: take_out(act, key, listing), write, owner)
