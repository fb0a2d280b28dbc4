from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from builders import Worker
from builders.people import a_household, a_person, admitted, an_organisation
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.people import errors
from fablab_desk.people.drafts import OrganisationDraft, PersonDraft
from fablab_desk.people.queries import PEOPLE, find_by_number, find_holder
from fablab_desk.people.record import load_record
from fablab_desk.people.service import (
    admit_organisation,
    admit_person,
    archive_party,
    correct_person,
    return_party,
    take_back_correction,
)
from fablab_desk.people.service_card import give_card, pin_alert, take_card_back
from fablab_desk.staff.errors import StaleError

TODAY = date(2026, 3, 2)
EVERY_FIELD_WRONG = {
    "last_name": "x" * 301,
    "birth_date": "30/02/2001",
    "email": "nowhere",
    "phone": "12",
    "postal_code": "4200",
    "country": "ZZ",
    "city": "y" * 301,
    "note": "z" * 4001,
    "card": "c" * 65,
    "first_visit_on": TODAY + timedelta(1),
}


def test_every_field_wrong_at_once_is_told_at_once() -> None:
    wrong: dict[str, Any] = {**EVERY_FIELD_WRONG, "country": "ZZ"}
    with pytest.raises(Problems) as refusal:
        PersonDraft(**wrong).checked(TODAY)
    # A foreign postal code is not judged by French rules, and an unknown country has none.
    assert {field for field, _ in refusal.value.found} == set(wrong) - {"postal_code"}
    assert all(say(problem) for _, problem in refusal.value.found)


def test_first_and_last_name_are_no_longer_together_than_either_may_be() -> None:
    with pytest.raises(Problems) as refusal:
        PersonDraft(first_name="x" * 150, last_name="y" * 150).checked(TODAY)
    ((field, problem),) = refusal.value.found
    assert (field, type(problem)) == ("last_name", errors.LongFullNameError)
    PersonDraft(first_name="x" * 150, last_name="y" * 149).checked(TODAY)


def test_the_longest_name_is_kept_whatever_it_is_compared_by(administrator: Worker) -> None:
    key = a_person(administrator, "ﷺ" * 150, "œ" * 149)
    with administrator.database.reading() as session:
        assert len(load_record(session, key, TODAY).name) == 300


def test_a_french_postal_code_is_checked() -> None:
    with pytest.raises(Problems) as refusal:
        PersonDraft(last_name="Essai", postal_code="4200").checked(TODAY)
    assert [field for field, _ in refusal.value.found] == ["postal_code"]


def test_what_is_typed_is_stored_in_one_form(administrator: Worker) -> None:
    key = admitted(
        administrator,
        PersonDraft(
            first_name="  Éloïse ",
            last_name="Dupré",
            birth_date="14/2/1991",
            email="eloise@Example.ORG",
            phone="06 12 34 56 78",
            address=" 14 rue\r\nde la Montat ",
            postal_code="42 000",
            card=" 04 A2 ",
        ),
    )
    with administrator.database.reading() as session:
        record = load_record(session, key, TODAY)
    draft = record.draft
    assert isinstance(draft, PersonDraft)
    assert (record.name, record.shown_number, record.age) == ("Éloïse Dupré", "M-00001", 35)
    assert (draft.birth_date, draft.email) == (date(1991, 2, 14), "eloise@example.org")
    assert (draft.phone, draft.card) == ("+33612345678", "04A2")
    assert (draft.address, draft.postal_code) == ("14 rue\nde la Montat", "42000")


def test_a_phone_of_another_country_is_kept_with_its_code() -> None:
    assert (
        PersonDraft(last_name="Doe", phone="+44 20 7946 0958").checked(TODAY).phone
        == "+442079460958"
    )


