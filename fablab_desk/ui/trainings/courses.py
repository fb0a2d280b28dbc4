"""The courses of the lab: what is taught, for what, and how often it was given."""

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.overview.courses import (
    COURSES_SHOW,
    CourseChoices,
    CourseRow,
    list_courses,
    load_course_choices,
)
from fablab_desk.trainings.kinds import LEVEL_TEXTS
from fablab_desk.trainings.service import archive_course, restore_course
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.search_field import Filter, FilterPills
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.trainings.course_form import CourseDialog
from fablab_desk.ui.undo import Undo

SIZE = (900, 560)
ARCHIVED = "archived"
PILLS = [Filter("", mark("Given now")), Filter(ARCHIVED, mark("Archived"))]


class CoursesDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent, translate(mark("Courses")))
        self._desk = desk
        self._rows: list[CourseRow] = []
        self.pills = FilterPills(PILLS)
        self.table: RowTable[CourseRow] = RowTable(
            desk, _columns(), name="courses", title=mark("Courses")
        )
        nothing = mark("No course here: what the lab teaches, and what that certifies for.")
        self.table.set_empty(EmptyState("trainings", translate(nothing)))
        card = ListCard()
        card.body.addWidget(self.table)
        self.told = Label("", "muted", wrap=True)
        self.body.addWidget(self.pills)
        self.body.addWidget(card, 1)
        self.body.addWidget(self.told)
        self.paper = self.add_button(mark("Pro&gramme on paper…"), self._paper)
        self.change = self.add_button(mark("C&hange…"), self._change)
        self.away = self.add_button(mark("&Archive"), self._away)
        self.back = self.add_button(mark("R&estore"), self._back)
        self.new = self.add_button(mark("&New course…"), self._new, primary=True)
        self.table.activated_row.connect(self._change)
        self.table.chosen_changed.connect(self._update)
        self.pills.chosen_changed.connect(lambda _key: self._show())
        desk.changed.connect(self._hear)
        self.fit(*SIZE)
        self._update()

    def open(self) -> None:
        super().open()
        self.read()
        self.table.setFocus()

    def read(self) -> None:
        self._desk.ask(list_courses, self._keep, self, "courses")

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & COURSES_SHOW:
            self.read()

    def _keep(self, rows: list[CourseRow]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        archived = self.pills.chosen() == ARCHIVED
        rows = [row for row in self._rows if bool(row.archived_on) is archived]
        first: UUID | None = rows[0].id if rows and self.table.chosen() is None else None
        self.table.show_rows(rows, first)
        self.told.setText(translate_many(mark("{n} course"), mark("{n} courses"), len(rows)))
        self._update()

    def _update(self) -> None:
        row = self.table.chosen()
        archived = self.pills.chosen() == ARCHIVED
        self.away.setVisible(not archived)
        self.back.setVisible(archived)
        for one in (self.away, self.back, self.change, self.paper):
            one.setEnabled(row is not None)

    def _new(self) -> None:
        self._form(None)

    def _change(self) -> None:
        if row := self.table.chosen():
            self._form(row)

    def _form(self, row: CourseRow | None) -> None:
        def show(choices: CourseChoices) -> None:
            CourseDialog(self._desk, self, choices, row).open()

        self._desk.ask(load_course_choices, show, self, "choices")

    def _paper(self) -> None:
        from fablab_desk.ui.trainings.papers import print_programme

        if row := self.table.chosen():
            print_programme(self._desk, self, row.id, row.draft.title)

    def _away(self) -> None:
        if row := self.table.chosen():
            said = translate(mark("“{title}” is in the archives.")).format(title=row.draft.title)
            self._desk.do(
                partial(archive_course, course_id=row.id),
                lambda _done: None,
                self,
                undo=lambda _done: Undo(said, partial(restore_course, course_id=row.id)),
            )

    def _back(self) -> None:
        if row := self.table.chosen():
            said = translate(mark("“{title}” is restored.")).format(title=row.draft.title)
            self._desk.do(
                partial(restore_course, course_id=row.id),
                lambda _done: None,
                self,
                undo=lambda _done: Undo(said, partial(archive_course, course_id=row.id)),
            )


def _columns() -> list[Column[CourseRow]]:
    return [
        Column(
            mark("Course"),
            lambda row: TwoLines(row.draft.title, row.draft.code),
            width=230,
            stretch=True,
        ),
        Column(
            mark("Certifies for"),
            lambda row: TwoLines(
                ", ".join(row.targets) or translate(mark("nothing")),
                translate(LEVEL_TEXTS[row.draft.level]) if row.targets else "",
            ),
            width=220,
            grows=True,
        ),
        Column(mark("Holds"), _holds, width=150),
        Column(mark("Sessions"), _sessions, width=130),
        Column(
            mark("Trained"),
            lambda row: str(row.trained) if row.trained else "",
            width=90,
            numeric=True,
        ),
    ]


def _holds(row: CourseRow) -> str:
    months = row.draft.validity_months
    if months is None:
        return translate(mark("for ever"))
    return translate_many(mark("{n} month"), mark("{n} months"), months)


def _sessions(row: CourseRow) -> TwoLines:
    held = translate_many(mark("{n} held"), mark("{n} held"), row.held)
    planned = translate_many(mark("{n} to come"), mark("{n} to come"), row.planned)
    return TwoLines(held, planned if row.planned else "")
