"""Who may not be photographed in the lab that day: its members, and whoever has come."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.agenda.models import Arrival
from fablab_desk.people.no_photo import NoPhotoRow, list_no_photo


def list_no_photo_of(session: Session, day: date) -> list[NoPhotoRow]:
    """A late member or a visitor who is here is told as well as a member who is not."""
    came = select(Arrival.person_id).where(Arrival.day == day, Arrival.person_id.is_not(None))
    return list_no_photo(session, day, also=frozenset(session.scalars(came)))