@pytest.mark.parametrize(
    ("draft", "field", "problem"),
    [
        (PersonDraft(), "last_name", errors.NamelessPersonError),
        (OrganisationDraft(name=" "), "name", errors.NamelessOrganisationError),
    ],
)
def test_a_record_needs_a_name(
    draft: PersonDraft | OrganisationDraft, field: str, problem: type[DeskError]
) -> None:
    with pytest.raises(Problems) as refusal:
        draft.checked(TODAY)
    ((name, found),) = refusal.value.found
    assert (name, type(found)) == (field, problem)


def test_a_second_person_of_one_name_and_birth_date_needs_a_confirmation(
    administrator: Worker,
) -> None:
    twin = PersonDraft(first_name="zoe", last_name="LEFÈVRE", birth_date=date(1999, 12, 1))
    a_person(administrator, "Zoé", "Lefevre", birth_date=date(1999, 12, 1))
    with pytest.raises(Problems) as refusal:
        admitted(administrator, twin)
    assert "Zoé Lefevre (M-00001)" in say(refusal.value)
    sure = PersonDraft(
        first_name="zoe", last_name="LEFÈVRE", birth_date=date(1999, 12, 1), known_twin=True
    )
    admitted(administrator, sure)


def test_a_correction_from_an_old_form_tells_who_changed_what(administrator: Worker) -> None:
    key = a_person(administrator)
    newer = PersonDraft(first_name="Ada", last_name="Nouvelle", email="ada@example.org")
    administrator.does(lambda act: correct_person(act, key, newer, seen=1))
    other = PersonDraft(first_name="Ada", last_name="Autre")
    with pytest.raises(StaleError) as refusal:
        administrator.does(lambda act: correct_person(act, key, other, seen=1))
    assert "administrator" in say(refusal.value)
    assert "Last name" in say(refusal.value)
    assert "sort_name" not in say(refusal.value)


def test_a_repeated_correction_is_welcome(administrator: Worker) -> None:
    key = a_person(administrator)
    newer = PersonDraft(first_name="Ada", last_name="Nouvelle")
    administrator.does(lambda act: correct_person(act, key, newer, seen=1))
    assert not administrator.does(lambda act: correct_person(act, key, newer, seen=1)).touched


def test_a_correction_is_taken_back_and_what_was_corrected_since_stays(
    administrator: Worker,
) -> None:
    key = a_person(administrator, "Ada", card="04A2")
    before = PersonDraft(first_name="Ada", last_name="Exemple", card="04A2")
    after = replace(before, first_name="Adèle", card="")
    since = replace(after, city="Saint-Étienne")
    for seen, draft in enumerate((after, since), start=1):
        administrator.does(partial(correct_person, person_id=key, draft=draft, seen=seen))
    administrator.does(lambda act: take_back_correction(act, key, before, after))
    with administrator.database.reading() as session:
        record = load_record(session, key, TODAY)
    assert record.draft == replace(before, city="Saint-Étienne", custom={})
    assert record.name == "Ada Exemple"


def test_a_correction_that_was_corrected_since_is_not_taken_back(administrator: Worker) -> None:
    key = a_person(administrator, "Ada")
    before = PersonDraft(first_name="Ada", last_name="Exemple")
    after, since = replace(before, city="Lyon"), replace(before, city="Saint-Étienne")
    for seen, draft in enumerate((after, since), start=1):
        administrator.does(partial(correct_person, person_id=key, draft=draft, seen=seen))
    with pytest.raises(StaleError):
        administrator.does(lambda act: take_back_correction(act, key, before, after))


def test_what_the_base_has_against_a_draft_is_told_with_what_is_wrong_in_it(
    administrator: Worker,
) -> None:
    a_person(administrator, card="04A2")
    draft = PersonDraft(last_name="", email="nowhere", card=" 04 A2", audience_id=new_key())
    with pytest.raises(Problems) as refusal:
        admitted(administrator, draft)
    fields = [field for field, _ in refusal.value.found]
    assert sorted(fields) == ["audience_id", "card", "email", "last_name"]


