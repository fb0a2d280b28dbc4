"""The general assembly that the demo lab held, and the board it elected."""

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from fablab_desk.assembly.drafts import AssemblyDraft, MandateDraft
from fablab_desk.assembly.kinds import AssemblyKind, Office, Presence
from fablab_desk.assembly.service import close_assembly, convene, plan_assembly
from fablab_desk.assembly.service_attendance import enter_presence
from fablab_desk.assembly.service_mandates import give_mandate, resign
from fablab_desk.assembly.voters import list_called, list_voters_on
from fablab_desk.clock import add_months
from fablab_desk.keys import new_key
from fablab_desk.people.kinds import PartyKind
from fablab_desk.staff.act import Act

Does = Callable[[Callable[[Act], Any]], Any]
AGO = timedelta(days=40)
NOTICE = timedelta(days=15)
CAME, SENT = 0.3, 0.12  # shares of the voters
MOST_CAME = 60
LEAST_AGE, FEWEST = 16, 10
AGENDA = """Rapport moral et rapport d’activité
Rapport financier et affectation du résultat
Montant des cotisations
Élection du conseil d’administration
Questions diverses"""
OFFICES = (Office.PRESIDENT, Office.TREASURER, Office.SECRETARY, Office.MEMBER, Office.MEMBER)
A_YEAR = 12


def hold_assembly(does: Does, seed: int, today: date) -> None:
    """It met forty days ago; the members of that day voted, where there were enough."""
    key, day = new_key(), today - AGO
    if does(lambda act: list_voters_on(day, LEAST_AGE).count(act.session)) < FEWEST:
        return
    draft = AssemblyDraft(
        kind=AssemblyKind.ORDINARY,
        day=day,
        begins=time(18, 30),
        place="Salle des fêtes, 3 place de l’Exemple",
        agenda=AGENDA,
        record_on=day,
        quorum=25,
        least_age=LEAST_AGE,
    )
    does(partial(plan_assembly, assembly_id=key, draft=draft))
    does(partial(convene, assembly_id=key, on=day - NOTICE))
    does(partial(_attend, assembly_id=key, random=Random(seed)))
    does(partial(close_assembly, assembly_id=key))
    does(partial(_elect, assembly_id=key, day=day))


def _attend(act: Act, assembly_id: UUID, random: Random) -> None:
    voters = [row.id for row in list_called(assembly_id).every(act.session)]
    there = random.sample(voters, min(MOST_CAME, round(len(voters) * CAME)))
    away = sorted(set(voters) - set(there))
    sent = random.sample(away, min(len(there), round(len(voters) * SENT), len(away)))
    for voter in there:
        enter_presence(act, assembly_id, voter, Presence.PRESENT)
    for voter, holder in zip(sent, there, strict=False):
        enter_presence(act, assembly_id, voter, Presence.REPRESENTED, holder)


def _elect(act: Act, assembly_id: UUID, day: date) -> None:
    """One of the board before left it early; who follows sits until the next assembly."""
    present = list_called(assembly_id, presence=Presence.PRESENT).every(act.session)
    people = [row.id for row in present if row.kind is PartyKind.PERSON][: len(OFFICES) + 1]
    if not people:
        return
    left, before = new_key(), add_months(day, -A_YEAR)
    former = MandateDraft(
        person_id=people[-1], office=Office.SECRETARY, starts_on=before, ends_on=day
    )
    give_mandate(act, left, former)
    resign(act, left, day - NOTICE)
    for person_id, office in zip(people, OFFICES, strict=False):
        draft = MandateDraft(
            person_id=person_id,
            office=office,
            starts_on=day + timedelta(days=1),
            ends_on=add_months(day, A_YEAR),
        )
        give_mandate(act, new_key(), draft)
