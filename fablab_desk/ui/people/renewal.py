"""Renewing many memberships at once: who, what it would give, letters, and then the writing."""

from collections.abc import Sequence
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QWidget

from fablab_desk.db.listing import Listing
from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.memberships.queries import PlanRow
from fablab_desk.memberships.renewal import RenewalLine, preview_renewals
from fablab_desk.memberships.service_renewal import renew_members, take_back_renewals
from fablab_desk.money import format_amount
from fablab_desk.overview.member_row import MemberRow
from fablab_desk.overview.renewal import (
    SHOWS,
    WHOSE_TEXTS,
    Renewals,
    Whose,
    are_recorded,
    listing_of,
    load_renewals,
    plans_for,
    total_of,
    whose_of,
)
from fablab_desk.staff.act import Act
from fablab_desk.ui.actions import action
from fablab_desk.ui.buttons import button, lead
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import export_listing
from fablab_desk.ui.fields import CheckField, ChoiceField, DayField, describe
from fablab_desk.ui.flow import Flow
from fablab_desk.ui.garbage import Collector
from fablab_desk.ui.people.renewal_columns import Lines, renewal_columns
from fablab_desk.ui.people.renewal_letters import RenewalLetters
from fablab_desk.ui.printing import Headed, print_listing
from fablab_desk.ui.progress import Progress
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.undo import Undo
from fablab_desk.ui.working import WorkingDialog

T = TypeVar("T")
HEAD = mark("Renew memberships")
LIST = mark("Memberships to renew")
NOBODY = mark("Nobody here: choose whose memberships to look at.")
TYPED_MS = 400  # what is typed as a day is read when no key came for a moment


