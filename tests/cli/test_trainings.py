"""Who may work on a machine, and the certifications in a file, by commands."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import select

from builders.sheets import DATA
from cli.conftest import Commands
from fablab_desk.clock import utc_now
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.keys import new_key
from fablab_desk.machines.models import Machine
from fablab_desk.machines.service_park import add_usual_park
from fablab_desk.people.models import Person
from fablab_desk.staff.act import Act
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.unit import perform
from fablab_desk.trainings.drafts import CourseDraft, GrantDraft
from fablab_desk.trainings.kinds import Level
from fablab_desk.trainings.service import add_course
from fablab_desk.trainings.service_certifications import take_over_certifications


@pytest.fixture
def park(commands: Commands, tmp_path: Path) -> Commands:
    """A lab with members, the usual machines, a course for the laser and one who followed it."""
    commands("import", "members", DATA / "members-helloasso.csv")
    database = Database(url_of(commands.place))
    seat = built_in_seat(database, "Accueil", tmp_path / "keys")

    def teach(act: Act) -> None:
        add_usual_park(act, "fr")
        act.session.flush()
        laser = act.session.scalars(select(Machine.id).where(Machine.code == "LASER1")).one()
        course = CourseDraft(code="LASER-1", title="Découpe", machines=frozenset({laser}))
        add_course(act, new_key(), course)
        person = act.session.scalars(select(Person.id).order_by(Person.number)).first()
        draft = GrantDraft(person_id=person, level=Level.AUTONOMOUS, machine_id=laser)
        take_over_certifications(act, [(new_key(), draft)])

    perform(database, seat, utc_now, teach)
    database.close()
    return commands


def test_who_may_is_told_in_sentences_of_a_day(park: Commands) -> None:
    told = park("who-may", "laser1")
    assert (told.status, told.err) == (0, "")
    assert "autonom" in told.out
    before = park("who-may", "LASER1", "--on", "2020-01-01")
    assert (before.status, "autonom" in before.out) == (0, False)
    assert park("who-may", "NONE").status == 1


def test_all_certifications_are_written_to_a_file(park: Commands, tmp_path: Path) -> None:
    file = tmp_path / "habilitations.csv"
    told = park("export", "certifications", file)
    assert (told.status, told.err) == (0, "")
    text = file.read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";" if ";" in text else ","))
    assert len(rows) == 2
    assert rows[1][0] == "M-00001"
    assert park("export", "certifications", tmp_path / "h.xlsx").status == 0
