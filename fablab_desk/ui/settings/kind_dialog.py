"""The form of a kind of membership."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.i18n import mark, translate
from fablab_desk.memberships.drafts import KindDraft
from fablab_desk.memberships.queries import KindRow, list_kinds
from fablab_desk.memberships.service_plans import add_kind, correct_kind, remove_kind
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, LineField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.settings.reread import row_again
from fablab_desk.ui.undo import Undo


class KindDialog(FormDialog):
    def __init__(self, desk: Desk, parent: QWidget, known: KindRow | None = None) -> None:
        super().__init__(desk, parent, mark("Kind of membership"))
        self._known = known
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        said = mark("Makes one a member of the association")
        self.statutory = self.add_field("statutory", mark("Statutes"), CheckField(said))
        self.add_note(
            translate(mark("Periods of one kind never overlap; another kind stands beside it."))
        )
        self._before = self._draft()
        if known:
            self.fill(known)

    def reread(self) -> Query[KindRow | None] | None:
        return row_again(self._known, list_kinds)

    def fill(self, known: KindRow) -> None:
        self._known = known
        self.label.set_value(known.label)
        self.statutory.set_value(known.statutory)
        self._before = self._draft()

    def act(self) -> Callable[[Act], object]:
        known, key, draft = self._known, self.key, self._draft()
        if known is None:
            return lambda act: add_kind(act, key, draft)
        return lambda act: correct_kind(act, known.id, draft, known.version)

    def undo(self, result: object) -> Undo | None:
        known, before, after, key = self._known, self._before, self._draft(), self.key
        if known is not None:
            return Undo(self.said(result), lambda act: correct_kind(act, known.id, before, after))
        said = translate(mark("“{name}” is offered from now on.")).format(name=after.label)
        return Undo(said, lambda act: remove_kind(act, key))

    def said(self, result: object) -> str:
        return translate(mark("The correction of “{name}” is saved.")).format(
            name=self.label.value()
        )

    def _draft(self) -> KindDraft:
        return KindDraft(
            label=self.label.value(),
            statutory=self.statutory.value(),
            position=self._known.position if self._known else 0,
        )
