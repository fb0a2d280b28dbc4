"""Where and when a lab receives, as its settings say."""

from datetime import date
from uuid import UUID

from builders import Worker
from fablab_desk.keys import new_key
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_drafts import (
    ClosureDraft,
    EntryDraft,
    HoursDraft,
    InsuranceDraft,
    SpaceDraft,
)
from fablab_desk.lab.service_hours import add_closure, add_hours
from fablab_desk.lab.service_insurance import add_insurance
from fablab_desk.lab.service_lists import add_entry
from fablab_desk.lab.service_spaces import add_space

A_CONTRACT = b"%PDF-1.7 of an insurer"


def week(valid_from: date = date(2025, 9, 1)) -> HoursDraft:
    """Wednesday and Saturday."""
    return HoursDraft(valid_from=valid_from, wednesday="14h-18h", saturday="10h-13h")


def closure() -> ClosureDraft:
    return ClosureDraft(
        label="Fêtes de fin d’année", starts_on=date(2026, 12, 21), ends_on=date(2027, 1, 3)
    )


def insurance(
    starts_on: date = date(2026, 1, 1), ends_on: date = date(2026, 12, 31)
) -> InsuranceDraft:
    return InsuranceDraft(
        insurer="Mutuelle d’essai", policy_number="RC-1", starts_on=starts_on, ends_on=ends_on
    )


def a_space(worker: Worker, label: str = "Atelier numérique") -> UUID:
    key = new_key()
    worker.does(lambda act: add_space(act, key, SpaceDraft(label=label)))
    return key


def an_entry(worker: Worker, label: str = "Réparation", kind: ListKind = ListKind.THEME) -> UUID:
    key = new_key()
    worker.does(lambda act: add_entry(act, key, EntryDraft(kind=kind, label=label)))
    return key


def a_week(worker: Worker, draft: HoursDraft | None = None) -> UUID:
    key = new_key()
    worker.does(lambda act: add_hours(act, key, draft or week()))
    return key


def a_closure(worker: Worker, draft: ClosureDraft | None = None) -> UUID:
    key = new_key()
    worker.does(lambda act: add_closure(act, key, draft or closure()))
    return key


def an_insurance(worker: Worker, draft: InsuranceDraft | None = None) -> UUID:
    key = new_key()
    worker.does(lambda act: add_insurance(act, key, draft or insurance()))
    return key
