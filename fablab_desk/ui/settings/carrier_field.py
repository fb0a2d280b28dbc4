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
    """One of those on offer, or none (`nothing`, a msgid) where that is one answer more.

    An archived one stays where it is.
    """

    def __init__(self, carriers: Carriers, nothing: str = "") -> None:
        self._names = {one.id: one.name for one in carriers}
        none = [(None, translate(nothing))] if nothing else []
        self._offered = [*none, *_on_offer(carriers)]
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


def ask_one_of(form: FormDialog, carriers: Carriers, current: UUID | None = None) -> None:
    """Add the field `carrier_id`, the main one first, unless a single one leaves no choice."""
    if len(_on_offer(carriers)) > 1 or (current and current not in dict(_on_offer(carriers))):
        field = CarrierField(carriers)
        form.add_field("carrier_id", STRUCTURE, field)
        if current:
            field.set_value(current)


def one_of(form: FormDialog, known: UUID | None = None) -> UUID | None:
    """What `ask_one_of` was answered; where it did not ask: what was known. None: the main one."""
    field = form.fields.get("carrier_id")
    return field.value() if isinstance(field, CarrierField) else known


def _on_offer(carriers: Carriers) -> list[tuple[UUID | None, str]]:
    return [(one.id, one.name) for one in carriers if not one.archived]
