"""Whoever uses a machine has come that day: the visit that a use writes, and takes away again."""

from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.agenda.drafts import ArrivalDraft
from fablab_desk.agenda.models import Arrival
from fablab_desk.agenda.recording import find_counted, write_lines
from fablab_desk.lab.kinds import LockKind
from fablab_desk.lab.locks import locked_through
from fablab_desk.logbook.kinds import STANDING
from fablab_desk.logbook.models import Use
from fablab_desk.staff.act import Act
from fablab_desk.trainings.visits import was_present


def note_visit(act: Act, use: Use) -> None:
    """Of who works the machine, unless they are counted already or that day is closed."""
    operator_id, day = use.operator_id, use.day
    if operator_id is None or _is_closed(act.session, day):
        return
    if find_counted(act.session, operator_id, day):
        return
    key = _key_of(use)
    if (written := act.session.get(Arrival, key)) is not None:  # taken away with the use
        written.restore()
        return
    write_lines(act, [(key, ArrivalDraft(person_id=operator_id))], day, alone=True)


def take_visit_away(act: Act, use: Use) -> None:
    """The one that a use of that day wrote, where none is left that says that they came."""
    theirs = select(Use).where(Use.day == use.day, Use.operator_id == use.operator_id)
    uses = list(act.session.scalars(theirs)) if use.operator_id else []
    if any(one.state in STANDING for one in uses if one.id != use.id):
        return
    if _is_closed(act.session, use.day) or (
        use.operator_id and was_present(act, use.operator_id, use.day)
    ):
        return
    for one in uses:
        written = act.session.get(Arrival, _key_of(one))
        if written is not None and written.counted_on is not None:
            written.withdraw()


def _key_of(use: Use) -> UUID:
    """Of the use alone: nothing else has to remember which visit is whose."""
    return uuid5(use.id, "visit")


def _is_closed(session: Session, day: date) -> bool:
    through = locked_through(session, LockKind.ARRIVALS)
    return through is not None and day <= through
