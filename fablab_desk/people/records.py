"""What every service of people asks before it writes."""

from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from fablab_desk.errors import Problems
from fablab_desk.lab.models import Audience
from fablab_desk.people.custom_models import CustomField
from fablab_desk.people.drafts import PartyDraft
from fablab_desk.people.erasure_models import PartyErasure, SealedRecord
from fablab_desk.people.errors import (
    ArchivedPartyError,
    CardTakenError,
    ErasedRecordError,
    SealedRecordError,
    UnknownAudienceError,
    UnknownPartyError,
)
from fablab_desk.people.labels import labels_of
from fablab_desk.people.models import NEVER_DUE, Guardian, Party, Person
from fablab_desk.people.numbers import member_number
from fablab_desk.people.piece_errors import YoungGuardianError
from fablab_desk.staff.errors import StaleError
from fablab_desk.staff.queries import last_change

P = TypeVar("P", bound=Party)
_KEEP_RUN = (
    update(Party)
    .where(Party.id == bindparam("party"))
    .values(
        member_from=bindparam("first"),
        member_until=bindparam("last"),
        earlier_until=bindparam("earlier"),
        waiting_on=bindparam("waiting"),
        category_id=bindparam("category"),
        due_on=bindparam("due"),
    )
    .execution_options(synchronize_session=False, autoflush=False)
)


def keep_run(
    session: Session,
    party_id: UUID,
    first: date | None,
    last: date | None,
    earlier: date | None = None,
    *,
    waiting: date | None = None,
    category: UUID | None = None,
) -> None:
    """Keep the last unbroken run of statutory memberships, for lists at a key's pace.

    `earlier` is the last day of the run before it, where that one goes on. Nobody edits it, so
    the version stays: a form open on another desk is not made stale. `waiting`: since when one
    waits for the board.
    """
    run = {"first": first, "last": last, "earlier": earlier, "due": last or NEVER_DUE}
    beside = {"waiting": waiting, "category": category}
    session.execute(_KEEP_RUN, {"party": party_id, **run, **beside})


def load_party(session: Session, kind: type[P], party_id: UUID) -> P:
    """The live record, or a refusal a screen can show."""
    found = session.get(kind, party_id)
    if found is None:
        raise UnknownPartyError
    return found


def load_present(session: Session, kind: type[P], party_id: UUID) -> P:
    """The record, unless it was archived."""
    found = load_party(session, kind, party_id)
    if found.archived_on is not None:
        raise ArchivedPartyError(found.name, found.archived_on)
    return found


def refuse_out_of_reach(session: Session, party_id: UUID) -> None:
    """Of an erased record nothing is left; one of the restricted archive is opened there only."""
    if (erased := session.get(PartyErasure, party_id)) is not None:
        raise ErasedRecordError(erased.at)
    if session.get(SealedRecord, party_id) is not None:
        raise SealedRecordError


def refuse_stale(session: Session, party: Party, seen: int) -> None:
    if party.version != seen:
        raise stale_record(session, party.name, party.id)


def stale_record(session: Session, name: str, record_id: UUID) -> StaleError:
    """The refusal of an edit from an old form, with who changed which fields since."""
    change = last_change(session, record_id)
    if change is None:
        return StaleError(name, "", None, ())
    own = session.scalars(select(CustomField.label).where(CustomField.label.in_(change.columns)))
    labels = [*labels_of(change.columns), *own]
    return StaleError(name, change.account_name, change.at, labels)


def refuse_taken_card(session: Session, card: str | None, party_id: UUID) -> None:
    """A card opens one record only; the problem belongs to the field `card`."""
    if not card:
        return
    holder = session.execute(
        select(Party.name, Party.number, Party.archived_on).where(
            Party.card == card, Party.id != party_id
        )
    ).first()
    if holder is not None:
        number = member_number(holder.number)
        problem = CardTakenError(card, holder.name, number, holder.archived_on)
        raise Problems([("card", problem)])


def refuse_young_guardian(session: Session, person: Person) -> None:
    """Nobody answers for somebody older: the problem belongs to the field `birth_date`."""
    born = person.birth_date
    if born is None:
        return
    named = select(Person.name, Person.birth_date)
    wards = named.join(Guardian, Guardian.child_id == Person.id)
    elders = named.join(Guardian, Guardian.guardian_id == Person.id)
    with session.no_autoflush:
        children = session.execute(wards.where(Guardian.guardian_id == person.id)).all()
        guardians = session.execute(elders.where(Guardian.child_id == person.id)).all()
    young = [(person.name, name) for name, day in children if day and born >= day]
    young += [(name, person.name) for name, day in guardians if day and day >= born]
    if young:
        raise Problems([("birth_date", YoungGuardianError(*young[0]))])


def refuse_unknown_audience(session: Session, draft: PartyDraft) -> None:
    if draft.audience_id and session.get(Audience, draft.audience_id) is None:
        raise Problems([("audience_id", UnknownAudienceError())])
