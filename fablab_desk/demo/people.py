"""The people of the demo lab: who they are, who answers for the young ones, who enrols."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import select

from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.charges.service import waive_charge
from fablab_desk.demo import catalogue
from fablab_desk.demo.invented import Invented, invent, lists
from fablab_desk.demo.till import Counter
from fablab_desk.keys import new_key
from fablab_desk.lab.models import Audience
from fablab_desk.memberships.models import MembershipPlan
from fablab_desk.memberships.periods import Period
from fablab_desk.memberships.service import attest_membership, cancel_membership, enrol
from fablab_desk.memberships.take_over import TakenOver, take_over
from fablab_desk.people.drafts import OrganisationDraft, PersonDraft
from fablab_desk.people.kinds import (
    ConsentKind,
    ConsentSource,
    Gender,
    OrganisationKind,
    PartyKind,
)
from fablab_desk.people.models import Party, Person
from fablab_desk.people.service import admit_organisation, admit_person, archive_party
from fablab_desk.people.service_family import (
    ConsentDraft,
    GuardianDraft,
    add_guardian,
    record_consent,
)
from fablab_desk.people.service_household import name_payer
from fablab_desk.staff.act import Act

Does = Callable[[Callable[[Act], Any]], Any]
ORGANISATIONS = 10
ATTESTED_EVERY = 12
ADULT = 18
ALERTS = (
    "Préfère être appelée le soir",
    "A laissé une clé USB à l’accueil",
    "Attend la prochaine initiation laser",
)


class Cast:
    def __init__(self, does: Does, random: Random, many: int, today: date) -> None:
        self._does = does
        self._random = random
        self._today = today
        self._people = list(islice(invent(random, today), many))
        self._keys: dict[int, UUID] = {}
        self._audiences: dict[str, UUID] = does(_audiences)
        self._plans: dict[str, UUID] = does(_plans)
        self._structures: list[UUID] = []
        self._memberships: list[UUID] = []

    @property
    def known(self) -> list[UUID]:
        """Who was recorded so far, in that order."""
        return list(self._keys.values())

    @property
    def adults(self) -> list[UUID]:
        return [key for place, key in self._keys.items() if not self._is_minor(self._people[place])]

    def keys_of(self, places: Iterable[int]) -> list[UUID]:
        return [self._keys[place] for place in places]

    @property
    def structures(self) -> Sequence[UUID]:
        return self._structures

    @property
    def audiences(self) -> Mapping[str, UUID]:
        return self._audiences

    def arrive(self, act: Act, place: int) -> UUID:
        """Record a person the first time they come; a minor brings a parent."""
        if place not in self._keys:
            one = self._people[place]
            key = self._keys[place] = self._admit(act, one, place)
            if self._is_minor(one):
                self._bring_parent(act, key, place)
            if self._random.random() < 0.6:
                self._ask_consent(act, key)
        return self._keys[place]

    def enrol(self, act: Act, place: int) -> list[UUID]:
        """Record a membership; who owes its fee is told, and nobody if it could not be."""
        key = self.arrive(act, place)
        payers = [self._enrol(act, key, catalogue.PERSON_PLAN)]
        if len(self._structures) < ORGANISATIONS and self._random.random() < 0.08:
            structure = self._found_structure(act)
            payers.append(self._enrol(act, structure, catalogue.STRUCTURE_PLAN))
        return payers

    def renew_structure(self, act: Act, key: UUID) -> None:
        self._enrol(act, key, catalogue.STRUCTURE_PLAN)

    def take_over(self, act: Act, first_season: list[tuple[int, date]]) -> None:
        """The members of the season before the program came, as a list that was kept elsewhere."""
        rows = []
        for place, entered_on in first_season:
            key = self.arrive(act, place)
            period = Period(entered_on, date(entered_on.year + (entered_on.month > 8), 8, 31))
            plan_id = self._plans[catalogue.PERSON_PLAN]
            rows.append(
                TakenOver(party_id=key, plan_id=plan_id, entered_on=entered_on, period=period)
            )
        act.session.flush()
        take_over(act, rows)

    def settle_odds_and_ends(self, counter: Counter) -> None:
        """Papers, things taken back or given up: every state is there to be seen."""
        self._does(self._begin_later)
        for membership_id in self._memberships[-ATTESTED_EVERY * 12 :: ATTESTED_EVERY]:
            self._does(partial(attest_membership, paper_id=new_key(), membership_id=membership_id))
        self._does(_give_up)
        counter.take_one_back()
        for gone in list(self._keys.values())[:1]:
            self._does(partial(archive_party, party_id=gone))

    def _begin_later(self, act: Act) -> None:
        """Somebody new paid online for the season to come."""
        new = select(Party.id).where(Party.member_from.is_(None), Party.kind == PartyKind.PERSON)
        begin = date(act.day.year + (act.day.month > 8), 9, 1)
        season = Period(begin, date(begin.year + 1, 8, 31))
        plan_id = self._plans[catalogue.PERSON_PLAN]
        take_over(
            act,
            [
                TakenOver(party_id=key, plan_id=plan_id, entered_on=act.day, period=season)
                for key in act.session.scalars(new.order_by(Party.number).limit(1))
            ],
        )

    def _is_minor(self, one: Invented) -> bool:
        born = one.birth_date
        return born is not None and self._today.year - born.year < ADULT + 3

    def _admit(self, act: Act, one: Invented, place: int) -> UUID:
        key = new_key()
        draft = PersonDraft(
            first_name=one.first_name,
            last_name=one.last_name,
            gender=one.gender,
            birth_date=one.birth_date,
            email=one.email,
            phone=one.phone,
            address=one.address,
            postal_code=one.postal_code,
            city=one.city,
            profession=one.profession,
            audience_id=self._audiences[self._audience(one)],
            card=f"{10_000_000 + place * 7919}" if place % 3 == 0 else "",
            alert=self._random.choice(ALERTS) if place % 37 == 5 else "",
            known_twin=True,
        )
        admit_person(act, key, draft)
        return key

    def _audience(self, one: Invented) -> str:
        if self._is_minor(one):
            return catalogue.PUPIL
        if "étudiant" in one.profession:
            return catalogue.STUDENT
        if "emploi" in one.profession:
            return catalogue.SEEKER
        return self._random.choice((catalogue.PUBLIC, catalogue.PUBLIC, catalogue.MAKER))

    def _bring_parent(self, act: Act, child_id: UUID, place: int) -> None:
        """Of four children two have one who holds authority alone, and one has both parents."""
        parent_id, household_id, child = new_key(), new_key(), self._people[place]
        age = self._random.randint(34, 52)
        draft = PersonDraft(
            first_name=self._random.choice(lists()["female"]),
            last_name=child.last_name,
            gender=Gender.FEMALE,
            birth_date=date(self._today.year - age, 5, 12),
            email=child.email and f"parent.{child.email}",
            phone=child.phone,
            address=child.address,
            postal_code=child.postal_code,
            city=child.city,
            audience_id=self._audiences[catalogue.PUBLIC],
            known_twin=True,
        )
        alone, both = place % 2 == 0, place % 4 == 1
        link = GuardianDraft(child_id=child_id, guardian_id=parent_id, sole_holder=alone)
        admit_person(act, parent_id, draft)
        act.session.flush()
        _answer_for(act, link)
        if both:
            father, names = new_key(), lists()["male"]
            first_name = names[place % len(names)]
            admit_person(act, father, replace(draft, first_name=first_name, gender=Gender.MALE))
            act.session.flush()
            _answer_for(act, GuardianDraft(child_id=child_id, guardian_id=father))
        name_payer(act, household_id, child_id, parent_id)
        act.session.flush()

    def _ask_consent(self, act: Act, key: UUID) -> None:
        draft = ConsentDraft(
            person_id=key,
            kind=ConsentKind.NEWSLETTER,
            given=self._random.random() < 0.8,
            wording="2023-09",
            source=ConsentSource.FORM,
        )
        record_consent(act, new_key(), draft)

    def _found_structure(self, act: Act) -> UUID:
        name, kind = lists()["organisations"][len(self._structures)]
        key = new_key()
        draft = OrganisationDraft(
            name=name,
            organisation_kind=OrganisationKind(kind),
            email=f"structure{len(self._structures) + 1}@example.org",
            city="Saint-Étienne",
            postal_code="42000",
            audience_id=self._audiences[catalogue.ASSOCIATION],
        )
        admit_organisation(act, key, draft)
        act.session.flush()
        self._structures.append(key)
        return key

    def _enrol(self, act: Act, key: UUID, plan: str) -> UUID:
        membership_id = new_key()
        enrol(act, membership_id, key, self._plans[plan], act.day)
        self._memberships.append(membership_id)
        return key


def _answer_for(act: Act, link: GuardianDraft) -> None:
    """Who is of age by the day the child comes has no guardian."""
    if act.session.get_one(Person, link.child_id).is_minor_on(act.day):
        add_guardian(act, new_key(), link)


def _give_up(act: Act) -> None:
    """A membership entered twice is cancelled, and a fee is not asked for."""
    owed = select(Charge.id, Charge.fact_id).where(Charge.state == ChargeState.OPEN)
    rows = act.session.execute(owed.order_by(Charge.id).limit(2)).all()
    for row in rows[:1]:
        cancel_membership(act, row.fact_id, "Saisie deux fois")
    for row in rows[1:]:
        waive_charge(act, row.id, "A donné un coup de main toute l’année")


def _audiences(act: Act) -> dict[str, UUID]:
    return {row.label: row.id for row in act.session.execute(select(Audience.label, Audience.id))}


def _plans(act: Act) -> dict[str, UUID]:
    found = act.session.execute(select(MembershipPlan.label, MembershipPlan.id))
    return {row.label: row.id for row in found}
