"""A plan of upkeep: what is done, and every how often."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import refuse
from fablab_desk.i18n import mark, translate
from fablab_desk.machines.kinds import METER_TEXTS
from fablab_desk.machines.meters import MeterRow
from fablab_desk.machines.service_upkeep import add_plan, archive_plan, correct_plan
from fablab_desk.machines.upkeep_drafts import PlanDraft
from fablab_desk.overview.upkeep import PlanRow, load_plan
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import (
    CheckField,
    ChoiceField,
    CountField,
    DayField,
    DecimalField,
    DurationField,
    LineField,
    TextField,
)
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo


class PlanDialog(FormDialog):
    WIDTH = 560

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        machine_id: UUID,
        name: str,
        meters: Sequence[MeterRow],
        known: PlanRow | None = None,
    ) -> None:
        title = mark("Change a plan of upkeep") if known else mark("New plan of upkeep")
        super().__init__(desk, parent, title)
        self._machine_id, self._known = machine_id, known
        self.add_note(name)
        self.label = self.add_field("label", mark("What is done"), LineField(), required=True)
        self.days, self.hours, self.units = CountField(3650), CountField(100_000), DecimalField()
        self.days.setPlaceholderText(translate(mark("days")))
        self.hours.setPlaceholderText(translate(mark("hours of use")))
        self.add_row(
            mark("Every"),
            [
                ("every_days", mark("Days"), self.days),
                ("every_hours", mark("Hours of use"), self.hours),
            ],
        )
        self.add_help("every_days", translate(mark("Whichever comes first")))
        nothing: list[tuple[UUID | None, str]] = [(None, translate(mark("No meter")))]
        listed = [(one.id, f"{one.label} ({translate(METER_TEXTS[one.kind])})") for one in meters]
        self.meter: ChoiceField[UUID | None] = ChoiceField([*nothing, *listed])
        self.add_row(
            mark("Or units of"),
            [("meter_id", mark("Meter"), self.meter), ("every_units", mark("Units"), self.units)],
        )
        self.show_row("meter_id", bool(meters))
        self.stops = CheckField(mark("The machine may not be used meanwhile"))
        self.add_field("stops", mark("Standstill"), self.stops)
        self.planned = CheckField(mark("Counted from the planned day, not from the real one"))
        self.add_field("from_planned", mark("Rhythm"), self.planned)
        self.warn_days, self.warn_hours = CountField(365), CountField(1000)
        self.add_row(
            mark("Tell before"),
            [
                ("warn_days", mark("Days before"), self.warn_days),
                ("warn_hours", mark("Hours of use before"), self.warn_hours),
            ],
        )
        self.minutes = self.add_field("minutes", mark("Takes"), DurationField())
        self.last = self.add_field("last_done_on", mark("Last done on"), DayField(desk.today))
        unsaid = mark("Left blank: counted since the machine came into service")
        self.add_help("last_done_on", translate(unsaid))
        self.lines = self.add_field(
            "checklist", mark("Checklist"), TextField(5, mark("One point on each line"))
        )
        self.warn_days.set_value(7)
        self.warn_hours.set_value(5)
        if known:
            self.fill(known)

    def draft(self) -> PlanDraft:
        return PlanDraft(
            machine_id=self._machine_id,
            label=self.label.value(),
            every_days=read_or(self.days, None),
            every_hours=read_or(self.hours, None),
            every_units=read_or(self.units, None),
            meter_id=self.meter.value(),
            from_planned=self.planned.value(),
            warn_days=read_or(self.warn_days, 7),
            warn_hours=read_or(self.warn_hours, 5),
            stops=self.stops.value(),
            minutes=read_or(self.minutes, None),
            checklist=tuple(self.lines.value().splitlines()),
            starts_on=self._known.draft.starts_on if self._known else None,
            last_done_on=read_or(self.last, None),
        )

    def check(self) -> None:
        refuse(self.draft().checked()[1])

    def act(self) -> Callable[[Act], object]:
        key, draft, known = self.key, self.draft(), self._known
        if known:
            return lambda act: correct_plan(act, known.id, draft, known.version)
        return lambda act: add_plan(act, key, draft)

    def undo(self, result: object) -> Undo | None:
        if self._known:
            return None
        said = translate(mark("“{plan}” is planned.")).format(plan=self.label.value())
        return Undo(said, partial(archive_plan, plan_id=self.key))

    def said(self, result: object) -> str:
        return translate(mark("The plan is changed."))

    def reread(self) -> Query[PlanRow | None] | None:
        if self._known is None:
            return None
        key = self._known.id
        return lambda session: load_plan(session, key)

    def fill(self, known: PlanRow) -> None:
        self._known, draft = known, known.draft
        self.label.set_value(draft.label)
        self.days.set_value(draft.every_days)
        self.hours.set_value(draft.every_hours)
        self.units.set_value(draft.every_units)
        self.meter.set_value(draft.meter_id)
        self.stops.set_value(draft.stops)
        self.planned.set_value(draft.from_planned)
        self.warn_days.set_value(draft.warn_days)
        self.warn_hours.set_value(draft.warn_hours)
        self.minutes.set_value(draft.minutes)
        self.last.set_value(draft.last_done_on)
        self.lines.set_value("\n".join(draft.checklist))
