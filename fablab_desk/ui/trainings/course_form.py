"""The form of a course: what is taught, for which machines, and how long it certifies."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QWidget

from fablab_desk.db.database import Query
from fablab_desk.errors import refuse
from fablab_desk.i18n import mark, translate
from fablab_desk.overview.courses import CourseChoices, CourseRow, load_course_row
from fablab_desk.staff.act import Act
from fablab_desk.trainings.drafts import CourseDraft
from fablab_desk.trainings.kinds import LEVEL_TEXTS, RENEWAL_TEXTS, Level, Renewal
from fablab_desk.trainings.service import add_course, archive_course, correct_course
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.fields import ChoiceField, CountField, DurationField, LineField, TextField
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.readable import read_or
from fablab_desk.ui.trainings.checks_field import ChecksField
from fablab_desk.ui.undo import Undo

MONTHS, OLDEST, SEATS, DAYS = 600, 99, 999, 365


class CourseDialog(FormDialog):
    WIDTH = 640

    def __init__(
        self,
        desk: Desk,
        parent: QWidget | None,
        choices: CourseChoices,
        known: CourseRow | None = None,
    ) -> None:
        title = mark("Change a course") if known else mark("New course")
        super().__init__(desk, parent, title, mark("Save") if known else mark("Add it"))
        self._known = known
        self.title = self.add_field("title", mark("Title"), LineField(), required=True)
        self.code = self.add_field("code", mark("Code"), LineField(mark("LASER-1")), required=True)
        self._add_what(choices, known)
        self._add_validity()
        self._add_people(choices)
        self._add_texts()
        if known:
            self.fill(known)
        else:
            self.capacity.set_value(6)
            self.level.set_value(Level.AUTONOMOUS)

    def _add_what(self, choices: CourseChoices, known: CourseRow | None) -> None:
        self.add_section(mark("What it certifies"))
        levels = [(one, translate(text)) for one, text in LEVEL_TEXTS.items()]
        self.level: ChoiceField[Level] = self.add_field("level", mark("Level"), ChoiceField(levels))
        own = known.id if known else None
        self.families = ChecksField(choices.families)
        self.machines = ChecksField(_with(choices.machines, known))
        self.needs = ChecksField([one for one in choices.courses if one[0] != own], 1)
        self.add_field("families", mark("Risk families"), self.families)
        self.add_field("machines", mark("Machines"), self.machines)
        self.add_field("needs", mark("To be passed before"), self.needs)
        self.show_row("families", bool(choices.families))
        self.show_row("machines", bool(self.machines.boxes))
        self.show_row("needs", bool(self.needs.boxes))

    def _add_validity(self) -> None:
        self.add_section(mark("How long it holds"))
        self.validity = self.add_field(
            "validity_months", mark("Months"), CountField(MONTHS, mark("nothing: for ever"))
        )
        self.disuse = self.add_field(
            "disuse_months", mark("Months without use"), CountField(MONTHS, mark("not looked at"))
        )
        self.add_help(
            "disuse_months",
            translate(mark("Without a use for so long, it is to be learnt again.")),
        )
        renewals = [(one, translate(text)) for one, text in RENEWAL_TEXTS.items()]
        self.renewal: ChoiceField[Renewal] = self.add_field(
            "renewal", mark("Renewal"), ChoiceField(renewals)
        )

    def _add_people(self, choices: CourseChoices) -> None:
        self.add_section(mark("Seats and price"))
        self.capacity, self.minimum = CountField(SEATS), CountField(SEATS)
        self.deadline = CountField(DAYS)
        self.add_row(
            mark("Seats, at least, decided"),
            [
                ("capacity", mark("Seats"), self.capacity),
                ("minimum", mark("Enrolled at least"), self.minimum),
                ("deadline_days", mark("Days before it is decided"), self.deadline),
            ],
        )
        self.minutes = self.add_field("minutes", mark("Duration"), DurationField())
        self.age = self.add_field("min_age", mark("Age at least"), CountField(OLDEST))
        articles: list[tuple[UUID | None, str]] = [(None, translate(mark("Free of charge")))]
        self.article: ChoiceField[UUID | None] = self.add_field(
            "article_id", mark("Price"), ChoiceField([*articles, *choices.articles])
        )
        main: list[tuple[UUID | None, str]] = [(None, translate(mark("The main one")))]
        self.carrier: ChoiceField[UUID | None] = self.add_field(
            "carrier_id", mark("Structure"), ChoiceField([*main, *choices.carriers])
        )
        self.show_row("carrier_id", len(choices.carriers) > 1)

    def _add_texts(self) -> None:
        self.add_section(mark("What is taught"))
        self.objectives = self.add_field("objectives", mark("Objectives"), TextField(3))
        hint = mark("# Title, - list, **bold**: printed from here")
        self.programme = self.add_field("programme", mark("Programme"), TextField(5, hint))
        self.criteria = self.add_field(
            "criteria", mark("Criteria"), TextField(4, mark("One per line: what is assessed"))
        )

    def reread(self) -> Query[CourseRow | None] | None:
        if self._known is None:
            return None
        key = self._known.id
        return lambda session: load_course_row(session, key)

    def fill(self, known: CourseRow) -> None:
        self._known, draft = known, known.draft
        self.title.set_value(draft.title)
        self.code.set_value(draft.code)
        self.level.set_value(draft.level)
        self.families.set_value(draft.families)
        self.machines.set_value(draft.machines)
        self.needs.set_value(draft.needs)
        self.validity.set_value(draft.validity_months)
        self.disuse.set_value(draft.disuse_months)
        self.renewal.set_value(draft.renewal)
        self.capacity.set_value(draft.capacity)
        self.minimum.set_value(draft.minimum or None)
        self.deadline.set_value(draft.deadline_days)
        self.minutes.set_value(draft.minutes)
        self.age.set_value(draft.min_age)
        self.article.set_value(draft.article_id)
        self.carrier.set_value(draft.carrier_id)
        self.objectives.set_value(draft.objectives)
        self.programme.set_value(draft.programme)
        self.criteria.set_value("\n".join(draft.criteria))

    def draft(self) -> CourseDraft:
        hidden = self._known.draft if self._known else None
        families, machines = self.families.value(), self.machines.value()
        return CourseDraft(
            title=self.title.value(),
            code=self.code.value(),
            level=self.level.value(),
            families=families,
            machines=machines,
            needs=self.needs.value() | (_unseen(hidden, self.needs)),
            validity_months=read_or(self.validity, None),
            disuse_months=read_or(self.disuse, None),
            renewal=self.renewal.value(),
            capacity=read_or(self.capacity, None) or 0,
            minimum=read_or(self.minimum, None) or 0,
            deadline_days=read_or(self.deadline, None) or 0,
            minutes=read_or(self.minutes, None),
            min_age=read_or(self.age, None),
            article_id=self.article.value(),
            carrier_id=self.carrier.value(),
            objectives=self.objectives.value(),
            programme=self.programme.value(),
            criteria=tuple(self.criteria.value().splitlines()),
        )

    def check(self) -> None:
        refuse(self.draft().checked()[1])

    def act(self) -> Callable[[Act], object]:
        key, draft, known = self.key, self.draft(), self._known
        if known:
            return lambda act: correct_course(act, known.id, draft, known.version)
        return lambda act: add_course(act, key, draft)

    def undo(self, result: object) -> Undo:
        known, draft = self._known, self.draft()
        if known:
            said = translate(mark("“{title}” is changed.")).format(title=draft.title)
            version = known.version + 1
            back = partial(correct_course, course_id=known.id, draft=known.draft, seen=version)
            return Undo(said, back)
        said = translate(mark("“{title}” is a course of the lab.")).format(title=draft.title)
        return Undo(said, partial(archive_course, course_id=self.key))


def _with(
    choices: Sequence[tuple[UUID, str]], known: CourseRow | None
) -> Sequence[tuple[UUID, str]]:
    """Machines that were retired since stay in the courses that certify for them."""
    if known is None:
        return choices
    there = {key for key, _ in choices}
    gone = known.draft.machines - there
    named = [(key, translate(mark("a retired machine"))) for key in sorted(gone)]
    return [*choices, *named]


def _unseen(hidden: CourseDraft | None, shown: ChecksField) -> frozenset[UUID]:
    """Courses that were archived since are still asked for."""
    return hidden.needs - frozenset(shown.boxes) if hidden else frozenset()
