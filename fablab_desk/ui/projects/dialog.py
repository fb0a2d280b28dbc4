"""The projects of the lab, and of the chosen one who takes part and how it is accompanied."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QWidget

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.overview.projects import (
    FILTER_TEXTS,
    SHOWS,
    MeetingRow,
    MemberRow,
    ProjectDetail,
    ProjectFilter,
    ProjectRow,
    list_projects,
    load_project,
)
from fablab_desk.projects.kinds import ROLE_TEXTS, STAGE_TEXTS, ProjectStage
from fablab_desk.projects.service import (
    archive_project,
    forget_person,
    name_person,
    restore_meeting,
    restore_project,
    withdraw_meeting,
)
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import open_outside
from fablab_desk.ui.fields import write_minutes
from fablab_desk.ui.forms import PlainDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.projects.forms import MeetingDialog, MemberDialog, ProjectDialog
from fablab_desk.ui.search_field import Filter, FilterPills
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.undo import Undo

SIZE, FOLLOWED = (920, 580), (820, 620)
PILLS = [Filter(one.value, text) for one, text in FILTER_TEXTS.items()]
TONES = {
    ProjectStage.IDEA: Tone.GREY,
    ProjectStage.PROTOTYPE: Tone.INFO,
    ProjectStage.TRIAL: Tone.WARN,
    ProjectStage.DONE: Tone.OK,
    ProjectStage.GIVEN_UP: Tone.GREY,
}
Calls = Callable[[Act], object]


class ProjectsDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(parent, translate(mark("Projects")))
        self._desk = desk
        self._rows: list[ProjectRow] = []
        self.pills = FilterPills(PILLS)
        self.table: RowTable[ProjectRow] = RowTable(
            desk, _columns(), name="projects", title=mark("Projects")
        )
        nothing = mark("No project here: what people make, and what the lab accompanies.")
        self.table.set_empty(EmptyState("tools", translate(nothing)))
        card = ListCard()
        card.body.addWidget(self.table)
        self.told = Label("", "muted", wrap=True)
        self.body.addWidget(self.pills)
        self.body.addWidget(card, 1)
        self.body.addWidget(self.told)
        self.new = self.add_button(mark("&New project…"), self._new)
        self.change = self.add_button(mark("C&hange…"), self._change)
        self.link = self.add_button(mark("Open the lin&k"), self._link)
        self.photos = self.add_button(mark("Phot&os and files…"), self._files)
        self.away = self.add_button(mark("&Archive"), self._away)
        self.back = self.add_button(mark("R&estore"), self._back)
        self.follow = self.add_button(mark("&People and meetings…"), self._follow_it, primary=True)
        self.table.activated_row.connect(self._follow_it)
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
        self._desk.ask(list_projects, self._keep, self, "projects")

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & SHOWS:
            self.read()

    def _keep(self, rows: list[ProjectRow]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        rows = [row for row in self._rows if row.is_in(self.pills.chosen())]
        self.table.show_rows(rows, _first(rows, self.table.chosen()))
        hours = write_minutes(sum(row.minutes for row in rows))
        count = translate_many(mark("{n} project"), mark("{n} projects"), len(rows))
        said = translate(mark("{projects}, {hours} of accompaniment"))
        self.told.setText(said.format(projects=count, hours=hours) if rows else count)
        self._update()

    def _update(self) -> None:
        row = self.table.chosen()
        archived = self.pills.chosen() == ProjectFilter.ARCHIVED
        self.away.setVisible(not archived)
        self.back.setVisible(archived)
        for one in (self.photos, self.away, self.back, self.follow):
            one.setEnabled(row is not None)
        self.change.setEnabled(row is not None and not archived)
        self.link.setVisible(row is not None and bool(row.draft.link))

    def _new(self) -> None:
        ProjectDialog(self._desk, self).open()

    def _change(self) -> None:
        if row := self.table.chosen():
            ProjectDialog(self._desk, self, row).open()

    def _follow_it(self) -> None:
        if row := self.table.chosen():
            FollowDialog(self._desk, self, row).open()

    def _link(self) -> None:
        if row := self.table.chosen():
            open_outside(QUrl(row.draft.link))

    def _files(self) -> None:
        from fablab_desk.ui.projects.files import project_files

        if row := self.table.chosen():
            project_files(self._desk, self, row.draft.title, row.id).open()

    def _away(self) -> None:
        if row := self.table.chosen():
            said = translate(mark("“{title}” is in the archives.")).format(title=row.draft.title)
            self._do(
                partial(archive_project, project_id=row.id),
                said,
                partial(restore_project, project_id=row.id),
            )

    def _back(self) -> None:
        if row := self.table.chosen():
            said = translate(mark("“{title}” is restored.")).format(title=row.draft.title)
            self._do(
                partial(restore_project, project_id=row.id),
                said,
                partial(archive_project, project_id=row.id),
            )

    def _do(self, call: Calls, said: str, back: Calls) -> None:
        self._desk.do(call, lambda _done: None, self, undo=lambda _done: Undo(said, back))


class FollowDialog(PlainDialog):
    """One project: its people above, its meetings below."""

    def __init__(self, desk: Desk, parent: QWidget | None, row: ProjectRow) -> None:
        super().__init__(parent, row.draft.title)
        self._desk, self._row = desk, row
        self._detail: ProjectDetail | None = None
        self.told = Label("", "muted", wrap=True)
        self.people: RowTable[MemberRow] = RowTable(
            desk, _people_columns(), name="project people", title=mark("People")
        )
        self.people.set_empty(EmptyState("person-add", translate(mark("Nobody is named yet."))))
        self.meetings: RowTable[MeetingRow] = RowTable(
            desk, _meeting_columns(), name="project meetings", title=mark("Meetings")
        )
        nothing = translate(mark("No meeting yet: each tells its length and the stage after it."))
        self.meetings.set_empty(EmptyState("day", nothing))
        self.body.addWidget(self.told)
        tables: tuple[RowTable[Any], RowTable[Any]] = (self.people, self.meetings)
        for table in tables:
            card = ListCard()
            card.body.addWidget(table)
            self.body.addWidget(card, 2 if table is self.people else 3)
            table.chosen_changed.connect(self._update)
        self.name = self.add_button(mark("Na&me somebody…"), self._name)
        self.forget = self.add_button(mark("Take &off"), self._forget)
        self.correct = self.add_button(mark("&Correct the meeting…"), self._correct)
        self.withdraw = self.add_button(mark("&Withdraw it"), self._withdraw)
        self.note = self.add_button(mark("Note a m&eeting…"), self._note, primary=True)
        self.meetings.activated_row.connect(self._correct)
        desk.changed.connect(self._hear)
        self.fit(*FOLLOWED)
        self._update()

    def open(self) -> None:
        super().open()
        self.read()
        self.people.setFocus()

    def read(self) -> None:
        key = self._row.id
        self._desk.ask(lambda session: load_project(session, key), self._show, self, "project")

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & SHOWS:
            self.read()

    def _show(self, detail: ProjectDetail | None) -> None:
        if detail is None:
            return
        self._detail, self._row = detail, detail.row
        self.people.show_rows(detail.members, _first(detail.members, self.people.chosen()))
        self.meetings.show_rows(detail.meetings, _first(detail.meetings, self.meetings.chosen()))
        row = detail.row
        parts = [translate(STAGE_TEXTS[row.draft.stage]), row.organisation]
        if row.uses:
            uses = translate_many(mark("{n} use"), mark("{n} uses"), row.uses)
            machines = translate(mark("{hours} of machines in {uses}"))
            parts.append(machines.format(hours=write_minutes(row.seconds // 60), uses=uses))
        if row.minutes:
            said = translate(mark("{hours} of accompaniment"))
            parts.append(said.format(hours=write_minutes(row.minutes)))
        self.told.setText(" · ".join(part for part in parts if part))
        self._update()

    def _update(self) -> None:
        may = self._row.archived_on is None
        self.name.setEnabled(may)
        self.note.setEnabled(may)
        self.forget.setEnabled(self.people.chosen() is not None)
        for one in (self.correct, self.withdraw):
            one.setEnabled(self.meetings.chosen() is not None)

    def _name(self) -> None:
        if self._detail:
            MemberDialog(self._desk, self, self._detail).open()

    def _forget(self) -> None:
        if member := self.people.chosen():
            project, person, role = self._row.id, member.id, member.role
            said = translate(mark("{name} is taken off.")).format(name=member.name)
            self._do(
                lambda act: forget_person(act, project, person),
                said,
                lambda act: name_person(act, project, person, role),
            )

    def _note(self) -> None:
        MeetingDialog(self._desk, self, self._row).open()

    def _correct(self) -> None:
        if meeting := self.meetings.chosen():
            MeetingDialog(self._desk, self, self._row, meeting).open()

    def _withdraw(self) -> None:
        if meeting := self.meetings.chosen():
            said = translate(mark("The meeting is withdrawn."))
            self._do(
                partial(withdraw_meeting, meeting_id=meeting.id),
                said,
                partial(restore_meeting, meeting_id=meeting.id),
            )

    def _do(self, call: Calls, said: str, back: Calls) -> None:
        self._desk.do(call, lambda _done: None, self, undo=lambda _done: Undo(said, back))


def _first(rows: Sequence[ProjectRow | MemberRow | MeetingRow], chosen: object) -> UUID | None:
    return rows[0].id if rows and chosen is None else None


def _columns() -> list[Column[ProjectRow]]:
    return [
        Column(
            mark("Project"),
            lambda row: TwoLines(row.draft.title, ", ".join(row.people) or row.organisation),
            width=250,
            stretch=True,
        ),
        Column(
            mark("Stage"),
            lambda row: Chip(translate(STAGE_TEXTS[row.draft.stage]), TONES[row.draft.stage]),
            width=140,
        ),
        Column(
            mark("Accompaniment"),
            lambda row: write_minutes(row.minutes) if row.minutes else "",
            width=140,
            numeric=True,
        ),
        Column(
            mark("Machines"),
            lambda row: write_minutes(row.seconds // 60) if row.seconds else "",
            width=110,
            numeric=True,
        ),
        Column(
            mark("Begun on"),
            lambda row: (
                format_day(row.draft.begun_on, current(), short=True) if row.draft.begun_on else ""
            ),
            width=110,
        ),
    ]


def _people_columns() -> list[Column[MemberRow]]:
    return [
        Column(mark("Name"), lambda row: row.name, width=260, stretch=True),
        Column(mark("Role"), lambda row: translate(ROLE_TEXTS[row.role]), width=190),
    ]


def _meeting_columns() -> list[Column[MeetingRow]]:
    return [
        Column(
            mark("Day"),
            lambda row: format_day(row.draft.day, current(), short=True) if row.draft.day else "",
            width=110,
        ),
        Column(
            mark("What was said"),
            lambda row: TwoLines(" ".join(row.draft.text.split()), row.person),
            width=260,
            stretch=True,
        ),
        Column(
            mark("Stage after it"),
            lambda row: Chip(translate(STAGE_TEXTS[row.draft.stage]), TONES[row.draft.stage]),
            width=140,
        ),
        Column(
            mark("Duration"),
            lambda row: write_minutes(row.draft.minutes or 0),
            width=100,
            numeric=True,
        ),
    ]
