"""Rights over 300 000 certifications: of a person, of a machine, in a matrix; a session closed."""

import os
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.figures import Figure, middle, slow
from bench.held import Heart
from bench.lab import copied, home_in
from bench.stage import Stage
from fablab_desk.clock import utc_now
from fablab_desk.db.database import Database
from fablab_desk.db.opening import url_of
from fablab_desk.documents.draw import draw
from fablab_desk.keys import new_key
from fablab_desk.machines.models import Machine, UseDay
from fablab_desk.overview.machine_rights import rights_on_machine
from fablab_desk.overview.skills import Whose, load_skills
from fablab_desk.papers import issue
from fablab_desk.people.models import Person
from fablab_desk.seals import KeyStore
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.models import Account
from fablab_desk.staff.unit import Seat, perform
from fablab_desk.trainings.drafts import (
    AssessmentDraft,
    CourseDraft,
    EnrolmentDraft,
    HalfDayDraft,
    SessionDraft,
)
from fablab_desk.trainings.kinds import Level, Presence, Result, Source
from fablab_desk.trainings.models import Certification, Enrolment, TrainingSession
from fablab_desk.trainings.rights import right_of
from fablab_desk.trainings.service import add_course
from fablab_desk.trainings.service_closing import close_session
from fablab_desk.trainings.service_enrolments import assess, enrol, note_presences
from fablab_desk.trainings.service_papers import attest_session
from fablab_desk.trainings.service_sessions import plan_session

CERTIFICATIONS, OF_ONE, MACHINES, PAGE, TIMES = 300_000, 5_000, 40, 64, 200
TRAINEES, SESSIONS = 12, 6
DAY = timedelta(days=1)


def measure(lab: Path) -> list[Figure]:
    with copied(lab) as home:
        os.environ.update(home_in(home))
        with closing(Database(url_of(home / "desk.sqlite"))) as database:
            seat = built_in_seat(database, "Accueil", home / "keys")
            machines, people = _machines(database, seat)
            _certify(database, seat, machines, people)
        # Opened again, as the base is each morning: closing it brings its statistics up to date.
        with closing(Database(url_of(home / "desk.sqlite"))) as database:
            found = [*_asked(database, machines, people), _closed(database, seat, people)]
        stage = Stage(home, "trainings")
        found += _matrix(stage)
        stage.close()
        return found


def _machines(database: Database, seat: Seat) -> tuple[list[UUID], list[UUID]]:
    """Forty machines that ask for a training, the busiest first; and the grown-up people."""
    with database.writing() as session:
        there = list(session.scalars(select(Machine)))
        keys = [new_key() for _ in range(MACHINES - len(there))]
        for place, key in enumerate(keys):
            session.add(
                Machine(
                    id=key,
                    code=f"POSTE-{place:02}",
                    name=f"Poste {place:02}",
                    sort_name=f"poste {place:02}",
                    tag=f"90{key.int % 10**17:017}",
                    commissioned_on=there[0].commissioned_on,
                )
            )
        known = [one.id for one in there]
        used = set(session.scalars(select(UseDay.machine_id).distinct()))
    known.sort(key=lambda one: one not in used)
    with database.reading() as session:
        grown = Person.birth_date < date.today() - 20 * 366 * DAY  # noqa: DTZ011
        wanted = select(Person.id).where(grown, Person.archived_on.is_(None))
        people = list(session.scalars(wanted))
    draft = CourseDraft(code="TOUT", title="Tout", machines=frozenset([*known, *keys]))
    perform(database, seat, utc_now, partial(add_course, course_id=new_key(), draft=draft))
    return [*known, *keys], people


def _certify(database: Database, seat: Seat, machines: list[UUID], people: list[UUID]) -> None:
    """Five thousand on the first machine, the others anywhere; most can lapse by disuse."""
    chance, today = Random(3), date.today()  # noqa: DTZ011
    with database.writing() as session:
        account = session.scalars(select(Account.id)).first()
        rows: list[dict[str, Any]] = []
        for place in range(CERTIFICATIONS):
            of_first = place < OF_ONE
            granted = today - chance.randrange(1, 1500) * DAY
            rows.append(
                {
                    "id": new_key(),
                    "person_id": people[place] if of_first else chance.choice(people),
                    "machine_id": machines[0] if of_first else chance.choice(machines[1:]),
                    "level": Level.AUTONOMOUS,
                    "granted_on": granted,
                    "source": Source.TAKEN_OVER,
                    "granted_by": "",
                    "disuse_months": chance.choice((None, 6, 12)),
                    "fixed_until": chance.choice((None, granted + 730 * DAY)),
                    "sheet": "",
                    "note": "",
                    "recorded_at": utc_now(),
                    "account_id": account,
                    "withdrawn": False,
                    "version": 1,
                }
            )
        for first in range(0, len(rows), 5_000):
            session.execute(insert(Certification), rows[first : first + 5_000])


def _asked(database: Database, machines: list[UUID], people: list[UUID]) -> list[Figure]:
    chance, today = Random(4), date.today()  # noqa: DTZ011
    with database.reading() as session:
        pairs = [(chance.choice(people), chance.choice(machines)) for _ in range(TIMES)]
        _once(partial(right_of, session, *pairs[0], today))
        rights = [_once(partial(right_of, session, *pair, today)) for pair in pairs]
        ask = partial(rights_on_machine, session, machines[0], today, PAGE)
        who = [_once(ask) for _ in range(7)]
        whole = _once(partial(rights_on_machine, session, machines[0], today))
        skills = _once(partial(load_skills, session, today, Whose()))
    told = f"{CERTIFICATIONS} certifications, {len(people)} people"
    return [
        _figure("right of one person on one machine", middle(rights), 1, TIMES, told),
        _figure("the same, 95 of 100 below", slow(rights), None, TIMES),
        _figure(f"who may use a machine, first {PAGE} of {OF_ONE}", middle(who), 50, len(who)),
        _figure("who may use a machine, all of them", whole, None),
        _figure("matrix and next actions read, off the loop", skills, None),
    ]