def test_a_card_opens_one_record_only(administrator: Worker) -> None:
    ada, bea = a_person(administrator, card="04A2"), a_person(administrator, "Bea")
    with pytest.raises(Problems) as refusal:
        administrator.does(lambda act: give_card(act, bea, "04 a2".upper()))
    assert "Ada Exemple (M-00001)" in say(refusal.value)
    administrator.does(lambda act: take_card_back(act, ada))
    administrator.does(lambda act: give_card(act, bea, "04A2"))
    with administrator.database.reading() as session:
        holder = find_holder(session, "04A2")
    assert holder
    assert holder.id == bea


def test_a_card_that_another_desk_gave_meanwhile_is_not_replaced_unseen(
    administrator: Worker,
) -> None:
    ada = a_person(administrator, card="04A2")
    administrator.does(lambda act: give_card(act, ada, "04A3", shown="04A2"))
    with pytest.raises(StaleError):
        administrator.does(lambda act: give_card(act, ada, "04A4", shown="04A2"))
    administrator.does(lambda act: give_card(act, ada, "04A3", shown="04A2"))  # a repeat
    administrator.does(lambda act: give_card(act, ada, "04A4", shown="04A3"))


def test_an_alert_is_pinned_and_unpinned(administrator: Worker) -> None:
    key = a_person(administrator)
    administrator.does(lambda act: pin_alert(act, key, "Rend la clé du local", seen=1))
    with administrator.database.reading() as session:
        assert load_record(session, key, TODAY).draft.alert == "Rend la clé du local"
    administrator.does(lambda act: pin_alert(act, key, "", seen=2))
    with pytest.raises(StaleError):
        administrator.does(lambda act: pin_alert(act, key, "Trop tard", seen=2))


def test_an_archived_record_is_not_edited_until_it_comes_back(administrator: Worker) -> None:
    key = a_person(administrator)
    administrator.does(lambda act: archive_party(act, key))
    newer = PersonDraft(first_name="Ada", last_name="Nouvelle")
    with pytest.raises(errors.ArchivedPartyError):
        administrator.does(lambda act: correct_person(act, key, newer, seen=2))
    administrator.does(lambda act: return_party(act, key))
    administrator.does(lambda act: correct_person(act, key, newer, seen=3))


def test_who_pays_for_others_is_not_archived(administrator: Worker) -> None:
    payer, child = a_person(administrator), a_person(administrator, "Bea")
    a_household(administrator, payer, payer, child)
    with pytest.raises(errors.StillPayingError) as refusal:
        administrator.does(lambda act: archive_party(act, payer))
    assert "Bea Exemple" in say(refusal.value)


@pytest.mark.parametrize("written", ["M-00002", "m-2", "2"])
def test_a_number_is_found_however_it_is_written(administrator: Worker, written: str) -> None:
    a_person(administrator)
    key = an_organisation(administrator)
    with administrator.database.reading() as session:
        assert find_by_number(session, written) == key
        assert find_by_number(session, "nobody") is None
        assert find_by_number(session, "9" * 30) is None


def test_the_list_knows_where_a_person_stands(administrator: Worker) -> None:
    keys = {name: a_person(administrator, name) for name in ("Cléo", "Ada", "Bea")}
    with administrator.database.reading() as session:
        start = PEOPLE.start(session, keys["Cléo"], size=2)
    assert (start.count, start.place, start.page) == (3, 2, 1)
    assert [row.name for row in start.rows] == ["Cléo Exemple"]


@pytest.mark.parametrize(
    "call",
    [
        partial(admit_person, draft=PersonDraft(last_name="Essai", audience_id=new_key())),
        partial(admit_organisation, draft=OrganisationDraft(name="Essai", audience_id=new_key())),
    ],
)
def test_an_unknown_audience_is_refused(administrator: Worker, call: Callable[..., object]) -> None:
    with pytest.raises(Problems):
        administrator.does(lambda act: call(act, new_key()))
