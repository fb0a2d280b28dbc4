"""Certifications given before the lab came here, from a file: who, for what, when, by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.care.listed import (
    Listed,
    Listing,
    MissingColumnError,
    cell,
    listing_of,
    match_titles,
    refuse_missing,
)
from fablab_desk.care.listed_arrivals import person_told
from fablab_desk.care.near_people import Proposed
from fablab_desk.care.number_book import NumberBook
from fablab_desk.db.chunks import chunks
from fablab_desk.db.search import normalise
from fablab_desk.errors import DeskError, Problems, gathered
from fablab_desk.i18n import LANGUAGES, mark, translate
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_models import ListEntry
from fablab_desk.machines.models import Machine
from fablab_desk.people.exchange.making import STEP, say_nothing
from fablab_desk.people.exchange.preview import Progress
from fablab_desk.people.models import Person
from fablab_desk.sheets.sheet import Sheet, SheetRow
from fablab_desk.staff.act import Act
from fablab_desk.trainings.drafts import GrantDraft
from fablab_desk.trainings.errors import RetiredTargetError
from fablab_desk.trainings.kinds import LEVEL_TEXTS, Level
from fablab_desk.trainings.models import Certification, Course, CourseTarget
from fablab_desk.trainings.service_certifications import (
    take_over_certifications,
    withdraw_certifications,
)
from fablab_desk.typed import parse_import_day

TITLES = {
    "number": ("numero d adherent", "numero", "numero adherent", "member number", "number", "n"),
    "last": ("nom", "nom de famille", "last name", "surname", "name"),
    "first": ("prenom", "first name", "given name"),
    "card": ("carte", "card", "numero de carte"),
    "birth": ("date de naissance", "naissance", "birth date", "date of birth"),
    "what": (
        "machine ou famille",
        "machine",
        "famille",
        "habilitation",
        "formation",
        "equipement",
        "machine or family",
        "family",
        "course",
    ),
    "level": ("niveau", "level"),
    "day": ("habilite le", "date", "jour", "le", "obtenue le", "certified on", "day"),
    "by": ("habilite par", "donnee par", "formateur", "animateur", "certified by", "trainer"),
    "until": ("valable jusqu au", "jusqu au", "fin de validite", "valid until", "until"),
    "note": ("remarque", "source", "note", "commentaire"),
}
WHO = ("number", "last", "card")


class NoTargetToldError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This line names no machine, family or course."))


class UnknownTargetToldError(DeskError):
    def __init__(self, typed: str) -> None:
        super().__init__(mark("No machine, family or course is called “{typed}”."), typed=typed)


class ManyTargetsError(DeskError):
    def __init__(self, course: str) -> None:
        super().__init__(
            mark("“{course}” certifies for several machines: name the machine."), course=course
        )


class NamelessTargetError(DeskError):
    def __init__(self, course: str) -> None:
        super().__init__(mark("“{course}” certifies for no machine."), course=course)


class UnknownLevelError(DeskError):
    def __init__(self, typed: str, known: Sequence[str]) -> None:
        super().__init__(
            mark("“{typed}” is no level: write one of {known}."), typed=typed, known=list(known)
        )


class OtherBirthError(DeskError):
    def __init__(self, who: str) -> None:
        super().__init__(mark("{who} was not born on that day, says the record."), who=who)


@dataclass(frozen=True, slots=True)
class Target:
    """`course_id`: by whose terms; `problem`: why nobody can be certified for it."""

    machine_id: UUID | None = None
    family_id: UUID | None = None
    course_id: UUID | None = None
    level: Level | None = None
    problem: DeskError | None = None


def read_certifications(
    session: Session,
    sheet: Sheet,
    days: tuple[date, date | None],
    columns: Mapping[str, int] | None = None,
    chosen: Mapping[int, Proposed] | None = None,
    progress: Progress = say_nothing,
) -> Listing[GrantDraft]:
    """`days` are today and that of the whole list, where no column tells one.

    `columns`: where each thing stands, if not as the titles tell; `chosen`: who is meant by a line.
    """
    columns = match_titles(sheet, TITLES) if columns is None else columns
    refuse_missing(columns, TITLES, ("what",) if days[1] else ("what", "day"))
    if not set(WHO) & set(columns):
        raise MissingColumnError((TITLES["number"][0], TITLES["last"][0]))
    listing: Listing[GrantDraft] = listing_of(sheet)
    reader = _Reader(session, columns, days, chosen or {})
    for done, row in enumerate(sheet.rows):
        if done % STEP == 0:
            progress(done, len(sheet.rows))
            reader.look_ahead(sheet.rows[done : done + STEP])
        reader.read(row, listing)
    return listing


def write_certifications(
    act: Act, listing: Listing[GrantDraft], progress: Progress = say_nothing
) -> frozenset[int]:
    """Of no line it turns out only now that it was known; Problems under the lines’ numbers."""
    found: list[tuple[str, DeskError]] = []
    done = 0
    for ones in chunks(listing.taken):
        progress(done, len(listing.taken))
        done += len(ones)
        try:
            take_over_certifications(act, [(one.key, one.draft) for one in ones])
        except Problems as problems:
            for name, problem in problems.found:
                found.append((str(ones[int(name.partition(".")[0])].line), problem))
    if found:
        raise Problems(found)
    return frozenset()


def take_certifications_back(
    act: Act, keys: Sequence[UUID], progress: Progress = say_nothing
) -> None:
    why, done = translate(mark("The import was undone"), LANGUAGES[0]), 0
    for chunk in chunks(keys):
        progress(done, len(keys))
        done += len(chunk)
        withdraw_certifications(act, chunk, why)


class _Reader:
    def __init__(
        self,
        session: Session,
        columns: Mapping[str, int],
        days: tuple[date, date | None],
        chosen: Mapping[int, Proposed],
    ) -> None:
        self._session, self._columns, self._chosen = session, columns, chosen
        self._today, self._day = days
        self._targets = _targets(session)
        self._numbers = NumberBook(session)
        self._levels = {
            normalise(word): level
            for level, text in LEVEL_TEXTS.items()
            for word in (level.value, *(translate(text, language) for language in LANGUAGES))
        }
        wanted = select(
            Certification.person_id,
            Certification.machine_id,
            Certification.family_id,
            Certification.level,
            Certification.granted_on,
        ).where(Certification.withdrawn.is_(False))
        self._known = {tuple(row) for row in session.execute(wanted)}

    def look_ahead(self, rows: Sequence[SheetRow]) -> None:
        self._numbers.look_ahead(cell(row, self._columns, "number") for row in rows)

    def read(self, row: SheetRow, listing: Listing[GrantDraft]) -> None:
        found: list[tuple[str, DeskError]] = []
        said = {name: cell(row, self._columns, name) for name in TITLES}
        shown = self._shown(row.line, said)
        person = gathered(found, "who", lambda: self._person(row.line, said, shown))
        target = gathered(found, "what", lambda: self._target(said["what"]))
        on = gathered(found, "day", lambda: self._on(said["day"]))
        until = gathered(found, "until", lambda: self._until(said["until"]))
        level = gathered(found, "level", lambda: self._level(said["level"], target))
        if found or person is None or target is None or on is None or level is None:
            listing.refuse(row.line, *(problem for _, problem in found), name=shown)
            return
        draft = GrantDraft(
            person_id=person,
            level=level,
            machine_id=target.machine_id,
            family_id=target.family_id,
            course_id=target.course_id,
            granted_on=on,
            fixed_until=until,
            granted_by=said["by"],
            note=said["note"],
        )
        told = " · ".join((shown, said["what"], translate(LEVEL_TEXTS[level]), f"{on:%d/%m/%Y}"))
        same = (person, target.machine_id, target.family_id, level, on)
        goes = listing.known if same in self._known else listing.taken
        goes.append(Listed(row.line, told, draft))

    def _shown(self, line: int, said: Mapping[str, str]) -> str:
        if line in self._chosen:
            return self._chosen[line].name
        name = " ".join(one for one in (said["first"], said["last"]) if one)
        return name or said["number"] or said["card"]

    def _person(self, line: int, said: Mapping[str, str], shown: str) -> UUID:
        if line in self._chosen:
            return self._chosen[line].id
        key = person_told(self._session, self._numbers, said, shown)
        if said["birth"]:
            born = parse_import_day(said["birth"], self._today, serials=True)
            if self._session.get_one(Person, key).birth_date not in (None, born):
                raise OtherBirthError(shown)
        return key

    def _target(self, typed: str) -> Target:
        if not typed:
            raise NoTargetToldError
        target = self._targets.get(normalise(typed))
        if target is None:
            raise UnknownTargetToldError(typed)
        if target.problem:
            raise target.problem
        return target

    def _on(self, told: str) -> date:
        if told or self._day is None:
            return parse_import_day(told, self._today, serials=True)
        return self._day

    def _until(self, told: str) -> date | None:
        return parse_import_day(told, self._today, serials=True) if told else None

    def _level(self, typed: str, target: Target | None) -> Level:
        if not typed:
            return (target.level if target else None) or Level.AUTONOMOUS
        level = self._levels.get(normalise(typed))
        if level is None:
            raise UnknownLevelError(typed, [translate(text) for text in LEVEL_TEXTS.values()])
        return level


def _targets(session: Session) -> dict[str, Target]:
    """By what they may be called: a machine before a family, both before a course."""
    found: dict[str, Target] = {}
    of_course: dict[UUID, list[CourseTarget]] = {}
    for one in session.scalars(select(CourseTarget).order_by(CourseTarget.id)):
        of_course.setdefault(one.course_id, []).append(one)
    for course in session.scalars(select(Course)):
        held = of_course.get(course.id, [])
        if len(held) == 1:
            told = Target(held[0].machine_id, held[0].family_id, course.id, course.level)
        else:
            kind = ManyTargetsError if held else NamelessTargetError
            told = Target(problem=kind(course.title))
        found[normalise(course.code)] = found[normalise(course.title)] = told
    families = select(ListEntry).where(ListEntry.kind == ListKind.RISK_FAMILY)
    for family in session.scalars(families):
        found[normalise(family.label)] = Target(family_id=family.id)
    for machine in session.scalars(select(Machine)):
        gone = machine.retired_on
        told = Target(
            machine_id=machine.id, problem=RetiredTargetError(machine.name, gone) if gone else None
        )
        found[normalise(machine.code)] = found[normalise(machine.name)] = told
    return found
