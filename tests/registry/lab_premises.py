from collections.abc import Callable
from dataclasses import replace

from builders import Worker
from builders.people import an_attachments_folder
from builders.premises import (
    A_CONTRACT,
    a_closure,
    a_space,
    a_week,
    an_entry,
    an_insurance,
    closure,
    insurance,
    week,
)
from fablab_desk.keys import new_key
from fablab_desk.lab import service_hours, service_insurance, service_lists, service_spaces
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_drafts import EntryDraft, SpaceDraft
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def add_space(_worker: Worker) -> Call:
    key = new_key()
    return lambda act: service_spaces.add_space(act, key, SpaceDraft(label="Atelier"))


def correct_space(worker: Worker) -> Call:
    key = a_space(worker)
    return lambda act: service_spaces.correct_space(act, key, SpaceDraft(label="Bois"), 1)


def archive_space(worker: Worker) -> Call:
    key = a_space(worker)
    return lambda act: service_spaces.archive_space(act, key)


def restore_space(worker: Worker) -> Call:
    key = a_space(worker)
    worker.does(lambda act: service_spaces.archive_space(act, key))
    return lambda act: service_spaces.restore_space(act, key)


def remove_space(worker: Worker) -> Call:
    key = a_space(worker)
    return lambda act: service_spaces.remove_space(act, key)


def reorder_spaces(worker: Worker) -> Call:
    keys = [a_space(worker, label) for label in ("Bois", "Accueil")]
    return lambda act: service_spaces.reorder_spaces(act, keys[::-1])


def add_usual_lists(_worker: Worker) -> Call:
    return lambda act: service_lists.add_usual_lists(act, "fr")


def add_entry(_worker: Worker) -> Call:
    key, draft = new_key(), EntryDraft(kind=ListKind.THEME, label="Réparation")
    return lambda act: service_lists.add_entry(act, key, draft)


def correct_entry(worker: Worker) -> Call:
    key, draft = an_entry(worker), EntryDraft(kind=ListKind.THEME, label="Réemploi")
    return lambda act: service_lists.correct_entry(act, key, draft, 1)


def archive_entry(worker: Worker) -> Call:
    key = an_entry(worker)
    return lambda act: service_lists.archive_entry(act, key)


def restore_entry(worker: Worker) -> Call:
    key = an_entry(worker)
    worker.does(lambda act: service_lists.archive_entry(act, key))
    return lambda act: service_lists.restore_entry(act, key)


def remove_entry(worker: Worker) -> Call:
    key = an_entry(worker)
    return lambda act: service_lists.remove_entry(act, key)


def reorder_entries(worker: Worker) -> Call:
    keys = [an_entry(worker, label) for label in ("Réparation", "Filles et sciences")]
    return lambda act: service_lists.reorder_entries(act, keys[::-1])


def add_hours(_worker: Worker) -> Call:
    key = new_key()
    return lambda act: service_hours.add_hours(act, key, week())


def correct_hours(worker: Worker) -> Call:
    key = a_week(worker)
    return lambda act: service_hours.correct_hours(act, key, replace(week(), friday="9-12"), 1)


def remove_hours(worker: Worker) -> Call:
    key = a_week(worker)
    return lambda act: service_hours.remove_hours(act, key)


def add_closure(_worker: Worker) -> Call:
    key = new_key()
    return lambda act: service_hours.add_closure(act, key, closure())


def correct_closure(worker: Worker) -> Call:
    key = a_closure(worker)
    other = replace(closure(), label="Pont")
    return lambda act: service_hours.correct_closure(act, key, other, 1)


def remove_closure(worker: Worker) -> Call:
    key = a_closure(worker)
    return lambda act: service_hours.remove_closure(act, key)


def add_insurance(_worker: Worker) -> Call:
    key = new_key()
    return lambda act: service_insurance.add_insurance(act, key, insurance())


def correct_insurance(worker: Worker) -> Call:
    key, other = an_insurance(worker), replace(insurance(), policy_number="RC-2")
    return lambda act: service_insurance.correct_insurance(act, key, other, 1)


def remove_insurance(worker: Worker) -> Call:
    key, files = an_insurance(worker), an_attachments_folder(worker)
    return lambda act: service_insurance.remove_insurance(act, files, key)


def bring_insurance_back(worker: Worker) -> Call:
    key, files = new_key(), an_attachments_folder(worker)
    return lambda act: service_insurance.bring_insurance_back(
        act, files, key, insurance(), ("", "")
    )


def attach_contract(worker: Worker) -> Call:
    key, files = an_insurance(worker), an_attachments_folder(worker)
    return lambda act: service_insurance.attach_contract(act, files, key, "RC.pdf", A_CONTRACT)


def put_contract_back(worker: Worker) -> Call:
    key, files = an_insurance(worker), an_attachments_folder(worker)
    kept = worker.does(
        lambda act: service_insurance.attach_contract(act, files, key, "RC.pdf", A_CONTRACT)
    ).result
    return lambda act: service_insurance.put_contract_back(act, files, key, ("", ""), kept)


CALLS: dict[str, Callable[[Worker], Call]] = {
    f"lab.{prepare.__name__}": prepare
    for prepare in (
        *(add_space, correct_space, archive_space, restore_space, remove_space, reorder_spaces),
        *(add_entry, correct_entry, archive_entry, restore_entry, remove_entry, reorder_entries),
        *(add_usual_lists, add_hours, correct_hours, remove_hours),
        *(add_closure, correct_closure, remove_closure),
        *(add_insurance, correct_insurance, remove_insurance, bring_insurance_back),
        *(attach_contract, put_contract_back),
    )
}
