from datetime import timedelta

import pytest

from builders import Worker
from builders.catalogue import a_price, an_article
from builders.lab import an_audience
from builders.memberships import a_cover, a_member, cancel
from builders.money import a_cashing
from builders.people import a_household, a_person
from fablab_desk.catalogue.service import remove_article, withdraw_price
from fablab_desk.db.database import Database
from fablab_desk.memberships.drafts import CoverDraft
from fablab_desk.memberships.service_covers import correct_cover
from fablab_desk.overview.changes import AuditChange, list_changes
from fablab_desk.staff.queries import open_journal


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database


def last(worker: Worker) -> dict[tuple[str, str], AuditChange]:
    with worker.database.reading() as session:
        reader = worker.seat.account_id
        newest = open_journal(session, reader).page(session, 0, 1)[0]
        changes = list_changes(session, reader, newest.seq)
    assert changes is not None
    return {(one.table, one.column): one for one in changes}


def test_a_record_and_whom_it_points_to_are_named(administrator: Worker) -> None:
    ada, zoe = a_person(administrator, "Ada"), a_person(administrator, "Zoé")
    a_household(administrator, ada, ada, zoe)
    changes = last(administrator)
    assert changes["households", "payer_id"].after.startswith("Ada")


def test_a_cover_that_is_ended_by_hand_is_named_by_whom_it_covered(administrator: Worker) -> None:
    person, today = a_person(administrator, "Ada"), administrator.now.date()
    cover = a_cover(administrator, person, reason="Convention", last=today + timedelta(days=9))
    draft = CoverDraft(person_id=person, reason="Convention", starts_on=today, ends_on=today)
    administrator.does(lambda act: correct_cover(act, cover, draft, 1))
    change = last(administrator)["covers", "ends_on"]
    assert (change.name, change.after) == ("Ada Exemple", today.isoformat())


def test_a_key_without_a_name_is_left_out(administrator: Worker) -> None:
    an_audience(administrator)
    a_cashing(administrator, a_person(administrator, "Ada"))
    changes = last(administrator)
    assert changes["cashings", "payer_id"].after.startswith("Ada")
    assert ("payments", "cashing_id") not in changes
    assert ("cashings", "id") not in changes


def test_a_price_that_is_withdrawn_is_named_by_its_article(administrator: Worker) -> None:
    price = a_price(administrator, an_article(administrator, label="Découpe laser"))
    administrator.does(lambda act: withdraw_price(act, price))
    change = last(administrator)["prices", "withdrawn"]
    assert (change.name, change.before, change.after) == ("Découpe laser", False, True)


def test_what_was_removed_is_named_as_it_was_called(administrator: Worker) -> None:
    article = an_article(administrator, label="Découpe laser")
    a_price(administrator, article)
    administrator.does(lambda act: remove_article(act, article))
    changes = last(administrator)
    assert changes["articles", "code"].name == "Découpe laser"
    assert changes["prices", "article_id"].before == "Découpe laser"


def test_a_membership_that_is_cancelled_is_named_by_its_member(administrator: Worker) -> None:
    cancel(administrator, a_member(administrator, a_person(administrator, "Ada")))
    assert last(administrator)["memberships", "cancel_reason"].name.startswith("Ada")
