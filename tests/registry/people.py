from collections.abc import Callable

from builders import Worker
from builders.people import (
    a_child,
    a_consent,
    a_guardian,
    a_household,
    a_person,
    a_photo,
    an_adult,
    an_answer,
    an_attachments_folder,
    an_organisation,
)
from builders.sheets import a_preview, a_sheet
from fablab_desk.keys import new_key
from fablab_desk.people import (
    service,
    service_card,
    service_export,
    service_family,
    service_household,
    service_import,
    service_mailing,
    service_photo,
)
from fablab_desk.people.drafts import OrganisationDraft, PersonDraft
from fablab_desk.people.exchange.fields import ImportField
from fablab_desk.people.kinds import Purpose
from fablab_desk.people.queries import PEOPLE
from fablab_desk.people.service_family import GuardianDraft
from fablab_desk.people.service_household import HouseholdDraft
from fablab_desk.staff.act import Act

Call = Callable[[Act], object]


def admit_person(worker: Worker) -> Call:
    key, draft = new_key(), PersonDraft(last_name="Essai")
    return lambda act: service.admit_person(act, key, draft)


def correct_person(worker: Worker) -> Call:
    key, draft = a_person(worker), PersonDraft(last_name="Essai")
    return lambda act: service.correct_person(act, key, draft, seen=1)


def take_back_correction(worker: Worker) -> Call:
    key = a_person(worker, last_name="Essay")
    before, after = PersonDraft(last_name="Essai"), PersonDraft(last_name="Essay")
    return lambda act: service.take_back_correction(act, key, before, after)


def admit_organisation(worker: Worker) -> Call:
    key, draft = new_key(), OrganisationDraft(name="Atelier")
    return lambda act: service.admit_organisation(act, key, draft)


def correct_organisation(worker: Worker) -> Call:
    key, draft = an_organisation(worker), OrganisationDraft(name="Autre atelier")
    return lambda act: service.correct_organisation(act, key, draft, seen=1)


def archive_party(worker: Worker) -> Call:
    key = a_person(worker)
    return lambda act: service.archive_party(act, key)


def return_party(worker: Worker) -> Call:
    key = a_person(worker)
    worker.does(lambda act: service.archive_party(act, key))
    return lambda act: service.return_party(act, key)


def pin_alert(worker: Worker) -> Call:
    key = a_person(worker)
    return lambda act: service_card.pin_alert(act, key, "Rend la clé", seen=1)


def give_card(worker: Worker) -> Call:
    key = a_person(worker)
    return lambda act: service_card.give_card(act, key, "04A2")


def give_cards(worker: Worker) -> Call:
    keys = [a_person(worker)]
    return lambda act: service_card.give_cards(act, keys)


def take_cards_back(worker: Worker) -> Call:
    given = {a_person(worker, card="00000001"): "00000001"}
    return lambda act: service_card.take_cards_back(act, given)


def take_card_back(worker: Worker) -> Call:
    key = a_person(worker, card="04A2")
    return lambda act: service_card.take_card_back(act, key)


def export_people(worker: Worker) -> Call:
    key = new_key()
    a_person(worker)
    return lambda act: service_export.export_people(act, key)


def export_mailing(worker: Worker) -> Call:
    key = new_key()
    a_person(worker, email="ada@example.org")
    return lambda act: service_mailing.export_mailing(act, key, PEOPLE, Purpose.MEMBERSHIP)


def form_household(worker: Worker) -> Call:
    key, payer, child = new_key(), a_person(worker), a_child(worker)
    draft = HouseholdDraft(payer_id=payer, member_ids=(payer, child))
    return lambda act: service_household.form_household(act, key, draft)


def correct_household(worker: Worker) -> Call:
    payer, child = a_person(worker), a_child(worker)
    key = a_household(worker, payer, payer, child)
    draft = HouseholdDraft(payer_id=payer, member_ids=(child,), label="Famille Exemple")
    return lambda act: service_household.correct_household(act, key, draft, seen=1)


def dissolve_household(worker: Worker) -> Call:
    key = a_household(worker, a_person(worker), a_child(worker))
    return lambda act: service_household.dissolve_household(act, key)


