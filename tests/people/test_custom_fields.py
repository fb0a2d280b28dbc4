from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select

from builders import Worker
from builders.people import a_custom_field, a_person, an_organisation
from builders.refused import refused
from fablab_desk.errors import DeskError, Problems
from fablab_desk.i18n import say
from fablab_desk.keys import new_key
from fablab_desk.overview.changes import list_changes
from fablab_desk.people import custom_errors
from fablab_desk.people.custom import CustomKind, CustomWhom, Value, Values
from fablab_desk.people.custom_drafts import CustomFieldDraft
from fablab_desk.people.custom_models import CustomField
from fablab_desk.people.custom_queries import list_custom_fields
from fablab_desk.people.drafts import PersonDraft
from fablab_desk.people.exchange.leaving import list_for_export
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.people.service import admit_person, correct_person, take_back_correction
from fablab_desk.people.service_custom import (
    add_custom_field,
    archive_custom_field,
    correct_custom_field,
    remove_custom_field,
    restore_custom_field,
)
from fablab_desk.staff.errors import StaleError
from fablab_desk.staff.models import AuditEntry

TODAY = date(2026, 3, 2)
TRANSPORT = ("Vélo", "Tram", "À pied")


def ada(custom: Values | None = None, city: str = "") -> PersonDraft:
    return PersonDraft(first_name="Ada", last_name="Exemple", custom=custom, city=city)


def record(worker: Worker, key: UUID) -> PersonRecord:
    with worker.database.reading() as session:
        return load_record(session, key, TODAY)


def said_by(worker: Worker, key: UUID) -> dict[str, Value | None]:
    return {one.field.label: one.value for one in record(worker, key).custom}


def corrected(worker: Worker, key: UUID, custom: Values) -> None:
    seen = record(worker, key).version
    worker.does(lambda act: correct_person(act, key, ada(custom), seen))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (CustomKind.TEXT, "À la gare"),
        (CustomKind.NUMBER, 12),
        (CustomKind.DAY, date(2024, 2, 29)),
        (CustomKind.YES_NO, False),
        (CustomKind.CHOICE, "Tram"),
    ],
)
def test_a_value_of_each_kind_stands_in_the_record_and_is_cleared(
    administrator: Worker, kind: CustomKind, value: Value
) -> None:
    field = a_custom_field(administrator, "Trajet", kind, choices=TRANSPORT)
    key = new_key()
    administrator.does(lambda act: admit_person(act, key, ada({field: value})))
    assert said_by(administrator, key) == {"Trajet": value}
    corrected(administrator, key, {field: None})
    assert said_by(administrator, key) == {"Trajet": None}


def test_all_problems_with_a_record_are_told_at_once(administrator: Worker) -> None:
    needed = a_custom_field(administrator, "Niveau", required=True)
    number = a_custom_field(administrator, "Enfants", CustomKind.NUMBER)
    said = PersonDraft(email="nulle part", custom={needed: None, number: 10**12})
    with pytest.raises(Problems) as told:
        administrator.does(lambda act: admit_person(act, new_key(), said))
    names = {name for name, _ in told.value.found}
    assert names == {"last_name", "email", f"custom {needed}", f"custom {number}"}


def test_who_says_nothing_of_the_fields_is_asked_nothing(administrator: Worker) -> None:
    field = a_custom_field(administrator, "Niveau", required=True)
    key = a_person(administrator)
    corrected(administrator, key, {field: "Débutant"})
    seen = record(administrator, key).version
    administrator.does(lambda act: correct_person(act, key, ada(city="Lyon"), seen))
    assert said_by(administrator, key) == {"Niveau": "Débutant"}


def test_a_field_changed_meanwhile_makes_the_form_an_old_one_and_is_named(
    administrator: Worker,
) -> None:
    field, key = a_custom_field(administrator, "Niveau"), a_person(administrator)
    corrected(administrator, key, {field: "Débutant"})
    with pytest.raises(StaleError) as told:
        administrator.does(lambda act: correct_person(act, key, ada({field: "Expert"}), 1))
    assert "Niveau" in say(told.value)


def test_a_correction_of_a_field_is_taken_back_unless_another_came_since(
    administrator: Worker,
) -> None:
    field, key = a_custom_field(administrator, "Niveau"), a_person(administrator)
    before, after = ada({field: None}), ada({field: "Débutant"})
    corrected(administrator, key, {field: "Débutant"})
    administrator.does(lambda act: take_back_correction(act, key, before, after))
    assert said_by(administrator, key) == {"Niveau": None}
    corrected(administrator, key, {field: "Expert"})
    with pytest.raises(StaleError):
        administrator.does(lambda act: take_back_correction(act, key, before, after))


