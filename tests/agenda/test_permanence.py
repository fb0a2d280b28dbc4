from datetime import time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from builders import NOW, Worker
from builders.agenda import an_opening
from builders.people import a_person, an_organisation
from builders.refused import refused
from fablab_desk.agenda.errors import (
    ForgottenPermanenceError,
    NobodySuchError,
    OpenPermanenceError,
    StillOpenError,
    UnknownPermanenceError,
)
from fablab_desk.agenda.queries import (
    PermanenceRow,
    find_open_permanence,
    last_on_duty,
    load_permanence,
    permanences_on,
)
from fablab_desk.agenda.service_permanence import (
    PermanenceDraft,
    close_permanence,
    correct_permanence,
    reopen_permanence,
)
from fablab_desk.errors import Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.people.service import archive_party
from fablab_desk.staff.errors import StaleError

TODAY = NOW.date()


def running(worker: Worker) -> PermanenceRow | None:
    with worker.database.reading() as session:
        return find_open_permanence(session)


def closed(worker: Worker, *on_duty: UUID) -> None:
    key = an_opening(worker, on_duty)
    worker.does(lambda act: close_permanence(act, key))


def test_the_lab_opens_today_with_who_is_on_duty(administrator: Worker) -> None:
    zoe, ada = a_person(administrator, "Zoé"), a_person(administrator, "Ada")
    an_opening(administrator, [zoe, ada])
    now = running(administrator)
    assert now is not None
    assert (now.day, now.opened_at, now.opened_by) == (TODAY, NOW, "administrator")
    assert now.on_duty == ((ada, "Ada Exemple"), (zoe, "Zoé Exemple"))


def test_it_closes_with_a_remark_and_the_account_that_closed(administrator: Worker) -> None:
    key = an_opening(administrator)
    administrator.now += timedelta(hours=4)
    administrator.does(lambda act: close_permanence(act, key, "  Panne de chauffage "))
    assert running(administrator) is None
    with administrator.database.reading() as session:
        row = load_permanence(session, key)
    assert (row.closed_at, row.closed_by, row.remark) == (
        administrator.now,
        "administrator",
        "Panne de chauffage",
    )


def test_one_lab_is_open_once_and_the_refusal_says_since_when(administrator: Worker) -> None:
    an_opening(administrator)
    with pytest.raises(OpenPermanenceError) as refusal:
        an_opening(administrator)
    assert say(refusal.value) == "administrator opened already, on 2 March 2026, 10:30."


def test_it_opens_again_on_the_same_day(administrator: Worker) -> None:
    closed(administrator)
    administrator.now += timedelta(hours=4)
    an_opening(administrator)
    with administrator.database.reading() as session:
        assert len(permanences_on(session, TODAY)) == 2


def test_the_forgotten_one_of_yesterday_is_told_and_can_be_closed(administrator: Worker) -> None:
    key = an_opening(administrator)
    administrator.now += timedelta(days=1)
    with pytest.raises(ForgottenPermanenceError) as refusal:
        an_opening(administrator)
    assert refusal.value.params["day"] == TODAY
    administrator.does(lambda act: close_permanence(act, key))
    an_opening(administrator)
    now = running(administrator)
    assert now is not None
    assert now.day == TODAY + timedelta(1)


def test_what_was_closed_by_mistake_goes_on_unless_another_runs(administrator: Worker) -> None:
    key = an_opening(administrator)
    administrator.does(lambda act: close_permanence(act, key))
    administrator.does(lambda act: reopen_permanence(act, key))
    now = running(administrator)
    assert now is not None
    assert (now.id, now.closed_at, now.closed_by) == (key, None, "")
    administrator.does(lambda act: close_permanence(act, key))
    an_opening(administrator)
    with pytest.raises(OpenPermanenceError):
        administrator.does(lambda act: reopen_permanence(act, key))


def test_only_people_are_on_duty(administrator: Worker) -> None:
    gone = a_person(administrator)
    administrator.does(lambda act: archive_party(act, gone))
    for nobody in (new_key(), an_organisation(administrator), gone):
        with refused(("on_duty", NobodySuchError)):
            an_opening(administrator, [nobody])
    assert running(administrator) is None


