import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

import fablab_desk
from builders import Worker
from builders.staff import an_account, an_account_draft
from fablab_desk.db.chunks import CHUNK
from fablab_desk.errors import Problems
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Lab
from fablab_desk.seals import KeyStore, public_keys_in
from fablab_desk.staff.act import Act
from fablab_desk.staff.errors import BrokenChainError, CutJournalError, RemovedError
from fablab_desk.staff.models import Account, AuditDetail, AuditEntry, AuditHead, AuditSubject
from fablab_desk.staff.queries import check_journal, history, last_change
from fablab_desk.staff.service import add_account, correct_account


def test_the_journal_tells_before_and_after(administrator: Worker) -> None:
    key = an_account(administrator)
    draft = an_account_draft(name="Dominique Essai")
    administrator.does(lambda act: correct_account(act, key, draft, 1))
    with administrator.database.reading() as session:
        change = last_change(session, key)
        assert [past.service for past in history(session, key)] == [
            "staff.correct_account",
            "staff.add_account",
        ]
    assert change
    assert change.columns["name"] == ("Camille Essai", "Dominique Essai")
    assert "login" not in change.columns


def test_a_password_never_stands_in_the_journal(administrator: Worker) -> None:
    an_account(administrator)
    with administrator.database.reading() as session:
        assert "argon2" not in str(session.scalars(select(AuditDetail.changes)).all())


def test_an_act_tells_the_classes_it_touched(administrator: Worker) -> None:
    done = administrator.does(lambda act: add_account(act, new_key(), an_account_draft()))
    assert done.touched >= {Account, AuditEntry}


def test_an_act_about_many_records_stands_in_the_history_of_each(administrator: Worker) -> None:
    many = {new_key() for _ in range(2 * CHUNK + 1)}

    def tell(act: Act) -> None:
        act.about(*many)
        act.note("told", len(many))

    administrator.does(tell)
    with administrator.database.reading() as session:
        assert set(session.scalars(select(AuditSubject.record_id))) == many


def test_a_refused_act_leaves_nothing(administrator: Worker) -> None:
    with pytest.raises(Problems):
        administrator.does(lambda act: add_account(act, new_key(), an_account_draft(name=" ")))
    with administrator.database.reading() as session:
        assert session.scalars(select(AuditEntry)).all() == []


def test_what_was_removed_meanwhile_is_told_in_a_sentence(administrator: Worker) -> None:
    with pytest.raises(RemovedError):
        administrator.does(lambda act: correct_account(act, new_key(), an_account_draft(), 1))
    with administrator.database.reading() as session:
        assert session.scalars(select(AuditEntry)).all() == []


def test_a_whole_journal_checks(administrator: Worker) -> None:
    for number in range(3):
        an_account(administrator, an_account_draft(f"camille{number}"))
    with administrator.database.reading() as session:
        assert check_journal(session, administrator.keys) == []


@pytest.mark.parametrize(
    "forgery",
    [
        update(AuditEntry).where(AuditEntry.seq == 2).values(account_name="Someone else"),
        update(AuditDetail).where(AuditDetail.seq == 2).values(changes={}),
        delete(AuditDetail).where(AuditDetail.seq == 2),
    ],
)
def test_a_forged_journal_is_told(administrator: Worker, forgery: object) -> None:
    for number in range(3):
        an_account(administrator, an_account_draft(f"camille{number}"))
    _without_guards(administrator, [forgery])
    with administrator.database.reading() as session:
        (found,) = check_journal(session, administrator.keys)
    assert isinstance(found, BrokenChainError)


def test_a_journal_cut_at_its_end_is_told_by_the_head_outside(administrator: Worker) -> None:
    for number in range(3):
        an_account(administrator, an_account_draft(f"camille{number}"))
    details = delete(AuditDetail).where(AuditDetail.seq == 3)
    entry = delete(AuditEntry).where(AuditEntry.seq == 3)
    _without_guards(administrator, [details, entry, update(AuditHead).values(seq=2)])
    with administrator.database.reading() as session:
        (found,) = check_journal(session, administrator.keys)
        assert check_journal(session, None) == []
    assert isinstance(found, CutJournalError)


@pytest.mark.parametrize("table", [AuditEntry, AuditSubject])
def test_the_base_refuses_to_delete_from_the_journal(administrator: Worker, table: type) -> None:
    an_account(administrator)
    with pytest.raises(DBAPIError, match="append-only"), administrator.database.writing() as s:
        s.execute(delete(table))


def test_each_lab_at_a_desk_has_its_own_key(administrator: Worker) -> None:
    ours = administrator.does(lambda act: KeyStore(act.keys).key_id).result
    with administrator.database.writing() as session:
        session.execute(update(Lab).values(id=new_key()))
    theirs = administrator.does(lambda act: KeyStore(act.keys).key_id).result
    assert administrator.keys
    assert set(public_keys_in(administrator.keys)) == {ours, theirs}
    assert ours != theirs


def test_the_unit_of_work_needs_no_window() -> None:
    lines = "import sys, fablab_desk.schema, fablab_desk.staff.unit, fablab_desk.staff.service"
    probe = f"{lines}; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    root = Path(fablab_desk.__file__).parent.parent
    assert subprocess.run([sys.executable, "-c", probe], cwd=root, check=False).returncode == 0


def _without_guards(worker: Worker, statements: list[object]) -> None:
    with worker.database.writing() as session:
        run = partial(session.execute)
        triggers = session.scalars(text("SELECT name FROM sqlite_master WHERE type='trigger'"))
        for name in list(triggers):
            run(text(f"DROP TRIGGER {name}"))
        run(delete(AuditSubject))
        for statement in statements:
            run(statement)
