"""The files that were taken in, and taking one of them back."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from fablab_desk.care.import_trace import PastImport, list_imports
from fablab_desk.care.import_words import withdrawal_told
from fablab_desk.care.service_withdraw import withdraw_import
from fablab_desk.care.withdrawal import Withdrawal, preview_withdrawal
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark, say, translate, translate_many
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.garbage import Collector
from fablab_desk.ui.messages import confirm
from fablab_desk.ui.people.past_imports_table import USED, imports_columns
from fablab_desk.ui.progress import Progress, StoppedError
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.working import WorkingDialog

TITLE = mark("Past imports")
SIZE = (900, 560)
NOTHING = mark("No file was taken in yet: “Import…” in the list of members begins one.")


class PastImportsDialog(WorkingDialog):
    """The newest first; each can be undone while nothing has used its people since."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk, parent, translate(TITLE))
        columns = imports_columns(desk.zone)
        self.table = RowTable(desk, columns, name="past imports", title=TITLE)
        self.nothing = EmptyState("import", translate(NOTHING))
        self._list = ListCard()
        self._list.body.addWidget(self.table)
        self._pages = QStackedWidget()
        for page in (QWidget(), self.nothing, self._list):
            self._pages.addWidget(page)
        self.body.addWidget(self.problem)
        self.body.addWidget(self._pages, 1)
        self.undo = self.add_button(mark("Undo this import…"), self._look, primary=True)
        self.table.chosen_changed.connect(self.follow)
        self.table.activated_row.connect(self._look)
        self.fit(*SIZE)
        self.follow()

    def open(self) -> None:
        super().open()
        self._read()

    def _read(self) -> None:
        self._desk.ask(list_imports, self._show, self, "imports")

    def _show(self, rows: list[PastImport]) -> None:
        self._pages.setCurrentWidget(self._list if rows else self.nothing)
        chosen = self.table.chosen() or next(iter(rows), None)
        self.table.show_rows(rows, chosen.id if chosen else None)
        self.table.setFocus()
        self.follow()

    def follow(self) -> None:
        chosen = self.table.chosen()
        open_still = chosen is not None and chosen.undone_at is None
        self.undo.setEnabled(open_still and not self.is_working())

    def _look(self) -> None:
        """What it would do is read before anything is asked."""
        chosen = self.table.chosen()
        if chosen is None or chosen.undone_at is not None or self.is_working():
            return
        database = self._desk.database

        def job(_progress: Progress) -> Withdrawal:
            with Collector.held(), database.reading() as session:
                return preview_withdrawal(session, chosen.id)

        self.work(mark("Looking who was used since…"), job, lambda found: self._ask(chosen, found))

    def _ask(self, chosen: PastImport, found: Withdrawal) -> None:
        if found.used:
            UsedDialog(self._desk, self, chosen, found).open()
            return
        question = translate(mark("Undo the import of “{file}”?")).format(file=chosen.file_name)
        confirm(
            self,
            question,
            translate(mark("Take away what it brought")),
            lambda: self._undo(chosen),
            detail=_detail(found),
            danger=True,
        )

    def _undo(self, chosen: PastImport) -> None:
        progress = self.begin(mark("Undoing the import…"))
        done = translate(mark("The import of “{file}” is undone.")).format(file=chosen.file_name)

        def write(act: Act) -> None:
            with Collector.held():
                withdraw_import(act, chosen.id, progress)

        self._desk.do(
            write,
            lambda _none: self._read(),
            self,
            refused=self.refused,
            said=lambda _none: done,
            progress=progress,
        )

    def refused(self, refusal: DeskError) -> None:
        if isinstance(refusal, StoppedError):
            self._desk.tell(say(refusal))
        else:
            super().refused(refusal)


class UsedDialog(PlainDialog):
    """Everybody whom something refers to since, and what."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, chosen: PastImport, found: Withdrawal
    ) -> None:
        super().__init__(parent, chosen.file_name)
        many = translate_many(
            "This import can no longer be undone: {n} of its records is used since.",
            "This import can no longer be undone: {n} of its records are used since.",
            len(found.used),
        )
        self.told = Label(many, wrap=True)
        self.table = RowTable(desk, USED, name="used since", title=mark("Used since"))
        card = ListCard()
        card.body.addWidget(self.table)
        self.body.addWidget(self.told)
        self.body.addWidget(card, 1)
        self.body.addWidget(
            Label(
                translate(mark("Correct or archive the records that should not be there.")),
                "muted",
                wrap=True,
            )
        )
        self.table.show_rows(found.used)
        self.fit(640, 480)
        self.table.setFocus()


def _detail(found: Withdrawal) -> str:
    again = translate(mark("The file can be taken in again afterwards."))
    return f"{withdrawal_told(found)}\n\n{again}"