def test_who_was_on_duty_and_the_remark_are_corrected_even_once_closed(
    administrator: Worker,
) -> None:
    ada, bob = a_person(administrator, "Ada"), a_person(administrator, "Bob")
    key = an_opening(administrator, [ada])
    administrator.does(lambda act: close_permanence(act, key))
    draft = PermanenceDraft(on_duty=frozenset([bob]), remark="Bob a remplacé Ada")
    administrator.does(lambda act: correct_permanence(act, key, draft, 2))
    with administrator.database.reading() as session:
        row = load_permanence(session, key)
    assert row.on_duty == ((bob, "Bob Exemple"),)
    assert row.remark == "Bob a remplacé Ada"


def test_two_who_change_who_is_on_duty_do_not_overwrite_each_other(administrator: Worker) -> None:
    ada, bob = a_person(administrator, "Ada"), a_person(administrator, "Bob")
    key = an_opening(administrator)
    first, second = (PermanenceDraft(on_duty=frozenset([who])) for who in (ada, bob))
    administrator.does(lambda act: correct_permanence(act, key, first, 1))
    with pytest.raises(StaleError):
        administrator.does(lambda act: correct_permanence(act, key, second, 1))


def test_somebody_archived_since_stays_on_duty_where_she_was(administrator: Worker) -> None:
    ada = a_person(administrator)
    key = an_opening(administrator, [ada])
    administrator.does(lambda act: archive_party(act, ada))
    draft = PermanenceDraft(on_duty=frozenset([ada]), remark="Calme")
    administrator.does(lambda act: correct_permanence(act, key, draft, 1))
    with administrator.database.reading() as session:
        assert load_permanence(session, key).on_duty == ((ada, "Ada Exemple"),)


def test_an_opening_that_never_was_is_told(administrator: Worker) -> None:
    with pytest.raises(UnknownPermanenceError):
        administrator.does(lambda act: close_permanence(act, new_key()))


def test_those_of_the_same_weekday_are_proposed(administrator: Worker) -> None:
    ada, bob = a_person(administrator, "Ada"), a_person(administrator, "Bob")
    for days, who in ((0, ada), (2, bob)):
        administrator.now = NOW + timedelta(days=days)
        closed(administrator, who)
    with administrator.database.reading() as session:
        monday = last_on_duty(session, TODAY + timedelta(7))
        tuesday = last_on_duty(session, TODAY + timedelta(8))
        assert last_on_duty(session, TODAY) == ()
    assert (monday, tuesday) == (((ada, "Ada Exemple"),), ((bob, "Bob Exemple"),))


@pytest.mark.parametrize(
    ("opens", "closes", "wrong"),
    [
        (time(9, 30), time(10, 50), []),
        (None, None, []),
        (time(10, 50), time(10, 40), ["closes"]),
        (time(23, 50), None, ["opens", "closes"]),
        (None, time(23, 50), ["closes"]),
    ],
)
def test_the_hours_are_corrected_where_they_may_have_been_so(
    administrator: Worker, opens: time | None, closes: time | None, wrong: list[str]
) -> None:
    key = an_opening(administrator)
    administrator.now += timedelta(minutes=30)
    administrator.does(lambda act: close_permanence(act, key))
    draft = PermanenceDraft(opens=opens, closes=closes)
    if wrong:
        with pytest.raises(Problems) as told:
            administrator.does(lambda act: correct_permanence(act, key, draft, 2))
        assert [name for name, _ in told.value.found] == wrong
        return
    administrator.does(lambda act: correct_permanence(act, key, draft, 2))
    with administrator.database.reading() as session:
        row = load_permanence(session, key)
    assert row.closed_at is not None
    paris = [at.astimezone(ZoneInfo("Europe/Paris")) for at in (row.opened_at, row.closed_at)]
    expected = [NOW.astimezone(ZoneInfo("Europe/Paris")), administrator.now]
    for at, hour, was in zip(paris, (opens, closes), expected, strict=True):
        assert at.time() == hour if hour else at == was


def test_one_that_still_runs_is_given_no_end_by_a_correction(administrator: Worker) -> None:
    key = an_opening(administrator)
    administrator.now += timedelta(hours=1)
    with refused(("closes", StillOpenError)):
        draft = PermanenceDraft(closes=time(10, 40))
        administrator.does(lambda act: correct_permanence(act, key, draft, 1))