def name_payer(worker: Worker) -> Call:
    key, payer, child = new_key(), a_person(worker), a_child(worker)
    return lambda act: service_household.name_payer(act, key, child, payer)


def leave_household(worker: Worker) -> Call:
    child = a_child(worker)
    a_household(worker, a_person(worker), child)
    return lambda act: service_household.leave_household(act, child)


def add_guardian(worker: Worker) -> Call:
    key = new_key()
    draft = GuardianDraft(child_id=a_child(worker), guardian_id=an_adult(worker))
    return lambda act: service_family.add_guardian(act, key, draft)


def remove_guardian(worker: Worker) -> Call:
    key = a_guardian(worker, a_child(worker), an_adult(worker))
    return lambda act: service_family.remove_guardian(act, key)


def record_consent(worker: Worker) -> Call:
    key, draft = new_key(), an_answer(a_person(worker))
    return lambda act: service_family.record_consent(act, key, draft)


def retract_consent(worker: Worker) -> Call:
    key = a_consent(worker, a_person(worker))
    return lambda act: service_family.retract_consent(act, key)


def add_contact(worker: Worker) -> Call:
    key, shop, person = new_key(), an_organisation(worker), a_person(worker)
    return lambda act: service_family.add_contact(act, key, shop, person, "Présidente")


def remove_contact(worker: Worker) -> Call:
    key, shop, person = new_key(), an_organisation(worker), a_person(worker)
    worker.does(lambda act: service_family.add_contact(act, key, shop, person))
    return lambda act: service_family.remove_contact(act, key)


def import_people(worker: Worker) -> Call:
    preview = a_preview(worker, a_sheet("Nom;Prénom", "Essai;Ada"))
    return lambda act: service_import.import_people(act, preview)


def remember_columns(worker: Worker) -> Call:
    sheet, columns = a_sheet("Who", "Essai"), {"Who": ImportField.LAST_NAME}
    return lambda act: service_import.remember_columns(act, sheet, columns)


def set_photo(worker: Worker) -> Call:
    key, photo = a_person(worker), a_photo()
    attachments = an_attachments_folder(worker)
    return lambda act: service_photo.set_photo(act, attachments, key, photo)


def remove_photo(worker: Worker) -> Call:
    key, attachments = a_person(worker), an_attachments_folder(worker)
    worker.does(lambda act: service_photo.set_photo(act, attachments, key, a_photo()))
    return lambda act: service_photo.remove_photo(act, attachments, key)


def put_photo_back(worker: Worker) -> Call:
    key, attachments = a_person(worker), an_attachments_folder(worker)
    kept = worker.does(lambda act: service_photo.set_photo(act, attachments, key, a_photo()))
    return lambda act: service_photo.put_photo_back(act, attachments, key, "", kept.result)


CALLS: dict[str, Callable[[Worker], Call]] = {
    "people.admit_person": admit_person,
    "people.correct_person": correct_person,
    "people.take_back_correction": take_back_correction,
    "people.admit_organisation": admit_organisation,
    "people.correct_organisation": correct_organisation,
    "people.archive_party": archive_party,
    "people.return_party": return_party,
    "people.pin_alert": pin_alert,
    "people.give_card": give_card,
    "people.give_cards": give_cards,
    "people.take_card_back": take_card_back,
    "people.take_cards_back": take_cards_back,
    "people.export_mailing": export_mailing,
    "people.export_people": export_people,
    "people.form_household": form_household,
    "people.correct_household": correct_household,
    "people.dissolve_household": dissolve_household,
    "people.name_payer": name_payer,
    "people.leave_household": leave_household,
    "people.add_guardian": add_guardian,
    "people.remove_guardian": remove_guardian,
    "people.record_consent": record_consent,
    "people.retract_consent": retract_consent,
    "people.add_contact": add_contact,
    "people.remove_contact": remove_contact,
    "people.import_people": import_people,
    "people.remember_columns": remember_columns,
    "people.set_photo": set_photo,
    "people.remove_photo": remove_photo,
    "people.put_photo_back": put_photo_back,
}
