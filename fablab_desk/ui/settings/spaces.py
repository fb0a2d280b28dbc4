"""The spaces of the lab, and the lists it words itself."""

from functools import partial

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.lab.kinds import LIST_TEXTS, ListKind
from fablab_desk.lab.premises_drafts import EntryDraft, SpaceDraft
from fablab_desk.lab.premises_queries import (
    EntryRow,
    SpaceRow,
    list_carriers,
    list_entries,
    list_spaces,
)
from fablab_desk.lab.service_lists import (
    add_entry,
    archive_entry,
    correct_entry,
    remove_entry,
    reorder_entries,
    restore_entry,
)
from fablab_desk.lab.service_spaces import (
    add_space,
    archive_space,
    correct_space,
    remove_space,
    reorder_spaces,
    restore_space,
)
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Muted
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import LineField, TextField
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.search_field import Filter, FilterPills
from fablab_desk.ui.settings.carrier_field import Carriers, ask_carrier
from fablab_desk.ui.settings.offered import offered_chip, offering
from fablab_desk.ui.settings.order import Ordering
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.removal import Removal
from fablab_desk.ui.settings.row_list import RowList
from fablab_desk.ui.settings.setting_form import Services, SettingForm

ABOUT = mark("Where things take place, and the words the lab chooses from.")
WHOLE_LAB = mark("The whole lab")
SPACES: list[Column[SpaceRow]] = [
    Column(mark("Space"), lambda row: row.label, width=180, stretch=True),
    Column(mark("Structure"), lambda row: Muted(row.carrier), width=160, spare=True),
    Column(mark("Remark"), lambda row: Muted(" ".join(row.remark.split())), width=160, spare=True),
    Column(mark("State"), lambda row: offered_chip(row.archived_on), width=120),
]
ENTRIES: list[Column[EntryRow]] = [
    Column(mark("Name"), lambda row: row.label, width=180, stretch=True),
    Column(mark("State"), lambda row: offered_chip(row.archived_on), width=120),
]


class SpacesPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Spaces and lists"), ABOUT)
        self._carriers: Carriers = ()
        self.list: RowList[SpaceRow] = RowList(
            desk,
            name="settings spaces",
            title=mark("Spaces of the lab"),
            columns=SPACES,
            empty=Empty("map", mark("No space yet: a workshop, the welcome desk…")),
        )
        self.kinds = FilterPills([Filter(kind.value, LIST_TEXTS[kind]) for kind in ListKind])
        self.kinds.setAccessibleName(translate(mark("Which list")))
        self.entries: RowList[EntryRow] = RowList(
            desk,
            name="settings entries",
            title=mark("In the order they are offered"),
            columns=ENTRIES,
            empty=Empty("checks", mark("Nothing in this list yet.")),
        )
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.kinds)
        self.body.addWidget(self.entries, 1)
        self._declare_spaces()
        self._declare_entries()
        self.kinds.chosen_changed.connect(self._read_entries)

    def _declare_spaces(self) -> None:
        self.add_action = action(self, mark("&New space…"), self._add, "Ctrl+N", icon="add")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.add_primary(self.add_action)
        self.list.add_act(self.correct_action)
        self.offer = offering(self.desk, self, self.list, archive_space, restore_space)
        said = mark("The spaces are in another order.")
        self.order = Ordering(self.desk, self, self.list, said, reorder_spaces)
        self.removal = Removal(self.desk, self, self.list, remove_space, lambda row: row.label)
        self.list.follow(self._update_spaces, self.correct_action)

    def _declare_entries(self) -> None:
        self.add_entry_action = action(self, mark("New &line…"), self._add_entry, icon="add")
        self.rename_action = action(self, mark("&Rename…"), self._rename, icon="edit")
        self.entries.add_list_act(self.add_entry_action)
        self.entries.add_act(self.rename_action)
        self.entry_offer = offering(self.desk, self, self.entries, archive_entry, restore_entry)
        said = mark("The list is in another order.")
        self.entry_order = Ordering(self.desk, self, self.entries, said, reorder_entries)
        self.entry_removal = Removal(
            self.desk, self, self.entries, remove_entry, lambda row: row.label
        )
        self.entries.follow(self._update_entries, self.rename_action)

    def read(self) -> None:
        self.desk.ask(partial(list_spaces, archived=True), self.list.show_rows, self, "spaces")
        self.desk.ask(list_carriers, self._keep_carriers, self, "carriers")
        self._read_entries()

    def kind(self) -> ListKind:
        """The list in sight."""
        return ListKind(self.kinds.chosen())

    def _read_entries(self, _chosen: str = "") -> None:
        self.entries.narrowed = translate(LIST_TEXTS[self.kind()])
        wanted = partial(list_entries, kind=self.kind(), archived=True)
        self.desk.ask(wanted, self.entries.show_rows, self, "entries")

    def _keep_carriers(self, carriers: Carriers) -> None:
        self._carriers = carriers

    def _update_spaces(self) -> None:
        self.correct_action.setEnabled(self.list.chosen() is not None)
        self.offer.update()
        self.removal.update()
        self.order.update()

    def _update_entries(self) -> None:
        self.rename_action.setEnabled(self.entries.chosen() is not None)
        self.entry_offer.update()
        self.entry_removal.update()
        self.entry_order.update()

    def _add(self) -> None:
        dialog = SpaceDialog(self.desk, self, self._carriers)
        self.list.expect(dialog.key)
        dialog.open()

    def _correct(self) -> None:
        if row := self.list.chosen():
            SpaceDialog(self.desk, self, self._carriers, row).open()

    def _add_entry(self) -> None:
        dialog = EntryDialog(self.desk, self, self.kind())
        self.entries.expect(dialog.key)
        dialog.open()

    def _rename(self) -> None:
        if row := self.entries.chosen():
            EntryDialog(self.desk, self, row.kind, row).open()


class SpaceDialog(SettingForm[SpaceRow, SpaceDraft]):
    services = Services[SpaceRow, SpaceDraft](
        partial(list_spaces, archived=True), add_space, correct_space, remove_space
    )

    def __init__(
        self, desk: Desk, parent: QWidget, carriers: Carriers, known: SpaceRow | None = None
    ) -> None:
        title = mark("Correct a space") if known else mark("New space")
        super().__init__(desk, parent, known, title, mark("Save") if known else mark("Add"))
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        ask_carrier(self, carriers, WHOLE_LAB, known.carrier_id if known else None)
        self.remark = self.add_field("remark", mark("Remark"), TextField())
        self.begin()

    def draft(self) -> SpaceDraft:
        carrier_id = self._known.carrier_id if self._known else None
        return SpaceDraft(**{"carrier_id": carrier_id, **self.values()})


class EntryDialog(SettingForm[EntryRow, EntryDraft]):
    def __init__(
        self, desk: Desk, parent: QWidget, kind: ListKind, known: EntryRow | None = None
    ) -> None:
        title = mark("Rename a line of the list") if known else mark("New line of the list")
        super().__init__(desk, parent, known, title, mark("Rename") if known else mark("Add"))
        self._kind = kind
        rows = partial(list_entries, kind=kind, archived=True)
        self.services = Services(rows, add_entry, correct_entry, remove_entry)
        self.add_note(translate(LIST_TEXTS[kind]))
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        self.begin()

    def draft(self) -> EntryDraft:
        return EntryDraft(kind=self._kind, **self.values())
