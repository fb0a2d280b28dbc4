from collections.abc import Callable

from builders import Worker
from builders.people import a_custom_field
from fablab_desk.keys import new_key
from fablab_desk.people import service_custom
from fablab_desk.people.custom_drafts import CustomFieldDraft
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def add_custom_field(_worker: Worker) -> Call:
    key, draft = new_key(), CustomFieldDraft(label="Métier d’origine")
    return lambda act: service_custom.add_custom_field(act, key, draft)


def correct_custom_field(worker: Worker) -> Call:
    key, draft = a_custom_field(worker), CustomFieldDraft(label="Métier d’origine")
    return lambda act: service_custom.correct_custom_field(act, key, draft, seen=1)


def archive_custom_field(worker: Worker) -> Call:
    key = a_custom_field(worker)
    return lambda act: service_custom.archive_custom_field(act, key)


def restore_custom_field(worker: Worker) -> Call:
    key = a_custom_field(worker)
    worker.does(lambda act: service_custom.archive_custom_field(act, key))
    return lambda act: service_custom.restore_custom_field(act, key)


def remove_custom_field(worker: Worker) -> Call:
    key = a_custom_field(worker)
    return lambda act: service_custom.remove_custom_field(act, key)


def order_custom_fields(worker: Worker) -> Call:
    keys = [a_custom_field(worker, label) for label in ("Niveau", "Moyen de transport")][::-1]
    return lambda act: service_custom.order_custom_fields(act, keys)


CALLS: dict[str, Callable[[Worker], Call]] = {
    f"people.{call.__name__}": call
    for call in (
        *(add_custom_field, correct_custom_field, archive_custom_field),
        *(restore_custom_field, remove_custom_field, order_custom_fields),
    )
}
