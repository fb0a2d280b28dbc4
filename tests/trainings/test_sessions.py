"""A course from its planning to what it certifies, and its corrections."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.catalogue import an_article
from builders.machines import a_machine
from builders.people import a_person
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
    enrolment,
    half_days,
    present,
    version_of,
)
from fablab_desk.agenda.models import Arrival
from fablab_desk.charges.kinds import ChargeState, FactKind
from fablab_desk.charges.models import Charge
from fablab_desk.errors import DeskError, Problems
from fablab_desk.keys import new_key
from fablab_desk.trainings.drafts import AssessmentDraft, EnrolmentDraft
from fablab_desk.trainings.errors import (
    AbsentResultError,
    ComingPresenceError,
    EarlyCloseError,
    EnrolledTwiceError,
    HalfDaysOverlapError,
    NeedLoopError,
    NoHalfDayError,
    PrerequisiteError,
    RetiredTargetError,
    SeatsUnderEnrolledError,
    TrainerLevelError,
    TrainerTakenError,
    TrainerTraineeError,
    UnassessedError,
    UnnotedPresenceError,
    YoungTraineeError,
)
from fablab_desk.trainings.kinds import (
    Answer,
    EnrolmentState,
    Level,
    Presence,
    Renewal,
    Result,
)
from fablab_desk.trainings.models import Certification, Course, TrainingSession
from fablab_desk.trainings.rights import right_of
from fablab_desk.trainings.service import correct_course
from fablab_desk.trainings.service_closing import close_session, reopen_session
from fablab_desk.trainings.service_enrolments import (
    assess,
    enrol,
    note_presences,
    restore_enrolment,
    withdraw_enrolment,
)
from fablab_desk.trainings.service_sessions import (
    cancel_session,
    correct_session,
    plan_again,
    plan_session,
)

DAY = timedelta(days=1)
YESTERDAY, TOMORROW = NOW - DAY, NOW + DAY
TODAY = NOW.date()


def errors(refusal: pytest.ExceptionInfo[DeskError]) -> set[type[DeskError]]:
    told = refusal.value
    return {type(one) for _, one in told.found} if isinstance(told, Problems) else {type(told)}


def right(worker: Worker, person: object, machine: object, day: date = TODAY) -> Answer:
    with worker.database.reading() as session:
        return right_of(session, person, machine, day).answer  # type: ignore[arg-type]


def granted(worker: Worker) -> list[Certification]:
    with worker.database.reading() as session:
        wanted = select(Certification).where(Certification.withdrawn.is_(False))
        found = list(session.scalars(wanted.order_by(Certification.granted_on)))
        session.expunge_all()
        return [one for one in found if one.enrolment_id]


def test_whoever_passed_is_certified_and_the_others_are_not(administrator: Worker) -> None:
    worker, machine = administrator, a_machine(administrator)
    course = a_course(worker, machine, validity_months=12, disuse_months=6)
    theirs = a_session(worker, course, a_trainer(worker, machine))
    ada, ida, lea = (a_person(worker, name) for name in ("Ada", "Ida", "Léa"))
    first, second, third = (an_enrolment(worker, theirs, one) for one in (ada, ida, lea))
    present(worker, theirs, first, second)
    present(worker, theirs, third, as_=Presence.ABSENT)
    assessed(worker, theirs, first)
    assessed(worker, theirs, second, result=Result.FAILED)
    assert right(worker, ada, machine) is Answer.TO_TRAIN
    closed(worker, theirs)
    (one,) = granted(worker)
    assert (one.person_id, one.granted_on) == (ada, YESTERDAY.date())
    assert one.fixed_until == date(2027, 3, 1)  # granted on 1 March 2026, 12 months
    assert one.disuse_months == 6
    told = [right(worker, who, machine) for who in (ada, ida, lea)]
    assert told == [Answer.AUTONOMOUS, Answer.TO_TRAIN, Answer.TO_TRAIN]


def test_reopened_it_certifies_nobody_any_more(administrator: Worker) -> None:
    worker, machine = administrator, a_machine(administrator)
    theirs = a_session(worker, a_course(worker, machine), a_trainer(worker, machine))
    ada = a_person(worker)
    one = an_enrolment(worker, theirs, ada)
    present(worker, theirs, one)
    assessed(worker, theirs, one)
    closed(worker, theirs)
    worker.does(lambda act: reopen_session(act, theirs))
    assert right(worker, ada, machine) is Answer.TO_TRAIN
    closed(worker, theirs)
    assert right(worker, ada, machine) is Answer.AUTONOMOUS
    assert len(granted(worker)) == 1


def test_a_result_corrected_after_the_closing_takes_back_or_gives(administrator: Worker) -> None:
    worker, machine = administrator, a_machine(administrator)
    theirs = a_session(worker, a_course(worker, machine), a_trainer(worker, machine))
    ada = a_person(worker)
    one = an_enrolment(worker, theirs, ada)
    present(worker, theirs, one)
    assessed(worker, theirs, one)
    closed(worker, theirs)
    failed = [(one, AssessmentDraft(result=Result.FAILED))]
    with pytest.raises(Problems):
        worker.does(lambda act: assess(act, theirs, failed))
    worker.does(lambda act: assess(act, theirs, failed, "mal noté"))
    assert right(worker, ada, machine) is Answer.TO_TRAIN
    passed = [(one, AssessmentDraft(result=Result.PASSED))]
    worker.does(lambda act: assess(act, theirs, passed, "bien noté"))
    assert right(worker, ada, machine) is Answer.AUTONOMOUS
    (half,) = half_days(worker, theirs)
    absent = {(one, half): Presence.ABSENT}
    worker.does(lambda act: note_presences(act, theirs, absent, "absente"))
    assert right(worker, ada, machine) is Answer.TO_TRAIN


def test_it_is_not_closed_while_something_is_not_said(administrator: Worker) -> None:
    worker, machine = administrator, a_machine(administrator)
    theirs = a_session(worker, a_course(worker, machine), a_trainer(worker, machine))
    an_enrolment(worker, theirs, a_person(worker, "Ada"))
    there = an_enrolment(worker, theirs, a_person(worker, "Ida"))
    present(worker, theirs, there)
    with pytest.raises(Problems) as refusal:
        closed(worker, theirs)
    assert errors(refusal) == {UnnotedPresenceError, UnassessedError}
    assert not granted(worker)


def test_it_is_not_closed_before_it_is_over(administrator: Worker) -> None:
    worker = administrator
    theirs = a_session(worker, a_course(worker), half_days=(a_half_day(TOMORROW),))
    an_enrolment(worker, theirs)
    seen = version_of(worker, TrainingSession, theirs)
    with pytest.raises(Problems) as refusal:
        worker.does(lambda act: close_session(act, theirs, seen))
    assert EarlyCloseError in errors(refusal)


def test_a_trainer_who_lost_the_right_since_does_not_close_it(administrator: Worker) -> None:
    worker, machine = administrator, a_machine(administrator)
    trainer = a_person(worker, "Samira")
    a_certification(
        worker, trainer, machine_id=machine, level=Level.TRAINER, fixed_until=TODAY - 2 * DAY
    )
    theirs = a_session_draft(a_course(worker, machine), trainer)
    with pytest.raises(Problems) as refusal:
        worker.does(lambda act: plan_session(act, new_key(), theirs))
    assert errors(refusal) == {TrainerLevelError}


def test_who_comes_too_late_waits_and_moves_up(administrator: Worker) -> None:
    worker = administrator
    theirs = a_session(worker, a_course(worker), seats=1)
    first = an_enrolment(worker, theirs, a_person(worker, "Ada"))
    second = an_enrolment(worker, theirs, a_person(worker, "Ida"))
    third = an_enrolment(worker, theirs, a_person(worker, "Léa"))
    waiting = [enrolment(worker, one).state for one in (first, second, third)]
    assert waiting == [
        EnrolmentState.ENROLLED,
        EnrolmentState.WAITING,
        EnrolmentState.WAITING,
    ]
    moved = worker.does(lambda act: withdraw_enrolment(act, first)).result
    assert moved == second
    assert enrolment(worker, second).state is EnrolmentState.ENROLLED
    worker.does(lambda act: restore_enrolment(act, first))
    assert enrolment(worker, first).state is EnrolmentState.WAITING


def test_nobody_is_enrolled_twice_nor_trains_themselves(administrator: Worker) -> None:
    worker, ada = administrator, a_person(administrator, "Ada")
    trainer = a_person(worker, "Samira")
    theirs = a_session(worker, a_course(worker), trainer)
    an_enrolment(worker, theirs, ada)
    for who, expected in ((ada, EnrolledTwiceError), (trainer, TrainerTraineeError)):
        draft = EnrolmentDraft(person_id=who)
        with pytest.raises(Problems) as refusal:
            worker.does(lambda act, d=draft: enrol(act, new_key(), theirs, d))  # type: ignore[misc]
        assert errors(refusal) == {expected}


def test_nobody_is_in_two_places(administrator: Worker) -> None:
    worker, trainer, ada = administrator, a_person(administrator), a_person(administrator, "Ada")
    course = a_course(worker)
    first = a_session(worker, course, trainer)
    an_enrolment(worker, first, ada)
    with pytest.raises(Problems) as refusal:
        a_session(worker, course, trainer, half_days=(a_half_day(YESTERDAY + DAY / 12),))
    assert errors(refusal) == {TrainerTakenError}
    other = a_session(worker, course, half_days=(a_half_day(YESTERDAY + DAY / 12),))
    with pytest.raises(Problems) as refusal:
        an_enrolment(worker, other, ada)
    assert errors(refusal) == {TrainerTakenError}
    worker.does(lambda act: cancel_session(act, first, "panne"))
    an_enrolment(worker, other, ada)  # the time is free again
    with pytest.raises(Problems):
        worker.does(lambda act: plan_again(act, first))


def test_half_days_that_touch_do_not_overlap(administrator: Worker) -> None:
    morning = a_half_day(YESTERDAY, 3)
    after = a_half_day(morning.ends_at, 3)
    a_session(administrator, a_course(administrator), half_days=(morning, after))


def test_a_session_without_dates_or_with_overlapping_ones_is_refused(
    administrator: Worker,
) -> None:
    worker, course, trainer = administrator, a_course(administrator), a_person(administrator)
    none = a_session_draft(course, trainer, half_days=())
    twice = (a_half_day(YESTERDAY), a_half_day(YESTERDAY + DAY / 24))
    overlapping = a_session_draft(course, trainer, half_days=twice)
    for draft, expected in ((none, NoHalfDayError), (overlapping, HalfDaysOverlapError)):
        with pytest.raises(Problems) as refusal:
            worker.does(lambda act, d=draft: plan_session(act, new_key(), d))  # type: ignore[misc]
        assert expected in errors(refusal)


def test_seats_are_not_lowered_under_the_enrolled(administrator: Worker) -> None:
    worker, trainer, course = administrator, a_person(administrator), a_course(administrator)
    theirs = a_session(worker, course, trainer)
    for name in ("Ada", "Ida"):
        an_enrolment(worker, theirs, a_person(worker, name))
    seen = version_of(worker, TrainingSession, theirs)
    draft = a_session_draft(course, trainer, seats=1)
    with pytest.raises(Problems) as refusal:
        worker.does(lambda act: correct_session(act, theirs, draft, seen))
    assert errors(refusal) == {SeatsUnderEnrolledError}


def test_a_result_asks_for_a_presence_and_a_presence_for_its_day(administrator: Worker) -> None:
    worker = administrator
    theirs = a_session(worker, a_course(worker), half_days=(a_half_day(TOMORROW),))
    one = an_enrolment(worker, theirs)
    with pytest.raises(Problems) as refusal:
        assessed(worker, theirs, one)
    assert errors(refusal) == {AbsentResultError}
    with pytest.raises(Problems) as refusal:
        present(worker, theirs, one)
    assert errors(refusal) == {ComingPresenceError}


def test_who_is_present_has_come_that_day(administrator: Worker) -> None:
    worker, ada = administrator, a_person(administrator, "Ada")
    theirs = a_session(worker, a_course(worker))
    present(worker, theirs, an_enrolment(worker, theirs, ada))
    with worker.database.reading() as session:
        days = list(session.scalars(select(Arrival.day).where(Arrival.person_id == ada)))
    assert days == [YESTERDAY.date()]


def test_too_young_or_without_the_course_before_is_told_and_may_be_allowed(
    administrator: Worker,
) -> None:
    worker = administrator
    before = a_course(worker, code="BASES", title="Les bases")
    course = a_course(worker, min_age=16, needs=frozenset({before}))
    theirs = a_session(worker, course)
    child = a_person(worker, "Zoé", birth_date=date(2015, 5, 1))
    with pytest.raises(Problems) as refusal:
        an_enrolment(worker, theirs, child)
    assert errors(refusal) == {YoungTraineeError, PrerequisiteError}
    an_enrolment(worker, theirs, child, override_reason="avec sa mère")


def test_the_course_before_is_passed_once_its_session_is_closed(administrator: Worker) -> None:
    worker, ada = administrator, a_person(administrator, "Ada")
    before = a_course(worker, code="BASES", title="Les bases")
    first = a_session(worker, before, half_days=(a_half_day(NOW - 3 * DAY),))
    one = an_enrolment(worker, first, ada)
    present(worker, first, one)
    assessed(worker, first, one)
    closed(worker, first)
    an_enrolment(worker, a_session(worker, a_course(worker, needs=frozenset({before}))), ada)


def test_courses_never_ask_for_each_other(administrator: Worker) -> None:
    worker = administrator
    first = a_course(worker, code="UN")
    second = a_course(worker, code="DEUX", needs=frozenset({first}))
    draft = a_course_draft(code="UN", needs=frozenset({second}))
    seen = version_of(worker, Course, first)
    with pytest.raises(Problems) as refusal:
        worker.does(lambda act: correct_course(act, first, draft, seen))
    assert errors(refusal) == {NeedLoopError}


def test_nobody_is_trained_for_a_retired_machine(administrator: Worker) -> None:
    machine = a_machine(administrator, retired_on=TODAY - 9 * DAY)
    with pytest.raises(Problems) as refusal:
        a_course(administrator, machine)
    assert errors(refusal) == {RetiredTargetError}


def test_a_seat_is_charged_by_audience_and_no_more_once_it_is_given_up(
    administrator: Worker,
) -> None:
    worker, ada = administrator, a_person(administrator, "Ada")
    article = an_article(worker, "STAGE", price="45")
    theirs = a_session(worker, a_course(worker, article_id=article))
    one = an_enrolment(worker, theirs, ada)

    def charges() -> list[tuple[FactKind, Decimal, ChargeState]]:
        with worker.database.reading() as session:
            wanted = select(Charge).where(Charge.beneficiary_id == ada).order_by(Charge.id)
            return [(c.fact_kind, c.amount, c.state) for c in session.scalars(wanted)]

    assert charges() == [(FactKind.SEAT, Decimal("45.00"), ChargeState.OPEN)]
    worker.does(lambda act: withdraw_enrolment(act, one))
    assert charges() == [(FactKind.SEAT, Decimal("45.00"), ChargeState.CANCELLED)]


@pytest.mark.parametrize(
    ("renewal", "until"),
    [(Renewal.FROM_COMPLETION, date(2027, 3, 1)), (Renewal.ANNIVERSARY, date(2027, 6, 30))],
)
def test_renewed_early_it_keeps_the_anniversary_or_begins_anew(
    renewal: Renewal, until: date, administrator: Worker
) -> None:
    worker, machine, ada = administrator, a_machine(administrator), a_person(administrator)
    course = a_course(worker, machine, validity_months=12, renewal=renewal)
    a_certification(
        worker, ada, machine_id=machine, course_id=course, fixed_until=date(2026, 6, 30)
    )
    theirs = a_session(worker, course, a_trainer(worker, machine))
    one = an_enrolment(worker, theirs, ada)
    present(worker, theirs, one)
    assessed(worker, theirs, one)
    closed(worker, theirs)
    assert [each.fixed_until for each in granted(worker)] == [until]
