"""The structures that carry the lab, each with its papers, its bank and its VAT."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.lab.carriers import CarrierRow, list_carrier_rows
from fablab_desk.lab.kinds import REGIME_TEXTS
from fablab_desk.lab.service_carriers import (
    add_carrier,
    archive_carrier,
    make_main,
    remove_carrier,
    restore_carrier,
)
from fablab_desk.overview.settings import Identity, RegimeRow, find_identity, list_regimes
from fablab_desk.staff.act import Act
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Muted, TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.lab_dialogs import IdentityDialog, IdentityForm
from fablab_desk.ui.settings.offered import offering
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.removal import Removal
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.settings.text_dialogs import RegimeDialog
from fablab_desk.ui.settings.texts import regime_columns
from fablab_desk.ui.undo import Undo

ABOUT = mark(
    "A lab may be carried by several: an association for the general public, a university for "
    "professionals. Each has its own papers, their numbers, its bank and its VAT."
)


class CarriersPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Structures that carry the lab"), ABOUT)
        self._shown: CarrierRow | None = None
        self._regimes: list[RegimeRow] = []
        self.list: RowList[CarrierRow] = RowList(
            desk,
            name="settings carriers",
            title=mark("Structures"),
            columns=_columns(),
            empty=Empty("home", mark("No structure yet: set the lab up first.")),
            two_lines=True,
            headed=mark("Structures that carry the lab"),
        )
        self.regimes: RowList[RegimeRow] = RowList(
            desk,
            name="settings carrier regimes",
            title=mark("VAT regime"),
            columns=regime_columns(desk),
            empty=Empty("info", mark("No regime yet: invoices wait for it.")),
        )
        self.body.addWidget(self.list, 3)
        self.body.addWidget(self.regimes, 2)
        self._declare_actions()

    def _declare_actions(self) -> None:
        self.add_action = action(self, mark("&New structure…"), self._add, "Ctrl+N", icon="add")
        self.correct_action = action(
            self, mark("Correct the &identity…"), self._correct, "F2", icon="edit"
        )
        self.main_action = action(
            self,
            mark("Make it the &main one"),
            self._make_main,
            icon="home",
            hint=mark("What belongs to no other structure is its own"),
        )
        self.regime_action = action(self, mark("New &regime…"), self._add_regime, icon="add")
        self.add_primary(self.add_action)
        self.list.add_act(self.correct_action)
        self.list.add_more(self.main_action)
        self.offer = offering(self.desk, self, self.list, archive_carrier, restore_carrier)
        self.removal = Removal(self.desk, self, self.list, remove_carrier, lambda row: row.label)
        self.regimes.add_list_act(self.regime_action)
        self.list.follow(self._choose, self.correct_action)

    def read(self) -> None:
        wanted = partial(list_carrier_rows, day=self.desk.today())
        self.desk.ask(wanted, self.list.show_rows, self, "carriers")

    def update_actions(self) -> None:
        row = self.list.chosen()
        is_main = row is not None and row.is_main
        self.correct_action.setEnabled(row is not None)
        self.regime_action.setEnabled(row is not None)
        self.offer.update()
        self.removal.update()
        self.main_action.setEnabled(row is not None and not is_main and row.archived_on is None)
        if is_main:
            self.offer.away.setEnabled(False)
            self.removal.action.setEnabled(False)

    def _choose(self) -> None:
        row = self._shown = self.list.chosen()
        if row is None:
            self._show_regimes([])
        else:
            wanted = partial(list_regimes, day=self.desk.today(), carrier_id=row.id)
            self.desk.ask(wanted, self._show_regimes, self, "regimes")
        self.update_actions()

    def _show_regimes(self, rows: list[RegimeRow]) -> None:
        self._regimes = rows
        if self._shown is not None:
            said = translate(mark("VAT regime of {name}")).format(name=self._shown.label)
            self.regimes.say_title(said)
        self.regimes.show_rows(rows)

    def _add(self) -> None:
        dialog = NewCarrierDialog(self.desk, self)
        self.list.expect(dialog.key)
        dialog.open()

    def _correct(self) -> None:
        if row := self.list.chosen():
            wanted = partial(find_identity, carrier_id=row.id)
            self.desk.ask(wanted, self._correct_identity, self, "identity")

    def _correct_identity(self, identity: Identity | None) -> None:
        if identity is not None:
            title = mark("Identity of a structure")
            IdentityDialog(self.desk, self, identity, title).open()

    def _make_main(self) -> None:
        if row := self.list.chosen():
            key = row.id
            said = translate(mark("“{name}” is the main structure.")).format(name=row.label)
            self.desk.do(
                lambda act: make_main(act, key),
                lambda _before: None,
                self,
                undo=lambda before: Undo(said, lambda act: make_main(act, before)),
            )

    def _add_regime(self) -> None:
        if self._shown is not None:
            RegimeDialog(self.desk, self, self._shown.id, self._regimes).open()


class NewCarrierDialog(IdentityForm):
    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, mark("New structure"), mark("Add"))
        self.ask_name()
        self.code = self.add_field("code", mark("Code"), LineField("UNIV"), required=True)
        self.add_note(
            translate(mark("2 to 8 letters: they begin its papers’ numbers, and stay as they are."))
        )
        self.ask()

    def act(self) -> Callable[[Act], object]:
        key, code, draft = self.key, self.code.value(), self.draft()
        return lambda act: add_carrier(act, key, code, draft)

    def undo(self, result: object) -> Undo:
        key = self.key
        said = translate(mark("“{name}” carries the lab too from now on."))
        return Undo(
            said.format(name=self.draft().name.strip()), lambda act: remove_carrier(act, key)
        )


def _columns() -> list[Column[CarrierRow]]:
    return [
        Column(
            mark("Structure"),
            lambda row: TwoLines(row.label, row.identity.legal_form),
            width=220,
            stretch=True,
        ),
        Column(mark("Code"), _code, width=90),
        Column(mark("VAT"), _regime, width=190, spare=True),
        Column(mark("State"), _state, width=130),
    ]


def _code(row: CarrierRow) -> Muted:
    """What its papers' numbers begin with: those of the first one begin with their series."""
    return Muted(row.code if row.prefix else "—")


def _regime(row: CarrierRow) -> Muted:
    return Muted(translate(REGIME_TEXTS[row.regime]) if row.regime else "—")


def _state(row: CarrierRow) -> Chip:
    if row.is_main:
        return Chip(translate(mark("Main one")), Tone.OK)
    if row.archived_on:
        return Chip(translate(mark("Archived")), Tone.GREY)
    return Chip(translate(mark("Beside it")), Tone.INFO)
