"""The forms of what hangs on a machine: a meter, a reading, a document, a question, a need."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.clock import format_day
from fablab_desk.db.database import Query
from fablab_desk.errors import DeskError, Problems, refuse
from fablab_desk.i18n import current, mark, translate
from fablab_desk.machines.drafts import MeterDraft, QuestionDraft
from fablab_desk.machines.errors import NamelessDocumentError
from fablab_desk.machines.kept_files import MOST_MEGABYTES
from fablab_desk.machines.kinds import (
    ANSWER_TEXTS,
    DOCUMENT_TEXTS,
    METER_TEXTS,
    MOMENT_TEXTS,
    NEED_TEXTS,
    AnswerKind,
    DocumentKind,
    MeterKind,
    NeedKind,
    QuestionMoment,
)
from fablab_desk.machines.meters import MeterRow
from fablab_desk.machines.service import forget_need, need_machine
from fablab_desk.machines.service_documents import (
    add_document,
    archive_document,
)
from fablab_desk.machines.service_meters import (
    add_meter,
    archive_meter,
    correct_meter,
    record_reading,
    withdraw_reading,
)
from fablab_desk.machines.service_questions import (
    add_question,
    archive_question,
    correct_question,
)
from fablab_desk.money import plain_decimal
from fablab_desk.overview.dossier import Dossier, QuestionRow, load_meter, load_question
from fablab_desk.staff.act import Act
from fablab_desk.ui.chosen_file import read_chosen
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import (
    CheckField,
    ChoiceField,
    CountField,
    DayField,
    DecimalField,
    LineField,
)
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.undo import Undo

NONE = Decimal(0)


class NoValueError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say what it shows."))


class MeterDialog(FormDialog):
    WIDTH = 520

    def __init__(
        self, desk: Desk, parent: QWidget | None, dossier: Dossier, known: MeterRow | None = None
    ) -> None:
        super().__init__(desk, parent, mark("Change a meter") if known else mark("New meter"))
        self._machine_id, self._known = dossier.machine_id, known
        self.add_note(dossier.name)
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        kinds = [(one, translate(text)) for one, text in METER_TEXTS.items()]
        self.kind: ChoiceField[MeterKind] = self.add_field(
            "kind", mark("What it counts"), ChoiceField(kinds)
        )
        self.unit = self.add_field("unit", mark("Unit"), LineField(mark("h, m, sheets…")))
        self.initial, self.since = DecimalField(), DayField(desk.today)
        self.add_row(
            mark("It showed, on"),
            [("initial", mark("It showed"), self.initial), ("begins_on", mark("On"), self.since)],
        )
        self.add_help("initial", translate(mark("When this program began to count")))
        if known:
            self.fill(known)
        else:
            self.kind.set_value(MeterKind.READ)

    def reread(self) -> Query[MeterRow | None] | None:
        if self._known is None:
            return None
        machine, key, day = self._machine_id, self._known.id, self._desk.today()
        return lambda session: load_meter(session, machine, key, day)

    def fill(self, known: MeterRow) -> None:
        self._known = known
        self.label.set_value(known.label)
        self.kind.set_value(known.kind)
        self.unit.set_value(known.unit)
        self.initial.set_value(known.initial)
        self.since.set_value(known.begins_on)

    def draft(self) -> MeterDraft:
        return MeterDraft(
            label=self.label.value(),
            kind=self.kind.value(),
            unit=self.unit.value(),
            initial=read_or(self.initial, NONE) or NONE,
            begins_on=read_or(self.since, None),
        )

    def check(self) -> None:
        refuse(self.draft().checked()[1])

    def act(self) -> Callable[[Act], object]:
        key, machine, draft, known = self.key, self._machine_id, self.draft(), self._known
        if known:
            return lambda act: correct_meter(act, known.id, draft, known.version)
        return lambda act: add_meter(act, key, machine, draft)

    def undo(self, result: object) -> Undo | None:
        if self._known:
            return None
        said = translate(mark("“{meter}” is counted from now on.")).format(meter=self.label.value())
        return Undo(said, partial(archive_meter, meter_id=self.key))

    def said(self, result: object) -> str:
        return translate(mark("The meter is changed."))


class ReadingDialog(FormDialog):
    WIDTH = 480

    def __init__(self, desk: Desk, parent: QWidget | None, meter: MeterRow) -> None:
        super().__init__(desk, parent, mark("Note a reading"), mark("Note it"))
        self._meter = meter
        self.add_note(meter.label)
        if meter.value is not None and meter.read_on:
            told = translate(mark("On {day} it showed {value}."))
            day = format_day(meter.read_on, current())
            value = f"{plain_decimal(meter.value)} {meter.unit}".strip()
            self.add_note(told.format(day=day, value=value))
        self.value = self.add_field("value", mark("It shows"), DecimalField(), required=True)
        self.day = self.add_field("day", mark("Read on"), DayField(desk.today))
        self.day.set_value(desk.today())
        self.replaced = CheckField(mark("The meter is a new one: it begins again from here"))
        self.add_field("replaced", mark("Replaced"), self.replaced)
        self.note = self.add_field("note", mark("Note"), LineField())

    def check(self) -> None:
        if not self.value.text().strip():
            raise Problems([("value", NoValueError())])

    def act(self) -> Callable[[Act], object]:
        key, meter, value = self.key, self._meter.id, self.value.value() or NONE
        day, note, replaced = read_or(self.day, None), self.note.value(), self.replaced.value()
        return lambda act: record_reading(act, key, meter, value, day, note, replaced=replaced)

    def undo(self, result: object) -> Undo:
        said = translate(mark("The reading of “{meter}” is noted.")).format(meter=self._meter.label)
        return Undo(said, partial(withdraw_reading, reading_id=self.key))


class DocumentDialog(FormDialog):
    """Of a file that was chosen; a safety sheet has a version."""

    WIDTH = 520

    def __init__(self, desk: Desk, parent: QWidget | None, dossier: Dossier, file: Path) -> None:
        super().__init__(desk, parent, mark("Add a document"), mark("Keep it"))
        self._machine_id, self._file = dossier.machine_id, file
        self.add_note(f"{dossier.name} · {file.name}")
        kinds = [(one, translate(text)) for one, text in DOCUMENT_TEXTS.items()]
        self.kind: ChoiceField[DocumentKind] = self.add_field(
            "kind", mark("Kind"), ChoiceField(kinds)
        )
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        self.label.set_value(file.stem)
        self.major, self.minor = CountField(999), CountField(999)
        self.add_row(
            mark("Version"),
            [("version", mark("Major"), self.major), ("minor", mark("Minor"), self.minor)],
        )
        self.add_help("version", translate(mark("A new major version is to be learnt anew")))
        newest = max(
            (
                (one.major, one.minor)
                for one in dossier.documents
                if one.kind is DocumentKind.SAFETY_SHEET
            ),
            default=(0, 0),
        )
        self.major.set_value(newest[0] + 1)
        self.minor.set_value(0)
        self.since = self.add_field("valid_from", mark("Holds from"), DayField(desk.today))
        self.since.set_value(desk.today())
        self.kind.changed.connect(self._follow)
        self._follow()

    def check(self) -> None:
        refuse([] if self.label.value() else [("label", NamelessDocumentError())])

    def act(self) -> Callable[[Act], object]:
        files, key, machine = self._desk.database.attachments, self.key, self._machine_id
        kind, label, file = self.kind.value(), self.label.value(), self._file
        version = read_or(self.major, 1) or 0, read_or(self.minor, 0) or 0
        since: date | None = read_or(self.since, None)
        return lambda act: add_document(
            act,
            files,
            key,
            machine,
            kind,
            label,
            file.name,
            read_chosen(file, MOST_MEGABYTES * 1_000_000),
            valid_from=since,
            version=version if kind is DocumentKind.SAFETY_SHEET else (1, 0),
        )

    def undo(self, result: object) -> Undo:
        said = translate(mark("“{document}” is kept.")).format(document=self.label.value())
        return Undo(said, partial(archive_document, document_id=self.key))

    def _follow(self) -> None:
        self.show_row("version", self.kind.value() is DocumentKind.SAFETY_SHEET)


class QuestionDialog(FormDialog):
    WIDTH = 540

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        dossier: Dossier,
        known: QuestionRow | None = None,
    ) -> None:
        title = mark("Change a question") if known else mark("New question")
        super().__init__(desk, parent, title)
        self._dossier, self._known = dossier, known
        self.text = self.add_field("text", mark("Question"), LineField(), required=True)
        moments = [(one, translate(text)) for one, text in MOMENT_TEXTS.items()]
        self.moment: ChoiceField[QuestionMoment] = self.add_field(
            "moment", mark("Asked"), ChoiceField(moments)
        )
        answers = [(one, translate(text)) for one, text in ANSWER_TEXTS.items()]
        self.answer: ChoiceField[AnswerKind] = self.add_field(
            "answer", mark("Answer"), ChoiceField(answers)
        )
        self.required = CheckField(mark("Nothing starts or stops without an answer"))
        self.add_field("required", mark("Needed"), self.required)
        self.whole = CheckField("")
        self.add_field("family_id", mark("Of whom"), self.whole)
        if dossier.family:
            said = translate(mark("Of all machines of the family “{family}”"))
            self.whole.setText(said.format(family=dossier.family[1]))
        self.show_row("family_id", dossier.family is not None)
        if known:
            self.fill(known)

    def reread(self) -> Query[QuestionRow | None] | None:
        if self._known is None:
            return None
        key = self._known.id
        return lambda session: load_question(session, key)

    def fill(self, known: QuestionRow) -> None:
        self._known, draft = known, known.draft
        self.text.set_value(draft.text)
        self.moment.set_value(draft.moment)
        self.answer.set_value(draft.answer)
        self.required.set_value(draft.required)
        self.whole.set_value(draft.family_id is not None)

    def draft(self) -> QuestionDraft:
        family = self._dossier.family if self.whole.value() else None
        return QuestionDraft(
            text=self.text.value(),
            moment=self.moment.value(),
            answer=self.answer.value(),
            required=self.required.value(),
            machine_id=None if family else self._dossier.machine_id,
            family_id=family[0] if family else None,
        )

    def check(self) -> None:
        refuse(self.draft().checked()[1])

    def act(self) -> Callable[[Act], object]:
        key, draft, known = self.key, self.draft(), self._known
        if known:
            return lambda act: correct_question(act, known.id, draft, known.version)
        return lambda act: add_question(act, key, draft)

    def undo(self, result: object) -> Undo:
        known, draft = self._known, self.draft()
        if known:
            said = translate(mark("The question is changed."))
            back = partial(correct_question, question_id=known.id, draft=known.draft, seen=draft)
            return Undo(said, back)
        said = translate(mark("It is asked from now on."))
        return Undo(said, partial(archive_question, question_id=self.key))


class NeedDialog(FormDialog):
    WIDTH = 480

    def __init__(self, desk: Desk, parent: QWidget | None, dossier: Dossier) -> None:
        super().__init__(desk, parent, mark("What it needs"), mark("Note it"))
        self._dossier = dossier
        self._before = {row.id: row.kind for row in dossier.needs}
        self.add_note(dossier.name)
        self.needed: ChoiceField[UUID] = self.add_field(
            "needed_id", mark("It needs"), ChoiceField(dossier.others)
        )
        kinds = [(one, translate(text)) for one, text in NEED_TEXTS.items()]
        self.kind: ChoiceField[NeedKind] = self.add_field("kind", mark("How"), ChoiceField(kinds))
        self.add_help("kind", translate(mark("Fully: it stops with it. Partly: it goes on.")))

    def act(self) -> Callable[[Act], object]:
        machine, needed, kind = self._dossier.machine_id, self.needed.value(), self.kind.value()
        return lambda act: need_machine(act, machine, needed, kind)

    def undo(self, result: object) -> Undo:
        machine, needed = self._dossier.machine_id, self.needed.value()
        said = translate(mark("{machine} needs {needed}.")).format(
            machine=self._dossier.name, needed=self.needed.currentText()
        )
        if before := self._before.get(needed):
            return Undo(said, lambda act: need_machine(act, machine, needed, before))
        return Undo(said, lambda act: forget_need(act, machine, needed))
