"""What every form of a use asks: who, with whom, for what, with which material."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.catalogue.time_price import TimePrice
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.logbook.asking import NO, YES, Asked
from fablab_desk.logbook.drafts import AnswerDraft, MaterialDraft
from fablab_desk.logbook.errors import StartRefusedError
from fablab_desk.logbook.kinds import OUTCOME_TEXTS, Outcome
from fablab_desk.machines.kinds import AnswerKind, QuestionMoment
from fablab_desk.money import format_amount
from fablab_desk.overview.using import Using, find_price_of
from fablab_desk.people.kinds import PartyKind
from fablab_desk.ui.cards import Sentence
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import (
    CheckField,
    ChoiceField,
    CountField,
    DecimalField,
    LineField,
)
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.party_field import PartyField
from fablab_desk.ui.readable import read_or

MATERIALS = 3  # lines of material that a form has


class UseFields(FormDialog):
    """The parts of a form of a use; its kind says which of them it shows, and when it was."""

    WIDTH = 560

    def __init__(
        self, desk: Desk, parent: QWidget | None, title: str, verb: str, using: Using
    ) -> None:
        super().__init__(desk, parent, title, verb)
        self.using = using
        self._answers: list[tuple[Asked, CheckField | LineField]] = []
        self._materials: list[tuple[ChoiceField[UUID | None], DecimalField, ChoiceField[str]]] = []
        self._overriding = False

    def take_scan(self, code: str) -> None:
        """A card was read while this form was open: it is its holder's."""
        self.user.take_scan(code)

    def add_who(self) -> None:
        self.user = self.add_field("user_id", mark("Who"), PartyField(self._desk))
        self.label, self.heads = LineField(mark("Class, workshop…")), CountField(999)
        self.heads.set_value(1)
        self.add_row(
            mark("Or a group"),
            [
                ("label", mark("Name of the group"), self.label),
                ("heads", mark("How many"), self.heads),
            ],
        )

    def add_with(self) -> None:
        person = PartyKind.PERSON
        self.animator = self.add_field(
            "animator_id", mark("Animator"), PartyField(self._desk, kind=person)
        )
        self.operator = self.add_field(
            "operator_id", mark("Worked by"), PartyField(self._desk, kind=person)
        )
        self.add_help("operator_id", translate(mark("Only where somebody else works the machine")))

    def add_purpose(self) -> None:
        nothing: list[tuple[UUID | None, str]] = [(None, translate(mark("Not said")))]
        self.purpose: ChoiceField[UUID | None] = self.add_field(
            "purpose_id", mark("For what"), ChoiceField([*nothing, *self.using.purposes])
        )
        self.project: ChoiceField[UUID | None] = self.add_field(
            "project_id", mark("Project"), ChoiceField([*nothing, *self.using.projects])
        )
        self.show_row("project_id", bool(self.using.projects))

    def add_questions(self, moment: QuestionMoment) -> None:
        asked = [one for one in self.using.questions if one.moment is moment]
        for place, one in enumerate(asked):
            field: CheckField | LineField
            if one.answer is AnswerKind.YES_NO:
                field = CheckField("")
                field.setText(one.text)
                self.add_field(f"answers.{place}", mark("Question"), field)
            else:
                field = LineField()
                self.add_field(f"answers.{place}", mark("Question"), field)
                self.add_help(f"answers.{place}", one.text)
            self._answers.append((one, field))

    def add_materials(self) -> None:
        choices: list[tuple[UUID | None, str]] = [(None, translate(mark("No material")))]
        for one in self.using.materials:
            price = f" · {format_amount(one.price, current())}" if one.price is not None else ""
            unit = f"/{one.unit}" if price and one.unit else ""
            choices.append((one.id, f"{one.label}{price}{unit}"))
        for place in range(MATERIALS if self.using.materials else 0):
            article: ChoiceField[UUID | None] = ChoiceField(choices)
            quantity = DecimalField(0, "", mark("Quantity"))
            how = ChoiceField(
                [
                    ("", translate(mark("charged"))),
                    ("offered", translate(mark("offered"))),
                    ("own", translate(mark("brought along"))),
                ]
            )
            self.add_row(
                mark("Material"),
                [
                    (f"materials.{place}", mark("Material"), article),
                    (f"quantity.{place}", mark("Quantity"), quantity),
                    (f"how.{place}", mark("How it is charged"), how),
                ],
            )
            self._materials.append((article, quantity, how))
            if place:
                self.show_row(f"materials.{place}", False)
            article.changed.connect(lambda place=place: self._offer_next(place))
        if self._materials:
            self.gift = self.add_field("gift", mark("Why it is offered"), LineField())
            self.show_row("gift", False)
            for _, _, how in self._materials:
                how.changed.connect(self._ask_gift)

    def add_outcome(self) -> None:
        choices = [(one, translate(text)) for one, text in OUTCOME_TEXTS.items()]
        self.outcome: ChoiceField[Outcome] = self.add_field(
            "outcome", mark("Outcome"), ChoiceField(choices)
        )
        self.note = self.add_field("note", mark("Note"), LineField())

    def add_override(self) -> None:
        """Hidden until something stands in the way that may be allowed all the same."""
        self.override = self.add_field(
            "override_reason",
            mark("Reason to allow it"),
            LineField(mark("It stays in the logbook")),
        )
        self.show_row("override_reason", False)

    def add_price(self) -> None:
        self.price = Sentence("", "muted")
        self.add_widget(self.price)

    def answers(self) -> tuple[AnswerDraft, ...]:
        given = []
        for asked, field in self._answers:
            value = field.value()
            text = (YES if value else NO) if isinstance(value, bool) else value
            if text:
                given.append(AnswerDraft(question_id=asked.id, answer=text))
        return tuple(given)

    def materials(self) -> tuple[MaterialDraft, ...]:
        found = []
        for article, quantity, how in self._materials:
            if key := article.value():
                found.append(
                    MaterialDraft(
                        article_id=key,
                        quantity=read_or(quantity, Decimal(0)),
                        offered=how.value() == "offered",
                        offered_reason=self.gift.value() if how.value() == "offered" else "",
                        own=how.value() == "own",
                    )
                )
        return tuple(found)

    def ask_price(
        self, machine_id: UUID | None, day: date, lasted: timedelta | None, told: str
    ) -> None:
        """Explain what the time costs; `told` begins the sentence, a text."""
        if machine_id is None:
            self.price.say("")
            return
        key, user = machine_id, read_or(self.user, None) if hasattr(self, "user") else None

        def show(found: TimePrice | None) -> None:
            if found is None:
                self.price.say(translate(mark("The time of this machine is not charged.")))
            else:
                amount = format_amount(found.amount, current())
                lines = " · ".join(say(line) for line in found.lines)
                self.price.say(f"{told} {amount} — {lines}")
            self._grow()

        self._desk.ask(
            lambda session: find_price_of(session, key, user, day, lasted), show, self, "price"
        )

    def _refused(self, refusal: DeskError) -> None:
        super()._refused(refusal)
        found = [one for _, one in refusal.found] if isinstance(refusal, Problems) else [refusal]
        starts = [one for one in found if isinstance(one, StartRefusedError)]
        if not starts or any(one.final for one in starts) or len(starts) < len(found):
            return
        if not self._overriding and self.using.may_override:
            self._overriding = True
            self.show_row("override_reason", True)
            self.verb.setText(translate(mark("Allow it all the same")))
            self.override.setFocus()
            self._grow()

    def _offer_next(self, place: int) -> None:
        if place + 1 < len(self._materials) and self._materials[place][0].value():
            self.show_row(f"materials.{place + 1}", True)
            self._grow()

    def _ask_gift(self) -> None:
        self.show_row("gift", any(how.value() == "offered" for _, _, how in self._materials))
        self._grow()


def instant(day: date, hour: time | None, desk: Desk) -> datetime | None:
    """Of an hour on the lab's working day: before the hour it ends, the night belongs to it."""
    if hour is None:
        return None
    night = timedelta(days=hour < desk.day_ends_at)
    at = datetime.combine(day + night, hour, desk.zone)
    return at.astimezone(UTC)  # or what is added to it would be of the clock on the wall
