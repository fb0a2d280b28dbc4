"""Who may work on a machine, the register of certifications to a file, and their papers."""

from argparse import Namespace
from pathlib import Path
from uuid import UUID

from fablab_desk.cli.machines import find_machine
from fablab_desk.cli.output import about, tell
from fablab_desk.cli.papers import issue_to, numbered
from fablab_desk.cli.station import Station, today_of
from fablab_desk.clock import format_day
from fablab_desk.errors import DeskError
from fablab_desk.i18n import current, mark, say, translate, translate_many
from fablab_desk.keys import new_key
from fablab_desk.overview.machine_rights import list_certifications, rights_on_machine
from fablab_desk.overview.trained import find_certification, find_enrolment
from fablab_desk.people.numbers import member_number
from fablab_desk.sheets.writing import write_csv, write_xlsx
from fablab_desk.trainings.kinds import LEVEL_TEXTS, SOURCE_TEXTS, STANDING_TEXTS
from fablab_desk.trainings.service_papers import (
    attest_attendance,
    attest_certification,
    attest_training,
)
from fablab_desk.typed import parse_day

HEADER = (
    mark("Number"),
    mark("Name"),
    mark("Machine or family"),
    mark("Level"),
    mark("Certified on"),
    mark("Certified by"),
    mark("By which way"),
    mark("State"),
    mark("Valid until"),
)


class NeverEnrolledError(DeskError):
    def __init__(self, number: str, course: str) -> None:
        super().__init__(
            mark("{number} was in no session of “{course}”: see its code, or say another day."),
            number=number,
            course=course,
        )


class NeverCertifiedError(DeskError):
    def __init__(self, number: str, machine: str) -> None:
        super().__init__(
            mark("{number} was never certified for {machine}."), number=number, machine=machine
        )


def attest_training_of(arguments: Namespace, station: Station) -> int:
    """Of the last session of the course that they were in, or of that of a day."""
    enrolment = _enrolment(arguments, station)
    return issue_to(arguments, station, lambda act: attest_training(act, new_key(), enrolment))


def attest_attendance_of(arguments: Namespace, station: Station) -> int:
    enrolment = _enrolment(arguments, station)
    return issue_to(arguments, station, lambda act: attest_attendance(act, new_key(), enrolment))


def attest_certification_of(arguments: Namespace, station: Station) -> int:
    """Of the last that was granted for the machine, or for its family."""
    person = numbered(station, arguments.number)
    machine_id, name = station.asks(lambda session: find_machine(session, arguments.machine))
    key = station.asks(lambda session: find_certification(session, person, machine_id))
    if key is None:
        raise NeverCertifiedError(arguments.number, name)
    return issue_to(arguments, station, lambda act: attest_certification(act, new_key(), key))


def _enrolment(arguments: Namespace, station: Station) -> UUID:
    person, today = numbered(station, arguments.number), station.asks(today_of)
    day = parse_day(arguments.day, today) if arguments.day else None
    course: str = arguments.course
    key = station.asks(lambda session: find_enrolment(session, person, course, day))
    if key is None:
        raise NeverEnrolledError(arguments.number, course)
    return key


def tell_who_may(arguments: Namespace, station: Station) -> int:
    """A sentence for everybody who was ever certified for it, as of the day."""
    today = station.asks(today_of)
    day = parse_day(arguments.day, today) if arguments.day else today
    machine_id, name = station.asks(lambda session: find_machine(session, arguments.machine))
    rows = station.asks(lambda session: rights_on_machine(session, machine_id, day))
    for row in rows:
        tell(say(row.sentence))
    if not rows:
        nobody = translate(mark("{machine}: nobody was ever certified for it."))
        tell(nobody.format(machine=name))
    return 0


def export_certifications(arguments: Namespace, station: Station) -> int:
    """All that were granted and count, as they stand today, by name."""
    today = station.asks(today_of)
    rows = station.asks(lambda session: list_certifications(session, today))
    header = [translate(one) for one in HEADER]
    lines: list[list[str | int | None]] = [
        [
            member_number(number),
            row.person,
            row.target,
            translate(LEVEL_TEXTS[row.level]),
            format_day(row.granted_on, current(), short=True),
            row.granted_by,
            translate(SOURCE_TEXTS[row.source]),
            translate(STANDING_TEXTS[row.state.standing]),
            format_day(row.state.until, current(), short=True) if row.state.until else "",
        ]
        for number, row in rows
    ]
    file = Path(arguments.file).expanduser()
    if file.suffix.lower() == ".xlsx":
        write_xlsx(file, header, lines, translate(mark("Certifications")))
    else:
        write_csv(file, header, lines)
    tell(about(file, translate_many("{n} line", "{n} lines", len(rows))))
    return 0
