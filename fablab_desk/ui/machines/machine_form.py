"""The record of a machine."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import refuse
from fablab_desk.i18n import mark, translate
from fablab_desk.machines.drafts import MachineDraft
from fablab_desk.machines.service import add_machine, correct_machine, remove_machine
from fablab_desk.overview.machine_record import (
    Choices,
    MachineChoices,
    MachineRecord,
    load_choices,
    load_record,
)
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import (
    AmountField,
    CheckField,
    ChoiceField,
    CountField,
    DayField,
    LineField,
    TextField,
)
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo

OLDEST = 99


class MachineDialog(FormDialog):
    WIDTH = 600

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        choices: MachineChoices,
        known: MachineRecord | None = None,
    ) -> None:
        title = mark("Record of a machine") if known else mark("New machine")
        super().__init__(desk, parent, title, mark("Save") if known else mark("Add it"))
        self._known = known
        self.name = self.add_field("name", mark("Name"), LineField(), required=True)
        self.code = self.add_field("code", mark("Code"), LineField(mark("LASER1")), required=True)
        self.category = self.add_field("category_id", mark("Category"), _of(choices.categories))
        self.family = self.add_field("family_id", mark("Risk family"), _of(choices.families))
        self.space = self.add_field("space_id", mark("Space"), _of(choices.spaces))
        self.carrier = self.add_field("carrier_id", mark("Structure"), _of(choices.carriers))
        self.show_row("space_id", bool(choices.spaces))
        self.show_row("carrier_id", len(choices.carriers) > 1)
        self.since = self.add_field(
            "commissioned_on", mark("In service from"), DayField(desk.today), required=True
        )
        self._add_who()
        self.article = self.add_field(
            "article_id", mark("Price of its time"), _of(choices.articles)
        )
        self.add_section(mark("Purchase"))
        self.brand, self.model = LineField(), LineField()
        self.add_row(
            mark("Brand, model"),
            [("brand", mark("Brand"), self.brand), ("model", mark("Model"), self.model)],
        )
        self.serial = self.add_field("serial", mark("Serial number"), LineField())
        self.bought, self.price = DayField(desk.today), AmountField()
        self.add_row(
            mark("Bought on, for"),
            [("bought_on", mark("Bought on"), self.bought), ("price", mark("Price"), self.price)],
        )
        self.paid = self.add_field("paid_by", mark("Paid by"), LineField())
        self.warranty = self.add_field(
            "warranty_until", mark("Warranty until"), DayField(desk.today)
        )
        self.add_section(mark("Guides"))
        hint = mark("# Title, - list, **bold**: printed from here")
        self.guide = self.add_field("guide_use", mark("Guide of use"), TextField(5, hint))
        self.keeping = self.add_field("guide_upkeep", mark("Guide of upkeep"), TextField(4, hint))
        self.note = self.add_field("note", mark("Note"), TextField(2))
        if known:
            self.fill(known)
        else:
            self.membership.set_value(True)
            self.pieces.set_value(True)
            self.training.set_value(True)
            self.since.set_value(desk.today())

    def draft(self) -> MachineDraft:
        return MachineDraft(
            code=self.code.value(),
            name=self.name.value(),
            commissioned_on=read_or(self.since, None),
            category_id=self.category.value(),
            family_id=self.family.value(),
            brand=self.brand.value(),
            model=self.model.value(),
            serial=self.serial.value(),
            space_id=self.space.value(),
            carrier_id=self.carrier.value(),
            article_id=self.article.value(),
            bought_on=read_or(self.bought, None),
            price=read_or(self.price, None),
            paid_by=self.paid.value(),
            warranty_until=read_or(self.warranty, None),
            min_age=read_or(self.age, None),
            needs_membership=self.membership.value(),
            needs_pieces=self.pieces.value(),
            needs_training=self.training.value(),
            may_run_alone=self.alone.value(),
            guide_use=self.guide.value(),
            guide_upkeep=self.keeping.value(),
            note=self.note.value(),
        )

    def check(self) -> None:
        refuse(self.draft().checked()[1])

    def act(self) -> Callable[[Act], object]:
        key, draft, known = self.key, self.draft(), self._known
        if known:
            return lambda act: correct_machine(act, known.id, draft, known.version)
        return lambda act: add_machine(act, key, draft)

    def undo(self, result: object) -> Undo:
        draft, known = self.draft(), self._known
        if known:
            said = translate(mark("The record of {machine} is changed."))
            back = partial(correct_machine, machine_id=known.id, draft=known.draft, seen=draft)
            return Undo(said.format(machine=draft.name), back)
        said = translate(mark("{machine} is added.")).format(machine=draft.name)
        return Undo(said, partial(remove_machine, machine_id=self.key))

    def _add_who(self) -> None:
        self.add_section(mark("Who may use it"))
        self.age = self.add_field("min_age", mark("Age at least"), CountField(OLDEST))
        self.membership = CheckField(mark("Asks for a membership or a cover"))
        self.pieces = CheckField(mark("Asks for the pieces to hand in"))
        self.training = CheckField(mark("Asks for the training, where a course certifies for it"))
        self.alone = CheckField(mark("May run unattended, overnight"))
        self.add_field("needs_membership", mark("Membership"), self.membership)
        self.add_field("needs_pieces", mark("Pieces"), self.pieces)
        self.add_field("needs_training", mark("Training"), self.training)
        self.add_field("may_run_alone", mark("Unattended"), self.alone)

    def reread(self) -> Query[MachineRecord | None] | None:
        if self._known is None:
            return None
        key = self._known.id
        return lambda session: load_record(session, key)

    def fill(self, known: MachineRecord) -> None:
        self._known, draft = known, known.draft
        for field, value in (
            (self.name, draft.name),
            (self.code, draft.code),
            (self.since, draft.commissioned_on),
            (self.age, draft.min_age),
            (self.membership, draft.needs_membership),
            (self.pieces, draft.needs_pieces),
            (self.training, draft.needs_training),
            (self.alone, draft.may_run_alone),
            (self.brand, draft.brand),
            (self.model, draft.model),
            (self.serial, draft.serial),
            (self.bought, draft.bought_on),
            (self.price, draft.price),
            (self.paid, draft.paid_by),
            (self.warranty, draft.warranty_until),
            (self.guide, draft.guide_use),
            (self.keeping, draft.guide_upkeep),
            (self.note, draft.note),
        ):
            field.set_value(value)  # type: ignore[arg-type]
        for choice, key in (
            (self.category, draft.category_id),
            (self.family, draft.family_id),
            (self.space, draft.space_id),
            (self.carrier, draft.carrier_id),
            (self.article, draft.article_id),
        ):
            choice.set_value(key if choice.offers(key) else None)


class _Choice(ChoiceField[UUID | None]):
    def offers(self, key: UUID | None) -> bool:
        return key in self._values


def _of(choices: Choices) -> _Choice:
    nothing: list[tuple[UUID | None, str]] = [(None, translate(mark("Not said")))]
    return _Choice([*nothing, *choices])


def open_machine(desk: Desk, parent: QWidget, machine_id: UUID | None) -> None:
    def show(found: tuple[MachineRecord | None, MachineChoices]) -> None:
        known, choices = found
        MachineDialog(desk, parent, choices, known).open()

    desk.ask(
        lambda session: (
            load_record(session, machine_id) if machine_id else None,
            load_choices(session),
        ),
        show,
        parent,
        "record",
    )