class RenewalDialog(WorkingDialog):
    """Nothing is written before its last button; letters can be made before and after it."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, shown: Listing[MemberRow], looked_at: str = ""
    ) -> None:
        """`looked_at` is what the list of members is narrowed by: its filter, or what is sought."""
        super().__init__(desk, parent, translate(HEAD))
        self._list = shown
        self._found: Renewals | None = None
        self._left: set[UUID] = set()
        self._plans: dict[UUID, UUID] = {}  # by party, where it is another than the last one
        self._renewed: frozenset[UUID] = frozenset()  # the memberships recorded from here
        self._asked = 0
        self.whose = ChoiceField[Whose]([(one, translate(WHOSE_TEXTS[one])) for one in Whose])
        self.whose.set_value(whose_of(looked_at))
        self.day = DayField(desk.today)
        self.day.set_value(desk.today())
        self.told = Label("", "strong", wrap=True)
        self.by_post = CheckField(mark("Letters only to those without an e-mail"))
        self.table: RowTable[RenewalLine] = RowTable(
            desk, renewal_columns(desk.today, self._left), name="renewals", title=LIST
        )
        self.table.choose_first = True
        self.table.set_empty(EmptyState("membership", translate(NOBODY)))
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MS)
        self._typed.timeout.connect(self._look)
        self.whose.changed.connect(self._look)
        self.day.changed.connect(self._typed.start)
        self.table.chosen_changed.connect(self.follow)
        self.table.activated_row.connect(self._leave_out)
        self.letters = RenewalLetters(desk, self, self.lines, self.work, self.refused)
        desk.changed.connect(self._on_changed)
        self._declare()
        self._lay_out()
        self.fit(1160, 720)
        self.follow()

    def _declare(self) -> None:
        self.leave_action = action(
            self, mark("&Leave out"), self._leave_out, "Ctrl+Del", icon="close"
        )
        self.plan_action = action(
            self,
            mark("Another p&lan…"),
            self._choose_plan,
            "F2",
            icon="membership",
            hint=mark("Renew this one under other conditions"),
        )
        self.print_action = action(
            self, mark("&Print the list…"), self._print, "Ctrl+P", icon="print"
        )
        self.export_action = action(self, mark("E&xport the list…"), self._export, icon="export")
        self.table.addActions(
            [self.plan_action, self.leave_action, self.print_action, self.export_action]
        )
        # The window's own waits under this dialog.
        self.undo_action = action(self, mark("Undo"), self._desk.undo, "Ctrl+Z")
        self.addAction(self.undo_action)
        self.letters_button = self.add_button(mark("Letters…"), self._draw_letters)
        self.mails_button = self.add_button(mark("E-mails…"), self.letters.ask_folder)
        self.renew_button = self.add_button(mark("Renew"), self._renew, primary=True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # not Enter alone, which leaves a line out
            QShortcut(QKeySequence(keys), self, self.renew_button.click)

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setHorizontalSpacing(16)
        for msgid, field in ((mark("Whose"), self.whose), (mark("Entered on"), self.day)):
            field.setAccessibleName(translate(msgid))
            describe(field)
            rows.addRow(translate(msgid), field)
        acts = Flow(right=True)
        for act in (self.plan_action, self.leave_action, self.print_action, self.export_action):
            acts.add(button(act))
        card = ListCard()
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.addWidget(acts)
        card.body.addLayout(head)
        card.body.addWidget(self.table, 1)
        self.body.addLayout(rows)
        self.body.addWidget(self.told)
        self.body.addWidget(self.problem)
        self.body.addWidget(card, 1)
        self.body.addWidget(self.by_post)

    def open(self) -> None:
        super().open()
        self._look()
        self.table.setFocus()

    def lines(self) -> list[RenewalLine]:
        """What would be renewed: can be, and was not left out."""
        found = self._found.lines if self._found else ()
        return [line for line in found if line.renewal and line.id not in self._left]

    def _look(self) -> None:
        self._typed.stop()
        try:
            day = self.day.value() or self._desk.today()
        except DeskError as unread:
            self.refused(unread)
            return
        today, database = self._desk.today(), self._desk.database
        listing = listing_of(self.whose.value(), today, self._list)
        self._left.clear()
        self._plans.clear()
        self._found, self._renewed = None, frozenset()
        self.stop()
        self._asked += 1
        asked = self._asked  # what was asked before arrives too, and counts no more

        def job(progress: Progress) -> Renewals:
            with Collector.held(), database.reading() as session:
                return load_renewals(session, listing, day, today, progress)

        def show(found: Renewals) -> None:
            if asked == self._asked:
                self._show(found)

        def refused(refusal: DeskError) -> None:
            if asked == self._asked:
                self.refused(refusal)

        self.work(mark("Looking at the memberships…"), job, show, refused)

    def _show(self, found: Renewals) -> None:
        self._found = found
        self.table.show_rows(found.lines)
        self.follow()

    def _leave_out(self) -> None:
        line = self.table.chosen()
        if line is None or line.renewal is None or self._renewed or self._found is None:
            return
        self._left ^= {line.id}
        self.table.show_rows(self._found.lines, line.id)
        self.follow()

    def _choose_plan(self) -> None:
        from fablab_desk.ui.people.renewal_plan import RenewalPlanDialog

        line = self.table.chosen()
        if line is None or self._found is None:
            return
        key, now = line.id, self._plans.get(line.id)

        def choose(plans: list[PlanRow]) -> None:
            dialog = RenewalPlanDialog(self._desk, self, line.name, plans, now)
            dialog.chosen.connect(partial(self._renew_under, key))
            dialog.open()

        self._desk.ask(lambda session: plans_for(session, key), choose, self, "plans")

    def _renew_under(self, party_id: UUID, plan_id: UUID | None) -> None:
        if self._found is None:
            return
        if plan_id is None:
            self._plans.pop(party_id, None)
        else:
            self._plans[party_id] = plan_id
        day, today, plans = self._found.day, self._desk.today(), dict(self._plans)

        def show(lines: list[RenewalLine]) -> None:
            if self._found:
                self._found = self._found.with_line(lines[0])
                self.table.show_rows(self._found.lines, party_id)
                self.follow()

        self._desk.ask(
            lambda session: preview_renewals(session, [party_id], day, today, plans=plans),
            show,
            self,
            "line",
        )

    def follow(self) -> None:
        line, lines, busy = self.table.chosen(), self.lines(), self.is_working()
        left = line is not None and line.id in self._left
        self.leave_action.setText(translate(mark("&Take in again") if left else mark("&Leave out")))
        free = not busy and not self._renewed
        self.undo_action.setEnabled(bool(self._renewed))
        self.leave_action.setEnabled(free and line is not None and line.renewal is not None)
        may_change = line is not None and (line.renewal is not None or line.id in self._plans)
        self.plan_action.setEnabled(free and may_change)
        known = self._found is not None and bool(self._found.lines)
        self.print_action.setEnabled(known)
        self.export_action.setEnabled(known)
        self.letters_button.setEnabled(bool(lines) and not busy)
        self.mails_button.setEnabled(bool(lines) and not busy)
        self.renew_button.setEnabled(bool(lines) and free)
        lead(self.renew_button, leads=bool(lines) and free)
        self.renew_button.setText(
            translate_many(mark("Renew {n} membership"), mark("Renew {n} memberships"), len(lines))
            if lines
            else translate(mark("Renew"))
        )
        self.told.setText(self._said(lines))

    def _said(self, lines: Sequence[RenewalLine]) -> str:
        if self._found is None:
            return ""
        renewed, can = recorded_told(len(lines)), can_told(len(lines))
        fee = translate(mark("{amount} in all"))
        told = [renewed.removesuffix(".") if self._renewed else can]
        if lines:
            told.append(fee.format(amount=format_amount(total_of(lines), current())))
        if refused := self._found.refused:
            told.append(translate_many(mark("{n} cannot be"), mark("{n} cannot be"), refused))
        return " · ".join(told)

    def _renew(self) -> None:
        assert self._found
        wanted = [line.renewal for line in self.lines() if line.renewal]
        keys, day = [one.membership_id for one in wanted], self._found.day
        reason = translate(mark("taken back at once"))
        progress = self.begin(mark("Recording the memberships…"))

        def write(act: Act) -> int:
            return renew_members(act, wanted, day, progress)

        self._desk.do(
            write,
            lambda _count: self._written(keys),
            self,
            refused=self.refused,
            failed=self.rest,
            undo=lambda count: Undo(
                recorded_told(count), lambda act: take_back_renewals(act, keys, reason)
            ),
            progress=progress,
        )

    def _written(self, keys: Sequence[UUID]) -> None:
        self._renewed = frozenset(keys)
        self.follow()
        self.letters_button.setFocus()

    def _on_changed(self, touched: frozenset[type]) -> None:
        """Taken back, they are to be renewed again."""
        if self._renewed and touched & SHOWS:
            keys = list(self._renewed)
            self._desk.ask(
                lambda session: are_recorded(session, keys), self._look_again, self, "recorded"
            )

    def _look_again(self, recorded: bool) -> None:
        if self._renewed and not recorded:
            self._look()

    def _draw_letters(self) -> None:
        self.letters.draw(by_post=self.by_post.value())

    def _print(self) -> None:
        if self._found:
            head = Headed(translate(LIST), self.whose.currentText())
            rows = Lines(self._found.lines)
            print_listing(self._desk, self, rows, self.table.shown_columns(), head)

    def _export(self) -> None:
        if self._found:
            rows = Lines(self._found.lines)
            export_listing(self._desk, self, rows, self.table.rows.columns, translate(LIST))


def recorded_told(count: int) -> str:
    return translate_many(
        mark("{n} membership is recorded."), mark("{n} memberships are recorded."), count
    )


def can_told(count: int) -> str:
    return translate_many(
        mark("{n} membership can be renewed"), mark("{n} memberships can be renewed"), count
    )
