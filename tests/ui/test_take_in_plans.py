from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.memberships import a_kind, a_plan
from fablab_desk.memberships.queries import list_memberships
from fablab_desk.overview.taking_in import Fate
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.people.queries import list_people
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.people.take_in import TakeInDialog
from ui.accessible import assert_accessible
from ui.at_desk import notices, press_enter, shown, wait_gone
from ui.taking_in import LINES, a_file, look, looked_at, people, show


def plans_asked(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path, *labels: str
) -> TakeInDialog:
    """The preview of a file with those names, none of which is a plan of the lab."""
    kind = a_kind(administrator)
    for label in ("Adultes", "Enfants"):
        a_plan(administrator, label, kind_id=kind)
    lines = [f"Nom{n};Zoé;;{label};01/02/2026;" for n, label in enumerate(labels)]
    return looked_at(desk, qtbot, a_file(tmp_path, *lines))


def choose(dialog: TakeInDialog, label: str, plan: str) -> None:
    choice = dialog.preview.plans.choices[label]
    choice.setCurrentIndex(choice.findText(plan))


def plans_shown(dialog: TakeInDialog) -> list[tuple[str, str]]:
    return [(name, one.currentText()) for name, one in dialog.preview.plans.choices.items()]


def test_the_only_plan_is_proposed_and_its_memberships_taken_over(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    told = notices(desk)
    a_plan(administrator)
    dialog = looked_at(desk, qtbot, a_file(tmp_path, *LINES))
    assert plans_shown(dialog) == [("Plein tarif", "Adhésion annuelle")]
    show(dialog, Fate.NEW)
    assert "Adhésion annuelle from 01/02/2026" in dialog.preview.detail.text()
    assert dialog.preview.told.text() == "1 membership is taken over, paid elsewhere."
    dialog.write.click()
    wait_gone(qtbot, dialog)
    with desk.database.reading() as session:
        (row,) = list_people(PeopleFilter.ALL, desk.today(), "camille").every(session)
        (membership,) = list_memberships(session, row.id)
    assert membership.taken_over
    assert told[-1].text == "2 records added · 1 membership taken over · 1 refused line"


def test_enter_goes_to_each_plan_that_is_not_decided_before_it_imports(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = plans_asked(desk, administrator, qtbot, tmp_path, "Actif", "Ami", "Actif")
    preview = dialog.preview
    assert preview.open.text() == (
        "3 memberships are left aside. To take them over, choose a plan for: “Actif”, “Ami”."
    )
    assert dialog.write.text() == "Import 3 records without 3 memberships"
    for label, plan in (("Actif", "Adultes"), ("Ami", "Leave its memberships out")):
        focused = dialog.focusWidget()
        assert focused
        press_enter(focused)
        assert dialog.focusWidget() is preview.plans.choices[label]
        preview.plans.choices[label].hidePopup()
        choose(dialog, label, plan)
    assert preview.open.text() == ""
    press_enter(dialog)
    qtbot.waitUntil(dialog.write.isVisible)
    assert "2 memberships are taken over" in preview.told.text()
    assert "1 membership is left aside, as chosen." in preview.told.text()
    press_enter(dialog)
    wait_gone(qtbot, dialog)
    assert len(people(desk)) == 3


def test_plans_stay_in_the_order_of_the_file_while_they_are_chosen(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = plans_asked(desk, administrator, qtbot, tmp_path, "Zèbre", "Enfants", "Actif")
    choose(dialog, "Actif", "Enfants")
    look(dialog, qtbot)
    choose(dialog, "Enfants", "Adultes")
    look(dialog, qtbot)
    assert plans_shown(dialog) == [
        ("Zèbre", "To be chosen…"),
        ("Enfants", "Adultes"),
        ("Actif", "Enfants"),
    ]


@pytest.mark.parametrize(("label", "is_shown"), [("Adultes", False), ("Adultes (2026)", True)])
def test_the_plans_are_shown_first_where_one_was_found_by_likeness_only(
    label: str,
    is_shown: bool,
    desk: Desk,
    administrator: Worker,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    dialog = plans_asked(desk, administrator, qtbot, tmp_path, label)
    assert plans_shown(dialog) == [(label, "Adultes")]
    assert dialog.preview.plans.isVisible() is is_shown
    assert dialog.preview.table.isVisible() is not is_shown
    assert dialog.write.isDefault()
    assert_accessible(dialog)


def test_a_lab_without_plans_is_told_and_enter_does_not_import(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = looked_at(desk, qtbot, a_file(tmp_path, *LINES))
    assert "1 membership is left aside. The lab has no plan yet" in dialog.preview.open.text()
    assert plans_shown(dialog) == []
    press_enter(dialog)
    assert dialog.write.isEnabled()
    assert not dialog.write.isDefault()
    assert people(desk) == []


def test_another_file_asks_for_its_plans_anew(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = plans_asked(desk, administrator, qtbot, tmp_path, "Actif")
    choose(dialog, "Actif", "Adultes")
    dialog.back.click()
    dialog.other.click()
    chooser = shown(qtbot, dialog, QFileDialog)
    chooser.fileSelected.emit(str(a_file(tmp_path, LINES[1])))
    qtbot.waitUntil(lambda: dialog.look.isEnabled() and not dialog.is_touched())
    chooser.close()


def test_plans_are_remembered_for_the_next_file_of_that_shape(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = plans_asked(desk, administrator, qtbot, tmp_path, "Actif")
    choose(dialog, "Actif", "Adultes")
    look(dialog, qtbot)
    dialog.write.click()
    wait_gone(qtbot, dialog)
    file = a_file(tmp_path, "Suivant;Zoé;;ACTIF;01/02/2026;", "Autre;Zoé;;Ami;01/02/2026;")
    again = looked_at(desk, qtbot, file)
    assert plans_shown(again) == [("ACTIF", "Adultes"), ("Ami", "To be chosen…")]
    assert not again.is_touched()
