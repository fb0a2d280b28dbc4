"""The lab's own fields: set up in the settings, filled in and read in the records."""

from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.people import a_custom_field, a_person
from fablab_desk.people.custom import CustomKind, CustomWhom, form_name
from fablab_desk.people.custom_queries import CustomFieldRow, list_custom_fields
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.people.service_custom import archive_custom_field
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.organisation import OrganisationDialog
from fablab_desk.ui.people.person import PersonDialog
from fablab_desk.ui.settings.custom_field_dialog import CustomFieldDialog
from fablab_desk.ui.settings.custom_fields import CustomFieldsPage
from ui.at_desk import undo
from ui.settings import dialog, shown


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def fields_of(desk: Desk) -> list[CustomFieldRow]:
    with desk.database.reading() as session:
        return list_custom_fields(session)


def record_of(desk: Desk, key: UUID) -> PersonRecord:
    with desk.database.reading() as session:
        return load_record(session, key, desk.today())


def test_a_field_is_added_with_its_choices_and_taken_back(desk: Desk, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, CustomFieldsPage)
    page.add_field_action.trigger()
    form = dialog(page, CustomFieldDialog)
    assert form.choices.isHidden() or not form.choices.isVisible()
    form.label.set_value("Trajet")
    form.kind.set_value(CustomKind.CHOICE)
    assert form.choices.isVisible()
    form.choices.set_value("Vélo\n\n  Tram ")
    form.accept()
    qtbot.waitUntil(lambda: [row.draft.choices for row in fields_of(desk)] == [("Vélo", "Tram")])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: fields_of(desk) == [])


def test_a_new_record_asks_for_the_fields_of_its_kind(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    person = a_custom_field(administrator, "Niveau", required=True, hint="De 1 à 3")
    a_custom_field(administrator, "Effectif", whom=CustomWhom.ORGANISATIONS)
    form = PersonDialog(desk, window, typed="Ada Exemple")
    form.open()
    name = form_name(person)
    qtbot.waitUntil(lambda: name in form.fields)
    assert [one for one in form.fields if one.startswith("custom ")] == [name]
    assert "De 1 à 3" in [label.text() for label in form.findChildren(Label)]
    form.accept()
    assert form.problems[name].text()
    form.fields[name].set_value("2")
    with qtbot.waitSignal(form.admitted) as admitted:
        form.accept()
    key = admitted.args[0]
    assert [one.value for one in record_of(desk, key).custom] == ["2"]
    other = OrganisationDialog(desk, window)
    other.open()
    qtbot.waitUntil(lambda: any(one.startswith("custom ") for one in other.fields))


def test_a_value_is_corrected_and_the_correction_taken_back(
    desk: Desk, administrator: Worker, window: QWidget, qtbot: QtBot
) -> None:
    trip = a_custom_field(administrator, "Trajet", CustomKind.CHOICE, choices=("Vélo", "Tram"))
    old = a_custom_field(administrator, "Ancien")
    key = a_person(administrator)
    administrator.does(lambda act: archive_custom_field(act, old))
    form = PersonDialog(desk, window, record_of(desk, key))
    form.open()
    assert form_name(old) not in form.fields
    form.fields[form_name(trip)].set_value("Tram")
    form.accept()
    qtbot.waitUntil(lambda: [one.value for one in record_of(desk, key).custom] == ["Tram"])
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: [one.value for one in record_of(desk, key).custom] == [None])
