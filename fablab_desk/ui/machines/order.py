"""A maintenance: its checklist by keys, who did it, what it cost."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.i18n import mark, translate
from fablab_desk.keys import new_key
from fablab_desk.machines.kinds import RESULT_TEXTS, CheckResult, OrderState
from fablab_desk.machines.service_upkeep import cancel_order, close_order, open_order, reopen_order
from fablab_desk.machines.upkeep_drafts import CheckDraft, DoneDraft
from fablab_desk.overview.upkeep import OrderDetail, load_order
from fablab_desk.overview.using import MaterialChoice, list_materials
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import (
    AmountField,
    ChoiceField,
    DayField,
    DurationField,
    LineField,
    TextField,
)
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.machines.part_rows import PartRows
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.undo import Undo


class OrderDialog(FormDialog):
    """In a list of results a letter chooses: B for *Bon*, É for *Échec*, S for *Sans objet*."""

    WIDTH = 600

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        known: OrderDetail,
        materials: Sequence[MaterialChoice] = (),
    ) -> None:
        super().__init__(desk, parent, mark("Maintenance"), mark("Close the maintenance"))
        self._known = known
        self.setWindowTitle(f"{known.row.label} — {known.machine}")
        choices = [(one, translate(text)) for one, text in RESULT_TEXTS.items()]
        self.checks: list[tuple[ChoiceField[CheckResult], LineField]] = []
        for place, line in enumerate(known.checks):
            result, note = ChoiceField(choices), LineField(mark("Remark"))
            result.set_value(line.result)
            note.set_value(line.note)
            self.add_note(f"{place + 1}. {line.text}")
            self.add_row(
                mark("Result"),
                [(f"checks.{place}", line.text, result), (f"note.{place}", mark("Remark"), note)],
            )
            self.checks.append((result, note))
        self.day = self.add_field("done_on", mark("Done on"), DayField(desk.today))
        self.day.set_value(known.row.done_on or desk.today())
        self.who = self.add_field(
            "done_by_id", mark("Done by"), PartyField(desk, kind=PartyKind.PERSON)
        )
        self.firm = self.add_field("done_by", mark("Or a firm"), LineField())
        self.minutes = self.add_field("minutes", mark("It took"), DurationField())
        is_open = known.row.state is OrderState.OPEN
        self.parts = PartRows(self, materials if is_open else ())
        self.cost = self.add_field("cost", mark("Cost"), AmountField())
        self.note = self.add_field("note", mark("Note"), TextField(2))
        self.note.set_value(known.row.note)
        self.minutes.set_value(known.row.minutes)
        self.cost.set_value(known.row.cost)
        if not is_open:
            self.verb.setEnabled(False)
            self.firm.set_value(known.row.done_by)

    def act(self) -> Callable[[Act], object]:
        checks = tuple(
            CheckDraft(position=line.position, result=result.value(), note=note.value())
            for line, (result, note) in zip(self._known.checks, self.checks, strict=True)
        )
        draft = DoneDraft(
            done_on=self.day.value(),
            done_by_id=self.who.value(),
            done_by=self.firm.value(),
            checks=checks,
            parts=self.parts.value(),
            cost=self.cost.value(),
            minutes=self.minutes.value(),
            note=self.note.value(),
        )
        key = self._known.row.id
        return lambda act: close_order(act, key, draft)

    def undo(self, result: object) -> Undo:
        failed = [
            line.text
            for line, (one, _) in zip(self._known.checks, self.checks, strict=True)
            if one.value() is CheckResult.FAILED
        ]
        if failed:
            text = translate(mark("Done; a fault is open for: {what}"))
            said = text.format(what=" · ".join(failed))
        else:
            said = translate(mark("“{what}” is done.")).format(what=self._known.row.label)
        return Undo(said, partial(reopen_order, order_id=self._known.row.id))


class FreeOrderDialog(FormDialog):
    """A maintenance that no plan foresaw."""

    def __init__(self, desk: Desk, parent: QWidget, machine_id: UUID, name: str) -> None:
        super().__init__(desk, parent, mark("Other maintenance"), mark("Go on"))
        self._machine_id, self._name, self._owner = machine_id, name, parent
        self.add_note(name)
        self.label = self.add_field("label", mark("What is done"), LineField(), required=True)
        self.order_key: UUID = new_key()

    def act(self) -> Callable[[Act], object]:
        key, machine, label = self.order_key, self._machine_id, self.label.value()
        return lambda act: open_order(act, key, machine, None, label)

    def undo(self, result: object) -> Undo:
        key = self.order_key
        return Undo(
            translate(mark("The maintenance is begun.")), lambda act: cancel_order(act, key)
        )

    def saved(self, result: object) -> None:
        open_order_form(self._desk, self._owner, self._machine_id, self._name, self.order_key)


def open_order_form(
    desk: Desk, parent: QWidget, machine_id: UUID, name: str, order_id: UUID | None = None
) -> None:
    if order_id is None:
        FreeOrderDialog(desk, parent, machine_id, name).open()
        return
    key = order_id

    def show(read: tuple[OrderDetail | None, list[MaterialChoice]]) -> None:
        known, materials = read
        if known:
            OrderDialog(desk, parent, known, materials).open()

    day = desk.today()
    desk.ask(
        lambda session: (load_order(session, key), list_materials(session, day)),
        show,
        parent,
        "order",
    )
