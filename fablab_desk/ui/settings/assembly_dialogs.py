"""The forms of a general assembly: what it is, and the day its convocation went out."""

from collections.abc import Callable
from datetime import date, time

from PySide6.QtWidgets import QWidget

from fablab_desk.assembly.drafts import MOST_PROXIES, OLDEST, WHOLE, AssemblyDraft
from fablab_desk.assembly.kinds import ASSEMBLY_TEXTS, AssemblyKind
from fablab_desk.assembly.queries import AssemblyRow, Prepared, list_assemblies
from fablab_desk.assembly.service import (
    convene,
    correct_assembly,
    plan_assembly,
    remove_assembly,
    withdraw_convocation,
)
from fablab_desk.clock import format_day
from fablab_desk.db.database import Query
from fablab_desk.errors import Problems
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, CountField, DayField, HourField, LineField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.settings.carrier_field import Carriers, ask_one_of, one_of
from fablab_desk.ui.settings.price_dialog import MissingDayError
from fablab_desk.ui.settings.reread import row_again
from fablab_desk.ui.undo import Undo

USUAL_HOUR = time(18, 30)


class AssemblyDialog(FormDialog):
    """What is known of the last assembly is proposed for the next one."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        known: AssemblyRow | None = None,
        like: AssemblyDraft | None = None,
        carriers: Carriers = (),
    ) -> None:
        title = mark("Correct the assembly") if known else mark("New general assembly")
        super().__init__(desk, parent, title, mark("Save") if known else mark("Plan the assembly"))
        self._known, self._like = known, like
        kinds = [(one, translate(ASSEMBLY_TEXTS[one])) for one in AssemblyKind]
        self.kind = self.add_field("kind", mark("Kind"), ChoiceField[AssemblyKind](kinds))
        whose = known.carrier_id if known else like.carrier_id if like else None
        if not (like and like.after_id):
            ask_one_of(self, carriers, whose)
        self.day = DayField(desk.today, mark("dd/mm/yyyy"))
        self.begins = HourField()
        self.add_row(
            mark("Day and hour"),
            [("day", mark("Day"), self.day), ("begins", mark("Hour"), self.begins)],
            required=True,
        )
        self.place = self.add_field("place", mark("Place"), LineField(), required=True)
        self.agenda = self.add_field(
            "agenda",
            mark("Agenda of the meeting"),
            TextField(5, mark("One item a line")),
            required=True,
        )
        self.add_section(mark("Who votes"))
        self.record_on = self.add_field(
            "record_on", mark("Members of the day"), DayField(desk.today, mark("Blank: that day"))
        )
        self.least_age = self.add_field(
            "least_age", mark("From the age of"), CountField(OLDEST, mark("Blank: any age"))
        )
        self.quorum = self.add_field(
            "quorum", mark("Quorum (%)"), CountField(WHOLE, mark("Blank: none"))
        )
        self.most_proxies = self.add_field(
            "most_proxies", mark("Proxies for one person"), CountField(MOST_PROXIES)
        )
        self.most_proxies.set_value(2)
        self.begins.set_value(USUAL_HOUR)
        if like:
            self._propose(like)
        if known:
            self.fill(known)

    def reread(self) -> Query[AssemblyRow | None] | None:
        return row_again(self._known, list_assemblies)

    def fill(self, known: AssemblyRow) -> None:
        self._known = known
        draft = known.draft(self._desk.zone)
        self._propose(draft)
        self.day.set_value(draft.day)
        self.record_on.set_value(draft.record_on)

    def check(self) -> None:
        missing = [
            (name, MissingDayError())
            for name, field in (("day", self.day), ("begins", self.begins))
            if not field.text().strip()
        ]
        if missing:
            raise Problems(list(missing))
        _, found = self._draft().checked()
        if found:
            raise Problems(found)

    def act(self) -> Callable[[Act], object]:
        known, key, draft = self._known, self.key, self._draft()
        if known is None:
            return lambda act: plan_assembly(act, key, draft)
        return lambda act: correct_assembly(act, known.id, draft, known.version)

    def undo(self, result: object) -> Undo | None:
        known, key, after = self._known, self.key, self._draft()
        day = format_day(after.day, current())
        if known is None:
            said = translate(mark("The assembly of {day} is planned.")).format(day=day)
            return Undo(said, lambda act: remove_assembly(act, key))
        before = known.draft(self._desk.zone)
        said = translate(mark("The assembly of {day} is corrected.")).format(day=day)
        return Undo(said, lambda act: correct_assembly(act, known.id, before, after))

    def _propose(self, like: AssemblyDraft) -> None:
        self.kind.set_value(like.kind)
        if field := self.fields.get("carrier_id"):
            field.set_value(like.carrier_id)
        self.begins.set_value(like.begins)
        self.place.set_value(like.place)
        self.agenda.set_value(like.agenda)
        self.quorum.set_value(like.quorum)
        self.most_proxies.set_value(like.most_proxies)
        self.least_age.set_value(like.least_age)

    def _draft(self) -> AssemblyDraft:
        day = self.day.value() or self._desk.today()
        known = self._known.draft(self._desk.zone) if self._known else self._like
        return AssemblyDraft(
            kind=self.kind.value(),
            day=day,
            begins=self.begins.value() or USUAL_HOUR,
            place=self.place.value(),
            agenda=self.agenda.value(),
            record_on=self.record_on.value() or day,
            quorum=self.quorum.value(),
            most_proxies=self.most_proxies.value() or 0,
            least_age=self.least_age.value(),
            after_id=known.after_id if known else None,
            carrier_id=one_of(self, known.carrier_id if known else None),
        )


class ConveneDialog(FormDialog):
    """Says whom the convocation reaches, and settles who votes."""

    def __init__(self, desk: Desk, parent: QWidget, row: AssemblyRow, prepared: Prepared) -> None:
        super().__init__(desk, parent, mark("Convene the assembly"), mark("Convene"))
        self._row = row
        for sentence in told(row, prepared):
            self.add_note(sentence)
        self.add_note(
            translate(
                mark(
                    "From that day on, the list of voters is settled: what changes later is shown "
                    "and taken in only if you ask for it."
                )
            )
        )
        self.on = self.add_field("on", mark("Went out on"), DayField(desk.today), required=True)
        self.on.set_value(desk.today())

    def act(self) -> Callable[[Act], object]:
        key, on = self._row.id, self._on()
        return lambda act: convene(act, key, on)

    def undo(self, result: object) -> Undo | None:
        key, count = self._row.id, result if isinstance(result, int) else 0
        said = translate_many(
            mark("The assembly is convened: {n} voter."),
            mark("The assembly is convened: {n} voters."),
            count,
        )
        return Undo(said, lambda act: withdraw_convocation(act, key))

    def _on(self) -> date:
        return self.on.value() or self._desk.today()


def told(row: AssemblyRow, prepared: Prepared) -> list[str]:
    """How many vote, how many get a paper, whose age nobody knows."""
    day = format_day(row.record_on, current())
    voters = translate_many(mark("{n} voter"), mark("{n} voters"), prepared.voters)
    said = [translate(mark("As of {day}: {voters}.")).format(day=day, voters=voters)]
    if prepared.without_email:
        said.append(
            translate_many(
                mark("{n} has no e-mail: print the convocation."),
                mark("{n} have no e-mail: print their convocations."),
                prepared.without_email,
            )
        )
    if prepared.unaged:
        said.append(
            translate_many(
                mark("{n} without a birth date votes: the age is not checked."),
                mark("{n} without a birth date vote: their age is not checked."),
                prepared.unaged,
            )
        )
    return said