def _closed(database: Database, seat: Seat, people: list[UUID]) -> Figure:
    """The session and its attestations, over the same papers drawn, sealed and signed alone.

    The first of the sessions only warms up what draws, as the papers alone come after it.
    """
    taken, alone, papers = [], [], 0
    for turn in range(SESSIONS):
        some = people[: len(people) - turn * (TRAINEES + 1)]
        whole, papers_alone, papers = _attested(database, seat, some)
        taken.append(whole)
        alone.append(papers_alone)
    ratios = [whole / drawn for whole, drawn in zip(taken[1:], alone[1:], strict=True)]
    note = f"{middle(taken[1:]):.0f} ms, {papers} papers alone {middle(alone[1:]):.0f} ms"
    return Figure(
        part="trainings",
        name=f"a session of {TRAINEES} closed and attested",
        value=middle(ratios),
        unit="×",
        limit=1.3,
        runs=len(ratios),
        note=note,
    )


def _attested(database: Database, seat: Seat, people: list[UUID]) -> tuple[float, float, int]:
    """Milliseconds of all of it and of its papers alone; how many papers there are."""
    key = _held(database, seat, people)
    with database.reading() as session:
        version = session.get_one(TrainingSession, key).version
        enrolled = _enrolled(session, key)
    drawn: list[tuple[Any, ...]] = []
    sealed: list[bytes] = []
    sign = KeyStore.sign

    def drawing(*values: Any, **said: Any) -> bytes:
        drawn.append((values, said))
        return draw(*values, **said)

    def signing(store: KeyStore, content: bytes) -> bytes:
        sealed.append(content)
        return sign(store, content)

    papers = {one: new_key() for one in enrolled}
    with patch.object(issue, "draw", drawing), patch.object(KeyStore, "sign", signing):
        took = _once(
            lambda: (
                perform(database, seat, utc_now, lambda act: close_session(act, key, version)),
                perform(database, seat, utc_now, lambda act: attest_session(act, key, papers)),
            )
        )
    store = KeyStore(seat.keys)
    alone = [
        _once(lambda: ([draw(*v, **s) for v, s in drawn], [sign(store, one) for one in sealed]))
        for _ in range(3)
    ]
    return took, middle(alone), len(drawn)


def _held(database: Database, seat: Seat, people: list[UUID]) -> UUID:
    """A session of yesterday in which everybody was there and passed."""
    course, key, half = new_key(), new_key(), new_key()
    begins = utc_now() - DAY
    trainer, *trainees = people[-TRAINEES - 1 :]
    draft = SessionDraft(
        course_id=course,
        half_days=(HalfDayDraft(key=half, starts_at=begins, ends_at=begins + DAY / 8),),
        trainers=(trainer,),
        seats=TRAINEES,
    )
    does: Callable[[Callable[..., object]], object] = partial(perform, database, seat, utc_now)
    does(
        lambda act: add_course(
            act, course, CourseDraft(code=f"ACC-{str(course)[-6:]}", title="Accueil")
        )
    )
    does(lambda act: plan_session(act, key, draft))
    for person in trainees:
        enrolment = new_key()
        one = EnrolmentDraft(person_id=person, override_reason="mesure")
        does(partial(enrol, enrolment_id=enrolment, session_id=key, draft=one))
    with database.reading() as session:
        keys = _enrolled(session, key)
    there = {(one, half): Presence.PRESENT for one in keys}
    passed = [(one, AssessmentDraft(result=Result.PASSED)) for one in keys]
    does(lambda act: note_presences(act, key, there))
    does(lambda act: assess(act, key, passed))
    return UUID(int=key.int)


def _enrolled(session: Session, key: UUID) -> list[UUID]:
    return list(session.scalars(select(Enrolment.id).where(Enrolment.session_id == key)))


def _matrix(stage: Stage) -> list[Figure]:
    """What is seen of 500 people by 40 machines, painted, then scrolled line by line."""
    from fablab_desk.ui.trainings.matrix import MatrixDialog

    desk = stage.window.desk
    assert desk
    with Heart() as heart:
        dialog = MatrixDialog(desk, stage.tab)
        dialog.open()
        stage.until(lambda: dialog.model.rowCount() == 500)
        stage.rest(0.5)
        held = heart.longest().own
    table = dialog.table
    painted = [_once(table.viewport().repaint) for _ in range(15)]
    bar = table.verticalScrollBar()
    scrolled = []
    for _ in range(60):
        began = time.perf_counter()
        bar.setValue(bar.value() + 3 * bar.singleStep())
        table.viewport().repaint()
        scrolled.append((time.perf_counter() - began) * 1000)
    shown = f"{dialog.model.rowCount()} × {dialog.model.columnCount()}"
    dialog.reject()
    return [
        _figure("matrix painted", middle(painted), 100, len(painted), shown),
        _figure("matrix scrolled, 95 of 100 below", slow(scrolled), 16, len(scrolled)),
        _figure("event loop held while it opens", held, 50),
    ]


def _figure(name: str, value: float, limit: float | None, runs: int = 1, note: str = "") -> Figure:
    return Figure(part="trainings", name=name, value=value, limit=limit, runs=runs, note=note)


def _once(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000
