"""What the demo lab teaches: its courses, two years of sessions, and who may work on what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from fablab_desk.keys import new_key
from fablab_desk.lab.premises_models import Space
from fablab_desk.machines.models import Machine, UseDay
from fablab_desk.memberships.members import members_on
from fablab_desk.people.models import Organisation, Person
from fablab_desk.staff.act import Act
from fablab_desk.trainings.drafts import (
    AssessmentDraft,
    CourseDraft,
    EnrolmentDraft,
    GrantDraft,
    HalfDayDraft,
    SessionDraft,
)
from fablab_desk.trainings.kinds import Funding, Grade, Level, Presence, Result
from fablab_desk.trainings.models import Certification, Course, TrainingSession
from fablab_desk.trainings.places import half_days_of, list_enrolled
from fablab_desk.trainings.service import add_course
from fablab_desk.trainings.service_certifications import (
    grant_first,
    revoke,
    suspend,
    take_over_certifications,
)
from fablab_desk.trainings.service_closing import close_session
from fablab_desk.trainings.service_enrolments import assess, enrol, note_presences
from fablab_desk.trainings.service_sessions import cancel_session, plan_session

Does = Callable[[Callable[..., Any]], Any]
DAY = timedelta(days=1)
YEARS = timedelta(days=730)
EVERY = timedelta(days=61)  # a session of one course after the other
HALVES = ((time(9, 30), time(12, 30)), (time(14), time(17)))
MOST_TAKEN_OVER = 150
WORKING = frozenset(
    {"LASER1", "PRINT1", "PRINT2", "CNC1", "EMBRO1"}
)  # that ask for a training here


@dataclass(frozen=True, slots=True)
class Taught:
    code: str
    title: str
    machines: tuple[str, ...]
    objectives: str
    programme: str
    criteria: tuple[str, ...]
    months: int | None = None
    disuse: int | None = None
    level: Level = Level.AUTONOMOUS
    minutes: int = 180
    needs: tuple[str, ...] = ()
    min_age: int | None = None
    minimum: int = 0


COURSES = (
    Taught(
        "SECU",
        "Accueil et sécurité à l’atelier",
        (),
        "Connaître les règles du lab, les issues, les extincteurs et les gestes d’urgence.",
        "# Accueil\n- Le règlement et la charte\n- Les équipements de protection\n"
        "- Que faire en cas d’accident",
        ("Nomme les trois règles de l’atelier", "Montre l’arrêt d’urgence"),
        minutes=90,
    ),
    Taught(
        "LASER-1",
        "Découpe et gravure laser",
        ("LASER1",),
        "Préparer un fichier, régler la machine, découper et graver sans danger.",
        "# Matin\n- Matières permises et interdites\n- Préparer son fichier\n\n"
        "# Après-midi\n- Focale, puissance, vitesse\n- Surveiller la découpe\n- Nettoyer",
        ("Refuse une matière interdite", "Règle la focale", "Surveille la découpe"),
        months=24,
        disuse=12,
        minutes=360,
        needs=("SECU",),
        min_age=14,
        minimum=3,
    ),
    Taught(
        "IMP3D-1",
        "Impression 3D, niveau 1",
        ("PRINT1", "PRINT2"),
        "Trancher un modèle, lancer et retirer une impression.",
        "- Choisir une matière\n- Trancher\n- Niveler le plateau\n- Retirer la pièce",
        ("Tranche un modèle", "Lance une impression", "Change le filament"),
        disuse=18,
    ),
    Taught(
        "CNC-1",
        "Fraiseuse numérique",
        ("CNC1",),
        "Brider une pièce, choisir un outil, usiner sans casser.",
        "- Brider\n- Origines\n- Vitesses\n- Aspirer",
        ("Bride la pièce", "Fait l’origine", "Contrôle la trajectoire à vide"),
        months=12,
        minutes=360,
        needs=("SECU",),
        min_age=16,
        minimum=3,
    ),
    Taught(
        "BRO-1",
        "Broderie numérique, découverte",
        ("EMBRO1",),
        "Broder un motif tout prêt, avec un animateur.",
        "- Tendre le tissu\n- Charger un motif\n- Changer de fil",
        ("Tend le cadre", "Change le fil"),
        level=Level.ACCOMPANIED,
        minutes=120,
    ),
    Taught(
        "NUM-3",
        "Conseillers numériques, module fabrication",
        (),
        "Faire découvrir la fabrication numérique à des débutants.",
        "- Visite du lab\n- Un atelier clé en main\n- Ressources",
        (),
        minutes=360,
    ),
)


def teach(does: Does, seed: int, today: date) -> None:
    """Courses, their first trainers, what was taken over, sessions of two years and to come."""
    people = does(partial(_members, today=today))
    if len(people) < 8:
        return  # a lab of a handful has nobody to teach
    random = Random(f"trainings {seed}")
    trainers, trainees = people[:2], people[2:]
    does(partial(_add_courses, since=today - YEARS))
    does(partial(_first_trainers, trainers=trainers, today=today))
    does(partial(_take_over, today=today, trainer=trainers[0]))
    place = 0
    day = today - YEARS + 20 * DAY
    while day < today - 9 * DAY:
        course = COURSES[place % len(COURSES)]
        key: UUID = new_key()
        whom = random.sample(trainees, min(len(trainees), random.randint(3, 5)))
        trainer = trainers[place % 2]
        does(partial(_plan, key=key, course=course, day=day, trainers=[trainer]))
        does(partial(_enrol, key=key, people=whom, hosted=course.code == "NUM-3"))
        does(partial(_hold, key=key, random=random))
        day, place = day + EVERY, place + 1
    _to_come(does, trainers, trainees, today)
    does(partial(_befall, today=today))


def _to_come(does: Does, trainers: list[UUID], trainees: list[UUID], today: date) -> None:
    """Full with a waiting list, with too few, to be closed, cancelled."""
    planned = (  # code, in days, seats, enrolled
        ("LASER-1", 9, 4, 6),
        ("IMP3D-1", 16, 8, 3),
        ("CNC-1", 2, 4, 1),
        ("SECU", 4, 12, 5),
        ("BRO-1", 30, 4, 0),
    )
    courses = {one.code: one for one in COURSES}
    for place, (code, days, seats, many) in enumerate(planned):
        key: UUID = new_key()
        day, trainer = today + days * DAY, trainers[place % 2]
        does(
            partial(_plan, key=key, course=courses[code], day=day, trainers=[trainer], seats=seats)
        )
        does(partial(_enrol, key=key, people=trainees[:many]))
    over, off = new_key(), new_key()
    day = today - 2 * DAY
    does(partial(_plan, key=over, course=courses["IMP3D-1"], day=day, trainers=trainers[:1]))
    does(partial(_enrol, key=over, people=trainees[1:5]))
    day = today + 12 * DAY
    does(partial(_plan, key=off, course=courses["CNC-1"], day=day, trainers=trainers[1:]))
    does(partial(cancel_session, session_id=off, reason="La formatrice n’est plus disponible."))


def _members(act: Act, today: date) -> list[UUID]:
    """Adults, so that nothing but the courses themselves is asked of them."""
    grown = today.replace(year=today.year - 18, day=1)
    wanted = (
        select(Person.id)
        .where(
            Person.id.in_(members_on(today)),
            Person.archived_on.is_(None),
            Person.birth_date < grown,
        )
        .order_by(Person.number)
        .limit(30)
    )
    return list(act.session.scalars(wanted))


def _machines(act: Act) -> dict[str, UUID]:
    return {code: key for code, key in act.session.execute(select(Machine.code, Machine.id))}  # noqa: C416


def _add_courses(act: Act, since: date) -> None:
    machines, keys = _machines(act), {}
    for one in COURSES:
        keys[one.code] = new_key()
        draft = CourseDraft(
            code=one.code,
            title=one.title,
            objectives=one.objectives,
            programme=one.programme,
            criteria=one.criteria,
            machines=frozenset(machines[code] for code in one.machines),
            level=one.level,
            validity_months=one.months,
            disuse_months=one.disuse,
            minutes=one.minutes,
            min_age=one.min_age,
            minimum=one.minimum,
            needs=frozenset(keys[code] for code in one.needs),
        )
        add_course(act, keys[one.code], draft)
    act.note("since", since.isoformat())


def _first_trainers(act: Act, trainers: list[UUID], today: date) -> None:
    """The first is the founder; the second one was certified before the program was here."""
    day = today - YEARS - 30 * DAY
    for code, machine in sorted(_machines(act).items()):
        if code not in WORKING:
            continue
        draft = GrantDraft(
            person_id=trainers[0], level=Level.TRAINER, machine_id=machine, granted_on=day
        )
        grant_first(act, new_key(), draft, "Première habilitation du lab.")
        other = GrantDraft(
            person_id=trainers[1],
            level=Level.TRAINER,
            machine_id=machine,
            granted_on=day + DAY,
            granted_by="Fabrique voisine",
        )
        take_over_certifications(act, [(new_key(), other)])


def _take_over(act: Act, today: date, trainer: UUID) -> None:
    """Whoever works on these machines had learnt it: else nobody could have, for two years."""
    machines = _machines(act)
    used = (
        select(UseDay.operator_id, UseDay.machine_id, func.min(UseDay.day), func.max(UseDay.day))
        .where(
            UseDay.machine_id.in_([machines[code] for code in sorted(WORKING)]),
            UseDay.operator_id.is_not(None),
            UseDay.operator_id != trainer,
        )
        .group_by(UseDay.operator_id, UseDay.machine_id)
        .order_by(func.max(UseDay.day).desc(), UseDay.operator_id, UseDay.machine_id)
        .limit(MOST_TAKEN_OVER)
    )
    laser = machines["LASER1"]
    lines = [
        (
            new_key(),
            GrantDraft(
                person_id=person,
                level=Level.AUTONOMOUS,
                machine_id=machine,
                granted_on=max(first - 7 * DAY, date(2000, 1, 1)),
                disuse_months=12 if machine == laser else None,
                granted_by="Registre papier",
            ),
        )
        for person, machine, first, _ in act.session.execute(used)
        if person and first < today and _is_present(act, person)
    ]
    take_over_certifications(act, [one for one in lines if _was_born(act, one[1])])


def _is_present(act: Act, person_id: UUID) -> bool:
    person = act.session.get(Person, person_id)
    return person is not None and person.archived_on is None


def _was_born(act: Act, draft: GrantDraft) -> bool:
    assert draft.person_id
    assert draft.granted_on
    born = act.session.get_one(Person, draft.person_id).birth_date
    return born is None or born < draft.granted_on


def _plan(
    act: Act, key: UUID, course: Taught, day: date, trainers: list[UUID], seats: int = 6
) -> None:
    known = act.session.scalars(select(Course).where(Course.code == course.code)).one()
    space = act.session.scalars(select(Space.id).order_by(Space.position).limit(1)).first()
    host = None
    if course.code == "NUM-3":
        towns = select(Organisation.id).where(Organisation.archived_on.is_(None))
        host = act.session.scalars(towns.order_by(Organisation.number).limit(1)).first()
    halves = HALVES if course.minutes > 200 else HALVES[1:]
    draft = SessionDraft(
        course_id=known.id,
        half_days=tuple(
            HalfDayDraft(
                key=new_key(),
                starts_at=datetime.combine(day, begins, act.zone),
                ends_at=datetime.combine(day, ends, act.zone),
                space_id=space,
            )
            for begins, ends in halves
        ),
        trainers=tuple(trainers),
        seats=seats,
        minimum=min(course.minimum, seats),
        decide_on=day - 2 * DAY if course.minimum else None,
        host_id=host,
        payer_id=host,
        axis="Axe 4 : nouvelles pratiques" if host else "",
    )
    plan_session(act, key, draft)


def _enrol(act: Act, key: UUID, people: list[UUID], hosted: bool = False) -> None:
    for place, person in enumerate(people):
        listener = hosted and place == 0
        draft = EnrolmentDraft(
            person_id=person,
            status="conseillère numérique" if hosted else "",
            funding=Funding.FREE_LISTENER
            if listener
            else Funding.ELIGIBLE
            if hosted
            else Funding.NOT_STATED,
            override_reason="Sécurité vue à l’accueil.",
        )
        enrol(act, new_key(), key, draft)


def _hold(act: Act, key: UUID, random: Random) -> None:
    """Most pass; now and then one is absent, and one is to come again."""
    halves = half_days_of(act.session, key)
    enrolled = list_enrolled(act.session, key)
    absent = random.choice(enrolled) if len(enrolled) > 3 and random.random() < 0.5 else None
    failed = random.choice(enrolled) if random.random() < 0.4 else None
    marks = {
        (one.id, half.id): Presence.ABSENT if one is absent else Presence.PRESENT
        for one in enrolled
        for half in halves
    }
    note_presences(act, key, marks)
    held = act.session.get_one(TrainingSession, key)
    criteria = act.session.get_one(Course, held.course_id).criteria
    results = [
        (
            one.id,
            AssessmentDraft(
                result=Result.FAILED if one is failed else Result.PASSED,
                grades=dict.fromkeys(
                    criteria, Grade.UNDER_WAY if one is failed else Grade.ACQUIRED
                ),
                remark="À revoir à une prochaine session." if one is failed else "",
            ),
        )
        for one in enrolled
        if one is not absent
    ]
    assess(act, key, results)
    act.session.flush()
    close_session(act, key, held.version)


def _befall(act: Act, today: date) -> None:
    """One is suspended for a while, one is revoked."""
    laser = _machines(act)["LASER1"]
    wanted = (
        select(Certification.id)
        .where(Certification.machine_id == laser, Certification.level == Level.AUTONOMOUS)
        .order_by(Certification.granted_on.desc(), Certification.id)
        .limit(2)
    )
    keys = list(act.session.scalars(wanted))
    begins = today - 5 * DAY
    for key, befall in zip(keys, (True, False), strict=False):
        if befall:
            until = today + 25 * DAY
            reason = "Découpe laissée sans surveillance."
            suspend(act, new_key(), key, reason, starts_on=begins, until=until)
        else:
            revoke(act, new_key(), key, "PVC découpé malgré l’interdiction.", starts_on=begins)
