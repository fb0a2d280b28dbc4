"""How long a text may be: the same on both engines, and said before either of them is asked."""

from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Enum, String, inspect
from sqlalchemy.orm import Mapper, Session

from fablab_desk.db.errors import UnkeptTextError
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import mark

LINE = 300  # characters, where a column says nothing else: PostgreSQL indexes no text of 2700 bytes


class LongTextError(DeskError):
    def __init__(self, length: int, most: int) -> None:
        super().__init__(
            mark("This text has {length} characters; {most} at most fit here."),
            length=length,
            most=most,
        )


def refuse_long(session: Session, _context: Any, _records: Any) -> None:
    """Problems with the fields of what is about to be written, before anything is."""
    found = [
        (name, problem)
        for record in chain(session.new, session.dirty)
        for name, problem in _wrong(record)
    ]
    if found:
        raise Problems(found)


def _wrong(record: object) -> Iterator[tuple[str, DeskError]]:
    state: Any = inspect(record)
    for name, most in _limits(state.mapper).items():
        if state.persistent and name not in state.committed_state:
            continue
        text = state.dict.get(name)
        if isinstance(text, str):
            if most and len(text) > most:
                yield name, LongTextError(len(text), most)
            if "\0" in text or not _is_written(text):
                yield name, UnkeptTextError()


@cache
def _limits(mapper: Mapper[Any]) -> dict[str, int | None]:
    return {
        attribute.key: attribute.columns[0].info.get("most", LINE)
        for attribute in mapper.column_attrs
        if isinstance(attribute.columns[0].type, String)
        and not isinstance(attribute.columns[0].type, Enum)
    }


def _is_written(text: str) -> bool:
    """Half of a pair of UTF-16 is no letter, and no engine takes it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
