"""Gapless numbers of records: a counter row in the same unit of work."""

from sqlalchemy.orm import Mapped, Session, mapped_column

from fablab_desk.db.base import Base
from fablab_desk.db.upsert import insert_into


class Counter(Base, kw_only=True):
    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


def take_numbers(session: Session, name: str, many: int = 1) -> range:
    """The next numbers of that name; given back if the unit is rolled back."""
    counted = (
        insert_into(session, Counter)
        .values(name=name, last=many)
        .on_conflict_do_update(index_elements=[Counter.name], set_={"last": Counter.last + many})
        .returning(Counter.last)
    )
    last: int = session.scalars(counted).one()
    return range(last - many + 1, last + 1)
