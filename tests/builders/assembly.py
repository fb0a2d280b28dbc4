"""General assemblies, their voters, and the board."""

from dataclasses import replace
from datetime import date, time
from uuid import UUID

from builders import Worker
from builders.memberships import a_member, a_plan
from builders.people import a_person
from fablab_desk.assembly.drafts import AssemblyDraft, MandateDraft
from fablab_desk.assembly.kinds import AssemblyKind, Office, Presence
from fablab_desk.assembly.service import convene, plan_assembly
from fablab_desk.assembly.service_attendance import enter_presence
from fablab_desk.assembly.service_mandates import give_mandate
from fablab_desk.keys import new_key

MEETS = date(2026, 3, 2)  # the day of every test
USUAL = AssemblyDraft(
    kind=AssemblyKind.ORDINARY,
    day=MEETS,
    begins=time(18, 30),
    place="Salle des fêtes",
    agenda="Rapport moral\nRapport financier\nÉlection du conseil",
    record_on=MEETS,
    quorum=25,
    most_proxies=2,
)


def an_assembly(worker: Worker, **said: object) -> UUID:
    key, draft = new_key(), replace(USUAL, **said)  # type: ignore[arg-type]
    worker.does(lambda act: plan_assembly(act, key, draft))
    return key


def some_voters(worker: Worker, *names: str) -> list[UUID]:
    """Members from today on, by one plan that votes; known by their first names."""
    plan = a_plan(worker)
    keys = [a_person(worker, name) for name in names]
    for key in keys:
        a_member(worker, key, plan)
    return keys


def convened(worker: Worker, assembly_id: UUID) -> UUID:
    worker.does(lambda act: convene(act, assembly_id, act.day))
    return assembly_id


def entered(
    worker: Worker,
    assembly_id: UUID,
    party_id: UUID,
    presence: Presence = Presence.PRESENT,
    proxy_id: UUID | None = None,
) -> None:
    worker.does(lambda act: enter_presence(act, assembly_id, party_id, presence, proxy_id))


def represented(worker: Worker, assembly_id: UUID, party_id: UUID, proxy_id: UUID) -> None:
    entered(worker, assembly_id, party_id, Presence.REPRESENTED, proxy_id)


def a_mandate(
    worker: Worker,
    person_id: UUID | None = None,
    office: Office = Office.PRESIDENT,
    starts_on: date = date(2025, 3, 3),
    ends_on: date = date(2027, 3, 2),
    carrier_id: UUID | None = None,
) -> UUID:
    key, person = new_key(), person_id or a_person(worker)
    draft = MandateDraft(
        person_id=person,
        office=office,
        starts_on=starts_on,
        ends_on=ends_on,
        carrier_id=carrier_id,
    )
    worker.does(lambda act: give_mandate(act, key, draft))
    return key
