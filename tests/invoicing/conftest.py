import pytest

from fablab_desk.db.database import Database


@pytest.fixture
def database(either_database: Database) -> Database:
    return either_database
