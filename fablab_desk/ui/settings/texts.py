"""Under which VAT regime the lab stands, and the texts its papers say, each from a day on."""

from functools import partial

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.lab.kinds import REGIME_TEXTS
from fablab_desk.overview.settings import (
    Identity,
    RegimeRow,
    TextRow,
    list_regimes,
    list_texts,
    load_identity,
)
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Muted, TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.settings.text_dialogs import RegimeDialog, TextDialog, text_name

ABOUT = mark("The law changes on a day: what was issued before keeps what it said.")


class TextsPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("VAT and texts"), ABOUT)
        self._identity: Identity | None = None
        self._regimes: list[RegimeRow] = []
        self._texts: list[TextRow] = []
        self.regimes: RowList[RegimeRow] = RowList(
            desk,
            name="settings regimes",
            title=mark("VAT regime"),
            columns=regime_columns(desk),
            empty=Empty("info", mark("No regime yet: invoices wait for it.")),
        )
        self.texts: RowList[TextRow] = RowList(
            desk,
            name="settings texts",
            title=mark("Texts of papers"),
            columns=self._text_columns(),
            empty=Empty("paper", mark("Papers say nothing of their own yet.")),
            two_lines=True,
        )
        self.regime_action = action(self, mark("New &regime…"), self._add_regime, icon="add")
        self.text_action = action(self, mark("&New text…"), self._add_text, "Ctrl+N", icon="add")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.regimes.add_list_act(self.regime_action)
        self.texts.add_act(self.correct_action)
        self.add_primary(self.text_action)
        self.body.addWidget(self.regimes, 1)
        self.body.addWidget(self.texts, 2)
        self.texts.follow(self.update_actions, self.correct_action)

    def read(self) -> None:
        day = self.desk.today()
        self.desk.ask(load_identity, self._know, self, "identity")
        self.desk.ask(partial(list_regimes, day=day), self._show_regimes, self, "regimes")
        self.desk.ask(partial(list_texts, day=day), self._show_texts, self, "texts")

    def update_actions(self) -> None:
        known = self._identity is not None and self._identity.carrier_id is not None
        self.regime_action.setEnabled(known)
        self.correct_action.setEnabled(self.texts.chosen() is not None)

    def _know(self, identity: Identity) -> None:
        self._identity = identity
        self.update_actions()

    def _show_regimes(self, rows: list[RegimeRow]) -> None:
        self._regimes = rows
        self.regimes.show_rows(rows)

    def _show_texts(self, rows: list[TextRow]) -> None:
        self._texts = sorted(rows, key=lambda row: text_name(row.key).casefold())
        self.texts.show_rows(self._texts)

    def _add_regime(self) -> None:
        if self._identity and self._identity.carrier_id:
            RegimeDialog(self.desk, self, self._identity.carrier_id, self._regimes).open()

    def _add_text(self) -> None:
        TextDialog(self.desk, self, self._texts, self.texts.chosen()).open()

    def _correct(self) -> None:
        if row := self.texts.chosen():
            TextDialog(self.desk, self, self._texts, row, same_day=True).open()

    def _text_columns(self) -> list[Column[TextRow]]:
        return [
            Column(
                mark("Text"),
                lambda row: TwoLines(row.text.replace("\n", " "), text_name(row.key)),
                width=260,
                stretch=True,
            ),
            Column(
                mark("Source"),
                lambda row: Muted(row.source) if row.source else "",
                width=230,
                spare=True,
            ),
            Column(mark("From"), _day, width=110, export=lambda row: row.valid_from),
            Column(mark("State"), partial(_state, self.desk), width=120),
        ]


def regime_columns(desk: Desk) -> list[Column[RegimeRow]]:
    return [
        Column(mark("From"), _day, width=120, export=lambda row: row.valid_from),
        Column(
            mark("Regime"),
            lambda row: translate(REGIME_TEXTS[row.regime]),
            width=220,
            stretch=True,
        ),
        Column(mark("State"), partial(_state, desk), width=120),
    ]


def _state(desk: Desk, row: RegimeRow | TextRow) -> Chip:
    if row.in_force:
        return Chip(translate(mark("In force")), Tone.OK)
    if row.valid_from > desk.today():
        return Chip(translate(mark("To come")), Tone.INFO)
    return Chip(translate(mark("Over")), Tone.GREY)


def _day(row: RegimeRow | TextRow) -> str:
    return format_day(row.valid_from, current(), short=True)
