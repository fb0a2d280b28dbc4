"""The file of the base is exchanged while nobody looks: what the head outside tells of it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from builders import NOW, Worker
from builders.people import a_person
from fablab_desk.care.backup import back_up, bring_back_here
from fablab_desk.db.backup import take
from fablab_desk.db.database import Database
from fablab_desk.errors import DeskError
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.errors import BrokenChainError, CutJournalError
from fablab_desk.staff.queries import check_journal


def journal(worker: Worker) -> list[DeskError]:
    with worker.database.reading() as session:
        return check_journal(session, worker.keys)


@pytest.fixture
def older(administrator: Worker, tmp_path: Path) -> Path:
    """The base as it was one act before the last."""
    a_person(administrator, "Ada")
    older = take(administrator.database, tmp_path / "older", NOW).path
    a_person(administrator, "Bea")
    assert journal(administrator) == []
    return older


def put_there(worker: Worker, file: Path) -> None:
    worker.database.close()
    place = Path(worker.database.place)
    for suffix in ("-wal", "-shm"):
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    shutil.copy(file, place)


def grown_elsewhere(worker: Worker, older: Path) -> None:
    """Another history of that lab, longer than ours, made where our keys are not."""
    base = Database(f"sqlite:///{older}")
    other = replace(worker, database=base, keys=older.parent / "other keys")
    for name in ("Cléo", "Denis", "Eva", "Farid"):
        a_person(other, name)
    base.close()


def as_it_was(_worker: Worker, _older: Path) -> None:
    """Nothing was done in it since."""


@pytest.mark.parametrize(
    ("meanwhile", "told"), [(as_it_was, CutJournalError), (grown_elsewhere, BrokenChainError)]
)
def test_an_exchanged_base_is_told_however_many_acts_follow(
    administrator: Worker,
    older: Path,
    meanwhile: Callable[[Worker, Path], None],
    told: type[DeskError],
) -> None:
    meanwhile(administrator, older)
    put_there(administrator, older)
    assert [type(one) for one in journal(administrator)] == [told]
    for name in ("Gil", "Hedi", "Ines"):
        a_person(administrator, name)
        assert [type(one) for one in journal(administrator)] == [BrokenChainError]


def test_an_exchanged_base_is_forgiven_once_a_copy_is_put_back(
    administrator: Worker, older: Path, tmp_path: Path
) -> None:
    seat = administrator.seat
    put_there(administrator, older)
    a_person(administrator, "Gil")
    made = back_up(administrator.database, seat, lambda: NOW, tmp_path / "copies")
    assert journal(administrator) != []
    later = NOW + timedelta(hours=1)
    bring_back_here(
        made.path, administrator.database, seat, BLUEPRINT, tmp_path / "copies", lambda: later
    )
    assert journal(administrator) == []
    a_person(administrator, "Hedi")
    assert journal(administrator) == []


def test_a_base_opened_elsewhere_has_a_head_of_its_own(administrator: Worker, older: Path) -> None:
    copy = replace(administrator, database=Database(f"sqlite:///{older}"))
    a_person(copy, "Gil")
    assert journal(copy) == []
    assert journal(administrator) == []
    copy.database.close()


def test_a_desk_that_cannot_note_the_head_loses_no_act(
    administrator: Worker, tmp_path: Path
) -> None:
    nowhere = tmp_path / "a file"
    nowhere.touch()
    worker = Worker(administrator.database, keys=nowhere)
    a_person(worker)
    assert journal(worker) == []
    with worker.database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM parties")) == 1


@pytest.mark.parametrize("written", ["", "{", "[]", '{"last": {"seq": 1}, "lost": null}'])
def test_a_note_of_the_head_that_cannot_be_read_is_written_anew(
    administrator: Worker, written: str
) -> None:
    a_person(administrator)
    assert administrator.keys
    (file,) = administrator.keys.glob("*.head.json")
    file.write_text(written)
    assert journal(administrator) == []
    a_person(administrator, "Bea")
    assert journal(administrator) == []
    assert '"seq": 2' in file.read_text()
