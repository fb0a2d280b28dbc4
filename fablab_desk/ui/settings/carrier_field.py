"""The field that asks which structure something belongs to, where several carry the lab."""

from collections.abc import Sequence
from uuid import UUID

from fablab_desk.i18n import mark, translate
from fablab_desk.lab.premises_queries import CarrierName
from fablab_desk.ui.fields import ChoiceField
from fablab_desk.ui.forms import FormDialog

Carriers = Sequence[CarrierName]
STRUCTURE = mark("Structure")
THE_MAIN_ONE = mark("The main structure")


class CarrierField(ChoiceField[UUID | None]):
    """One of those on offer, or none (`nothing`, a msgid); an archived one stays where it is."""

    def __init__(self, carriers: Carriers, nothing: str) -> None:
        self._names = {one.id: one.name for one in carriers}
        self._offered = [(None, translate(nothing)), *_on_offer(carriers)]
        super().__init__(self._offered)

    def set_value(self, value: UUID | None) -> None:
        if value is not None and value not in dict(self._offered):
            name = self._names.get(value, translate(mark("Another structure")))
            self._offered.append((value, name))
            self.set_choices(self._offered)
        super().set_value(value)


def ask_carrier(
    form: FormDialog, carriers: Carriers, nothing: str, current: UUID | None = None
) -> None:
    """Add the field `carrier_id`, unless a single structure leaves nothing to choose."""
    if current is not None or len(_on_offer(carriers)) > 1:
        form.add_field("carrier_id", STRUCTURE, CarrierField(carriers, nothing))


def _on_offer(carriers: Carriers) -> list[tuple[UUID | None, str]]:
    return [(one.id, one.name) for one in carriers if not one.archived]
