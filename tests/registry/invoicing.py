from collections.abc import Callable
from uuid import UUID

from builders import Worker
from builders.invoices import a_draft, a_line, fit_to_invoice, issued
from builders.money import a_charge
from builders.people import a_person, an_organisation
from fablab_desk.invoicing.drafts import InvoiceDraft
from fablab_desk.invoicing.service import (
    correct_draft,
    credit_invoice,
    draft_from_charges,
    draft_invoice,
    drop_draft,
    issue_invoice,
    take_draft_up,
)
from fablab_desk.keys import new_key
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def a_firm(worker: Worker) -> UUID:
    firm = an_organisation(worker)
    fit_to_invoice(worker, firm)
    return firm


def draft(worker: Worker) -> Call:
    key, said = new_key(), InvoiceDraft(buyer_id=a_firm(worker), lines=(a_line(),))
    return lambda act: draft_invoice(act, key, said)


def from_charges(worker: Worker) -> Call:
    ada, key = a_person(worker), new_key()
    charge = a_charge(worker, ada)
    return lambda act: draft_from_charges(act, key, [charge])


def correct(worker: Worker) -> Call:
    firm = a_firm(worker)
    key = a_draft(worker, firm)
    said = InvoiceDraft(buyer_id=firm, lines=(a_line("Autre"),), note="Merci")
    return lambda act: correct_draft(act, key, said, 1)


def drop(worker: Worker) -> Call:
    key = a_draft(worker, a_firm(worker))
    return lambda act: drop_draft(act, key)


def take_up(worker: Worker) -> Call:
    key = a_draft(worker, a_firm(worker))
    worker.does(lambda act: drop_draft(act, key))
    return lambda act: take_draft_up(act, key)


def issue(worker: Worker) -> Call:
    key, paper = a_draft(worker, a_firm(worker)), new_key()
    return lambda act: issue_invoice(act, key, paper)


def credit(worker: Worker) -> Call:
    original = a_draft(worker, a_firm(worker))
    issued(worker, original)
    key, paper = new_key(), new_key()
    return lambda act: credit_invoice(act, key, paper, original, "annulé")


CALLS: dict[str, Callable[[Worker], Call]] = {
    "invoicing.draft_invoice": draft,
    "invoicing.draft_from_charges": from_charges,
    "invoicing.correct_draft": correct,
    "invoicing.drop_draft": drop,
    "invoicing.take_draft_up": take_up,
    "invoicing.issue_invoice": issue,
    "invoicing.credit_invoice": credit,
}
