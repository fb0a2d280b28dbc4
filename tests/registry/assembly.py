from collections.abc import Callable
from dataclasses import replace
from datetime import date

from builders import Worker
from builders.assembly import USUAL, a_mandate, an_assembly, convened, some_voters
from builders.memberships import a_member, a_plan
from builders.people import a_person
from fablab_desk.assembly import service, service_attendance, service_mandates
from fablab_desk.assembly.drafts import MandateDraft
from fablab_desk.assembly.kinds import Office, Presence
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]
LEFT = date(2026, 3, 1)


def plan_assembly(worker: Worker) -> Call:
    key = new_key()
    return lambda act: service.plan_assembly(act, key, USUAL)


def correct_assembly(worker: Worker) -> Call:
    key, draft = an_assembly(worker), replace(USUAL, place="Médiathèque")
    return lambda act: service.correct_assembly(act, key, draft, 1)


def remove_assembly(worker: Worker) -> Call:
    key = an_assembly(worker)
    return lambda act: service.remove_assembly(act, key)


def convene(worker: Worker) -> Call:
    some_voters(worker, "Ada")
    key = an_assembly(worker)
    return lambda act: service.convene(act, key, act.day)


def withdraw_convocation(worker: Worker) -> Call:
    some_voters(worker, "Ada")
    key = convened(worker, an_assembly(worker))
    return lambda act: service.withdraw_convocation(act, key)


def renew_voters(worker: Worker) -> Call:
    some_voters(worker, "Ada")
    key = convened(worker, an_assembly(worker))
    a_member(worker, a_person(worker, "Zoé"), a_plan(worker, "Tardive"))
    return lambda act: service.renew_voters(act, key)


def close_assembly(worker: Worker) -> Call:
    some_voters(worker, "Ada")
    key = convened(worker, an_assembly(worker))
    return lambda act: service.close_assembly(act, key)


def reopen_assembly(worker: Worker) -> Call:
    some_voters(worker, "Ada")
    key = convened(worker, an_assembly(worker))
    worker.does(lambda act: service.close_assembly(act, key))
    return lambda act: service.reopen_assembly(act, key)


def enter_presence(worker: Worker) -> Call:
    (ada,) = some_voters(worker, "Ada")
    key = convened(worker, an_assembly(worker))
    return lambda act: service_attendance.enter_presence(act, key, ada, Presence.PRESENT)


def a_draft(worker: Worker) -> MandateDraft:
    person = a_person(worker, "Grace")
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    return MandateDraft(person_id=person, office=Office.MEMBER, starts_on=first, ends_on=last)


def give_mandate(worker: Worker) -> Call:
    key, draft = new_key(), a_draft(worker)
    return lambda act: service_mandates.give_mandate(act, key, draft)


def correct_mandate(worker: Worker) -> Call:
    key, draft = a_mandate(worker), a_draft(worker)
    return lambda act: service_mandates.correct_mandate(act, key, draft, 1)


def resign(worker: Worker) -> Call:
    key = a_mandate(worker)
    return lambda act: service_mandates.resign(act, key, LEFT)


def withdraw_resignation(worker: Worker) -> Call:
    key = a_mandate(worker)
    worker.does(lambda act: service_mandates.resign(act, key, LEFT))
    return lambda act: service_mandates.withdraw_resignation(act, key)


def remove_mandate(worker: Worker) -> Call:
    key = a_mandate(worker)
    return lambda act: service_mandates.remove_mandate(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "assembly.plan_assembly": plan_assembly,
    "assembly.correct_assembly": correct_assembly,
    "assembly.remove_assembly": remove_assembly,
    "assembly.convene": convene,
    "assembly.withdraw_convocation": withdraw_convocation,
    "assembly.renew_voters": renew_voters,
    "assembly.close_assembly": close_assembly,
    "assembly.reopen_assembly": reopen_assembly,
    "assembly.enter_presence": enter_presence,
    "assembly.give_mandate": give_mandate,
    "assembly.correct_mandate": correct_mandate,
    "assembly.resign": resign,
    "assembly.withdraw_resignation": withdraw_resignation,
    "assembly.remove_mandate": remove_mandate,
}
