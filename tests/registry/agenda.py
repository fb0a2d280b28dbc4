from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from builders import Worker
from builders.agenda import a_count, an_arrival, an_opening
from builders.people import a_person
from fablab_desk.agenda import service, service_permanence, service_presence
from fablab_desk.agenda.drafts import ArrivalDraft, Draft, GroupDraft, HeadCountDraft
from fablab_desk.agenda.service_permanence import PermanenceDraft
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def check_in(worker: Worker) -> Call:
    key, person = new_key(), a_person(worker)
    return lambda act: service.check_in(act, key, person)


def count_heads(worker: Worker) -> Call:
    key = new_key()
    return lambda act: service.count_heads(act, key, HeadCountDraft(heads=3))


def check_in_group(worker: Worker) -> Call:
    key = new_key()
    draft = GroupDraft(label="Classe de CM2", pupils=24, adults=2)
    return lambda act: service.check_in_group(act, key, draft)


def check_in_many(worker: Worker) -> Call:
    person = ArrivalDraft(person_id=a_person(worker))
    lines: list[tuple[UUID, Draft]] = [
        (new_key(), person),
        (new_key(), HeadCountDraft(heads=2)),
    ]
    return lambda act: service.check_in_many(act, lines)


def withdraw(worker: Worker) -> Call:
    key = an_arrival(worker, a_person(worker))
    return lambda act: service.withdraw_arrivals(act, [key])


def restore(worker: Worker) -> Call:
    key = a_count(worker)
    worker.does(lambda act: service.withdraw_arrivals(act, [key]))
    return lambda act: service.restore_arrivals(act, [key])


def open_permanence(worker: Worker) -> Call:
    key, person = new_key(), a_person(worker)
    return lambda act: service_permanence.open_permanence(act, key, [person])


def close(worker: Worker) -> Call:
    key = an_opening(worker)
    return lambda act: service_permanence.close_permanence(act, key, "Tout va bien")


def reopen(worker: Worker) -> Call:
    key = an_opening(worker)
    worker.does(lambda act: service_permanence.close_permanence(act, key))
    return lambda act: service_permanence.reopen_permanence(act, key)


def correct(worker: Worker) -> Call:
    key, person = an_opening(worker), a_person(worker)
    draft = PermanenceDraft(on_duty=frozenset([person]), remark="Panne de chauffage")
    return lambda act: service_permanence.correct_permanence(act, key, draft, 1)


def check_in_days(worker: Worker) -> Call:
    keys, today = (new_key(), new_key()), worker.now.date()
    draft = GroupDraft(label="Stage", pupils=12, adults=1)
    lines = [(key, today - timedelta(days=n), draft) for n, key in enumerate(keys)]
    return lambda act: service.check_in_days(act, lines)


def attest_presence(worker: Worker) -> Call:
    key, person, day = new_key(), a_person(worker), worker.now.date()
    an_arrival(worker, person)
    return lambda act: service_presence.attest_presence(act, key, person, day, day)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "agenda.attest_presence": attest_presence,
    "agenda.check_in": check_in,
    "agenda.count_heads": count_heads,
    "agenda.check_in_group": check_in_group,
    "agenda.check_in_days": check_in_days,
    "agenda.check_in_many": check_in_many,
    "agenda.withdraw_arrivals": withdraw,
    "agenda.restore_arrivals": restore,
    "agenda.open_permanence": open_permanence,
    "agenda.close_permanence": close,
    "agenda.reopen_permanence": reopen,
    "agenda.correct_permanence": correct,
}
