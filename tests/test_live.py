from pathlib import Path

import pytest

from fablab_desk.db.database import Database
from fablab_desk.live import LiveBaseError, refuse_live
from fablab_desk.sheets.reading import read_sheet
from fablab_desk.sheets.writing import write_csv


@pytest.mark.parametrize("suffix", ["", "-wal"])
def test_an_open_base_is_neither_read_nor_replaced(database: Database, suffix: str) -> None:
    with database.writing() as session:
        session.connection()
    base = Path(database.place + suffix)
    with pytest.raises(LiveBaseError):
        read_sheet(base)
    with pytest.raises(LiveBaseError):
        write_csv(base, ("A",), [("1",)])


def test_it_is_known_by_another_name_too(database: Database, tmp_path: Path) -> None:
    link = tmp_path / "members.csv"
    link.symlink_to(database.place)
    with pytest.raises(LiveBaseError):
        refuse_live(link)


def test_a_closed_base_is_a_file_like_any_other(database: Database) -> None:
    place = Path(database.place)
    database.close()
    refuse_live(place)
