"""The form of a kind of membership."""

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.memberships.drafts import KindDraft
from fablab_desk.memberships.queries import KindRow, list_kinds
from fablab_desk.memberships.service_plans import add_kind, correct_kind, remove_kind
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import CheckField, LineField
from fablab_desk.ui.settings.setting_form import Services, SettingForm


class KindDialog(SettingForm[KindRow, KindDraft]):
    services = Services[KindRow, KindDraft](list_kinds, add_kind, correct_kind, remove_kind)

    def __init__(self, desk: Desk, parent: QWidget, known: KindRow | None = None) -> None:
        super().__init__(desk, parent, known, mark("Kind of membership"))
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        said = mark("Makes one a member of the association")
        self.statutory = self.add_field("statutory", mark("Statutes"), CheckField(said))
        self.add_note(
            translate(mark("Periods of one kind never overlap; another kind stands beside it."))
        )
        self.begin()

    def draft(self) -> KindDraft:
        return KindDraft(**self.values(), position=self._known.position if self._known else 0)
