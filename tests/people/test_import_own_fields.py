from uuid import UUID

import pytest

from builders import Worker
from builders.people import a_custom_field
from builders.sheets import TODAY, a_preview, a_sheet, taken_in
from fablab_desk.care.service_withdraw import withdraw_import
from fablab_desk.i18n import say
from fablab_desk.people.custom import CustomKind, CustomWhom, Value
from fablab_desk.people.exchange.columns import match_columns
from fablab_desk.people.exchange.preview import Verdict
from fablab_desk.people.queries import find_by_number
from fablab_desk.people.record import load_record

TRIP = ("Vélo", "Tram")


def noted(worker: Worker, number: int = 1) -> dict[str, Value | None]:
    with worker.database.reading() as session:
        key = find_by_number(session, str(number))
        assert isinstance(key, UUID)
        return {one.field.label: one.value for one in load_record(session, key, TODAY).custom}


@pytest.fixture(autouse=True)
def fields(administrator: Worker) -> None:
    a_custom_field(administrator, "Trajet", CustomKind.CHOICE, choices=TRIP)
    a_custom_field(administrator, "Enfants", CustomKind.NUMBER)
    a_custom_field(administrator, "Métier", required=True)
    a_custom_field(administrator, "Effectif", CustomKind.NUMBER, whom=CustomWhom.ORGANISATIONS)


def test_columns_named_as_fields_are_taken_into_them(administrator: Worker) -> None:
    taken_in(
        administrator,
        "Nom;Prénom;TRAJET;Enfants;Métier;Effectif",
        "Exemple;Ada;velo;2;Luthière;12",
        "Exemple;Zoé;;;;",
    )
    assert noted(administrator) == {"Trajet": "Vélo", "Enfants": 2, "Métier": "Luthière"}
    assert noted(administrator, 2) == {"Trajet": None, "Enfants": None, "Métier": None}


def test_a_field_comes_before_what_its_name_might_mean(administrator: Worker) -> None:
    sheet = a_sheet("Nom;Métier", "Exemple;Luthière")
    with administrator.database.reading() as session:
        matching = match_columns(session, sheet)
    assert list(matching.columns) == ["Nom"]
    assert list(matching.own) == ["Métier"]


def test_a_wrong_value_refuses_its_line_and_no_other(administrator: Worker) -> None:
    preview = taken_in(administrator, "Nom;Trajet;Enfants", "Exemple;Avion;deux", "Autre;Tram;1")
    (refusal,) = preview.refused
    told = " ".join(say(reason) for reason in refusal.reasons)
    assert "Trajet" in told
    assert "Enfants" in told
    assert preview.count(Verdict.NEW) == 1


def test_a_second_file_changes_the_values_and_its_undoing_puts_them_back(
    administrator: Worker,
) -> None:
    lines = ("Nom;Prénom;E-mail;Trajet;Enfants", "Exemple;Ada;a@example.org;Vélo;")
    taken_in(administrator, *lines)
    again = a_preview(administrator, a_sheet(*lines))
    assert again.count(Verdict.UNCHANGED) == 1
    later = taken_in(administrator, lines[0], "Exemple;Ada;a@example.org;Tram;3")
    (changed,) = later.of(Verdict.CHANGED)
    assert [(one.own, one.old, one.new) for one in changed.changes] == [
        ("Trajet", "Vélo", "Tram"),
        ("Enfants", None, 3),
    ]
    assert noted(administrator) == {"Trajet": "Tram", "Enfants": 3, "Métier": None}
    administrator.does(lambda act: withdraw_import(act, later.id))
    assert noted(administrator) == {"Trajet": "Vélo", "Enfants": None, "Métier": None}
