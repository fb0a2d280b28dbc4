"""What people of the demo lab make, how it is accompanied, and what is lent."""

from datetime import date, timedelta

from sqlalchemy import select, update

from fablab_desk.keys import new_key
from fablab_desk.logbook.models import Use
from fablab_desk.machines.models import Machine
from fablab_desk.machines.service_loans import add_kit, lend, take_back_loan
from fablab_desk.machines.upkeep_drafts import KitDraft, LoanDraft
from fablab_desk.memberships.members import members_on
from fablab_desk.people.models import Organisation, Person
from fablab_desk.projects.drafts import MeetingDraft, ProjectDraft
from fablab_desk.projects.kinds import ProjectRole, ProjectStage
from fablab_desk.projects.service import keep_project, name_person, note_meeting
from fablab_desk.staff.act import Act

IDEA, PROTOTYPE = ProjectStage.IDEA, ProjectStage.PROTOTYPE
TRIAL, DONE = ProjectStage.TRIAL, ProjectStage.DONE
PROJECTS = (  # title, what it is, machine, begun days ago, meetings: days ago, minutes, stage, said
    (
        "Joëlette pour randonnée adaptée",
        "Des pièces imprimées pour alléger un fauteuil de randonnée à une roue.",
        "PRINT1",
        160,
        (
            (150, 60, IDEA, "Ce qui manque au modèle du commerce"),
            (96, 90, PROTOTYPE, "Premières attaches en PETG, trop souples"),
            (21, 120, TRIAL, "Essai sur le sentier : tenir le frein d’une main"),
        ),
    ),
    (
        "Lampe de chevet en bois et PMMA",
        "Une lampe à monter sans colle, découpée dans deux plaques.",
        "LASER1",
        75,
        (),
    ),
    (
        "Ruches connectées du collège",
        "Peser quatre ruches et suivre leur température, avec une classe.",
        "LASER1",
        240,
        (
            (230, 45, IDEA, "Choix des capteurs avec les élèves"),
            (120, 60, PROTOTYPE, "Boîtier étanche, première pesée"),
            (40, 45, DONE, "Les quatre ruches envoient leurs mesures"),
        ),
    ),
)
KITS = (  # code, name, contents, lent days ago (0: here), due in days
    ("MALLE-ROBOT", "Malle robots", "6 robots\n6 câbles\n1 piste\n1 guide de l’animateur", 24, -3),
    ("MALLE-ELEC", "Malle électronique", "12 cartes\n12 plaques d’essai\n24 piles", 0, 0),
)


def make_things(act: Act, today: date) -> None:
    wanted = select(Person.id).where(Person.id.in_(members_on(today)), Person.archived_on.is_(None))
    people = list(act.session.scalars(wanted.order_by(Person.number).limit(4)))
    towns = act.session.scalars(
        select(Organisation.id)
        .where(Organisation.archived_on.is_(None))
        .order_by(Organisation.number)
        .limit(1)
    )
    organisation = next(iter(towns), None)
    if len(people) < 4:
        return
    for place, (title, text, code, begun, meetings) in enumerate(PROJECTS):
        key = new_key()
        draft = ProjectDraft(
            title=title,
            text=text,
            stage=PROTOTYPE,
            accompanied=bool(meetings),
            organisation_id=organisation if meetings else None,
            begun_on=today - timedelta(days=begun),
            licence="CC BY-SA 4.0",
        )
        keep_project(act, key, draft)
        name_person(act, key, people[place], ProjectRole.LEADS)
        if meetings:
            name_person(act, key, people[3], ProjectRole.ACCOMPANIES)
        for ago, minutes, stage, said in meetings:
            meeting = MeetingDraft(
                day=today - timedelta(days=ago),
                minutes=minutes,
                stage=stage,
                person_id=people[3],
                text=said,
            )
            note_meeting(act, new_key(), key, meeting)
        act.session.flush()
        of_project = (
            select(Use.id)
            .join(Machine, Machine.id == Use.machine_id)
            .where(Machine.code == code, Use.day >= today - timedelta(days=begun))
            .order_by(Use.day, Use.starts_at, Use.id)
            .offset(place)
            .limit(4)
        )
        for use in list(act.session.scalars(of_project)):
            act.session.execute(update(Use).where(Use.id == use).values(project_id=key))
    for code, name, contents, ago, due in KITS:
        kit = new_key()
        add_kit(act, kit, KitDraft(code=code, name=name, contents=contents))
        if ago and organisation:
            loan = LoanDraft(
                kit_id=kit,
                borrower_id=organisation,
                out_on=today - timedelta(days=ago),
                due_on=today + timedelta(days=due),
                state_out="complète",
            )
            lend(act, new_key(), loan)
        elif organisation:
            earlier = new_key()
            out = today - timedelta(days=60)
            draft_of = LoanDraft(kit_id=kit, borrower_id=organisation, out_on=out)
            lend(act, earlier, draft_of)
            back = out + timedelta(days=12)
            take_back_loan(act, earlier, "une plaque d’essai manque", back)
