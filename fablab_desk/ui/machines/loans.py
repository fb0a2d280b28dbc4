"""Machines and teaching kits that are lent: out, back, late; what is in each kit."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.clock import format_day
from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, refuse
from fablab_desk.i18n import current, mark, translate
from fablab_desk.machines.service_loans import (
    add_kit,
    archive_kit,
    correct_kit,
    lend,
    lend_again,
    restore_kit,
    restore_loan,
    take_back_loan,
    withdraw_loan,
)
from fablab_desk.machines.upkeep_drafts import KitDraft, LoanDraft
from fablab_desk.machines.upkeep_errors import NamelessKitError
from fablab_desk.overview.loans import SHOWS, KitRow, LoanRow, LoansView, load_kit, load_loans
from fablab_desk.staff.act import Act
from fablab_desk.ui.cards import EmptyState, ListCard
from fablab_desk.ui.cells import TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, DayField, LineField, TextField
from fablab_desk.ui.forms import FormDialog, PlainDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.search_field import Filter, FilterPills
from fablab_desk.ui.tables import RowTable
from fablab_desk.ui.undo import Undo

SIZE = (860, 560)
OUT, ALL, KITS = "out", "all", "kits"
PILLS = [
    Filter(OUT, mark("Out now")),
    Filter(ALL, mark("All loans")),
    Filter(KITS, mark("Teaching kits")),
]


class LendDialog(FormDialog):
    WIDTH = 540

    def __init__(
        self, desk: Desk, parent: QWidget | None, view: LoansView, item_id: UUID | None = None
    ) -> None:
        super().__init__(desk, parent, mark("Lend something"), mark("Lend it"))
        self._kits = {key for key, _, is_kit in view.lendable if is_kit}
        self._names = {key: name for key, name, _ in view.lendable}
        self.item: ChoiceField[UUID] = self.add_field(
            "item", mark("What"), ChoiceField([(key, name) for key, name, _ in view.lendable])
        )
        if item_id in self._names:
            self.item.set_value(item_id)
        self.borrower = self.add_field(
            "borrower_id", mark("To whom"), PartyField(desk), required=True
        )
        self.out, self.due = DayField(desk.today), DayField(desk.today)
        self.add_row(
            mark("From, until"),
            [("out_on", mark("From"), self.out), ("due_on", mark("Until"), self.due)],
        )
        self.out.set_value(desk.today())
        self.state = self.add_field("state_out", mark("State when it leaves"), TextField(3))

    def draft(self) -> LoanDraft:
        item = self.item.value()
        is_kit = item in self._kits
        return LoanDraft(
            machine_id=None if is_kit else item,
            kit_id=item if is_kit else None,
            borrower_id=read_or(self.borrower, None),
            out_on=read_or(self.out, None),
            due_on=read_or(self.due, None),
            state_out=self.state.value(),
        )

    def check(self) -> None:
        refuse(self.draft().checked(self._desk.today())[1])

    def act(self) -> Callable[[Act], object]:
        key, draft = self.key, self.draft()
        return lambda act: lend(act, key, draft)

    def undo(self, result: object) -> Undo:
        said = translate(mark("{name} is lent to {who}."))
        name = self._names[self.item.value()]
        text = said.format(name=name, who=self.borrower.text().strip())
        return Undo(text, partial(withdraw_loan, loan_id=self.key))


class BackDialog(FormDialog):
    WIDTH = 540

    def __init__(self, desk: Desk, parent: QWidget | None, loan: LoanRow) -> None:
        super().__init__(desk, parent, mark("Back at the lab"), mark("It is back"))
        self._loan = loan
        self.add_note(f"{loan.item} · {loan.borrower}")
        if loan.state_out:
            said = translate(mark("When it left: {state}"))
            self.add_note(said.format(state=loan.state_out))
        self.on = self.add_field("on", mark("Back on"), DayField(desk.today))
        self.on.set_value(desk.today())
        self.state = self.add_field("state_back", mark("State now"), TextField(3))

    def act(self) -> Callable[[Act], object]:
        key, state, day = self._loan.id, self.state.value(), read_or(self.on, None)
        return lambda act: take_back_loan(act, key, state, day)

    def undo(self, result: object) -> Undo:
        said = translate(mark("{name} is back.")).format(name=self._loan.item)
        return Undo(said, partial(lend_again, loan_id=self._loan.id))


class KitDialog(FormDialog):
    WIDTH = 540

    def __init__(self, desk: Desk, parent: QWidget | None, known: KitRow | None = None) -> None:
        super().__init__(desk, parent, mark("Change a kit") if known else mark("New teaching kit"))
        self._known = known
        self.code = self.add_field("code", mark("Code"), LineField(), required=True)
        self.name = self.add_field("name", mark("Name"), LineField(), required=True)
        hint = mark("One thing on each line")
        self.contents = self.add_field("contents", mark("What is in it"), TextField(8, hint))
        if known:
            self.fill(known)

    def reread(self) -> Query[KitRow | None] | None:
        if self._known is None:
            return None
        key = self._known.id
        return lambda session: load_kit(session, key)

    def fill(self, known: KitRow) -> None:
        self._known = known
        self.code.set_value(known.draft.code)
        self.name.set_value(known.draft.name)
        self.contents.set_value(known.draft.contents)

    def draft(self) -> KitDraft:
        return KitDraft(
            code=self.code.value(), name=self.name.value(), contents=self.contents.value()
        )

    def check(self) -> None:
        found: list[tuple[str, DeskError]] = [
            (name, NamelessKitError())
            for name, field in (("code", self.code), ("name", self.name))
            if not field.value()
        ]
        refuse(found)

    def act(self) -> Callable[[Act], object]:
        key, draft, known = self.key, self.draft(), self._known
        if known:
            return lambda act: correct_kit(act, known.id, draft, known.version)
        return lambda act: add_kit(act, key, draft)

    def undo(self, result: object) -> Undo:
        known, draft = self._known, self.draft()
        if known:
            said = translate(mark("The kit {name} is changed.")).format(name=draft.name)
            back = partial(correct_kit, kit_id=known.id, draft=known.draft, seen=known.version + 1)
            return Undo(said, back)
        said = translate(mark("The kit {name} may be lent.")).format(name=draft.name)
        return Undo(said, partial(archive_kit, kit_id=self.key))


class LoansDialog(PlainDialog):
    def __init__(self, desk: Desk, parent: QWidget | None, item_id: UUID | None = None) -> None:
        super().__init__(parent, translate(mark("Loans and teaching kits")))
        self._desk, self._item_id = desk, item_id
        self._view = LoansView((), (), ())
        self.pills = FilterPills(PILLS)
        self.loans: RowTable[LoanRow] = RowTable(
            desk, _loan_columns(desk), name="loans", title=mark("Loans")
        )
        self.loans.set_empty(EmptyState("box", translate(mark("Nothing is out of the lab."))))
        self.kits: RowTable[KitRow] = RowTable(
            desk, _kit_columns(desk), name="kits", title=mark("Teaching kits")
        )
        nothing = translate(mark("No kit yet: things that are lent as one, with their list."))
        self.kits.set_empty(EmptyState("box", nothing))
        self.body.addWidget(self.pills)
        self._loans_card, self._kits_card = ListCard(), ListCard()
        for card, table in ((self._loans_card, self.loans), (self._kits_card, self.kits)):
            card.body.addWidget(table)
            self.body.addWidget(card, 1)
            table.chosen_changed.connect(self._follow)
        self.new_kit = self.add_button(mark("&New kit…"), self._new_kit)
        self.change_kit = self.add_button(mark("C&hange…"), self._change_kit)
        self.drop_kit = self.add_button(mark("&Remove"), self._drop_kit)
        self.withdraw = self.add_button(mark("&Withdraw"), self._withdraw)
        self.back = self.add_button(mark("It is &back…"), self._back)
        self.lend = self.add_button(mark("&Lend…"), self._lend, primary=True)
        self.loans.activated_row.connect(self._back)
        self.kits.activated_row.connect(self._change_kit)
        self.pills.chosen_changed.connect(lambda _key: self._show_page())
        desk.changed.connect(self._hear)
        self.fit(*SIZE)
        self._show_page()

    def open(self) -> None:
        super().open()
        self.read()
        self.loans.setFocus()

    def read(self) -> None:
        day = self._desk.today()
        self._desk.ask(lambda session: load_loans(session, day), self._show, self, "loans")

    def _hear(self, touched: frozenset[type]) -> None:
        if touched & SHOWS:
            self.read()

    def _show(self, view: LoansView) -> None:
        self._view = view
        self._show_page()

    def _show_page(self) -> None:
        on_kits = self.pills.chosen() == KITS
        loans = [row for row in self._view.loans if row.is_out or self.pills.chosen() == ALL]
        self.loans.show_rows(loans, _first(loans, self.loans.chosen()))
        self.kits.show_rows(self._view.kits, _first(self._view.kits, self.kits.chosen()))
        self._loans_card.setVisible(not on_kits)
        self._kits_card.setVisible(on_kits)
        self._follow()

    def _follow(self) -> None:
        on_kits = self.pills.chosen() == KITS
        loan, kit = self.loans.chosen(), self.kits.chosen()
        for button in (self.new_kit, self.change_kit, self.drop_kit):
            button.setVisible(on_kits)
        for button in (self.withdraw, self.back):
            button.setVisible(not on_kits)
        self.change_kit.setEnabled(kit is not None)
        self.drop_kit.setEnabled(kit is not None and not kit.borrower)
        self.withdraw.setEnabled(loan is not None)
        self.back.setEnabled(loan is not None and loan.is_out)
        self.lend.setEnabled(bool(self._view.lendable))

    def _lend(self) -> None:
        kit = self.kits.chosen() if self.pills.chosen() == KITS else None
        LendDialog(self._desk, self, self._view, kit.id if kit else self._item_id).open()

    def _back(self) -> None:
        if (loan := self.loans.chosen()) and loan.is_out:
            BackDialog(self._desk, self, loan).open()

    def _withdraw(self) -> None:
        if loan := self.loans.chosen():
            said = translate(mark("The loan of {name} never was.")).format(name=loan.item)
            back = partial(restore_loan, loan_id=loan.id, still_out=loan.is_out)
            self._do(partial(withdraw_loan, loan_id=loan.id), said, back)

    def _new_kit(self) -> None:
        KitDialog(self._desk, self).open()

    def _change_kit(self) -> None:
        if kit := self.kits.chosen():
            KitDialog(self._desk, self, kit).open()

    def _drop_kit(self) -> None:
        if kit := self.kits.chosen():
            said = translate(mark("The kit {name} is lent no more.")).format(name=kit.name)
            self._do(partial(archive_kit, kit_id=kit.id), said, partial(restore_kit, kit_id=kit.id))

    def _do(self, call: Callable[[Act], object], said: str, back: Callable[[Act], object]) -> None:
        self._desk.do(call, lambda _done: None, self, undo=lambda _done: Undo(said, back))


def _first(rows: Sequence[LoanRow | KitRow], chosen: object) -> UUID | None:
    return rows[0].id if rows and chosen is None else None


def _loan_columns(desk: Desk) -> list[Column[LoanRow]]:
    def state(row: LoanRow) -> Chip:
        if row.back_on:
            day = format_day(row.back_on, current(), short=True)
            return Chip(translate(mark("Back on {day}")).format(day=day), Tone.GREY)
        if row.is_late(desk.today()):
            return Chip(translate(mark("Late")), Tone.BAD)
        return Chip(translate(mark("Out")), Tone.INFO)

    def when(row: LoanRow) -> TwoLines:
        out = format_day(row.out_on, current(), short=True)
        if row.due_on is None:
            return TwoLines(out, "")
        until = translate(mark("until {day}"))
        return TwoLines(out, until.format(day=format_day(row.due_on, current(), short=True)))

    return [
        Column(mark("What"), lambda row: TwoLines(row.item, row.code), width=190, stretch=True),
        Column(mark("To whom"), lambda row: row.borrower, width=170, grows=True),
        Column(mark("Since"), when, width=150),
        Column(mark("State"), state, width=170),
    ]


def _kit_columns(desk: Desk) -> list[Column[KitRow]]:
    def state(row: KitRow) -> Chip:
        if not row.borrower:
            return Chip(translate(mark("Here")), Tone.OK)
        late = row.due_on is not None and row.due_on < desk.today()
        return Chip(translate(mark("Late")) if late else translate(mark("Out")), _tone(late))

    return [
        Column(
            mark("Kit"), lambda row: TwoLines(row.name, row.draft.code), width=190, stretch=True
        ),
        Column(
            mark("What is in it"),
            lambda row: ", ".join(row.draft.contents.splitlines()),
            width=220,
            grows=True,
        ),
        Column(mark("State"), state, width=110),
        Column(mark("To whom"), lambda row: row.borrower, width=150, spare=True),
    ]


def _tone(late: bool) -> Tone:
    return Tone.BAD if late else Tone.INFO
