import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from builders import Worker
from builders.money import FLOAT, a_cashing, an_open_till
from builders.people import a_person
from fablab_desk.errors import DeskError
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.payments.check import check_journal
from fablab_desk.payments.kinds import JournalKind, MethodKind
from fablab_desk.payments.models import TillEntry
from fablab_desk.payments.service import correct_cashing
from fablab_desk.payments.service_till import close_till
from fablab_desk.seals import NoKeyFolderError

COLUMNS = {
    "cashings": "total",
    "payments": "amount",
    "allocations": "amount",
    "till_entries": "total",
}


def wrongs(worker: Worker) -> list[str]:
    with worker.database.reading() as session:
        return [say(wrong) for wrong in check_journal(session, lambda _done, _all: None)]


def by_force(worker: Worker, forgery: str) -> None:
    """As somebody with the file and its password would do it, past the guards."""
    with worker.database.writing() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            found = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            for name in found.scalars().all():
                session.execute(text(f"DROP TRIGGER {name}"))
            session.execute(text("PRAGMA defer_foreign_keys = ON"))
        session.execute(text(forgery))


@pytest.fixture
def day(treasurer: Worker) -> Worker:
    """Opening, 12 € in cash, 30 € by card and taken back, closing: five entries."""
    opened = an_open_till(treasurer)
    a_cashing(treasurer, a_person(treasurer), "12.00", MethodKind.CASH)
    wrong = a_cashing(treasurer, a_person(treasurer), "30.00")
    treasurer.does(lambda act: correct_cashing(act, new_key(), wrong, "wrong person"))
    treasurer.does(lambda act: close_till(act, opened, FLOAT | {1000: 6, 200: 6}))
    return treasurer


def test_every_move_of_money_stands_chained_and_signed_in_the_journal(day: Worker) -> None:
    with day.database.reading() as session:
        entries = session.scalars(select(TillEntry).order_by(TillEntry.seq)).all()
    assert [entry.kind for entry in entries] == [
        JournalKind.OPENING,
        JournalKind.CASHING,
        JournalKind.CASHING,
        JournalKind.CORRECTION,
        JournalKind.CLOSING,
    ]
    assert [entry.previous for entry in entries] == ["", *(entry.hash for entry in entries[:-1])]
    assert all(len(entry.signature) == 128 and entry.key_id for entry in entries)
    assert wrongs(day) == []


def test_the_journal_names_no_payer(day: Worker) -> None:
    with day.database.reading() as session:
        said = str(session.scalars(select(TillEntry.said)).all())
    assert "Découpe laser" in said
    assert "Exemple" not in said


@pytest.mark.parametrize(
    ("forgery", "sentence"),
    [
        ("UPDATE till_entries SET total = 100 WHERE seq = 2", "altered at entry 2"),
        ("UPDATE till_entries SET said = '{}' WHERE seq = 3", "altered at entry 3"),
        ("UPDATE till_entries SET kind = 'opening' WHERE seq = 3", "altered at entry 3"),
        ("DELETE FROM till_entries WHERE seq = 1", "altered at entry 2"),
        ("DELETE FROM till_entries WHERE seq = 5", "does not end where it should, at entry 4"),
        ("UPDATE till_entries SET signature = 'x' WHERE seq = 4", "Entry 4 of the journal"),
        ("UPDATE till_entries SET key_id = '' WHERE seq = 4", "bears no signature of this lab"),
        ("UPDATE tills SET hash = 'x'", "does not end where it should"),
        ("UPDATE tills SET perpetual_total = 0", "says €0.00, its journal makes €12.00"),
        (
            "UPDATE payments SET amount = 1100, tendered = 1100 WHERE amount = 1200",
            "The money of €12.00 taken on 2 March 2026",
        ),
        ("UPDATE cashings SET total = 2900 WHERE total = 3000", "The money of €29.00"),
        ("DELETE FROM allocations WHERE amount = 1200", "“Découpe laser” is said to be paid"),
        ("UPDATE charges SET paid = 0, state = 'open' WHERE amount = 1200", "paid by €0.00"),
        ("UPDATE till_sessions SET expected = 0", "The closing count of “Till” on 2 March"),
        (
            "UPDATE till_sessions SET counted = counted + 100, difference = difference + 100",
            "The closing count of “Till” on 2 March",
        ),
        (
            "UPDATE payments SET method_id = (SELECT id FROM payment_methods WHERE kind = 'online')"
            " WHERE amount = 1200",
            "the money of entry 2 of “Till” is not what it says",
        ),
        ("UPDATE charges SET label = 'Café'", "the money of entry 2 of “Till” is not what it"),
    ],
)
def test_a_forgery_is_found(day: Worker, forgery: str, sentence: str) -> None:
    by_force(day, forgery)
    assert any(sentence in wrong for wrong in wrongs(day)), wrongs(day)


@pytest.mark.parametrize("forbidden", ["DELETE FROM {table}", "UPDATE {table} SET {column} = 1"])
def test_what_was_taken_is_never_changed(day: Worker, forbidden: str) -> None:
    for table, column in COLUMNS.items():
        forgery = text(forbidden.format(table=table, column=column))
        with pytest.raises((IntegrityError, DeskError)), day.database.writing() as session:
            session.execute(forgery)


def test_nothing_is_entered_without_a_key_to_sign_it(treasurer: Worker) -> None:
    an_open_till(treasurer)
    keyless = Worker(treasurer.database, treasurer.roles)
    with pytest.raises(NoKeyFolderError):
        a_cashing(keyless, a_person(treasurer))
