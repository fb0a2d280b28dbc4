"""Taking a file of members in: its columns, what it would do, and only then the writing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from fablab_desk.care.service_intake import import_members, remember_plans
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.overview.taking_in import Opened, Outcome, load_opened, load_outcome
from fablab_desk.overview.taking_in_refused import refused_table
from fablab_desk.people.service_import import remember_columns
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.garbage import Collector
from fablab_desk.ui.people.file_import import FileImportDialog, Table
from fablab_desk.ui.people.list_import_words import refused_told
from fablab_desk.ui.people.take_in_columns import ColumnsPage
from fablab_desk.ui.people.take_in_preview import PreviewPage
from fablab_desk.ui.people.take_in_words import verb_of, written_told
from fablab_desk.ui.progress import Progress
from fablab_desk.ui.undo import Undo

SIZE = (960, 720)
TITLE = mark("Import members")


class TakeInDialog(FileImportDialog[Opened, Outcome]):
    """A plan that stands for none here is asked for before anything is written."""

    def __init__(self, desk: Desk, parent: QWidget | None, path: Path) -> None:
        columns, preview = ColumnsPage(), PreviewPage()
        super().__init__(desk, parent, path, TITLE, (columns, preview), load_opened)
        self.columns, self.preview = columns, preview
        self.decide = self.add_button(mark("Choose the plans"), preview.ask)
        self.write = self.add_button(mark("Import"), self._write, primary=True)
        self.fit(*SIZE)
        self.follow()

    def show_file(self, opened: Opened) -> None:
        self.preview.forget_file(opened.chosen)
        self.columns.show_file(opened)

    def told_of(self, opened: Opened) -> str:
        if opened.taken_at is None:
            return ""
        day = format_day(opened.taken_at.astimezone(self._desk.zone).date(), current())
        return translate(mark("this very file was taken in on {day}")).format(day=day)

    def forget(self) -> None:
        self.preview.forget()

    def stand_on_columns(self) -> None:
        self.columns.stand()

    def compare(self) -> None:
        assert self.opened
        opened, columns = self.opened, self.columns.columns()
        plans, confirmed = self.preview.plans.chosen(), self.preview.confirmed()
        database, today = self._desk.database, self._desk.today()

        def job(progress: Progress) -> Outcome:
            with Collector.held(), database.reading() as session:
                return load_outcome(session, opened, columns, plans, confirmed, today, progress)

        def show(outcome: Outcome) -> None:
            self.drop_found()
            self.preview.show_outcome(outcome, opened.plans)
            self.show_found(outcome)

        self.work(mark("Comparing the lines…"), job, show)

    def _write(self) -> None:
        assert self.opened
        assert self.found
        outcome, sheet, columns = self.found, self.opened.sheet, self.columns.columns()
        plans = self.preview.plans.chosen()
        back = _undo_of(outcome)
        progress = self.begin(mark("Writing the records…"))

        def write(act: Act) -> None:
            with Collector.held():
                import_members(act, outcome.preview, outcome.intake, progress)
                remember_columns(act, sheet, columns)
                remember_plans(act, sheet, plans)

        self._desk.do(
            write,
            self.written,
            self,
            refused=self.refused,
            undo=lambda _none: back,
            progress=progress,
        )

    def writes(self, outcome: Outcome) -> bool:
        return outcome.writes

    def verb_of(self, outcome: Outcome) -> str:
        return verb_of(outcome)

    def is_undecided(self, outcome: Outcome) -> bool:
        return bool(outcome.intake.undecided)

    def asks(self, outcome: Outcome | None) -> Mapping[QPushButton, bool]:
        return {self.decide: outcome is not None and bool(self.preview.plans.open_labels())}

    def refused_table(self, opened: Opened, outcome: Outcome) -> Table:
        return refused_table(opened.sheet, outcome.preview.refused)

    def lines_held(self, outcome: Outcome | None) -> list[list[Any]]:
        return list(outcome.lines.values()) if outcome else []

    def is_touched(self) -> bool:
        return self.opened is not None and (
            self.columns.changed_by_hand
            or bool(self.preview.confirmed())
            or self.preview.plans.chosen() != self.opened.chosen
        )


def _undo_of(outcome: Outcome) -> Undo:
    from fablab_desk.care.service_withdraw import withdraw_import

    import_id, text = outcome.preview.id, written_told(outcome)
    left = refused_told(len(outcome.preview.refused))

    def inverse(act: Act, progress: Progress) -> None:
        with Collector.held():
            withdraw_import(act, import_id, progress)

    return Undo(text, inverse, working=mark("Undoing the import…"), besides=left)
