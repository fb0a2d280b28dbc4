import pytest

from builders import Worker
from builders.lab import an_audience
from builders.money import a_cashing
from builders.people import a_household, a_person
from fablab_desk.db.database import Database
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


def test_a_key_without_a_name_is_left_out(administrator: Worker) -> None:
    an_audience(administrator)
    a_cashing(administrator, a_person(administrator, "Ada"))
    changes = last(administrator)
    assert changes["cashings", "payer_id"].after.startswith("Ada")
    assert ("payments", "cashing_id") not in changes
    assert ("cashings", "id") not in changes
