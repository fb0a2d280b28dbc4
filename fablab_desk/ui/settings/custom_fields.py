"""The fields that the lab adds to the records of people and organisations."""

from functools import partial

from fablab_desk.i18n import mark, translate
from fablab_desk.people.custom import CUSTOM_KIND_TEXTS, CUSTOM_WHOM_TEXTS, CustomKind
from fablab_desk.people.custom_queries import CustomFieldRow, list_custom_fields
from fablab_desk.people.service_custom import (
    archive_custom_field,
    order_custom_fields,
    remove_custom_field,
    restore_custom_field,
)
from fablab_desk.ui.actions import action
from fablab_desk.ui.cells import Muted, TwoLines
from fablab_desk.ui.chips import Chip
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.paging import Column
from fablab_desk.ui.scaffold import Empty
from fablab_desk.ui.settings.custom_field_dialog import CustomFieldDialog
from fablab_desk.ui.settings.offered import BothWays, Way
from fablab_desk.ui.settings.order import Ordering
from fablab_desk.ui.settings.page import SettingsPage
from fablab_desk.ui.settings.removal import Removal
from fablab_desk.ui.settings.row_list import RowList

ABOUT = mark(
    "What the lab notes besides: only what it needs, and never anything about health. "
    "These fields stand in the form and in the record, and in the files that are exported."
)


def _asked(row: CustomFieldRow) -> Chip:
    if row.archived_on is None:
        return Chip(translate(mark("In use")), Tone.OK)
    return Chip(translate(mark("Retired")), Tone.GREY)


def _kind(row: CustomFieldRow) -> Muted:
    if row.kind is CustomKind.CHOICE:
        return Muted(" · ".join(row.draft.choices))
    return Muted(translate(CUSTOM_KIND_TEXTS[row.kind]))


COLUMNS: list[Column[CustomFieldRow]] = [
    Column(
        mark("Field"),
        lambda row: TwoLines(row.label, row.draft.hint),
        width=200,
        stretch=True,
    ),
    Column(mark("Kind"), _kind, width=180, spare=True),
    Column(
        mark("In the records of"),
        lambda row: Muted(translate(CUSTOM_WHOM_TEXTS[row.draft.whom])),
        width=130,
    ),
    Column(
        mark("Required"),
        lambda row: translate(mark("Yes")) if row.draft.required else Muted(translate(mark("No"))),
        width=96,
    ),
    Column(mark("State"), _asked, width=120),
]


class CustomFieldsPage(SettingsPage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, mark("Custom fields"), ABOUT)
        self.list: RowList[CustomFieldRow] = RowList(
            desk,
            name="settings custom fields",
            title=mark("Fields of the lab’s own"),
            columns=COLUMNS,
            empty=Empty(
                "edit",
                mark("Nothing is noted besides yet: a field is for what the records do not ask."),
            ),
            two_lines=True,
        )
        self.body.addWidget(self.list, 1)
        self.add_field_action = action(self, mark("&New field…"), self._add, "Ctrl+N", icon="add")
        self.correct_action = action(self, mark("&Correct…"), self._correct, "F2", icon="edit")
        self.add_primary(self.add_field_action)
        self.list.nothing.offer(self.add_field_action)
        self.list.add_act(self.correct_action)
        self.offer = BothWays(
            desk,
            self,
            self.list,
            Way(
                mark("&Retire"),
                mark("“{name}” is no longer asked for; what was noted stays."),
                archive_custom_field,
                "archive",
            ),
            Way(mark("Bring &back"), mark("“{name}” is asked for again."), restore_custom_field),
            is_away=lambda row: row.archived_on is not None,
            name=lambda row: row.label,
        )
        said = mark("The fields are in another order.")
        self.order = Ordering(desk, self, self.list, said, order_custom_fields)
        self.removal = Removal(desk, self, self.list, remove_custom_field, lambda row: row.label)
        self.list.follow(self.update_acts, self.correct_action)

    def read(self) -> None:
        ask = partial(list_custom_fields, archived=True)
        self.desk.ask(ask, self.list.show_rows, self, "custom fields")

    def update_acts(self) -> None:
        self.correct_action.setEnabled(self.list.chosen() is not None)
        self.offer.update()
        self.order.update()
        self.removal.update()

    def _add(self) -> None:
        dialog = CustomFieldDialog(self.desk, self)
        self.list.expect(dialog.key)
        dialog.open()

    def _correct(self) -> None:
        if row := self.list.chosen():
            CustomFieldDialog(self.desk, self, row).open()
