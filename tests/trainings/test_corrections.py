"""What is corrected after it was done: nothing that was true of its day is lost or told wrongly."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select

from builders import NOW, Worker
from builders.catalogue import an_article
from builders.machines import a_machine
from builders.people import a_person, an_organisation
from builders.premises import an_entry
from builders.trainings import (
    a_certification,
    a_course,
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
from builders.twins import Twins
from fablab_desk.agenda.models import Arrival
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.charges.service import waive_charge
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import ListKind
from fablab_desk.papers.queries import load_pdf
from fablab_desk.papers.verify import Verdict, verify_pdf_here
from fablab_desk.staff.models import Account, SelfAct
from fablab_desk.trainings.certification_errors import (
    AlreadySuspendedError,
    GrantedTwiceError,
    NotPassedError,
)
from fablab_desk.trainings.drafts import AssessmentDraft, GrantDraft, HalfDayDraft, SessionDraft
from fablab_desk.trainings.errors import EnrolledTwiceError, OtherCourseError, TrainerTraineeError
from fablab_desk.trainings.kinds import Answer, EnrolmentState, Level, Presence, Result
from fablab_desk.trainings.models import Certification, TrainingSession
from fablab_desk.trainings.records import draft_of
from fablab_desk.trainings.rights import right_of
from fablab_desk.trainings.service import archive_course
from fablab_desk.trainings.service_certifications import (
    grant,
    restore,
    restore_certifications,
    revoke,
    suspend,
    take_over_certifications,
    withdraw_certifications,
    withdraw_event,
)
from fablab_desk.trainings.service_closing import reopen_session
from fablab_desk.trainings.service_enrolments import (
    assess,
    note_presences,
    restore_enrolment,
    withdraw_enrolment,
)
from fablab_desk.trainings.service_papers import attest_certification, attest_training
from fablab_desk.trainings.service_sessions import (
    cancel_session,
    correct_session,
    plan_again,
    plan_session,
)

DAY = timedelta(days=1)
TODAY = NOW.date()


@pytest.fixture
def laser(administrator: Worker) -> UUID:
    return a_machine(administrator)


@pytest.fixture
def trainer(administrator: Worker, laser: UUID) -> UUID:
    return a_trainer(administrator, laser)


def right(worker: Worker, person: UUID, machine: UUID, day: date = TODAY) -> Answer:
    with worker.database.reading() as session:
        return right_of(session, person, machine, day).answer


def granted(worker: Worker, enrolment_id: UUID) -> list[Certification]:
    wanted = select(Certification).where(Certification.enrolment_id == enrolment_id)
    with worker.database.reading() as session:
        found = list(session.scalars(wanted.order_by(Certification.recorded_at, Certification.id)))
        session.expunge_all()
    return found


def passed(worker: Worker, session: UUID, person: UUID) -> UUID:
    one = an_enrolment(worker, session, person)
    present(worker, session, one)
    assessed(worker, session, one)
    closed(worker, session)
    return one


def corrected(worker: Worker, key: UUID, draft: SessionDraft) -> None:
    seen = version_of(worker, TrainingSession, key)
    worker.does(lambda act: correct_session(act, key, draft, seen))


def known(worker: Worker, key: UUID) -> SessionDraft:
    with worker.database.reading() as session:
        return draft_of(session, session.get_one(TrainingSession, key))


def verdict(worker: Worker, paper: UUID) -> Verdict:
    with worker.database.reading() as session:
        return verify_pdf_here(session, load_pdf(session, paper)).verdict


def visits(worker: Worker, person: UUID) -> list[date]:
    wanted = select(Arrival.counted_on).where(
        Arrival.person_id == person, Arrival.counted_on.is_not(None)
    )
    with worker.database.reading() as session:
        return sorted(day for day in session.scalars(wanted) if day)


def owed(worker: Worker) -> list[tuple[UUID | None, Decimal]]:
    wanted = select(Charge.payer_id, Charge.amount).where(Charge.state == ChargeState.OPEN)
    with worker.database.reading() as session:
        return [(payer, amount) for payer, amount in session.execute(wanted)]


def test_papers_fall_with_what_they_attest(
    administrator: Worker, laser: UUID, trainer: UUID
) -> None:
    worker, ada = administrator, a_person(administrator, "Ada")
    held = a_session(worker, a_course(worker, laser), trainer)
    one = passed(worker, held, ada)
    (certification,) = granted(worker, one)
    paper = worker.does(lambda act: attest_training(act, new_key(), one)).result
    right_to = worker.does(
        lambda act: attest_certification(act, new_key(), certification.id)
    ).result
    (half,) = half_days(worker, held)
    worker.does(
        lambda act: note_presences(act, held, {(one, half): Presence.ABSENT}, "mauvaise ligne")
    )
    assert verdict(worker, paper) is verdict(worker, right_to) is Verdict.REVOKED

    for befalls in (suspend, revoke):
        key = a_certification(worker, a_person(worker, "Ida"), machine_id=laser)
        attest = partial(attest_certification, paper_id=new_key(), certification_id=key)
        told = worker.does(attest).result
        worker.does(
            partial(befalls, event_id=new_key(), certification_id=key, reason="capot ouvert")
        )
        assert verdict(worker, told) is Verdict.REVOKED


def test_a_session_closed_anew_certifies_by_what_is_true_now(
    administrator: Worker, laser: UUID, trainer: UUID
) -> None:
    worker, other = administrator, a_trainer(administrator, laser, "Bob")
    course = a_course(worker, laser, validity_months=12)
    held = a_session(worker, course, trainer, half_days=(a_half_day(NOW - 2 * DAY),))
    one = passed(worker, held, a_person(worker, "Ada"))
    worker.does(lambda act: reopen_session(act, held))
    closed(worker, held)
    assert [cert.withdrawn for cert in granted(worker, one)] == [False]  # the same one again
    worker.does(lambda act: reopen_session(act, held))
    (half,) = half_days(worker, held)
    begins = NOW - 30 * DAY
    moved = HalfDayDraft(key=half, starts_at=begins, ends_at=begins + timedelta(hours=3))
    corrected(worker, held, a_session_draft(course, other, half_days=(moved,)))
    closed(worker, held)
    (now,) = [cert for cert in granted(worker, one) if not cert.withdrawn]
    assert now.granted_on == TODAY - 30 * DAY
    assert now.fixed_until == date(2027, 1, 31)
    assert now.trainer_id == other


def test_an_archived_course_changes_no_day_before_and_frees_nobody(
    administrator: Worker, laser: UUID
) -> None:
    worker, ada, ida = administrator, a_person(administrator), a_person(administrator, "Ida")
    course = a_course(worker, laser)
    key = a_certification(worker, ada, machine_id=laser)
    worker.does(lambda act: revoke(act, new_key(), key, "capot ouvert", starts_on=TODAY - 9 * DAY))
    worker.does(lambda act: archive_course(act, course))
    assert right(worker, ida, laser, TODAY - 2 * DAY) is Answer.TO_TRAIN
    assert right(worker, ida, laser) is Answer.NOT_ASKED
    assert right(worker, ada, laser) is Answer.TO_TRAIN


def test_whoever_certifies_themselves_waits_for_a_signature(
    administrator: Worker, laser: UUID, trainer: UUID
) -> None:
    worker, me = administrator, a_person(administrator, "Moi")
    with worker.database.writing() as session:
        session.get_one(Account, worker.seat.account_id).person_id = me
    first, second = new_key(), new_key()
    draft = GrantDraft(
        person_id=me, level=Level.TRAINER, machine_id=laser, granted_on=TODAY - DAY * 9
    )
    worker.does(lambda act: take_over_certifications(act, [(first, draft)]))
    worker.does(
        lambda act: grant(
            act, second, replace(draft, trainer_id=trainer, level=Level.AUTONOMOUS, granted_on=None)
        )
    )
    held = a_session(worker, a_course(worker, laser), trainer)
    one = passed(worker, held, me)
    with worker.database.reading() as session:
        told = set(session.scalars(select(SelfAct.record_id)))
    assert told == {first, second, granted(worker, one)[0].id}


def test_two_records_that_became_one_have_one_place(administrator: Worker) -> None:
    worker, held = administrator, a_session(administrator, a_course(administrator))
    lea, twin = a_person(worker, "Léa", "Dupré"), a_person(worker, "Lea", "Dupre")
    first, second = an_enrolment(worker, held, lea), an_enrolment(worker, held, twin)
    Twins(worker, lea, twin).merge()
    corrected(worker, held, replace(known(worker, held), note="salle 2"))
    worker.does(lambda act: withdraw_enrolment(act, first))
    taken = a_session_draft(a_course(worker, code="B", title="Autre"), lea)
    with pytest.raises(Problems):  # the other enrolment has their time
        worker.does(lambda act: plan_session(act, new_key(), taken))
    worker.does(lambda act: cancel_session(act, held, "panne"))
    worker.does(lambda act: plan_again(act, held))
    assert enrolment(worker, second).state is EnrolmentState.ENROLLED


def test_a_trainer_who_became_their_own_trainee_closes_nothing(
    administrator: Worker, laser: UUID, trainer: UUID
) -> None:
    worker, twin = administrator, a_person(administrator, "Samira", "Formatrice")
    held = a_session(worker, a_course(worker, laser), trainer)
    one = an_enrolment(worker, held, twin)
    present(worker, held, one)
    assessed(worker, held, one)
    Twins(worker, trainer, twin).merge()
    with pytest.raises(Problems) as refused:
        closed(worker, held)
    assert [type(problem) for _, problem in refused.value.found] == [TrainerTraineeError]


def test_what_is_owed_follows_the_session(administrator: Worker) -> None:
    worker, article = administrator, an_article(administrator, "STAGE", price="45")
    course = a_course(worker, article_id=article)
    held = a_session(worker, course, half_days=(a_half_day(NOW + 5 * DAY),))
    ada = a_person(worker, "Ada")
    one = an_enrolment(worker, held, ada)
    assert owed(worker) == [(ada, Decimal("45.00"))]
    payer = an_organisation(worker, "Mission locale")
    corrected(worker, held, replace(known(worker, held), payer_id=payer))
    assert owed(worker) == [(payer, Decimal("45.00"))]
    other = a_course(worker, code="B", title="Autre")
    with pytest.raises(Problems) as refused:
        corrected(worker, held, replace(known(worker, held), course_id=other))
    assert [type(problem) for _, problem in refused.value.found] == [OtherCourseError]

    with worker.database.reading() as session:
        key = session.scalars(select(Charge.id).where(Charge.state == ChargeState.OPEN)).one()
    worker.does(lambda act: waive_charge(act, key, "geste"))
    worker.does(lambda act: withdraw_enrolment(act, one))
    worker.does(lambda act: restore_enrolment(act, one))
    worker.does(lambda act: cancel_session(act, held, "panne"))
    worker.does(lambda act: plan_again(act, held))
    assert owed(worker) == []  # it was waived, and stays so


def test_a_remark_brings_back_nothing_that_was_withdrawn(
    administrator: Worker, laser: UUID, trainer: UUID
) -> None:
    worker, ada = administrator, a_person(administrator, "Ada")
    held = a_session(worker, a_course(worker, laser), trainer)
    one = passed(worker, held, ada)
    key = granted(worker, one)[0].id
    worker.does(lambda act: withdraw_certifications(act, [key], "mauvaise machine"))
    remark = AssessmentDraft(result=Result.PASSED, remark="soigneuse")
    worker.does(lambda act: assess(act, held, [(one, remark)], "remarque oubliée"))
    assert right(worker, ada, laser) is Answer.TO_TRAIN
    failed = AssessmentDraft(result=Result.FAILED)
    worker.does(lambda act: assess(act, held, [(one, failed)], "mal noté"))
    with pytest.raises(NotPassedError):
        worker.does(lambda act: restore_certifications(act, [key]))


def test_a_certification_comes_back_beside_no_other_that_says_the_same(
    administrator: Worker, laser: UUID, trainer: UUID
) -> None:
    worker, key = administrator, new_key()
    draft = GrantDraft(
        person_id=a_person(worker), level=Level.AUTONOMOUS, machine_id=laser, trainer_id=trainer
    )
    worker.does(lambda act: grant(act, key, draft))
    worker.does(lambda act: withdraw_certifications(act, [key], "erreur"))
    worker.does(lambda act: grant(act, new_key(), draft))
    with pytest.raises(GrantedTwiceError):
        worker.does(lambda act: restore_certifications(act, [key]))


def test_a_family_earned_once_the_machines_own_was_over_counts(administrator: Worker) -> None:
    worker, ada = administrator, a_person(administrator, "Ada")
    family = an_entry(worker, "Laser", ListKind.RISK_FAMILY)
    machine = a_machine(worker, family_id=family)
    a_course(worker, families=frozenset({family}))
    a_certification(worker, ada, family_id=family, granted_on=date(2025, 2, 1))
    a_certification(worker, ada, machine_id=machine, fixed_until=date(2025, 6, 1))
    assert right(worker, ada, machine) is Answer.TO_TRAIN  # that of before comes not back
    a_certification(worker, ada, family_id=family, granted_on=date(2025, 6, 2))
    assert right(worker, ada, machine) is Answer.AUTONOMOUS
    assert right(worker, ada, machine, date(2025, 6, 1)) is Answer.AUTONOMOUS


def test_nobody_passes_those_who_wait(administrator: Worker) -> None:
    worker = administrator
    held = a_session(worker, a_course(worker), seats=1, half_days=(a_half_day(NOW + 5 * DAY),))
    an_enrolment(worker, held, a_person(worker, "Ada"))
    an_enrolment(worker, held, a_person(worker, "Ida"))
    corrected(worker, held, replace(known(worker, held), seats=2))
    newcomer = an_enrolment(worker, held, a_person(worker, "Eve"))
    assert enrolment(worker, newcomer).state is EnrolmentState.WAITING


def test_whoever_comes_back_has_another_enrolment(administrator: Worker) -> None:
    worker, ada = administrator, a_person(administrator, "Ada")
    held = a_session(worker, a_course(worker))
    former = an_enrolment(worker, held, ada)
    worker.does(lambda act: withdraw_enrolment(act, former, "malade"))
    again = an_enrolment(worker, held, ada)
    assert again != former
    assert enrolment(worker, former).withdrawn_reason == "malade"
    with pytest.raises(EnrolledTwiceError):
        worker.does(lambda act: restore_enrolment(act, former))
    worker.does(lambda act: withdraw_enrolment(act, again))
    worker.does(lambda act: restore_enrolment(act, former))
    assert enrolment(worker, former).state is EnrolmentState.ENROLLED


def test_a_visit_follows_the_presence_that_wrote_it(administrator: Worker) -> None:
    worker, ada = administrator, a_person(administrator, "Ada")
    held = a_session(worker, a_course(worker))
    one = an_enrolment(worker, held, ada)
    (half,) = half_days(worker, held)
    there, not_there = {(one, half): Presence.PRESENT}, {(one, half): Presence.ABSENT}
    worker.does(lambda act: note_presences(act, held, there))
    assert visits(worker, ada) == [TODAY - DAY]
    worker.does(lambda act: note_presences(act, held, not_there))
    assert visits(worker, ada) == []
    worker.does(lambda act: note_presences(act, held, there))
    draft = known(worker, held)
    (was,) = draft.half_days
    moved = replace(was, starts_at=was.starts_at - 3 * DAY, ends_at=was.ends_at - 3 * DAY)
    corrected(worker, held, replace(draft, half_days=(moved,)))
    assert visits(worker, ada) == [TODAY - 4 * DAY]
    coming = replace(was, starts_at=was.starts_at + 9 * DAY, ends_at=was.ends_at + 9 * DAY)
    with pytest.raises(Problems):  # nobody was present in a half-day to come
        corrected(worker, held, replace(draft, half_days=(coming,)))


def test_what_befell_a_certification_keeps_telling_one_story(
    administrator: Worker, laser: UUID
) -> None:
    worker, ada, back = administrator, a_person(administrator), new_key()
    a_course(worker, laser)
    key = a_certification(worker, ada, machine_id=laser)
    worker.does(lambda act: suspend(act, new_key(), key, "x", starts_on=TODAY - 40 * DAY))
    worker.does(lambda act: restore(act, back, key, "revu", starts_on=TODAY - 30 * DAY))
    until = TODAY - 10 * DAY
    begins = TODAY - 20 * DAY
    worker.does(lambda act: suspend(act, new_key(), key, "y", starts_on=begins, until=until))
    with pytest.raises(AlreadySuspendedError):  # the first one would run below the second
        worker.does(lambda act: withdraw_event(act, back))
    assert right(worker, ada, laser) is Answer.AUTONOMOUS
    assert right(worker, ada, laser, TODAY - 15 * DAY) is Answer.TO_TRAIN
