"""The lab a Wednesday begins in: who is known, holds a card, is late, is there twice."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
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
from fablab_desk.memberships.take_over import TakenOver, take_over
from fablab_desk.people.drafts import OrganisationDraft, PersonDraft
from fablab_desk.people.service import admit_organisation, admit_person
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.act import Act
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.unit import perform

LAB = "Fablab du Vallon"
PLAN = "Adhésion individuelle"
KNOWN = (
    *("Adèle Brunet", "Basile Corti", "Chloé Dumas", "Driss Essaïd", "Elsa Fabre", "Farid Ghali"),
    *("Gaëlle Huet", "Hugo Imbert", "Iris Jolly", "Jonas Keller", "Kadija Lemaire", "Lino Morel"),
    *("Maya Noiret", "Nils Obrecht", "Olga Perrin", "Paco Quentin"),
)
REGULARS = (
    *("adele", "bas", "chl", "dri", "els", "far"),
    *("gae", "hug", "iris", "jon", "kad", "lino"),
    *("may", "nils", "olg", "pac"),
)
CARDS = tuple(f"2600{place}4817" for place in range(9))
LATE = ("thal", "ursu", "vick")
LATE_NAMES = ("Thalia Renoir", "Ursule Sabatier", "Vickie Tessier")
TWICE = "Colette Delorme"
BORN = date(1979, 6, 2)


def make_lab(place: Path) -> None:
    """A base of its own, in which nobody is asked for a login."""
    database = open_database(place, BLUEPRINT)
    plans = (
        PlanAnswer(label=PLAN, fee=Decimal(20)),
        PlanAnswer(label="Adhésion structure", fee=Decimal(100), for_organisations=True),
    )
    answers = a_set_up(name=LAB, plans=plans, audiences=("Grand public", "Étudiant", "Scolaire"))
    seat = built_in_seat(database, "Accueil", place.parent / "keys")
    for call in (lambda act: set_up(act, answers), _fill):
        perform(database, seat, utc_now, call)
    database.close()


def _fill(act: Act) -> None:
    for name in KNOWN:
        _admit(act, name)
    for place, card in enumerate(CARDS):
        _admit(act, f"Wanda{'abcdefghi'[place]} Xavier", card=card)
    admit_organisation(act, new_key(), OrganisationDraft(name="Collège des Essais"))
    for _ in range(2):
        _admit(act, TWICE, birth_date=BORN, known_twin=True)
    late = [_admit(act, name) for name in LATE_NAMES]
    act.session.flush()
    plan_id = act.session.scalars(
        select(MembershipPlan.id).where(MembershipPlan.label == PLAN)
    ).one()
    ended = date(act.day.year - (act.day.month < 9), 8, 31)
    season = Period(date(ended.year - 1, 9, 1), ended)
    take_over(
        act,
        [
            TakenOver(party_id=key, plan_id=plan_id, entered_on=season.starts_on, period=season)
            for key in late
        ],
    )


def _admit(act: Act, name: str, **more: Any) -> UUID:
    key = new_key()
    first, _, last = name.partition(" ")
    admit_person(act, key, PersonDraft(first_name=first, last_name=last, **more))
    return key
