"""Works at the counter of the base of its argument without a pause, and says what was confirmed."""

import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from fablab_desk.charges.queries import list_open_charges
from fablab_desk.clock import utc_now
from fablab_desk.db.opening import open_database
from fablab_desk.keys import new_key
from fablab_desk.logbook.drafts import UseDraft
from fablab_desk.logbook.service import record_sheet
from fablab_desk.machines.models import Machine
from fablab_desk.memberships.models import MembershipPlan
from fablab_desk.memberships.service import enrol
from fablab_desk.payments.drafts import CashingDraft, Part, Tick
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.queries import list_methods
from fablab_desk.payments.service import cash
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.service import admit_person
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.act import Act
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.unit import perform

T = TypeVar("T")


class Counter:
    def __init__(self, place: Path, keys: Path, seed: int) -> None:
        self._database = open_database(place, BLUEPRINT)
        self._seat = built_in_seat(self._database, "counter", keys)
        self._random = Random(seed)
        self._newcomers: list[UUID] = []
        self._owing: list[UUID] = []
        self._typed = self._random.randrange(1000)
        self._first = utc_now() - timedelta(days=500 * self._random.random())
        with self._database.reading() as session:
            self._machines = list(session.scalars(select(Machine.id)))
            plans = select(MembershipPlan.id).where(~MembershipPlan.for_organisations)
            self._plan = session.scalars(plans).first()
            self._card = next(
                one.id for one in list_methods(session) if one.kind is MethodKind.CARD
            )

    def work(self) -> None:
        """One act, said once it is confirmed: what it is, and the key of what it wrote."""
        key = new_key()
        if self._machines and self._random.random() < 0.3:
            lines = [(new_key(), self._use(place)) for place in range(self._random.randint(1, 12))]
            self._does(partial(record_sheet, lines=lines))
            for line, _ in lines:
                _say("uses", line)
        elif self._owing and self._random.random() < 0.5:
            payer = self._owing.pop()
            self._does(partial(self._cash, key=key, payer=payer))
            _say("cashings", key)
        elif self._newcomers and self._random.random() < 0.6:
            person = self._newcomers.pop()
            assert self._plan
            plan = self._plan
            self._does(lambda act: enrol(act, key, person, plan, act.day))
            self._owing.append(person)
            _say("memberships", key)
        else:
            name = f"Personne {self._random.randrange(10**9)}"
            draft = PersonDraft(first_name="Ada", last_name=name)
            self._does(lambda act: admit_person(act, key, draft))
            self._newcomers.append(key)
            _say("parties", key)

    def _use(self, place: int) -> UseDraft:
        """A line of the sheet of one of the days before, so that none is at the time of another."""
        self._typed += 1
        start = self._first - timedelta(hours=2 * self._typed, minutes=self._random.randrange(59))
        return UseDraft(
            machine_id=self._machines[place % len(self._machines)],
            label=f"classe {place}",
            heads=12,
            starts_at=start,
            ends_at=start + timedelta(hours=1),
        )

    def _cash(self, act: Act, key: UUID, payer: UUID) -> None:
        charges = list_open_charges(act.session, payer)
        ticks = tuple(Tick(charge_id=charge.id) for charge in charges)
        part = Part(method_id=self._card, amount=charges[0].due)
        cash(act, key, CashingDraft(payer_id=payer, ticks=ticks, parts=(part,)))

    def _does(self, call: Callable[[Act], T]) -> T:
        return perform(self._database, self._seat, utc_now, call).result


def _say(table: str, key: UUID) -> None:
    sys.stdout.write(f"{table} {key}\n")
    sys.stdout.flush()


def main() -> None:
    place, keys, seed = sys.argv[1:]
    counter = Counter(Path(place), Path(keys), int(seed))
    while True:
        counter.work()


if __name__ == "__main__":
    main()
