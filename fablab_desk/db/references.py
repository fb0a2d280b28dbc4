"""What else in the base points at a record: only what nothing points at is ever removed."""

from collections.abc import Collection

from sqlalchemy import inspect, literal, select
from sqlalchemy.orm import Session

from fablab_desk.db.base import Base
from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class UsedRecordError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("“{name}” has served already: archive it, it is kept where it served."), name=name
        )


def is_used(session: Session, record: Base, own: Collection[type[Base]] = ()) -> bool:
    """Whether any row names it, those of the `own` tables apart: they go with it."""
    (key,) = inspect(record).identity or (None,)
    apart = {each.__table__ for each in own}
    pointing = (
        (table, foreign_key)
        for table in Base.metadata.tables.values()
        if table not in apart
        for foreign_key in table.foreign_keys
        if foreign_key.column.table is record.__table__
    )
    return any(
        session.execute(
            select(literal(1)).select_from(table).where(foreign_key.parent == key).limit(1)
        ).first()
        for table, foreign_key in pointing
    )
