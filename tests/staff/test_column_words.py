from importlib import import_module
from pkgutil import walk_packages

import fablab_desk
from fablab_desk.db.base import Base
from fablab_desk.staff.column_words import COLUMN_TEXTS, TECHNICAL


def test_every_column_of_the_base_has_a_name_in_the_journal() -> None:
    for module in walk_packages(fablab_desk.__path__, "fablab_desk."):
        if module.name.endswith("models"):
            import_module(module.name)
    columns = {column.name for table in Base.metadata.sorted_tables for column in table.columns}
    assert columns - COLUMN_TEXTS.keys() - TECHNICAL == set()
    assert not COLUMN_TEXTS.keys() & TECHNICAL
