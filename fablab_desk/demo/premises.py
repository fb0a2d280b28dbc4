"""Where and when the demo lab receives, and who insures it; all of it invented."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from fablab_desk.keys import new_key
from fablab_desk.lab.premises_drafts import ClosureDraft, HoursDraft, InsuranceDraft, SpaceDraft
from fablab_desk.lab.service_hours import add_closure, add_hours
from fablab_desk.lab.service_insurance import add_insurance
from fablab_desk.lab.service_spaces import add_space

SPACES = (
    ("Accueil", "Café, documentation, rendez-vous"),
    ("Atelier numérique", "Imprimantes 3D, découpe laser, ordinateurs"),
    ("Électronique", "Postes à souder, mesures"),
    ("Bois et textile", "Établi, machines à coudre, brodeuse"),
)
ENDS_IN = timedelta(days=45)  # the insurance presses


def settle_in(does: Callable[[Callable[..., Any]], Any], begin: date, today: date) -> None:
    for label, remark in SPACES:
        space = SpaceDraft(label=label, remark=remark)
        does(partial(add_space, space_id=new_key(), draft=space))
    week = HoursDraft(valid_from=begin, wednesday="14h-18h", saturday="10h-13h")
    does(partial(add_hours, hours_id=new_key(), draft=week))
    now = HoursDraft(
        valid_from=date(today.year, 1, 1),
        label="Avec le jeudi soir",
        wednesday="10h-12h 14h-18h",
        thursday="17h-21h",
        saturday="10h-13h",
    )
    does(partial(add_hours, hours_id=new_key(), draft=now))
    for year in (today.year - 1, today.year):
        closed = ClosureDraft(
            label="Fermeture de fin d’année",
            starts_on=date(year, 12, 23),
            ends_on=date(year + 1, 1, 2),
        )
        does(partial(add_closure, closure_id=new_key(), draft=closed))
    ends_on = today + ENDS_IN
    insured = InsuranceDraft(
        insurer="Mutuelle de l’Exemple",
        policy_number="RC-2042-0117",
        starts_on=ends_on - timedelta(days=364),
        ends_on=ends_on,
    )
    does(partial(add_insurance, insurance_id=new_key(), draft=insured))
