"""The publics the lab counts: their names, their order, and those no longer offered."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.i18n import mark, translate
from fablab_desk.lab.drafts import AudienceDraft
from fablab_desk.lab.queries import AudienceRow, list_audiences
from fablab_desk.lab.service import (
    add_audience,
    archive_audience,
    correct_audience,
    remove_audience,
    reorder_audiences,
    restore_audience,
)
from fablab_desk.staff.act import Act
from fablab_desk.ui.actions import action
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.offered import offered_chip, offering
from fablab_desk.ui.settings.order import Ordering
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.removal import Removal
from fablab_desk.ui.settings.reread import row_again
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.undo import Undo

ABOUT = mark("Who the lab counts in its activity report, and who may have a price of their own.")
COLUMNS: list[Column[AudienceRow]] = [
    Column(mark("Audience"), lambda row: row.label, width=220, stretch=True),
    Column(mark("State"), lambda row: offered_chip(row.archived_on), width=130),
]


class AudiencesPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Audiences"), ABOUT)
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
        self.desk.ask(
            lambda session: list_audiences(session, archived=True), self.list.show_rows, self
        )

    def update_actions(self) -> None:
        self.rename_action.setEnabled(self.list.chosen() is not None)
        self.offer.update()
        self.removal.update()
        self.order.update()

    def _add(self) -> None:
        AudienceDialog(self.desk, self).open()

    def _rename(self) -> None:
        if row := self.list.chosen():
            AudienceDialog(self.desk, self, row).open()


class AudienceDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, known: AudienceRow | None = None) -> None:
        title = mark("Rename an audience") if known else mark("New audience")
        super().__init__(desk, parent, title, mark("Rename") if known else mark("Add"))
        self._known = known
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        self._before = self._draft()
        if known:
            self.fill(known)
            self.add_note(
                translate(mark("Whoever belongs to it follows; papers already issued keep it."))
            )

    def reread(self) -> Query[AudienceRow | None] | None:
        return row_again(self._known, partial(list_audiences, archived=True))

    def fill(self, known: AudienceRow) -> None:
        self._known = known
        self.label.set_value(known.label)
        self._before = self._draft()

    def act(self) -> Callable[[Act], object]:
        known, key, draft = self._known, self.key, self._draft()
        if known is None:
            return lambda act: add_audience(act, key, draft)
        return lambda act: correct_audience(act, known.id, draft, known.version)

    def undo(self, result: object) -> Undo | None:
        known, before, after, key = self._known, self._before, self._draft(), self.key
        if known is not None:
            return Undo(
                self.said(result), lambda act: correct_audience(act, known.id, before, after)
            )
        said = translate(mark("“{name}” is offered from now on.")).format(name=after.label)
        return Undo(said, lambda act: remove_audience(act, key))

    def said(self, result: object) -> str:
        return translate(mark("The audience is renamed."))

    def _draft(self) -> AudienceDraft:
        carrier_id = self._known.carrier_id if self._known else None
        return AudienceDraft(label=self.label.value(), carrier_id=carrier_id)