def test_the_journal_names_the_field_and_both_values(administrator: Worker) -> None:
    field = a_custom_field(administrator, "Arrivée", CustomKind.DAY)
    key = a_person(administrator)
    corrected(administrator, key, {field: TODAY})
    with administrator.database.reading() as session:
        seq = session.scalar(select(func.max(AuditEntry.seq))) or 0
        (change,) = list_changes(session, administrator.seat.account_id, seq) or []
    assert (change.name, change.column, change.before, change.after) == (
        "Ada Exemple",
        "Arrivée",
        None,
        "2026-03-02",
    )


def test_a_retired_field_is_asked_no_more_and_what_was_noted_stays(administrator: Worker) -> None:
    field, key = a_custom_field(administrator, "Niveau"), a_person(administrator)
    corrected(administrator, key, {field: "Débutant"})
    other = a_person(administrator, "Zoé")
    administrator.does(lambda act: archive_custom_field(act, field))
    assert said_by(administrator, key) == {"Niveau": "Débutant"}
    assert said_by(administrator, other) == {}
    assert record(administrator, key).draft.custom == {}
    administrator.does(lambda act: restore_custom_field(act, field))
    assert said_by(administrator, other) == {"Niveau": None}


def test_a_field_of_organisations_is_not_asked_of_people(administrator: Worker) -> None:
    a_custom_field(administrator, "Effectif", whom=CustomWhom.ORGANISATIONS)
    assert said_by(administrator, a_person(administrator)) == {}
    assert said_by(administrator, an_organisation(administrator)) == {"Effectif": None}


@pytest.mark.parametrize(
    ("draft", "field", "error"),
    [
        (CustomFieldDraft(label=" "), "label", custom_errors.NamelessFieldError),
        (CustomFieldDraft(label="niveau"), "label", custom_errors.FieldTakenError),
        (CustomFieldDraft(label="E-Mail"), "label", custom_errors.FieldTakenError),
        (
            CustomFieldDraft(label="Trajet", kind=CustomKind.CHOICE, choices=("Vélo",)),
            "choices",
            custom_errors.FewChoicesError,
        ),
        (
            CustomFieldDraft(label="Trajet", kind=CustomKind.CHOICE, choices=("Vélo", "vélo ")),
            "choices",
            custom_errors.TwiceChoiceError,
        ),
    ],
)
def test_a_wrong_field_is_refused_in_its_place(
    administrator: Worker, draft: CustomFieldDraft, field: str, error: type[DeskError]
) -> None:
    a_custom_field(administrator, "Niveau")
    with refused((field, error)):
        administrator.does(lambda act: add_custom_field(act, new_key(), draft))


def test_a_choice_written_otherwise_changes_where_it_was_chosen(administrator: Worker) -> None:
    field = a_custom_field(administrator, "Trajet", CustomKind.CHOICE, choices=TRANSPORT)
    key = a_person(administrator)
    corrected(administrator, key, {field: "Tram"})
    before = CustomFieldDraft(label="Trajet", kind=CustomKind.CHOICE, choices=TRANSPORT)
    after = CustomFieldDraft(
        label="Trajet", kind=CustomKind.CHOICE, choices=("Vélo", "Tramway", "À pied")
    )
    administrator.does(lambda act: correct_custom_field(act, field, after, 1))
    assert said_by(administrator, key) == {"Trajet": "Tramway"}
    administrator.does(lambda act: correct_custom_field(act, field, before, after))
    assert said_by(administrator, key) == {"Trajet": "Tram"}


def test_a_filled_field_keeps_its_kind_and_is_not_removed(administrator: Worker) -> None:
    field, key = a_custom_field(administrator, "Niveau"), a_person(administrator)
    corrected(administrator, key, {field: "Débutant"})
    draft = CustomFieldDraft(label="Niveau", kind=CustomKind.NUMBER)
    with refused(("kind", custom_errors.FilledFieldError)):
        administrator.does(lambda act: correct_custom_field(act, field, draft, 1))
    with pytest.raises(DeskError):
        administrator.does(lambda act: remove_custom_field(act, field))
    with administrator.database.reading() as session:
        assert session.get(CustomField, field) is not None


def test_an_export_has_a_column_for_each_field_asked_for(administrator: Worker) -> None:
    level = a_custom_field(administrator, "Enfants", CustomKind.NUMBER)
    retired = a_custom_field(administrator, "Ancien champ")
    key, other = a_person(administrator), a_person(administrator, "Zoé")
    corrected(administrator, key, {level: 2, retired: "x"})
    administrator.does(lambda act: archive_custom_field(act, retired))
    with administrator.database.reading() as session:
        header, *rows = list_for_export(session, [key, other])
        assert [one.label for one in list_custom_fields(session)] == ["Enfants"]
    assert header[-1] == "Enfants"
    assert [row[-1] for row in rows] == [2, ""]
