"""A lab with a laser, its first trainer and eight people, for a training to be held."""

from datetime import date, timedelta
from pathlib import Path

from builders.setup import a_set_up
from fablab_desk.care.service_setup import set_up
from fablab_desk.clock import utc_now
from fablab_desk.db.opening import open_database
from fablab_desk.keys import new_key
from fablab_desk.machines.drafts import MachineDraft
from fablab_desk.machines.service import add_machine
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.service import admit_person
from fablab_desk.schema import BLUEPRINT
from fablab_desk.staff.act import Act
from fablab_desk.staff.login import built_in_seat
from fablab_desk.staff.unit import perform
from fablab_desk.trainings.drafts import GrantDraft
from fablab_desk.trainings.kinds import Level
from fablab_desk.trainings.service_certifications import grant_first

LAB = "Fablab du Vallon"
LASER = "Découpeuse laser"
TRAINER = "Samira Oulad"
PEOPLE = (
    *("Adèle Brunet", "Boris Corti", "Chloé Dumas", "Driss Essaïd"),
    *("Elsa Fabre", "Farid Ghali", "Gaëlle Huet", "Hugo Imbert"),
)

SEATS = 7  # the eighth waits
FREE, ABSENT, FAILED = PEOPLE[1], PEOPLE[2], PEOPLE[3]
PASSED = tuple(who for who in PEOPLE[:SEATS] if who != FAILED)
DAYS = [date.today() - timedelta(days=ago) for ago in (2, 1)]  # noqa: DTZ011


def make_lab(place: Path) -> None:
    """A base of its own, in which nobody is asked for a login."""
    database = open_database(place, BLUEPRINT)
    seat = built_in_seat(database, "Accueil", place.parent / "keys")
    for call in (lambda act: set_up(act, a_set_up(name=LAB)), fill):
        perform(database, seat, utc_now, call)
    database.close()


def fill(act: Act) -> None:
    keys = {}
    for name in (TRAINER, *PEOPLE):
        first, last = name.split()
        keys[name] = new_key()
        admit_person(act, keys[name], PersonDraft(first_name=first, last_name=last))
    laser = new_key()
    draft = MachineDraft(
        code="LASER",
        name=LASER,
        commissioned_on=date(2024, 1, 1),
        needs_membership=False,
        needs_pieces=False,
    )
    add_machine(act, laser, draft)
    act.session.flush()
    held = GrantDraft(
        person_id=keys[TRAINER],
        level=Level.TRAINER,
        machine_id=laser,
        granted_on=date(2025, 1, 6),
    )
    grant_first(act, new_key(), held, "la première")
