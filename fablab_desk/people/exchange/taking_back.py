"""What an import wrote of people goes again; whoever calls sees to it that nothing needs it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fablab_desk.db.base import Base
from fablab_desk.db.chunks import chunks
from fablab_desk.people.exchange.correcting import correct_parties
from fablab_desk.people.exchange.preview import Progress
from fablab_desk.people.models import (
    Consent,
    Household,
    HouseholdMember,
    Organisation,
    Party,
    Person,
)
from fablab_desk.people.piece_standing import ASK_PIECES, renew_pieces
from fablab_desk.staff.act import Act


def part_households(act: Act, person_ids: Collection[UUID]) -> None:
    """They pay for themselves; a household of nobody but its payer goes."""
    left: set[UUID] = set()
    for chunk in chunks(person_ids):
        joined = HouseholdMember.person_id.in_(chunk)
        left |= set(act.session.scalars(select(HouseholdMember.household_id).where(joined)))
        _delete(act, HouseholdMember, joined)
    for chunk in chunks(left):
        others = (
            select(Household.id)
            .join(HouseholdMember, HouseholdMember.household_id == Household.id)
            .where(Household.id.in_(chunk), HouseholdMember.person_id != Household.payer_id)
        )
        stay = set(act.session.scalars(others))
        go = [key for key in chunk if key not in stay]
        _delete(act, HouseholdMember, HouseholdMember.household_id.in_(go))
        _delete(act, Household, Household.id.in_(go))


def put_back(act: Act, was: Mapping[UUID, Mapping[str, Any]]) -> None:
    """Known records say again what they said before."""
    correct_parties(act, {key: columns for key, columns in was.items() if columns})
    asked = [key for key, columns in was.items() if set(ASK_PIECES) & set(columns)]
    renew_pieces(act.session, act.day, asked)


def list_made(session: Session, import_id: UUID) -> list[UUID]:
    """Whom the import enrolled, its payers too; none of them is touched meanwhile."""
    wanted = select(Party.id).where(Party.import_id == import_id)
    return list(session.scalars(wanted.with_for_update()))


def remove_people(
    act: Act, made: Sequence[UUID], with_them: Sequence[tuple[Any, str]], progress: Progress
) -> None:
    """`with_them` are the columns of other tables whose rows say something of the record only."""
    done = 0
    for chunk in chunks(made):
        progress(done, len(made))
        for table, column in with_them:
            act.session.connection().execute(delete(table).where(table.c[column].in_(chunk)))
        _delete(act, Consent, Consent.person_id.in_(chunk))
        for model in (Person, Organisation, Party):
            _delete(act, model, model.__table__.c.id.in_(chunk))
        done += len(chunk)
    progress(done, len(made))


def _delete(act: Act, model: type[Base], condition: Any) -> None:
    table: Any = model.__table__
    found = act.session.connection().execute(delete(table).where(condition))
    if found.rowcount:
        act.touch(model)
