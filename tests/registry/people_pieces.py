from collections.abc import Callable
from datetime import date

from builders import Worker
from builders.people import (
    a_consent,
    a_person,
    a_piece,
    a_piece_kind,
    a_wording,
    an_answer,
)
from fablab_desk.keys import new_key
from fablab_desk.people import service_piece_kinds, service_pieces
from fablab_desk.people.piece_drafts import PieceDraft, PieceKindDraft, WordingDraft
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def note_piece(worker: Worker) -> Call:
    key = new_key()
    draft = PieceDraft(party_id=a_person(worker), kind_id=a_piece_kind(worker))
    return lambda act: service_pieces.note_piece(act, key, draft)


def withdraw_piece(worker: Worker) -> Call:
    key = a_piece(worker, a_person(worker), a_piece_kind(worker))
    return lambda act: service_pieces.withdraw_piece(act, key)


def restore_piece(worker: Worker) -> Call:
    key = a_piece(worker, a_person(worker), a_piece_kind(worker))
    worker.does(lambda act: service_pieces.withdraw_piece(act, key))
    return lambda act: service_pieces.restore_piece(act, key)


def record_answers(worker: Worker) -> Call:
    answers = [(new_key(), an_answer(a_person(worker)))]
    return lambda act: service_pieces.record_answers(act, answers)


def retract_answers(worker: Worker) -> Call:
    keys = [a_consent(worker, a_person(worker))]
    return lambda act: service_pieces.retract_answers(act, keys)


def add_usual_pieces(_worker: Worker) -> Call:
    return service_piece_kinds.add_usual_pieces


def add_piece_kind(_worker: Worker) -> Call:
    key, draft = new_key(), PieceKindDraft(label="Charte")
    return lambda act: service_piece_kinds.add_piece_kind(act, key, draft)


def correct_piece_kind(worker: Worker) -> Call:
    key, draft = a_piece_kind(worker), PieceKindDraft(label="Charte")
    return lambda act: service_piece_kinds.correct_piece_kind(act, key, draft, seen=1)


def archive_piece_kind(worker: Worker) -> Call:
    key = a_piece_kind(worker)
    return lambda act: service_piece_kinds.archive_piece_kind(act, key)


def restore_piece_kind(worker: Worker) -> Call:
    key = a_piece_kind(worker)
    worker.does(lambda act: service_piece_kinds.archive_piece_kind(act, key))
    return lambda act: service_piece_kinds.restore_piece_kind(act, key)


def remove_piece_kind(worker: Worker) -> Call:
    key = a_piece_kind(worker)
    return lambda act: service_piece_kinds.remove_piece_kind(act, key)


def order_piece_kinds(worker: Worker) -> Call:
    keys = [a_piece_kind(worker, label) for label in ("Charte", "Bulletin")][::-1]
    return lambda act: service_piece_kinds.order_piece_kinds(act, keys)


def set_wording(worker: Worker) -> Call:
    key, kind = new_key(), a_piece_kind(worker)
    draft = WordingDraft(valid_from=date(2026, 1, 1), label="2026", text="Je signe.")
    return lambda act: service_piece_kinds.set_wording(act, key, kind, draft)


def remove_wording(worker: Worker) -> Call:
    key = a_wording(worker, a_piece_kind(worker))
    return lambda act: service_piece_kinds.remove_wording(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    f"people.{call.__name__}": call
    for call in (
        *(note_piece, withdraw_piece, restore_piece, record_answers, retract_answers),
        *(add_usual_pieces, add_piece_kind, correct_piece_kind, archive_piece_kind),
        *(restore_piece_kind, remove_piece_kind, order_piece_kinds, set_wording, remove_wording),
    )
}
