"""The forms of a kind of piece and of its wording."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.errors import Problems
from fablab_desk.i18n import mark, translate
from fablab_desk.keys import new_key
from fablab_desk.lab.queries import AudienceRow, list_audiences
from fablab_desk.people.piece_drafts import FOR_AUDIENCES, PieceKindDraft, WordingDraft
from fablab_desk.people.piece_queries import PieceKindRow, WordingRow, list_piece_kinds
from fablab_desk.people.pieces import (
    FORM_TEXTS,
    VALIDITY_TEXTS,
    WHOM_TEXTS,
    PieceForm,
    PieceValidity,
    PieceWhom,
)
from fablab_desk.people.service_piece_kinds import (
    add_piece_kind,
    correct_piece_kind,
    remove_piece_kind,
    remove_wording,
    set_wording,
)
from fablab_desk.staff.act import Act
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import (
    CheckField,
    ChoiceField,
    CountField,
    DayField,
    LineField,
    TextField,
)
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.settings.lab_dialogs import add_season
from fablab_desk.ui.settings.price_dialog import MissingDayError
from fablab_desk.ui.settings.setting_form import ASKED_FOR, Services, SettingForm
from fablab_desk.ui.undo import Undo

YEAR = 12


class PieceKindDialog(SettingForm[PieceKindRow, PieceKindDraft]):
    services = Services[PieceKindRow, PieceKindDraft](
        partial(list_piece_kinds, archived=True),
        add_piece_kind,
        correct_piece_kind,
        remove_piece_kind,
    )
    offered = ASKED_FOR

    def __init__(self, desk: Desk, parent: QWidget, known: PieceKindRow | None = None) -> None:
        title = mark("Correct a piece") if known else mark("New piece")
        verb = mark("Save") if known else mark("Ask for it")
        super().__init__(desk, parent, known, title, verb)
        self._offered: list[UUID | None] = [None]
        self.label = self.add_field("label", mark("Name"), LineField(), required=True)
        forms = [(one, translate(FORM_TEXTS[one])) for one in PieceForm]
        self.form = self.add_field("form", mark("Printed as"), ChoiceField[PieceForm](forms))
        whom = [(one, translate(WHOM_TEXTS[one])) for one in PieceWhom]
        self.whom = self.add_field("whom", mark("Asked of"), ChoiceField[PieceWhom](whom))
        self.audience = self.add_field(
            "audience_id", mark("Audience"), ChoiceField[UUID | None]([(None, "–")])
        )
        self.required = self.add_field(
            "required", mark("Missing"), CheckField(mark("Say so while it is missing"))
        )
        terms = [(one, translate(VALIDITY_TEXTS[one])) for one in PieceValidity]
        self.validity = self.add_field("validity", mark("Holds"), ChoiceField[PieceValidity](terms))
        self.months = self.add_field("months", mark("Months"), CountField())
        self.season_day, self.season_month = add_season(self)
        self._put(PieceKindDraft(label=""))
        self.begin()
        for field in (self.whom, self.validity):
            field.changed.connect(self._follow)
        self._follow()

    def open_when_read(self) -> None:
        """Once the audiences to choose from are known."""
        self._desk.ask(
            partial(list_audiences, archived=True), self._offer_audiences, self, "audiences"
        )

    def check(self) -> None:
        if found := self._typed().checked()[1]:
            raise Problems(found)

    def draft(self) -> PieceKindDraft:
        return self._typed().checked()[0]

    def show_known(self, known: PieceKindRow) -> None:
        self._put(known.draft)

    def _offer_audiences(self, rows: list[AudienceRow]) -> None:
        chosen = self._known.draft.audience_id if self._known else None
        offered = [row for row in rows if row.archived_on is None or row.id == chosen]
        self._offered += [row.id for row in offered]
        self.audience.set_choices([(None, "–"), *((row.id, row.label) for row in offered)])
        self.audience.set_value(chosen)
        self._before = self.draft()
        self.open()

    def _put(self, said: PieceKindDraft) -> None:
        for name, field in self.fields.items():
            if name != "audience_id":
                field.set_value(getattr(said, name))
        if said.audience_id in self._offered:
            self.audience.set_value(said.audience_id)

    def _typed(self) -> PieceKindDraft:
        return PieceKindDraft(
            label=self.label.value(),
            form=self.form.value(),
            whom=self.whom.value(),
            audience_id=self.audience.value(),
            required=self.required.value(),
            validity=self.validity.value(),
            months=read_or(self.months, YEAR) or YEAR,
            season_month=self.season_month.value(),
            season_day=read_or(self.season_day, 1) or 1,
        )

    def _follow(self) -> None:
        self.audience.setEnabled(self.whom.value() in FOR_AUDIENCES)
        self.months.setEnabled(self.validity.value() is PieceValidity.MONTHS)
        seasonal = self.validity.value() is PieceValidity.SEASON
        self.season_day.setEnabled(seasonal)
        self.season_month.setEnabled(seasonal)


class WordingDialog(FormDialog):
    """What people sign from a day on; the same day again replaces what was set for it."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        kind: PieceKindRow,
        known: Sequence[WordingRow],
        row: WordingRow | None = None,
    ) -> None:
        title = mark("Correct a wording") if row else mark("New wording")
        super().__init__(desk, parent, title, mark("Save"))
        self._kind, self._rows_known = kind, known
        self.add_note(kind.label)
        self.label = self.add_field("label", mark("Version"), LineField(), required=True)
        self.text = self.add_field("text", mark("Text"), TextField(6), required=True)
        self.day = self.add_field("valid_from", mark("From"), DayField(desk.today), required=True)
        again = CheckField(mark("Everybody signs it again"))
        self.again = self.add_field("asks_again", mark("Signatures"), again)
        begin = row or next((one for one in known if one.in_force), None)
        if begin:
            self.text.set_value(begin.text)
        self.day.set_value(row.valid_from if row else desk.today())
        if row:
            self.label.set_value(row.label)
            self.again.set_value(row.asks_again)
            self.day.setEnabled(False)

    def check(self) -> None:
        if self.day.value() is None:
            raise Problems([("valid_from", MissingDayError())])

    def act(self) -> Callable[[Act], object]:
        key, kind, draft = self.key, self._kind.id, self._draft()
        return lambda act: set_wording(act, key, kind, draft)

    def undo(self, result: object) -> Undo:
        key, kind, day = self.key, self._kind.id, self._day()
        said = translate(mark("The wording is set."))
        same_day = next((one for one in self._rows_known if one.valid_from == day), None)
        if same_day is None:
            return Undo(said, lambda act: remove_wording(act, key))
        before = WordingDraft(
            valid_from=day,
            label=same_day.label,
            text=same_day.text,
            asks_again=same_day.asks_again,
        )
        return Undo(said, lambda act: set_wording(act, new_key(), kind, before))

    def _draft(self) -> WordingDraft:
        return WordingDraft(
            valid_from=self._day(),
            label=self.label.value(),
            text=self.text.value(),
            asks_again=self.again.value(),
        )

    def _day(self) -> date:
        day: date = read_or(self.day, self._desk.today()) or self._desk.today()
        return day
