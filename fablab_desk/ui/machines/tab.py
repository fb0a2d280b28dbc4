"""The machines tab: what each one does now, and what is done with it by two keys."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QTimer

from fablab_desk.db.short_list import ShortList
from fablab_desk.i18n import mark, translate, translate_many
from fablab_desk.machines.kinds import MachineState
from fablab_desk.overview.machines import (
    DUE_SHOWS,
    FILTER_TEXTS,
    SHOWS,
    BoardState,
    DueKept,
    MachineDetail,
    MachineRow,
    board,
    count_board,
    load_machine_detail,
    read_photo,
)
from fablab_desk.ui.actions import action
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.icons import icon
from fablab_desk.ui.machines import acts
from fablab_desk.ui.machines.panel import columns_of, tell_machine
from fablab_desk.ui.machines.words import (
    chip_of,
)
from fablab_desk.ui.scaffold import Empty, ListTab
from fablab_desk.ui.search_field import Filter

A_MINUTE = 60_000  # ms
PILLS = [Filter(one.value, text) for one, text in FILTER_TEXTS.items()]


class MachinesTab(ListTab[MachineRow]):
    def __init__(self, desk: Desk) -> None:
        self._dues = DueKept()
        super().__init__(
            desk,
            key="machines",
            title=mark("Machines"),
            columns=columns_of(desk),
            hint=mark("Search a machine…"),
            filters=PILLS,
            empty=Empty("machines", mark("The lab’s machines and tools, and who uses them.")),
            shows=SHOWS,
            order="space",
        )
        self._shown: UUID | None = None
        self._detail: MachineDetail | None = None
        self._declare_actions()
        self.follow(desk, SHOWS, self._read_state)
        self.follow(desk, DUE_SHOWS, self._count_due)
        self._minute = QTimer(self, interval=A_MINUTE)
        self._minute.timeout.connect(self.table.viewport().update)
        self._minute.start()
        self._read_state()
        self.start()

    def _declare_actions(self) -> None:
        self.use_action = action(
            self,
            mark("&Start…"),
            self._use,
            "Ctrl+D",
            icon="play",
            hint=mark("Start a use of the chosen machine, or stop the one that runs"),
            loads="machines.start",
        )
        self.fault_action = action(
            self, mark("Report a &fault…"), self._fault, "Ctrl+P", icon="warn"
        )
        self.log_action = action(self, mark("&Logbook…"), self._logbook, "Ctrl+B", icon="logbook")
        self.past_action = action(
            self,
            mark("Note a &past use…"),
            self._past,
            "Ctrl+Shift+D",
            icon="history",
            loads="machines.start",
        )
        self.sheet_action = action(
            self,
            mark("Type a paper s&heet…"),
            self._sheet,
            "Ctrl+G",
            icon="checks",
            hint=mark("The sheet beside the machines: a line for each use, by keys alone"),
            loads="machines.sheet",
            words=mark("quick entry grid paper"),
        )
        self.add_action = action(
            self, mark("&New machine…"), partial(acts.add, self.desk, self), "Ctrl+N", icon="add"
        )
        self.park_action = action(
            self,
            mark("Add a &usual park…"),
            partial(acts.park, self.desk, self),
            icon="tools",
            hint=mark("The machines that most labs have, with their questions and upkeep"),
        )
        self.correct_action = action(
            self, mark("Co&rrect the record…"), self._correct, "F2", icon="edit"
        )
        self.repair_action = action(self, mark("Note a repa&ir…"), self._repair, icon="wrench")
        self.upkeep_action = action(
            self, mark("&Maintenance…"), self._upkeep, "Ctrl+M", icon="calendar-check"
        )
        self.stop_action = action(self, mark("Stop it for a &while…"), self._stop, icon="stop")
        self.resume_action = action(self, mark("&Back in service"), self._resume, icon="play")
        self.retire_action = action(self, mark("R&etire it…"), self._retire, icon="archive")
        self.return_action = action(self, mark("Bring &back"), self._return, icon="undo")
        self.figures_action = action(
            self,
            mark("Fi&gures…"),
            self._figures,
            icon="report",
            hint=mark("Hours by machine and month, and when machines run"),
            loads="machines.figures",
            words=mark("chart hours occupation statistics"),
        )
        self.labels_action = action(
            self,
            mark("La&bels…"),
            partial(acts.labels, self.desk, self),
            icon="qr",
            words=mark("QR code sticker print"),
        )
        self.blank_action = action(
            self,
            mark("Blank &sheets…"),
            partial(acts.blank_sheets, self.desk, self),
            icon="print",
            hint=mark("For the paper beside each machine, typed later in a minute"),
        )
        self.dossier_action = action(
            self,
            mark("&Meters, documents, questions…"),
            self._dossier_of,
            icon="attachment",
            hint=mark("What hangs on the machine, and what it needs"),
            loads="machines.dossier",
            words=mark("readings manual safety sheet needs dependencies"),
        )
        self.photo_action = action(self, mark("P&hoto…"), self._photo, icon="camera")
        self.guide_action = action(
            self,
            mark("Gui&de on paper…"),
            self._guide,
            icon="print",
            hint=mark("What is written of its use and upkeep, to hang beside it"),
        )
        self.loans_action = action(
            self,
            mark("L&oans and kits…"),
            self._loans,
            icon="box",
            hint=mark("What is lent out of the lab, and the teaching kits"),
            loads="machines.loans",
            words=mark("borrow lend kit"),
        )
        self.projects_action = action(
            self,
            mark("Pro&jects…"),
            partial(acts.projects, self.desk, self),
            icon="tools",
            hint=mark("What people make, and what the lab accompanies"),
            loads="projects.dialog",
            words=mark("accompaniment meeting"),
        )
        self.calendar_action = action(
            self,
            mark("&Calendar of upkeep…"),
            partial(acts.calendar, self.desk, self),
            icon="calendar-check",
            hint=mark("Which maintenance is expected on which day"),
            loads="machines.due_calendar",
        )
        self.add_more(self.calendar_action)
        self.add_more(self.projects_action)
        self.add_more(self.loans_action)
        self.add_more(self.past_action)
        self.add_more(self.blank_action)
        self.add_more(self.labels_action)
        self.add_more(self.figures_action)
        self.add_more(self.park_action)
        self.add_more(self.add_action)
        self.add_secondary(self.sheet_action)
        self.add_primary(self.use_action)
        self._empty.offer(self.add_action)
        self.add_record_action(self.fault_action)
        self.add_record_action(self.log_action)
        for act in (self.repair_action, self.upkeep_action, self.stop_action, self.resume_action):
            self.add_row_action(act)
        self.divide_row_actions()
        for act in (
            self.correct_action,
            self.dossier_action,
            self.photo_action,
            self.guide_action,
            self.retire_action,
            self.return_action,
        ):
            self.add_row_action(act)

    def listing_for(self, text: str, chosen_filter: str) -> ShortList[MachineRow]:
        return board(self.desk.now, chosen_filter, text, self._dues)

    def show_record(self, row: MachineRow | None) -> None:
        self._shown, self._detail = (row.id if row else None), None
        if row is None:
            self.record.show_empty(translate(mark("Choose a machine to see what is known.")))
            return
        self._show_head(row)
        key, day, photo = row.id, self.desk.today(), row.photo
        files = self.desk.database.attachments
        self.desk.ask(
            lambda session: (load_machine_detail(session, key, day), read_photo(files, photo)),
            partial(self._show, row),
            self,
            "machine",
        )

    def update_actions(self) -> None:
        row = self.chosen()
        there = row is not None
        running = row is not None and row.running is not None
        retired = row is not None and row.state is MachineState.RETIRED
        stop = translate(mark("&Stop…")) if running else translate(mark("&Start…"))
        self.use_action.setText(stop)
        picture = "stop" if running else "play"
        if self.use_action.property("icon_name") != picture:
            self.use_action.setProperty("icon_name", picture)
            self.use_action.setIcon(icon(picture))
        self.use_action.setEnabled(there and not retired)
        for act in (
            *(self.log_action, self.correct_action, self.guide_action),
            *(self.dossier_action, self.photo_action),
        ):
            act.setEnabled(there)
        for act in (self.fault_action, self.upkeep_action):
            act.setEnabled(there and not retired)
        faults = self._detail.faults if self._detail else ()
        stops = self._detail.stop_ids if self._detail else ()
        self.repair_action.setVisible(bool(faults))
        self.stop_action.setVisible(there and not retired and not stops)
        self.resume_action.setVisible(bool(stops))
        self.retire_action.setVisible(there and not retired)
        self.return_action.setVisible(retired)

    def activate(self, row: MachineRow) -> None:
        if self.use_action.isEnabled():
            self.use_action.trigger()

    def _show_head(self, row: MachineRow, photo: bytes = b"") -> None:
        detail = " · ".join(part for part in (row.code, row.category, row.space) if part)
        avatar = row.name if row.photo else ""
        self.record.set_head(row.name, detail, avatar=avatar, photo=photo, chip=chip_of(row))

    def _show(self, row: MachineRow, read: tuple[MachineDetail, bytes]) -> None:
        if row.id != self._shown:
            return
        detail, photo = read
        self._detail = detail
        self._show_head(row, photo)
        tell_machine(
            self.record, self.desk, row, detail, repair=self._repair_one, upkeep=self._upkeep_one
        )
        self.update_actions()

    def _read_state(self) -> None:
        now = self.desk.now()
        self.desk.ask(
            lambda session: count_board(session, now, self._dues),
            self._say_state,
            self,
            "state",
            patient=self.table.rows.loaded,  # the rows before the sentence about them
        )

    def _count_due(self) -> None:
        """Who has what is told at once; what is due by it, a moment later."""
        day = self.desk.today()
        self.desk.ask(
            lambda session: self._dues.renew(session, day),
            self._tell_due,
            self,
            "due",
            patient=True,
        )

    def _tell_due(self, is_new: bool) -> None:
        if is_new:
            self.table.reload()
            self._read_state()

    def _say_state(self, told: BoardState) -> None:
        parts = [translate_many(mark("{n} machine"), mark("{n} machines"), told.machines)]
        parts.append(translate_many(mark("{n} in use"), mark("{n} in use"), told.running))
        if told.stopped:
            parts.append(translate_many(mark("{n} stopped"), mark("{n} stopped"), told.stopped))
        if told.due:
            said = translate_many(mark("{n} upkeep due"), mark("{n} upkeeps due"), told.due)
            parts.append(said)
        self.say_state(" · ".join(parts))

    def _use(self) -> None:
        if row := self.chosen():
            acts.use(self.desk, self, row)

    def _fault(self) -> None:
        if row := self.chosen():
            acts.report(self.desk, self, row.id, row.name)

    def _logbook(self) -> None:
        if row := self.chosen():
            acts.logbook(self.desk, self, row.id, row.name)

    def _past(self) -> None:
        row = self.chosen()
        acts.past(self.desk, self, row.id if row else None)

    def _sheet(self) -> None:
        row = self.chosen()
        acts.sheet(self.desk, self, row.id if row else None)

    def _correct(self) -> None:
        if row := self.chosen():
            acts.correct(self.desk, self, row.id)

    def _repair(self) -> None:
        if self._detail and self._detail.faults:
            self._repair_one(self._detail.faults[0].id)

    def _repair_one(self, fault_id: UUID) -> None:
        acts.repair(self.desk, self, fault_id)

    def _upkeep(self) -> None:
        if row := self.chosen():
            acts.upkeep(self.desk, self, row.id, row.name)

    def _upkeep_one(self, plan_id: UUID) -> None:
        if row := self.chosen():
            acts.upkeep(self.desk, self, row.id, row.name, plan_id)

    def _stop(self) -> None:
        if row := self.chosen():
            acts.stop_for_a_while(self.desk, self, row.id, row.name)

    def _resume(self) -> None:
        row = self.chosen()
        if row and self._detail and self._detail.stop_ids:
            acts.resume(self.desk, self, self._detail.stop_ids[0], row.name)

    def _retire(self) -> None:
        if row := self.chosen():
            acts.retire(self.desk, self, row.id, row.name)

    def _return(self) -> None:
        if row := self.chosen():
            acts.bring_back(self.desk, self, row.id, row.name)

    def _loans(self) -> None:
        from fablab_desk.ui.machines.loans import LoansDialog

        row = self.chosen()
        LoansDialog(self.desk, self, row.id if row else None).open()

    def _dossier_of(self) -> None:
        from fablab_desk.ui.machines.dossier import DossierDialog

        if row := self.chosen():
            DossierDialog(self.desk, self, row.id, row.name).open()

    def _photo(self) -> None:
        from fablab_desk.ui.machines.photo import choose_photo

        if row := self.chosen():
            choose_photo(self.desk, self, row)

    def _guide(self) -> None:
        from fablab_desk.ui.machines.papers import print_guide

        if row := self.chosen():
            print_guide(self.desk, self, row.id, row.name)

    def _figures(self) -> None:
        from fablab_desk.ui.machines.figures import FiguresDialog

        row = self.chosen()
        FiguresDialog(self.desk, self, row.id if row else None).open()
