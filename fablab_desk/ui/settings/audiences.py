"""The publics the lab counts: their names, their order, and those no longer offered."""

from functools import partial

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.lab.drafts import AudienceDraft
from fablab_desk.lab.premises_queries import list_carriers
from fablab_desk.lab.queries import AudienceRow, list_audiences
from fablab_desk.lab.service import (
    add_audience,
    archive_audience,
    correct_audience,
    remove_audience,
    reorder_audiences,
    restore_audience,
)
from fablab_desk.ui.actions import action
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.carrier_field import THE_MAIN_ONE, Carriers, ask_carrier
from fablab_desk.ui.settings.offered import offered_chip, offering
from fablab_desk.ui.settings.order import Ordering
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.removal import Removal
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.settings.setting_form import Services, SettingForm

ABOUT = mark("Who the lab counts in its activity report, and who may have a price of their own.")
COLUMNS: list[Column[AudienceRow]] = [
    Column(mark("Audience"), lambda row: row.label, width=220, stretch=True),
    Column(mark("State"), lambda row: offered_chip(row.archived_on), width=130),
]


class AudiencesPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Audiences"), ABOUT)
        self.carriers: Carriers = ()
        self.list: RowList[AudienceRow] = RowList(
            desk,
            name="settings audiences",
            title=mark("In the order they are offered"),
            columns=COLUMNS,
            empty=Empty("people", mark("No audience yet.")),
            headed=mark("Audiences"),
        )
        self.body.addWidget(self.list)
        self.add_action = action(self, mark("&New audience…"), self._add, "Ctrl+N", icon="add")
        self.rename_action = action(self, mark("&Rename…"), self._rename, "F2", icon="edit")
        self.add_primary(self.add_action)
        self.list.add_act(self.rename_action)
        self.offer = offering(desk, self, self.list, archive_audience, restore_audience)
        said = mark("The audiences are in another order.")
        self.order = Ordering(desk, self, self.list, said, reorder_audiences)
        self.removal = Removal(desk, self, self.list, remove_audience, lambda row: row.label)
        self.list.follow(self.update_actions, self.rename_action)

    def read(self) -> None:
        wanted = partial(list_audiences, archived=True)
        self.desk.ask(wanted, self.list.show_rows, self, "audiences")
        self.desk.ask(list_carriers, self._keep_carriers, self, "carriers")

    def update_actions(self) -> None:
        self.rename_action.setEnabled(self.list.chosen() is not None)
        self.offer.update()
        self.removal.update()
        self.order.update()

    def _keep_carriers(self, carriers: Carriers) -> None:
        self.carriers = carriers

    def _add(self) -> None:
        AudienceDialog(self.desk, self, carriers=self.carriers).open()

    def _rename(self) -> None:
        if row := self.list.chosen():
            AudienceDialog(self.desk, self, row, self.carriers).open()


class AudienceDialog(SettingForm[AudienceRow, AudienceDraft]):
    services = Services[AudienceRow, AudienceDraft](
        partial(list_audiences, archived=True), add_audience, correct_audience, remove_audience
    )

    def __init__(
        self, desk: Desk, parent: QWidget, known: AudienceRow | None = None, carriers: Carriers = ()
    ) -> None:
        title = mark("Rename an audience") if known else mark("New audience")
        super().__init__(desk, parent, known, title, mark("Rename") if known else mark("Add"))
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        ask_carrier(self, carriers, THE_MAIN_ONE, known.carrier_id if known else None)
        self.begin()
        if known:
            self.add_note(
                translate(mark("Whoever belongs to it follows; papers already issued keep it."))
            )

    def said(self, result: object) -> str:
        return translate(mark("The audience is renamed."))

    def draft(self) -> AudienceDraft:
        carrier_id = self._known.carrier_id if self._known else None
        return AudienceDraft(**{"carrier_id": carrier_id, **self.values()})
