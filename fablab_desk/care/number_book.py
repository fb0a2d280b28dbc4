"""Who bears the numbers of a file, asked for many lines at once."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.people.models import Party
from fablab_desk.people.queries import find_by_number, told_number


class NumberBook:
    """A question for each line would take long, and leave the window no turn meanwhile."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ahead: dict[int, UUID] = {}

    def look_ahead(self, written: Iterable[str]) -> None:
        """Of these lines; what was asked before is forgotten."""
        numbers = {number for text in written if (number := told_number(text)) is not None}
        wanted = select(Party.number, Party.id).where(Party.number.in_(numbers))
        self._ahead = dict(self._session.execute(wanted).all()) if numbers else {}

    def find(self, written: str) -> UUID | None:
        """As `find_by_number`: a record that was merged leads to the one it became."""
        number = told_number(written)
        if number is not None and number in self._ahead:
            return self._ahead[number]
        return find_by_number(self._session, written)
