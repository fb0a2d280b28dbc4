from collections.abc import Callable

from sqlalchemy import select

from builders import Worker
from builders.memberships import a_plan
from builders.people import a_person
from builders.sheets import a_preview, a_sheet
from fablab_desk.care import service_balances, service_intake, service_listed, service_withdraw
from fablab_desk.care.intake import plan_intake
from fablab_desk.care.listed import ListKind
from fablab_desk.care.listed_balances import read_balances
from fablab_desk.keys import new_key
from fablab_desk.people.exchange.preview import Source
from fablab_desk.people.models import ImportBatch
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def take_in(worker: Worker) -> Call:
    a_plan(worker, "Adhésion")
    preview = a_preview(worker, a_sheet("Nom;Tarif;Date d’adhésion", "Essai;Adhésion;01/02/2026"))
    with worker.database.reading() as session:
        intake = plan_intake(session, preview)
    return lambda act: service_intake.import_members(act, preview, intake)


def remember_plans(worker: Worker) -> Call:
    sheet, plan_id = a_sheet("Nom;Tarif", "Essai;Ancienne"), a_plan(worker, "Adhésion")
    return lambda act: service_intake.remember_plans(act, sheet, {"Ancienne": plan_id})


def remember_list_columns(worker: Worker) -> Call:
    sheet = a_sheet("Qui;Quand", "Exemple;26/02/2026")
    columns = {"last": "Qui", "day": "Quand"}
    return lambda act: service_listed.remember_list_columns(act, ListKind.ARRIVALS, sheet, columns)


def withdraw(worker: Worker) -> Call:
    call = take_in(worker)
    worker.does(call)
    with worker.database.reading() as session:
        (key,) = session.scalars(select(ImportBatch.id))
    return lambda act: service_withdraw.withdraw_import(act, key)


def take_balances_over(worker: Worker) -> Call:
    a_person(worker)
    sheet, key = a_sheet("Numéro;Date;Dû", "1;01/02/2026;12,50"), new_key()
    with worker.database.reading() as session:
        listing = read_balances(session, sheet, (worker.now.date(), None))
    source = Source("soldes.csv", "0" * 64)
    return lambda act: service_balances.take_balances_over(act, key, source, listing)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "care.import_members": take_in,
    "care.remember_list_columns": remember_list_columns,
    "care.remember_plans": remember_plans,
    "care.take_balances_over": take_balances_over,
    "care.withdraw_import": withdraw,
}
