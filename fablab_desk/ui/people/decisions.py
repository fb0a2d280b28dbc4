"""What the board decided: whom it accepts, whom it refuses, several of one meeting at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QWidget

from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.memberships.service_decisions import (
    Decision,
    ToGiveBack,
    decide_memberships,
    take_back_decisions,
)
from fablab_desk.memberships.waiting import SHOWS, WaitingRow, list_waiting
from fablab_desk.money import format_amount
from fablab_desk.ui.actions import action
from fablab_desk.ui.buttons import button, lead
from fablab_desk.ui.cards import EmptyState, Label, ListCard
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import DayField, LineField, describe
from fablab_desk.ui.flow import Flow
from fablab_desk.ui.people.decisions_columns import SHEET, decisions_columns
from fablab_desk.ui.printing import Headed, print_listing
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.undo import Undo
from fablab_desk.ui.working import WorkingDialog

TITLE = mark("Acceptance by the board")
LIST = mark("Memberships awaiting the board")
NOBODY = mark(
    "Nobody awaits the board. A plan “subject to acceptance by the board” brings its members here."
)
BOARD = mark("Board")


@dataclass(frozen=True)
class Requests:
    """The rows read already, given out as a listing gives its own."""

    rows: Sequence[WaitingRow]

    def count(self, _session: object, /) -> int:
        return len(self.rows)

    def every(self, _session: object, /) -> list[WaitingRow]:
        return list(self.rows)


class DecisionsDialog(WorkingDialog):
    """Nothing is written before its last button."""

    def __init__(self, desk: Desk, parent: QWidget | None, stand_on: UUID | None = None) -> None:
        """`stand_on`: the membership that the list begins on."""
        super().__init__(desk, parent, translate(TITLE))
        self._stand_on = stand_on
        self._rows: list[WaitingRow] = []
        self._decided: dict[UUID, bool] = {}
        self.day = DayField(desk.today)
        self.day.set_value(desk.today())
        self.by = LineField()
        self.by.set_value(translate(BOARD))
        self.reason = LineField(mark("Told of everybody refused"))
        self.table: RowTable[WaitingRow] = RowTable(
            desk, decisions_columns(self._decided), name="decisions", title=LIST
        )
        self.table.choose_first = True
        self.table.set_empty(EmptyState("membership", translate(NOBODY)))
        self.table.chosen_changed.connect(self.follow)
        self.table.activated_row.connect(self._turn)
        self.owed = Label("", "strong", wrap=True)
        self.owed.hide()
        self._declare()
        self._lay_out()
        desk.changed.connect(self._on_changed)
        self.fit(900, 640)
        self.follow()

    def _declare(self) -> None:
        self.accept_action = action(self, mark("&Accept"), self._accept, "Alt+A", icon="ok")
        self.refuse_action = action(self, mark("&Refuse"), self._refuse, "Alt+R", icon="close")
        self.leave_action = action(
            self, mark("&Leave undecided"), self._leave, "Ctrl+Del", icon="undo"
        )
        self.all_action = action(self, mark("Accept a&ll"), self._accept_all, icon="checks")
        self.print_action = action(
            self,
            mark("&Print for the meeting…"),
            self._print,
            "Ctrl+P",
            icon="print",
            hint=mark("The list of those who ask, to be ticked at the meeting"),
        )
        self._acts = (self.accept_action, self.refuse_action, self.leave_action)
        self.table.addActions([*self._acts, self.all_action, self.print_action])
        self.addAction(action(self, mark("Undo"), self._desk.undo, "Ctrl+Z"))
        self.write_button = self.add_button(mark("Enter the decisions"), self._write, primary=True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # Enter alone accepts the chosen one
            QShortcut(QKeySequence(keys), self, self.write_button.click)

    def _lay_out(self) -> None:
        rows = QFormLayout()
        rows.setHorizontalSpacing(16)
        for msgid, field in (
            (mark("Meeting of"), self.day),
            (mark("Decided by"), self.by),
            (mark("Reason of a refusal"), self.reason),
        ):
            field.setAccessibleName(translate(msgid))
            describe(field)
            rows.addRow(translate(msgid), field)
        acts = Flow(right=True)
        for act in (*self._acts, self.all_action, self.print_action):
            acts.add(button(act))
        card = ListCard()
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.addWidget(acts)
        card.body.addLayout(head)
        card.body.addWidget(self.table, 1)
        about = mark("Whoever is accepted is a member from the meeting on; the dates stay.")
        self.body.addWidget(Label(translate(about), "muted", wrap=True))
        self.body.addLayout(rows)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.owed)
        self.body.addWidget(card, 1)

    def open(self) -> None:
        super().open()
        self._read()
        self.table.setFocus()

    def _read(self) -> None:
        self._desk.ask(list_waiting, self._show, self, "waiting")

    def _on_changed(self, touched: frozenset[type]) -> None:
        if touched & SHOWS:
            self._read()

    def _show(self, rows: list[WaitingRow]) -> None:
        self._rows = rows
        there = {row.id for row in rows}
        for key in [key for key in self._decided if key not in there]:
            del self._decided[key]
        self._show_on(self._stand_on)
        self._stand_on = None

    def _show_on(self, key: UUID | None = None) -> None:
        chosen = self.table.chosen()
        first = self._rows[0].id if self._rows else None
        self.table.show_rows(self._rows, key or (chosen.id if chosen else first))
        self.follow()

    def follow(self) -> None:
        chosen, count = self.table.chosen(), len(self._decided)
        for act in self._acts:
            act.setEnabled(chosen is not None)
        self.leave_action.setEnabled(chosen is not None and chosen.id in self._decided)
        self.all_action.setEnabled(len(self._decided) < len(self._rows))
        self.print_action.setEnabled(bool(self._rows))
        self.write_button.setEnabled(bool(count))
        lead(self.write_button, leads=bool(count))
        self.write_button.setText(
            translate_many(mark("Enter {n} decision"), mark("Enter {n} decisions"), count)
            if count
            else translate(mark("Enter the decisions"))
        )
        self.reason.setEnabled(False in self._decided.values())

    def _accept(self) -> None:
        self._decide(True)

    def _refuse(self) -> None:
        self._decide(False)
        if not self.reason.value():
            self.reason.setFocus()

    def _turn(self) -> None:
        """Enter accepts, and leaves undecided again."""
        if chosen := self.table.chosen():
            self._decide(None if self._decided.get(chosen.id) else True)

    def _leave(self) -> None:
        self._decide(None)

    def _decide(self, accepted: bool | None) -> None:
        if (chosen := self.table.chosen()) is None:
            return
        if accepted is None:
            self._decided.pop(chosen.id, None)
        else:
            self._decided[chosen.id] = accepted
        self._show_on()

    def _accept_all(self) -> None:
        """Those already refused stay so."""
        for row in self._rows:
            self._decided.setdefault(row.id, True)
        self._show_on()

    def _write(self) -> None:
        try:
            day = self.day.value() or self._desk.today()
        except DeskError as unread:
            self.refused(unread)
            return
        accepted = tuple(key for key, yes in self._decided.items() if yes)
        refused = tuple(key for key, yes in self._decided.items() if not yes)
        decision = Decision(
            accepted=accepted,
            refused=refused,
            decided_on=day,
            decided_by=self.by.value(),
            reason=self.reason.value(),
        )
        self.problem.say("")
        keys = [*accepted, *refused]
        said = decided_told(len(accepted), len(refused))
        self._desk.do(
            lambda act: decide_memberships(act, decision),
            self._written,
            self,
            refused=self.refused,
            undo=lambda _owed: Undo(said, lambda act: take_back_decisions(act, keys)),
        )

    def _written(self, owed: tuple[ToGiveBack, ...]) -> None:
        self._decided.clear()
        self.reason.set_value("")
        self._read()
        self.owed.setText(to_give_back(owed) if owed else "")
        self.owed.setVisible(bool(owed))

    def _print(self) -> None:
        narrowed = translate(mark("Meeting of the board on: __________"))
        head = Headed(translate(LIST), narrowed)
        print_listing(self._desk, self, Requests(self._rows), SHEET, head)


def decided_told(accepted: int, refused: int) -> str:
    """A sentence of what was entered."""
    told = []
    if accepted:
        told.append(
            translate_many(
                mark("{n} membership is accepted."), mark("{n} memberships are accepted."), accepted
            )
        )
    if refused:
        told.append(
            translate_many(
                mark("{n} membership is refused."), mark("{n} memberships are refused."), refused
            )
        )
    return " ".join(told)


def to_give_back(owed: Sequence[ToGiveBack]) -> str:
    """Whom money has to be given back to, and how."""
    lines = [f"{one.name} · {format_amount(one.amount, current())}" for one in owed]
    head = translate(mark("Refused, and paid already: give the money back."))
    how = translate(
        mark(
            "Correct their payment in “Till”, then waive what is owed again on their record. "
            "Nothing was given back by itself."
        )
    )
    return "\n".join((head, *lines, how))
