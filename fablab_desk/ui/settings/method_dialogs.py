"""The forms of a payment method and of a till."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.i18n import mark, translate
from fablab_desk.payments.drafts import MethodDraft
from fablab_desk.payments.kinds import METHOD_TEXTS, MethodKind
from fablab_desk.payments.queries import MethodRow, list_methods
from fablab_desk.payments.service_methods import (
    add_method,
    add_till,
    correct_method,
    remove_method,
    remove_till,
    rename_till,
)
from fablab_desk.payments.tills import TillRow, list_tills
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, ChoiceField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.settings.reread import row_again
from fablab_desk.ui.settings.setting_form import CORRECTED, OFFERED, Services, SettingForm
from fablab_desk.ui.undo import Undo


class MethodDialog(SettingForm[MethodRow, MethodDraft]):
    services = Services[MethodRow, MethodDraft](
        partial(list_methods, archived=True), add_method, correct_method, remove_method
    )

    def __init__(self, desk: Desk, parent: QWidget, known: MethodRow | None = None) -> None:
        title = mark("Correct a payment method") if known else mark("New payment method")
        super().__init__(desk, parent, known, title, mark("Save") if known else mark("Add"))
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        kinds = [(kind, translate(METHOD_TEXTS[kind])) for kind in MethodKind]
        self.kind = self.add_field("kind", mark("Kind"), ChoiceField[MethodKind](kinds))
        self.add_note(
            translate(mark("The kind says how it behaves: only cash gives change and is counted."))
        )
        hint = mark("512, for the accountant")
        self.account = self.add_field("account", mark("Account"), LineField(hint))
        asks = CheckField(mark("Ask for a number or a reason"))
        self.asks = self.add_field("asks_reference", mark("Reference"), asks)
        self.begin()

    def draft(self) -> MethodDraft:
        return MethodDraft(**self.values())


class TillDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, known: TillRow | None = None) -> None:
        title = mark("Rename a till") if known else mark("New till")
        super().__init__(desk, parent, title, mark("Rename") if known else mark("Add"))
        self._known = known
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        if known:
            self.fill(known)

    def reread(self) -> Query[TillRow | None] | None:
        return row_again(self._known, partial(list_tills, archived=True))

    def fill(self, known: TillRow) -> None:
        self._known = known
        self.label.set_value(known.label)

    def act(self) -> Callable[[Act], object]:
        known, key, label = self._known, self.key, self.label.value()
        if known is None:
            return lambda act: add_till(act, key, label)
        return lambda act: rename_till(act, known.id, label, known.version)

    def undo(self, result: object) -> Undo | None:
        known, label, key = self._known, self.label.value(), self.key
        if known is not None:
            return Undo(
                self.said(result), lambda act: rename_till(act, known.id, known.label, label)
            )
        said = translate(OFFERED).format(name=label)
        return Undo(said, lambda act: remove_till(act, key))

    def said(self, result: object) -> str:
        return translate(CORRECTED).format(name=self.label.value())
