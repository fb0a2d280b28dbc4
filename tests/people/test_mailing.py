"""Whom a mailing reaches."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from builders import NOW, Worker
from builders.lab import an_audience
from builders.people import (
    CHILD_BORN,
    a_child,
    a_guardian,
    a_person,
    admitted,
    an_adult,
    an_answer,
    an_organisation,
)
from fablab_desk import i18n
from fablab_desk.keys import new_key
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.kinds import ConsentKind, PeopleFilter, Purpose
from fablab_desk.people.mailing import Mailing, load_mailing, mailing_table
from fablab_desk.people.queries import list_people
from fablab_desk.people.service import archive_party
from fablab_desk.people.service_family import record_consent, retract_consent

TODAY = NOW.date()


def mailing(worker: Worker, purpose: Purpose, *audiences: UUID, sought: str = "") -> Mailing:
    listing = list_people(PeopleFilter.ALL, TODAY, sought)
    with worker.database.reading() as session:
        return load_mailing(session, listing, purpose, TODAY, frozenset(audiences))


def emails(mailing: Mailing) -> list[str]:
    return [one.email for one in mailing.to]


def agrees(
    worker: Worker, key: UUID, given: bool = True, *, by: UUID | None = None, on: date | None = None
) -> UUID:
    answer = new_key()
    draft = an_answer(key, given, kind=ConsentKind.NEWSLETTER, by=by, on=on)
    worker.does(lambda act: record_consent(act, answer, draft))
    return answer


def test_mail_about_the_membership_needs_no_consent(administrator: Worker) -> None:
    ada = a_person(administrator, "Ada", email="ada@example.org")
    agrees(administrator, ada, given=False)
    a_person(administrator, "Bea")
    an_organisation(administrator)
    gone = a_person(administrator, "Cléo", email="cleo@example.org")
    administrator.does(lambda act: archive_party(act, gone))
    found = mailing(administrator, Purpose.MEMBERSHIP)
    assert emails(found) == ["ada@example.org"]
    assert sorted(one.name for one in found.without_email) == ["Atelier Exemple", "Bea Exemple"]


def test_the_newsletter_goes_to_those_whose_last_answer_is_yes(administrator: Worker) -> None:
    keys = [
        a_person(administrator, name, email=f"{name}@example.org") for name in ("a", "b", "c", "d")
    ]
    agrees(administrator, keys[0])
    agrees(administrator, keys[1], on=TODAY - timedelta(9))
    agrees(administrator, keys[1], given=False)
    mistaken = agrees(administrator, keys[2])
    administrator.does(lambda act: retract_consent(act, mistaken))
    found = mailing(administrator, Purpose.NEWSLETTER)
    assert (emails(found), found.unwilling) == (["a@example.org"], 3)


@pytest.mark.parametrize(("guardian_agrees", "reached"), [(True, 1), (False, 0)])
def test_the_newsletter_reaches_a_minor_whose_guardian_agrees(
    guardian_agrees: bool, reached: int, administrator: Worker
) -> None:
    child = admitted(
        administrator,
        PersonDraft(last_name="Exemple", birth_date=CHILD_BORN, email="zoe@example.org"),
    )
    parent = an_adult(administrator)
    a_guardian(administrator, child, parent)
    agrees(administrator, child, given=guardian_agrees, by=parent)
    assert len(mailing(administrator, Purpose.NEWSLETTER).to) == reached


def test_a_family_with_one_e_mail_is_written_to_once(administrator: Worker) -> None:
    a_person(administrator, "Ada", email="famille@example.org")
    a_person(administrator, "Bea", email="Famille@example.org")
    (one,) = mailing(administrator, Purpose.MEMBERSHIP).to
    assert one.name == "Ada Exemple, Bea Exemple"


def test_a_mailing_is_narrowed_by_audience_and_by_what_is_sought(administrator: Worker) -> None:
    student = an_audience(administrator, "Étudiant")
    a_person(administrator, "Ada", email="ada@example.org", audience_id=student)
    a_person(administrator, "Bea", email="bea@example.org")
    assert emails(mailing(administrator, Purpose.MEMBERSHIP, student)) == ["ada@example.org"]
    assert emails(mailing(administrator, Purpose.MEMBERSHIP, sought="bea")) == ["bea@example.org"]


def test_the_lines_of_a_file_hold_what_a_letter_needs(administrator: Worker) -> None:
    a_child(administrator, "=Zoé")
    header, (line,) = mailing_table(mailing(administrator, Purpose.MEMBERSHIP).without_email)
    said = dict(zip(header, line, strict=True))
    assert (said["Number"], said["First name"], said["E-mail"]) == ("M-00001", "=Zoé", "")


def test_no_two_columns_of_a_file_have_one_title_in_any_language() -> None:
    for language in i18n.LANGUAGES:
        i18n.use(language)
        header, _ = mailing_table([])
        assert len(set(header)) == len(header)
