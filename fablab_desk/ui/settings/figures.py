"""Figures of the years before the program, which the activity report will compare with."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import Problems
from fablab_desk.i18n import format_count, mark, translate
from fablab_desk.lab.figures import (
    FIGURE_TEXTS,
    FigureDraft,
    FigureKind,
    FigureNumberError,
    FigureRow,
)
from fablab_desk.lab.queries import list_figures
from fablab_desk.lab.service_figures import correct_figure, record_figure, remove_figure
from fablab_desk.staff.act import Act
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Muted
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import (
    ChoiceField,
    CountField,
    DecimalField,
    LineField,
    write_decimal,
)
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.reread import row_again
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.undo import Undo

ABOUT = mark(
    "What the lab counted before the program: the report will show it beside what is counted here."
    " What was not measured is left out."
)


def grouped(number: Decimal) -> str:
    """Its whole part in groups of three, and the decimals that it has."""
    whole = int(number)
    return format_count(whole) + write_decimal(number, 0).removeprefix(str(whole))


COLUMNS: list[Column[FigureRow]] = [
    Column(mark("Year"), lambda row: str(row.year), width=90, export=lambda row: row.year),
    Column(mark("What"), lambda row: translate(FIGURE_TEXTS[row.kind]), width=220, stretch=True),
    Column(
        mark("Figure"),
        lambda row: grouped(row.number),
        width=110,
        numeric=True,
        export=lambda row: row.number,
    ),
    Column(mark("Source"), lambda row: Muted(row.source), width=220, spare=True),
]


class FiguresPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Figures of earlier years"), ABOUT)
        self.list: RowList[FigureRow] = RowList(
            desk,
            name="settings figures",
            title=mark("Taken over"),
            columns=COLUMNS,
            empty=Empty("report", mark("No figure of an earlier year yet.")),
            headed=mark("Figures of earlier years"),
        )
        self.body.addWidget(self.list)
        self.add_action = action(self, mark("&New figure…"), self._add, "Ctrl+N", icon="add")
        self.import_action = action(
            self,
            mark("&Import…"),
            self._import,
            icon="import",
            loads="people.list_import",
            hint=mark("A table of a year, what was counted, and the number"),
        )
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.remove_action = action(self, mark("Re&move"), self._remove, "Ctrl+Del", icon="delete")
        self.add_secondary(self.import_action)
        self.add_primary(self.add_action)
        self.list.add_act(self.correct_action)
        self.list.add_more(self.remove_action)
        self.list.follow(self.update_actions, self.correct_action)

    def read(self) -> None:
        self.desk.ask(list_figures, self.list.show_rows, self)

    def update_actions(self) -> None:
        for act in (self.correct_action, self.remove_action):
            act.setEnabled(self.list.chosen() is not None)

    def _add(self) -> None:
        last = self.list.chosen()
        dialog = FigureDialog(self.desk, self, year=last.year if last else None)
        self.list.expect(dialog.key)
        dialog.open()

    def _import(self) -> None:
        from fablab_desk.care.listed import ListKind
        from fablab_desk.ui.people.list_import import import_list

        import_list(self.desk, self, ListKind.FIGURES)

    def _correct(self) -> None:
        if row := self.list.chosen():
            FigureDialog(self.desk, self, row).open()

    def _remove(self) -> None:
        if row := self.list.chosen():
            key = row.id

            def back(removed: FigureDraft | None) -> Undo | None:
                if removed is None:
                    return None
                said = translate(mark("“{name}” is removed.")).format(name=name_of(removed))
                return Undo(said, lambda act: record_figure(act, key, removed))

            self.desk.do(
                lambda act: remove_figure(act, key), lambda _removed: None, self, undo=back
            )


class FigureDialog(FormDialog):
    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        known: FigureRow | None = None,
        year: int | None = None,
    ) -> None:
        title = mark("Correct a figure") if known else mark("Figure of an earlier year")
        super().__init__(desk, parent, title)
        self._known = known
        kinds = [(kind, translate(FIGURE_TEXTS[kind])) for kind in FigureKind]
        self.year = self.add_field("year", mark("Year"), CountField(), required=True)
        self.kind = self.add_field("kind", mark("What"), ChoiceField[FigureKind](kinds))
        self.number = self.add_field("number", mark("Figure"), DecimalField(), required=True)
        hint = mark("Activity report, minutes of the assembly…")
        self.source = self.add_field("source", mark("Source"), LineField(hint))
        self.year.set_value(year or desk.today().year - 1)
        self._before: FigureDraft | None = None
        if known:
            self.fill(known)

    def reread(self) -> Query[FigureRow | None] | None:
        return row_again(self._known, list_figures)

    def fill(self, known: FigureRow) -> None:
        self._known = known
        self.year.set_value(known.year)
        self.kind.set_value(known.kind)
        self.number.set_value(known.number)
        self.source.set_value(known.source)
        self._before = draft_of(known)

    def check(self) -> None:
        if not self.number.text().strip():
            raise Problems([("number", FigureNumberError())])

    def act(self) -> Callable[[Act], object]:
        known, key, draft = self._known, self.key, self._draft()
        if known is None:
            return lambda act: record_figure(act, key, draft)
        return lambda act: correct_figure(act, known.id, draft, known.version)

    def undo(self, result: object) -> Undo | None:
        known, before, after, key = self._known, self._before, self._draft(), self.key
        if known is not None and before is not None:
            said = translate(mark("The correction of “{name}” is saved."))
            return Undo(
                said.format(name=name_of(after)),
                lambda act: correct_figure(act, known.id, before, after),
            )
        said = translate(mark("“{name}” is taken over.")).format(name=name_of(after))
        return Undo(said, lambda act: remove_figure(act, key))

    def _draft(self) -> FigureDraft:
        return FigureDraft(
            year=self.year.value() or 0,
            kind=self.kind.value(),
            number=self.number.value() or Decimal(0),
            source=self.source.value(),
        )


def draft_of(row: FigureRow) -> FigureDraft:
    return FigureDraft(year=row.year, kind=row.kind, number=row.number, source=row.source)


def name_of(draft: FigureDraft) -> str:
    return f"{translate(FIGURE_TEXTS[draft.kind])} {draft.year}"
