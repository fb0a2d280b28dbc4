from datetime import timedelta
from decimal import Decimal

from builders import NOW, Worker
from builders.agenda import a_count, an_arrival, an_opening
from builders.lab import an_audience
from builders.memberships import a_member, a_plan, cancel
from builders.money import a_cashing
from builders.people import a_person
from fablab_desk import i18n
from fablab_desk.agenda.day_page import DayPage, page_of_the_day, text_for_the_group, title_of
from fablab_desk.agenda.service_permanence import close_permanence

TODAY = NOW.date()


def page(worker: Worker) -> DayPage:
    with worker.database.reading() as session:
        return page_of_the_day(session, TODAY)


def test_a_day_in_one_page_tells_who_came_what_was_recorded_taken_and_whom_to_thank(
    administrator: Worker,
) -> None:
    ada, bob = a_person(administrator), a_person(administrator, "Bob")
    morning = an_opening(administrator, [ada])
    administrator.does(lambda act: close_permanence(act, morning, "Panne de chauffage"))
    an_opening(administrator, [ada, bob])
    an_arrival(administrator, bob)
    an_arrival(administrator, ada, TODAY - timedelta(1))
    plan = a_plan(administrator)
    a_member(administrator, ada, plan)
    cancel(administrator, a_member(administrator, bob, plan))
    a_cashing(administrator, bob, "12.00")
    told = page(administrator)
    assert (told.figures.visits, told.figures.newcomers) == (1, 1)
    assert (told.enrolments, told.taken) == (1, Decimal("12.00"))
    assert told.on_duty == ("Ada Exemple", "Bob Exemple")
    assert [row.remark for row in told.openings] == ["Panne de chauffage", ""]


def test_what_is_copied_for_the_group_names_nobody_and_tells_no_money(
    administrator: Worker,
) -> None:
    ada = a_person(administrator, audience_id=an_audience(administrator, "Étudiant"))
    an_opening(administrator, [ada, a_person(administrator, "Bob")])
    an_arrival(administrator, ada)
    a_count(administrator, 3)
    a_cashing(administrator, ada, "12.00")
    text = text_for_the_group(page(administrator))
    assert text.splitlines() == [
        "Monday in one page · 2 March 2026",
        "4 visits",
        "1 for the first time, 3 not asked",
        "Étudiant: 1",
        "Not stated: 3",
        "Lab kept open by 2 people: thank you!",
    ]
    assert not [name for name in ("Ada", "Bob", "Exemple", "12") if name in text]


def test_a_membership_recorded_is_told_to_the_group_and_none_is_not(
    administrator: Worker,
) -> None:
    assert "membership" not in text_for_the_group(page(administrator))
    a_member(administrator)
    assert "1 membership recorded" in text_for_the_group(page(administrator))


def test_the_page_is_called_by_its_weekday_in_the_language_of_the_desk(
    administrator: Worker,
) -> None:
    i18n.use("fr")
    assert title_of(page(administrator)) == "Le lundi en une page"


def test_one_person_on_duty_is_thanked_as_one_and_nobody_where_nobody_was(
    administrator: Worker,
) -> None:
    assert "Thanks" not in text_for_the_group(page(administrator))
    an_opening(administrator, [a_person(administrator)])
    assert text_for_the_group(page(administrator)).endswith("Lab kept open by 1 person: thank you!")
