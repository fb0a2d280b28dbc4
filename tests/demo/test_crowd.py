from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from fablab_desk.care.check import check_everything
from fablab_desk.db.opening import open_database
from fablab_desk.demo import lab
from fablab_desk.schema import BLUEPRINT


def test_a_large_lab_is_gathered_beside_the_one_that_is_lived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab, "MOST_LIVED", 4)
    database = open_database(tmp_path / "large.sqlite", BLUEPRINT)
    lab.make_demo(database, tmp_path / "keys", people=304, seed=1, today=date(2026, 3, 4))
    gathered = "SELECT count(*), count(member_from) FROM parties WHERE import_id IS NOT NULL"
    with database.reading() as session:
        people, members = session.execute(text(gathered)).one()
        arrivals, youngest = session.execute(text("SELECT count(*), min(age) FROM arrivals")).one()
        parts = check_everything(session, BLUEPRINT, database.attachments, tmp_path / "keys")
        assert [problem for _, found in parts for problem in found] == []
    assert people == 300
    assert 200 < members < 290
    assert arrivals > 4 * people
    assert youngest >= 0
    database.close()
