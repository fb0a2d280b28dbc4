"""A lab with twelve people, three machines and two materials, for a sheet to be typed."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from builders.setup import a_set_up
from fablab_desk.care.service_setup import set_up
from fablab_desk.catalogue.drafts import ArticleDraft
from fablab_desk.catalogue.kinds import ArticleNature, VatNature
from fablab_desk.catalogue.service import add_article
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
from fablab_desk.stock.drafts import LevelDraft, MoveDraft
from fablab_desk.stock.kinds import Store
from fablab_desk.stock.service import keep_article, record_delivery

LAB = "Fablab du Vallon"
PEOPLE = (
    *("Adèle Brunet", "Boris Corti", "Chloé Dumas", "Driss Essaïd", "Elsa Fabre", "Farid Ghali"),
    *("Gaëlle Huet", "Hugo Imbert", "Iris Jolly", "Jonas Keller", "Kadija Lemaire", "Lino Morel"),
)
MACHINES = (("LASER", "Découpeuse laser"), ("I1", "Imprimante 3D 1"), ("VINYLE", "Traceur"))
MATERIALS = (("PMMA", "Acrylique 3 mm"), ("PLA", "Fil PLA"))

# As it stands on the paper: who, which machine, from when, how long, what of which material.
# A machine that is not said is that of the line above, a start that is not said its end.
PAPER = (
    ("ad", "la", "9", "45", ("pm", "1,5")),
    ("bo", "", "", "30", ()),
    ("ch", "", "1030", "75", ()),
    ("dr", "", "", "20", ()),
    ("el", "i1", "910", "90", ("pl", "40")),
    ("gh", "", "", "60", ()),
    ("hu", "", "14", "2h", ()),
    ("=classe de 4e 12", "", "", "45", ()),
    ("im", "vi", "10", "15", ()),
    ("ir", "", "", "25", ()),
    ("ke", "", "11", "40", ()),
    ("ad", "", "", "35", ()),
)


def make_lab(place: Path) -> None:
    """A base of its own, in which nobody is asked for a login."""
    database = open_database(place, BLUEPRINT)
    seat = built_in_seat(database, "Accueil", place.parent / "keys")
    for call in (lambda act: set_up(act, a_set_up(name=LAB)), fill):
        perform(database, seat, utc_now, call)
    database.close()


def fill(act: Act) -> None:
    for name in PEOPLE:
        first, last = name.split()
        admit_person(act, new_key(), PersonDraft(first_name=first, last_name=last))
    for code, name in MACHINES:
        draft = MachineDraft(
            code=code,
            name=name,
            commissioned_on=date(2024, 1, 1),
            needs_membership=False,
            needs_pieces=False,
        )
        add_machine(act, new_key(), draft)
    for code, label in MATERIALS:
        article, level = new_key(), new_key()
        said = ArticleDraft(
            code=code,
            label=label,
            nature=ArticleNature.GOODS,
            vat_nature=VatNature.OUT_OF_SCOPE,
        )
        add_article(act, article, said)
        keep_article(act, level, LevelDraft(article_id=article, store=Store.LAB))
        record_delivery(act, new_key(), level, MoveDraft(quantity=Decimal(500)))
