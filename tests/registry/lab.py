from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from builders import Worker
from builders.lab import an_audience
from fablab_desk.keys import new_key
from fablab_desk.lab import service, service_dated, service_figures, service_locks
from fablab_desk.lab.drafts import AudienceDraft, CarrierDraft, LabDraft
from fablab_desk.lab.figures import FigureDraft, FigureKind
from fablab_desk.lab.kinds import LockKind, VatRegime
from fablab_desk.lab.queries import load_carrier
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]
LAST_YEAR = date(2025, 12, 31)


def main_carrier(worker: Worker) -> UUID:
    with worker.database.reading() as session:
        return load_carrier(session).id


def correct_lab(worker: Worker) -> Call:
    return lambda act: service.correct_lab(act, LabDraft(name="Autre nom"), 1)


def correct_carrier(worker: Worker) -> Call:
    key = main_carrier(worker)
    return lambda act: service.correct_carrier(act, key, CarrierDraft(name="Autre nom"), 1)


def add_audience(worker: Worker) -> Call:
    key = new_key()
    return lambda act: service.add_audience(act, key, AudienceDraft(label="Lycéen"))


def correct_audience(worker: Worker) -> Call:
    key = an_audience(worker)
    return lambda act: service.correct_audience(act, key, AudienceDraft(label="Lycéen"), 1)


def archive_audience(worker: Worker) -> Call:
    key, _ = an_audience(worker), an_audience(worker, "Grand public")
    return lambda act: service.archive_audience(act, key)


def restore_audience(worker: Worker) -> Call:
    key, _ = an_audience(worker), an_audience(worker, "Grand public")
    worker.does(lambda act: service.archive_audience(act, key))
    return lambda act: service.restore_audience(act, key)


def reorder_audiences(worker: Worker) -> Call:
    keys = [an_audience(worker, label, n) for n, label in enumerate(("Pro", "Scolaire"))]
    return lambda act: service.reorder_audiences(act, keys[::-1])


def set_text(worker: Worker) -> Call:
    key, day = new_key(), date(2026, 1, 1)
    return lambda act: service_dated.set_text(act, key, "receipt_note", day, "Merci !", "Usage")


def set_vat_regime(worker: Worker) -> Call:
    key, carrier, day = new_key(), main_carrier(worker), date(2026, 1, 1)
    return lambda act: service_dated.set_vat_regime(act, key, carrier, day, VatRegime.FRANCHISE)


def lock_period(worker: Worker) -> Call:
    key = new_key()
    return lambda act: service_locks.lock_period(act, key, LockKind.CHARGES, LAST_YEAR, "Bilan")


def unlock_period(worker: Worker) -> Call:
    key, locked = new_key(), new_key()
    worker.does(lambda act: service_locks.lock_period(act, locked, LockKind.CHARGES, LAST_YEAR))
    return lambda act: service_locks.unlock_period(act, key, LockKind.CHARGES, "Oubli")


def remove_audience(worker: Worker) -> Call:
    key, _ = an_audience(worker), an_audience(worker, "Grand public")
    return lambda act: service.remove_audience(act, key)


def a_figure() -> FigureDraft:
    return FigureDraft(year=2024, kind=FigureKind.MEMBERS, number=Decimal(312))


def record_figure(_worker: Worker) -> Call:
    key = new_key()
    return lambda act: service_figures.record_figure(act, key, a_figure())


def correct_figure(worker: Worker) -> Call:
    key = new_key()
    worker.does(lambda act: service_figures.record_figure(act, key, a_figure()))
    other = replace(a_figure(), number=Decimal(313))
    return lambda act: service_figures.correct_figure(act, key, other, 1)


def remove_figure(worker: Worker) -> Call:
    key = new_key()
    worker.does(lambda act: service_figures.record_figure(act, key, a_figure()))
    return lambda act: service_figures.remove_figure(act, key)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "lab.correct_lab": correct_lab,
    "lab.record_figure": record_figure,
    "lab.correct_figure": correct_figure,
    "lab.remove_figure": remove_figure,
    "lab.correct_carrier": correct_carrier,
    "lab.add_audience": add_audience,
    "lab.correct_audience": correct_audience,
    "lab.archive_audience": archive_audience,
    "lab.restore_audience": restore_audience,
    "lab.reorder_audiences": reorder_audiences,
    "lab.set_text": set_text,
    "lab.set_vat_regime": set_vat_regime,
    "lab.lock_period": lock_period,
    "lab.unlock_period": unlock_period,
    "lab.remove_audience": remove_audience,
}
