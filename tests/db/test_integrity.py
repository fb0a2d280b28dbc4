from sqlalchemy import text

from fablab_desk.db.database import Database
from fablab_desk.db.errors import DamagedError, GuardsError
from fablab_desk.db.integrity import check_base
from fablab_desk.schema import BLUEPRINT


def test_a_new_base_is_sound(database: Database) -> None:
    with database.reading() as session:
        assert check_base(session, BLUEPRINT) == []


def test_a_guard_that_is_gone_is_told(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("DROP TRIGGER papers_no_delete"))
    with database.reading() as session:
        (found,) = check_base(session, BLUEPRINT)
    assert isinstance(found, GuardsError)


def test_a_reference_to_nothing_is_told(database: Database) -> None:
    with database.engine.connect() as connection:
        driven = connection.connection.driver_connection
        assert driven is not None
        driven.execute("PRAGMA foreign_keys=OFF").close()
        lost = "X'0190000000007000800000000000000A'"
        driven.execute(f"INSERT INTO household_members VALUES ({lost}, {lost})").close()
        driven.execute("PRAGMA foreign_keys=ON").close()
    with database.reading() as session:
        (found,) = check_base(session, BLUEPRINT)
    assert isinstance(found, DamagedError)
