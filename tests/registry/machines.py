from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from builders import Worker
from builders.machines import a_machine, a_meter, needing
from builders.people import a_photo, an_attachments_folder
from builders.upkeep import a_machine_draft
from fablab_desk.keys import new_key
from fablab_desk.machines import service as records
from fablab_desk.machines import service_documents as documents
from fablab_desk.machines import service_meters as meters
from fablab_desk.machines import service_park
from fablab_desk.machines import service_questions as questions
from fablab_desk.machines.drafts import MeterDraft, QuestionDraft
from fablab_desk.machines.kinds import DocumentKind, MeterKind, NeedKind
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]
METER = MeterDraft(label="Tube laser", kind=MeterKind.READ, unit="h")


def add_machine(worker: Worker) -> Call:
    key = new_key()
    return lambda act: records.add_machine(act, key, a_machine_draft())


def correct_machine(worker: Worker) -> Call:
    key = a_machine(worker)
    return lambda act: records.correct_machine(act, key, a_machine_draft(name="Laser 2"), 1)


def remove_machine(worker: Worker) -> Call:
    key = a_machine(worker)
    return lambda act: records.remove_machine(act, key)


def retire(worker: Worker) -> Call:
    key = a_machine(worker)
    return lambda act: records.retire_machine(act, key, worker.now.date(), "Trop vieille")


def come_back(worker: Worker) -> Call:
    key = a_machine(worker)
    worker.does(lambda act: records.retire_machine(act, key, worker.now.date(), "Trop vieille"))
    return lambda act: records.return_machine(act, key)


def need(worker: Worker) -> Call:
    keys = a_machine(worker), a_machine(worker, "EXTR")
    return lambda act: records.need_machine(act, *keys)


def forget_need(worker: Worker) -> Call:
    keys = a_machine(worker), a_machine(worker, "EXTR")
    needing(worker, *keys, NeedKind.FULL)
    return lambda act: records.forget_need(act, *keys)


def set_photo(worker: Worker) -> Call:
    key, kept = a_machine(worker), an_attachments_folder(worker)
    return lambda act: records.set_machine_photo(act, kept, key, a_photo())


def put_photo_back(worker: Worker) -> Call:
    key, kept = a_machine(worker), an_attachments_folder(worker)
    worker.does(lambda act: records.set_machine_photo(act, kept, key, a_photo()))
    return lambda act: records.put_machine_photo_back(act, kept, key, "")


def _document(worker: Worker) -> tuple[UUID, Call]:
    key, machine, kept = new_key(), a_machine(worker), an_attachments_folder(worker)
    return key, lambda act: documents.add_document(
        act, kept, key, machine, DocumentKind.SAFETY_SHEET, "Fiche laser", "fiche.pdf", b"%PDF-1"
    )


def add_document(worker: Worker) -> Call:
    return _document(worker)[1]


def archive_document(worker: Worker) -> Call:
    key, add = _document(worker)
    worker.does(add)
    return lambda act: documents.archive_document(act, key)


def restore_document(worker: Worker) -> Call:
    key, add = _document(worker)
    worker.does(add)
    worker.does(lambda act: documents.archive_document(act, key))
    return lambda act: documents.restore_document(act, key)


def add_meter(worker: Worker) -> Call:
    key, machine = new_key(), a_machine(worker)
    return lambda act: meters.add_meter(act, key, machine, METER)


def correct_meter(worker: Worker) -> Call:
    key = a_meter(worker, a_machine(worker))
    return lambda act: meters.correct_meter(act, key, METER, 1)


def archive_meter(worker: Worker) -> Call:
    key = a_meter(worker, a_machine(worker))
    return lambda act: meters.archive_meter(act, key)


def restore_meter(worker: Worker) -> Call:
    key = a_meter(worker, a_machine(worker))
    worker.does(lambda act: meters.archive_meter(act, key))
    return lambda act: meters.restore_meter(act, key)


def record_reading(worker: Worker) -> Call:
    key, meter = new_key(), a_meter(worker, a_machine(worker))
    return lambda act: meters.record_reading(act, key, meter, Decimal(12))


def _read(worker: Worker) -> UUID:
    key, meter = new_key(), a_meter(worker, a_machine(worker))
    day = worker.now.date() - timedelta(days=1)
    worker.does(lambda act: meters.record_reading(act, key, meter, Decimal(12), day))
    return key


def withdraw_reading(worker: Worker) -> Call:
    key = _read(worker)
    return lambda act: meters.withdraw_reading(act, key)


def restore_reading(worker: Worker) -> Call:
    key = _read(worker)
    worker.does(lambda act: meters.withdraw_reading(act, key))
    return lambda act: meters.restore_reading(act, key)


def _question(worker: Worker, machine: UUID | None = None) -> tuple[UUID, QuestionDraft]:
    key, machine = new_key(), machine or a_machine(worker)
    draft = QuestionDraft(text="Aspiration en marche ?", machine_id=machine)
    worker.does(lambda act: questions.add_question(act, key, draft))
    return key, draft


def add_question(worker: Worker) -> Call:
    key = new_key()
    draft = QuestionDraft(text="Aspiration en marche ?", machine_id=a_machine(worker))
    return lambda act: questions.add_question(act, key, draft)


def correct_question(worker: Worker) -> Call:
    key, draft = _question(worker)
    said = QuestionDraft(text="Eau froide ?", machine_id=draft.machine_id)
    return lambda act: questions.correct_question(act, key, said, 1)


def archive_question(worker: Worker) -> Call:
    key, _ = _question(worker)
    return lambda act: questions.archive_question(act, key)


def restore_question(worker: Worker) -> Call:
    key, _ = _question(worker)
    worker.does(lambda act: questions.archive_question(act, key))
    return lambda act: questions.restore_question(act, key)


def order_questions(worker: Worker) -> Call:
    machine = a_machine(worker)
    keys = [_question(worker, machine)[0] for _ in range(2)]
    return lambda act: questions.order_questions(act, keys[::-1])


def add_usual_park(worker: Worker) -> Call:
    return lambda act: service_park.add_usual_park(act, "fr")


CALLS: dict[str, Callable[[Worker], Call]] = {
    "machines.add_machine": add_machine,
    "machines.add_usual_park": add_usual_park,
    "machines.correct_machine": correct_machine,
    "machines.remove_machine": remove_machine,
    "machines.retire_machine": retire,
    "machines.return_machine": come_back,
    "machines.need_machine": need,
    "machines.forget_need": forget_need,
    "machines.set_machine_photo": set_photo,
    "machines.put_machine_photo_back": put_photo_back,
    "machines.add_document": add_document,
    "machines.archive_document": archive_document,
    "machines.restore_document": restore_document,
    "machines.add_meter": add_meter,
    "machines.correct_meter": correct_meter,
    "machines.archive_meter": archive_meter,
    "machines.restore_meter": restore_meter,
    "machines.record_reading": record_reading,
    "machines.withdraw_reading": withdraw_reading,
    "machines.restore_reading": restore_reading,
    "machines.add_question": add_question,
    "machines.correct_question": correct_question,
    "machines.archive_question": archive_question,
    "machines.restore_question": restore_question,
    "machines.order_questions": order_questions,
}
