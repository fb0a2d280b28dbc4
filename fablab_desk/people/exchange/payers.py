"""Who pays for the people of a file: somebody known, another line, or somebody new."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fablab_desk.db.chunks import chunks
from fablab_desk.errors import DeskError
from fablab_desk.keys import new_key
from fablab_desk.people.exchange import errors
from fablab_desk.people.exchange.identifying import is_organisation
from fablab_desk.people.exchange.known import KnownParties
from fablab_desk.people.exchange.preview import NewPayer
from fablab_desk.people.exchange.reading import PayerReading
from fablab_desk.people.models import Household, HouseholdMember


class Payers:
    """`enrolled` leads from (name key, e-mail) to the people of the file."""

    def __init__(
        self, session: Session, known: KnownParties, enrolled: Mapping[tuple[str, str], UUID]
    ) -> None:
        self._known = known
        self._enrolled = enrolled
        self._session = session
        self._payer_of: dict[UUID, UUID] = {}
        self._paying: set[UUID] = set()
        self.new: dict[tuple[str, str], NewPayer] = {}

    def look_up(self, people: Iterable[UUID]) -> None:
        """Learn the households these people belong to or pay for."""
        joined = select(HouseholdMember.person_id, Household.payer_id).join(
            Household, Household.id == HouseholdMember.household_id
        )
        for chunk in chunks(people):
            for column in (HouseholdMember.person_id, Household.payer_id):
                for person_id, payer_id in self._session.execute(joined.where(column.in_(chunk))):
                    self._payer_of[person_id] = payer_id
                    self._paying |= {payer_id} - {person_id}

    def settle(self, person_id: UUID, payer: PayerReading) -> tuple[UUID | None, list[DeskError]]:
        """The payer to write for a person, or None where nothing changes; and what to tell."""
        if person_id in self._payer_of:
            return None, []
        payer_id = None if person_id in self._paying else self._find(payer)
        paid_for = payer_id is not None and self._payer_of.get(payer_id, payer_id) != payer_id
        if payer_id is None or payer_id == person_id or paid_for:
            return None, [errors.PayerLeftOutError(payer.name)]
        self._payer_of[person_id] = payer_id
        self._paying.add(payer_id)
        return payer_id, [errors.PayerError(payer.name)]

    def _find(self, payer: PayerReading) -> UUID | None:
        """None where several people could be meant."""
        key = (payer.key, payer.email.casefold())
        if key in self._enrolled:
            return self._enrolled[key]
        if key in self.new:
            return self.new[key].id
        rows = [row for row in self._known.by_key.get(payer.key, []) if not is_organisation(row)]
        same = [row.id for row in rows if self._known.emails_of(row) & {key[1], ""}]
        if rows:
            self.look_up(same)
            return same[0] if len(same) == 1 else None
        self.new[key] = NewPayer(new_key(), payer)
        return self.new[key].id
