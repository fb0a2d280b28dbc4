"""A lab after its season: 206 people and a town may renew, three more held a plan that is gone."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from builders.setup import a_set_up
from fablab_desk.care.service_setup import set_up
from fablab_desk.care.setup import PlanAnswer
from fablab_desk.clock import utc_now
from fablab_desk.db.opening import open_database
from fablab_desk.keys import new_key
from fablab_desk.memberships.models import MembershipPlan
from fablab_desk.memberships.periods import Period
from fablab_desk.memberships.service_plans import archive_plan
from fablab_desk.memberships.take_over import TakenOver, take_over
from fablab_desk.people.drafts import OrganisationDraft, PersonDraft
from fablab_desk.people.service import admit_organisation, admit_person
from fablab_desk.people.service_household import name_payer
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.act import Act
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.unit import perform

LAB = "Fablab du Vallon"
ADULT, CHILD, TOWN, GONE = "Individuelle", "Jeune", "Commune", "Ancienne formule"
FEES = {ADULT: 20, CHILD: 12, TOWN: 150, GONE: 30}
PEOPLE = 206
HELD_GONE = ("Simone Tardy", "Urbain Vasseur", "Yvette Zola")
FIRST = (
    *("Adèle", "Basile", "Chloé", "Driss", "Elsa", "Farid", "Gaëlle", "Hugo", "Iris", "Jonas"),
    *("Kadija", "Lino", "Maya", "Nils", "Olga"),
)
LAST = (
    *("Brunet", "Corti", "Dumas", "Essaïd", "Fabre", "Ghali", "Huet", "Imbert", "Jolly"),
    *("Keller", "Lemaire", "Morel", "Noiret", "d’Obrecht"),
)


def is_child(place: int) -> bool:
    """Of four in a row the last is a child for whom the one before pays."""
    return place % 4 == 3


def has_email(place: int) -> bool:
    return place % 3 > 0


def last_season(today: date) -> Period:
    """The last one that is over."""
    ended = date(today.year - (today.month < 9), 8, 31)
    return Period(date(ended.year - 1, 9, 1), ended)


def make_lab(place: Path) -> None:
    """A base of its own, in which nobody is asked for a login."""
    database = open_database(place, BLUEPRINT)
    plans = tuple(
        PlanAnswer(label=label, fee=Decimal(fee), for_organisations=label == TOWN)
        for label, fee in FEES.items()
    )
    answers = a_set_up(name=LAB, plans=plans, audiences=("Grand public",))
    seat = built_in_seat(database, "Accueil", place.parent / "keys")
    for call in (lambda act: set_up(act, answers), _fill):
        perform(database, seat, utc_now, call)
    database.close()


def _fill(act: Act) -> None:
    plans = {
        row.label: row.id
        for row in act.session.execute(select(MembershipPlan.label, MembershipPlan.id))
    }
    held: dict[UUID, str] = {}
    before = None
    for place in range(PEOPLE):
        key = _admit(act, f"{FIRST[place % 15]} {LAST[place % 14]}", place)
        held[key] = CHILD if is_child(place) else ADULT
        if is_child(place) and before:
            name_payer(act, new_key(), key, before)
        before = key
    for place, name in enumerate(HELD_GONE):
        held[_admit(act, name, 3 * place)] = GONE
    town = new_key()
    admit_organisation(
        act, town, OrganisationDraft(name="Commune de Bourg-Neuf", email="mairie@exemple.fr")
    )
    held[town] = TOWN
    act.session.flush()
    season = last_season(act.day)
    take_over(
        act,
        [
            TakenOver(
                party_id=key, plan_id=plans[label], entered_on=season.starts_on, period=season
            )
            for key, label in held.items()
        ],
    )
    archive_plan(act, plans[GONE])


def _admit(act: Act, name: str, place: int) -> UUID:
    key = new_key()
    first, _, last = name.partition(" ")
    draft = PersonDraft(
        first_name=first,
        last_name=last,
        email=f"adherent{place}@exemple.fr" if has_email(place) else "",
        address=f"{place % 40 + 1} rue des Essais",
        postal_code="42000",
        city="Saint-Étienne",
        known_twin=True,
    )
    admit_person(act, key, draft)
    return key
