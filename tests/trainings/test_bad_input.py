"""What is refused of courses, sessions, enrolments and certifications, beside which field."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from builders import NOW, Worker
from builders.machines import a_machine
from builders.people import a_person
from builders.refused import refused
from builders.trainings import (
    a_certification,
    a_course,
    a_course_draft,
    a_half_day,
    a_session,
    a_session_draft,
    a_trainer,
    an_enrolment,
    assessed,
    closed,
    present,
    version_of,
)
from fablab_desk.keys import new_key
from fablab_desk.trainings.certification_errors import (
    AlreadyRevokedError,
    AlreadySuspendedError,
    ComingGrantError,
    EventDayError,
    EventOrderError,
    GoneCertificationError,
    GrantedTwiceError,
    GranterError,
    GrantTermError,
    NotFirstError,
    NotSuspendedError,
    PersonlessError,
    SelfGrantError,
    TargetlessError,
    UnbornGrantError,
)
from fablab_desk.trainings.drafts import AssessmentDraft, EnrolmentDraft, GrantDraft
from fablab_desk.trainings.errors import (
    AgelessTraineeError,
    ArchivedCourseError,
    BackwardsHalfDayError,
    CancelledSessionError,
    CapacityError,
    ClosedSessionError,
    CodelessCourseError,
    CourseCodeError,
    FullSessionError,
    GoneCourseError,
    GoneEnrolmentError,
    GoneSessionError,
    LongHalfDayError,
    MinimumError,
    NobodyEnrolledError,
    NotEnrolledError,
    NoTrainerError,
    ReasonlessError,
    TitlelessCourseError,
    UnknownCriterionError,
    UnknownTargetError,
)
from fablab_desk.trainings.kinds import Grade, Level, Result
from fablab_desk.trainings.models import TrainingSession
from fablab_desk.trainings.paper_errors import FallenPaperError
from fablab_desk.trainings.service import add_course, archive_course
from fablab_desk.trainings.service_certifications import (
    grant,
    grant_first,
    restore,
    revoke,
    suspend,
    take_over_certifications,
    withdraw_certifications,
)
from fablab_desk.trainings.service_closing import close_session
from fablab_desk.trainings.service_enrolments import assess, enrol, give_seat, withdraw_enrolment
from fablab_desk.trainings.service_papers import attest_certification
from fablab_desk.trainings.service_sessions import cancel_session, correct_session, plan_session

DAY = timedelta(days=1)
TODAY = NOW.date()


def test_all_that_is_wrong_with_a_course_is_told_at_once(administrator: Worker) -> None:
    a_course(administrator, code="DOUBLE")
    draft = a_course_draft(new_key(), code=" double ", title=" ", capacity=0)
    with refused(
        ("title", TitlelessCourseError),
        ("capacity", CapacityError),
        ("code", CourseCodeError),
        ("machines", UnknownTargetError),
    ):
        administrator.does(lambda act: add_course(act, new_key(), draft))
    other = a_course_draft(
        code="", minimum=9, families=frozenset({new_key()}), needs=frozenset({new_key()})
    )
    with refused(
        ("code", CodelessCourseError),
        ("minimum", MinimumError),
        ("families", UnknownTargetError),
        ("needs", GoneCourseError),
    ):
        administrator.does(lambda act: add_course(act, new_key(), other))


def test_all_that_is_wrong_with_a_session_is_told_at_once(administrator: Worker) -> None:
    course = a_course(administrator)
    backwards, long = a_half_day(NOW - 9 * DAY, -1), a_half_day(NOW - 8 * DAY, 7)
    draft = a_session_draft(course, half_days=(backwards, long), seats=1000)
    with refused(
        ("trainers", NoTrainerError),
        ("half_days.0", BackwardsHalfDayError),
        ("half_days.1", LongHalfDayError),
        ("seats", CapacityError),
    ):
        administrator.does(lambda act: plan_session(act, new_key(), draft))
    administrator.does(lambda act: archive_course(act, course))
    trainer = a_person(administrator)
    with refused(("course_id", ArchivedCourseError)):
        administrator.does(
            lambda act: plan_session(act, new_key(), a_session_draft(course, trainer))
        )


def test_what_is_over_or_cancelled_takes_nothing_more(administrator: Worker) -> None:
    course = a_course(administrator)
    over, cancelled = (
        a_session(administrator, course),
        a_session(administrator, course, half_days=(a_half_day(NOW - 3 * DAY),)),
    )
    ada = an_enrolment(administrator, over)
    present(administrator, over, ada)
    assessed(administrator, over, ada)
    closed(administrator, over)
    with refused(("reason", ReasonlessError)):
        administrator.does(lambda act: cancel_session(act, cancelled, " "))
    administrator.does(lambda act: cancel_session(act, cancelled, "neige"))
    bob = EnrolmentDraft(person_id=a_person(administrator, "Bob"))
    for key, wrong in ((over, ClosedSessionError), (cancelled, CancelledSessionError)):
        with pytest.raises(wrong):
            administrator.does(partial(enrol, enrolment_id=new_key(), session_id=key, draft=bob))
    with pytest.raises(ClosedSessionError):
        administrator.does(lambda act: cancel_session(act, over, "neige"))
    with pytest.raises(GoneSessionError):
        administrator.does(lambda act: cancel_session(act, new_key(), "neige"))
    draft = a_session_draft(course, a_person(administrator, "Zoé"))
    with pytest.raises(ClosedSessionError):
        administrator.does(lambda act: correct_session(act, over, draft, 1))


def test_a_session_without_anybody_is_not_closed(administrator: Worker) -> None:
    key = a_session(administrator, a_course(administrator))
    with pytest.raises(NobodyEnrolledError):
        administrator.does(
            lambda act: close_session(act, key, version_of(administrator, TrainingSession, key))
        )


def test_enrolments_know_their_session(administrator: Worker) -> None:
    course = a_course(administrator, min_age=16, criteria=("Règle la machine",))
    key = a_session(administrator, course, seats=1)
    with refused(("person_id", AgelessTraineeError)):
        an_enrolment(administrator, key)
    grown = a_person(administrator, "Ada", birth_date=date(1990, 1, 1))
    other = a_person(administrator, "Bob", birth_date=date(1990, 1, 1))
    first, waiting = (an_enrolment(administrator, key, one) for one in (grown, other))
    with pytest.raises(FullSessionError):
        administrator.does(lambda act: give_seat(act, waiting))
    with pytest.raises(GoneEnrolmentError):
        administrator.does(lambda act: withdraw_enrolment(act, new_key()))
    present(administrator, key, first)
    graded = AssessmentDraft(result=Result.PASSED, grades={"Danse": Grade.ACQUIRED})
    for result, wrong in (
        ((first, graded), UnknownCriterionError),
        ((waiting, AssessmentDraft(result=Result.PASSED)), NotEnrolledError),
    ):
        with refused((str(result[0]), wrong)):
            administrator.does(partial(assess, session_id=key, results=[result]))


@pytest.fixture
def laser(administrator: Worker) -> UUID:
    return a_machine(administrator)


def test_certifications_that_cannot_be_are_refused(administrator: Worker, laser: UUID) -> None:
    ada = a_person(administrator, birth_date=date(2000, 5, 1))
    a_certification(administrator, ada, machine_id=laser, granted_on=TODAY)
    whole: dict[str, Any] = {
        "person_id": ada,
        "machine_id": laser,
        "level": Level.AUTONOMOUS,
    }
    cases: list[tuple[dict[str, Any], tuple[tuple[str, Any], ...]]] = [
        ({"granted_on": TODAY + DAY}, (("granted_on", ComingGrantError),)),
        ({"granted_on": date(2000, 4, 30)}, (("granted_on", UnbornGrantError),)),
        (
            {"granted_on": TODAY - DAY, "fixed_until": TODAY - 2 * DAY},
            (("fixed_until", GrantTermError),),
        ),
        ({"machine_id": None}, (("machine_id", TargetlessError),)),
        ({"machine_id": new_key()}, (("machine_id", UnknownTargetError),)),
        ({"person_id": None}, (("person_id", PersonlessError),)),
        ({}, (("person_id", GrantedTwiceError),)),
    ]
    for said, wrong in cases:
        draft = GrantDraft(**{**whole, **said})
        with refused(*((f"0.{name}", one) for name, one in wrong)):
            administrator.does(partial(take_over_certifications, lines=[(new_key(), draft)]))


def test_who_certifies_is_a_trainer_and_somebody_else(administrator: Worker, laser: UUID) -> None:
    ada, trainer = a_person(administrator), a_trainer(administrator, laser)
    draft = GrantDraft(person_id=ada, machine_id=laser, level=Level.AUTONOMOUS)
    for chosen, wrong in (
        (draft, GranterError),
        (replace(draft, trainer_id=a_person(administrator, "Bob")), GranterError),
        (replace(draft, person_id=trainer, trainer_id=trainer), SelfGrantError),
    ):
        with refused(("trainer_id", wrong)):
            administrator.does(partial(grant, certification_id=new_key(), draft=chosen))
    first = replace(draft, level=Level.TRAINER)
    with refused(("reason", ReasonlessError), ("machine_id", NotFirstError)):
        administrator.does(lambda act: grant_first(act, new_key(), first, " "))


def test_what_befalls_a_certification_comes_in_its_order(
    administrator: Worker, laser: UUID
) -> None:
    one = a_certification(administrator, a_person(administrator), machine_id=laser)
    does = administrator.does
    with refused(("starts_on", NotSuspendedError)):
        does(lambda act: restore(act, new_key(), one, "à tort"))
    with refused(("reason", ReasonlessError), ("starts_on", EventDayError)):
        does(lambda act: suspend(act, new_key(), one, " ", starts_on=date(2020, 1, 1)))
    with refused(("until", GrantTermError)):
        does(lambda act: suspend(act, new_key(), one, "lunettes", until=TODAY - DAY))
    does(lambda act: suspend(act, new_key(), one, "lunettes"))
    with refused(("starts_on", AlreadySuspendedError)):
        does(lambda act: suspend(act, new_key(), one, "encore"))
    with refused(("starts_on", EventOrderError)):
        does(lambda act: revoke(act, new_key(), one, "avant", starts_on=TODAY - DAY))
    does(lambda act: revoke(act, new_key(), one, "pour de bon"))
    with refused(("starts_on", AlreadyRevokedError)):
        does(lambda act: restore(act, new_key(), one, "trop tard"))
    with refused(("reason", ReasonlessError)):
        does(lambda act: withdraw_certifications(act, [one], ""))
    with pytest.raises(GoneCertificationError):
        does(lambda act: withdraw_certifications(act, [new_key()], "rien"))


def test_a_certification_that_fell_is_attested_to_nobody(
    administrator: Worker, laser: UUID
) -> None:
    ada = a_person(administrator)
    revoked = a_certification(administrator, ada, machine_id=laser)
    over = a_certification(
        administrator, a_person(administrator, "Bob"), machine_id=laser, fixed_until=TODAY - DAY
    )
    administrator.does(lambda act: attest_certification(act, new_key(), revoked))
    administrator.does(lambda act: revoke(act, new_key(), revoked, "imprudence"))
    for key in (revoked, over):
        with pytest.raises(FallenPaperError):
            administrator.does(
                partial(attest_certification, paper_id=new_key(), certification_id=key)
            )
