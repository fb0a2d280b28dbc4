"""Who may work on a machine, and the certifications in a file, by commands."""

import csv
from datetime import timedelta
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
from fablab_desk.trainings.drafts import (
    AssessmentDraft,
    CourseDraft,
    EnrolmentDraft,
    GrantDraft,
    HalfDayDraft,
    SessionDraft,
)
from fablab_desk.trainings.kinds import Level, Presence, Result
from fablab_desk.trainings.models import TrainingSession
from fablab_desk.trainings.service import add_course
from fablab_desk.trainings.service_certifications import take_over_certifications
from fablab_desk.trainings.service_closing import close_session
from fablab_desk.trainings.service_enrolments import assess, enrol, note_presences
from fablab_desk.trainings.service_sessions import plan_session


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


def test_a_certification_is_attested_and_verified(park: Commands, tmp_path: Path) -> None:
    file = tmp_path / "habilitation.pdf"
    told = park("attest", "certification", "M-00001", "LASER1", "--out", file)
    assert (told.status, told.err) == (0, "")
    assert park("verify", file).status == 0
    again = tmp_path / "again.pdf"
    park("attest", "certification", "M-00001", "laser1", "--out", again)
    assert again.read_bytes() == file.read_bytes()  # the one kept says what is true
    refused = park("attest", "certification", "M-00002", "LASER1", "--out", tmp_path / "no.pdf")
    assert refused.status == 1
    assert "never certified" in refused.err


def test_a_training_is_attested_of_the_session_that_is_meant(
    park: Commands, tmp_path: Path
) -> None:
    database = Database(url_of(park.place))
    seat = built_in_seat(database, "Accueil", tmp_path / "keys")
    key, half, enrolment = new_key(), new_key(), new_key()
    begins = utc_now() - timedelta(days=1)

    def hold(act: Act) -> None:
        people = list(act.session.scalars(select(Person.id).order_by(Person.number).limit(2)))
        course = new_key()
        add_course(act, course, CourseDraft(code="ACC", title="Accueil"))
        halves = (HalfDayDraft(key=half, starts_at=begins, ends_at=begins + timedelta(hours=3)),)
        draft = SessionDraft(course_id=course, half_days=halves, trainers=(people[1],), seats=4)
        plan_session(act, key, draft)
        said = EnrolmentDraft(person_id=people[0], override_reason="essai")
        enrol(act, enrolment, key, said)
        note_presences(act, key, {(enrolment, half): Presence.PRESENT})
        assess(act, key, [(enrolment, AssessmentDraft(result=Result.PASSED))])
        act.session.flush()
        close_session(act, key, act.session.get_one(TrainingSession, key).version)

    perform(database, seat, utc_now, hold)
    database.close()
    for kind in ("training", "attendance"):
        file = tmp_path / f"{kind}.pdf"
        told = park("attest", kind, "M-00001", "acc", "--out", file)
        assert (told.status, told.err) == (0, "")
        assert park("verify", file).status == 0
    other = ("attest", "training", "M-00001", "Accueil", "--on", "2020-01-01")
    refused = park(*other, "--out", tmp_path / "no.pdf")
    assert (refused.status, "no session" in refused.err) == (1, True)
    assert not (tmp_path / "no.pdf").exists()
