"""Every table of the house, with its guards and its search; loaded where all are asked for."""

from fablab_desk.agenda import models as agenda
from fablab_desk.assembly import models as assembly
from fablab_desk.care import models as care
from fablab_desk.catalogue import models as catalogue
from fablab_desk.charges import models as charges
from fablab_desk.db import attached, counters
from fablab_desk.db.base import Base
from fablab_desk.db.blueprint import Whole
from fablab_desk.invoicing import models as invoicing
from fablab_desk.invoicing.guards import GUARDS as INVOICING
from fablab_desk.lab import models as lab
from fablab_desk.lab import premises_models as lab_premises
from fablab_desk.logbook import models as logbook
from fablab_desk.machines import models as machines
from fablab_desk.machines import upkeep_models as machines_upkeep
from fablab_desk.memberships import models as memberships
from fablab_desk.occupancy import models as occupancy
from fablab_desk.occupancy.guards import GUARDS as OCCUPANCY
from fablab_desk.papers import models as papers
from fablab_desk.papers.guards import GUARDS as PAPERS
from fablab_desk.payments import models as payments
from fablab_desk.payments.guards import GUARDS as PAYMENTS
from fablab_desk.people import custom_models as people_custom
from fablab_desk.people import erasure_models as people_erasures
from fablab_desk.people import filter_models as people_filters
from fablab_desk.people import models as people
from fablab_desk.people.guards import GUARDS as PEOPLE
from fablab_desk.people.queries import PARTIES_SEARCH
from fablab_desk.projects import models as projects
from fablab_desk.staff import models as staff
from fablab_desk.staff.guards import GUARDS as STAFF
from fablab_desk.stock import models as stock
from fablab_desk.stock.guards import GUARDS as STOCK
from fablab_desk.trainings import models as trainings

GROUND = (attached, counters)
ROOMS = (
    *(*GROUND, lab, lab_premises, staff, papers, catalogue, people, people_custom, people_filters),
    *(people_erasures, stock),
    *(charges, payments, memberships, assembly),
    *(occupancy, machines, machines_upkeep, projects, agenda, trainings, logbook),
    *(invoicing, care),
)
WHOLE = Whole(
    metadata=Base.metadata,
    guards=STAFF + PAPERS + STOCK + PEOPLE + PAYMENTS + OCCUPANCY + INVOICING,
    searches=(PARTIES_SEARCH,),
)
