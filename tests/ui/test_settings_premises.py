from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.premises import (
    A_CONTRACT,
    a_closure,
    a_space,
    a_week,
    an_entry,
    an_insurance,
    insurance,
)
from fablab_desk.lab.kinds import ListKind
from fablab_desk.lab.premises_drafts import ClosureDraft, HoursDraft
from fablab_desk.lab.premises_models import Insurance
from fablab_desk.lab.premises_queries import (
    list_closures,
    list_entries,
    list_hours,
    list_insurances,
    list_spaces,
)
from fablab_desk.ui.agenda.opening import OpeningDialog
from fablab_desk.ui.cards import Label, Link
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.settings.hours import ClosureDialog, HoursPage, WeekDialog
from fablab_desk.ui.settings.insurance import InsuranceDialog, InsurancePage
from fablab_desk.ui.settings.spaces import EntryDialog, SpaceDialog, SpacesPage
from fablab_desk.ui.settings.tab import SettingsTab
from fablab_desk.ui.today.tab import TodayTab
from ui.at_desk import undo
from ui.settings import a_lab_set_up, dialog, shown

TODAY = date(2026, 3, 2)  # a Monday


def texts(panel: QWidget) -> list[str]:
    return [label.text() for label in panel.findChildren(Label)]


@pytest.fixture(autouse=True)
def lab(administrator: Worker) -> None:
    a_lab_set_up(administrator)


def test_a_lab_of_one_structure_is_shown_no_empty_column_and_asked_for_none(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_space(administrator, "Accueil")
    page = shown(qtbot, desk, SpacesPage)
    page.resize(1200, 640)
    qtbot.waitUntil(lambda: len(page.list.rows) == 1)

    def titles() -> list[str]:
        return [one.title for one in page.list.table.shown_columns()]

    assert titles() == ["Space", "State"]
    page.add_action.trigger()
    form = dialog(page, SpaceDialog)
    assert "Structure" not in texts(form)
    form.label.set_value("Atelier")
    form.remark.set_value("Au fond")
    form.accept()
    qtbot.waitUntil(lambda: titles() == ["Space", "Remark", "State"])


def test_a_space_is_added_moved_and_taken_back(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_space(administrator, "Accueil")
    page = shown(qtbot, desk, SpacesPage)
    qtbot.waitUntil(lambda: len(page.list.rows) == 1)
    page.add_action.trigger()
    form = dialog(page, SpaceDialog)
    form.label.set_value("Atelier")
    form.remark.set_value("Au fond")
    form.accept()
    qtbot.waitUntil(lambda: [row.label for row in page.list.rows] == ["Accueil", "Atelier"])
    page.list.table.selectRow(1)
    page.order.up.trigger()
    qtbot.waitUntil(lambda: page.list.rows[0].label == "Atelier")
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: page.list.rows[0].label == "Accueil")
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: len(page.list.rows) == 1)
    with administrator.database.reading() as session:
        assert [row.label for row in list_spaces(session)] == ["Accueil"]


def test_each_list_is_chosen_and_worded(desk: Desk, administrator: Worker, qtbot: QtBot) -> None:
    an_entry(administrator, "Essai à soi", ListKind.PURPOSE)
    page = shown(qtbot, desk, SpacesPage)
    qtbot.waitUntil(lambda: bool(page.entries.rows))
    assert page.kind() is ListKind.PURPOSE
    page.add_entry_action.trigger()
    form = dialog(page, EntryDialog)
    form.label.set_value("Concours")
    form.accept()
    qtbot.waitUntil(lambda: page.entries.rows[-1].label == "Concours")
    with administrator.database.reading() as session:
        found = [row.label for row in list_entries(session, ListKind.PURPOSE)]
    assert found[-1] == "Concours"


def test_the_week_that_follows_begins_with_the_hours_so_far(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_week(administrator)
    page = shown(qtbot, desk, HoursPage)
    qtbot.waitUntil(lambda: bool(page.list.rows))
    page.add_action.trigger()
    form = dialog(page, WeekDialog)
    assert form.days["wednesday"].value() == "14:00-18:00"
    form.valid_from.set_value(TODAY)
    form.days["friday"].set_value("18h-14h")
    form.days["sunday"].set_value("tôt")
    form.accept()
    qtbot.waitUntil(lambda: all(form.problems[name].text() for name in ("friday", "sunday")))
    form.days["friday"].set_value("14h-18h")
    form.days["sunday"].set_value("")
    form.accept()
    qtbot.waitUntil(lambda: len(page.list.rows) == 2)
    page.list.table.selectRow(0)
    page.removed.action.trigger()
    qtbot.waitUntil(lambda: len(page.list.rows) == 1)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: len(page.list.rows) == 2)
    with administrator.database.reading() as session:
        assert list_hours(session)[0].friday == "14:00-18:00"


def test_a_closure_is_added_and_the_next_public_holidays_are_said(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, HoursPage)
    page.close_action.trigger()
    form = dialog(page, ClosureDialog)
    for name, value in (("label", "Pont"), ("starts_on", TODAY), ("ends_on", TODAY)):
        form.fields[name].set_value(value)
    form.accept()
    qtbot.waitUntil(lambda: len(page.closures.rows) == 1)
    qtbot.waitUntil(lambda: "Easter Monday" in page.holidays.text())
    with administrator.database.reading() as session:
        assert list_closures(session)[0].ends_on == TODAY


def test_a_contract_is_attached_taken_off_and_brought_back(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    an_insurance(administrator)
    page = shown(qtbot, desk, InsurancePage)
    qtbot.waitUntil(lambda: bool(page.list.rows))
    page.list.table.selectRow(0)
    (file := tmp_path / "RC 2026.pdf").write_bytes(A_CONTRACT)
    page.keep_contract(page.list.rows[0], file)
    qtbot.waitUntil(lambda: page.list.rows[0].contract_name == "RC 2026.pdf")
    page.list.table.selectRow(0)
    page.detach_action.trigger()
    qtbot.waitUntil(lambda: not page.list.rows[0].contract)
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: page.list.rows[0].contract_name == "RC 2026.pdf")
    page.removed.action.trigger()
    qtbot.waitUntil(lambda: not page.list.rows)
    qtbot.waitUntil(lambda: "no insurance" in page.state.text())
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: bool(page.list.rows) and bool(page.list.rows[0].contract))


def test_the_next_year_of_a_policy_is_proposed(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    an_insurance(administrator)
    page = shown(qtbot, desk, InsurancePage)
    qtbot.waitUntil(lambda: bool(page.list.rows))
    page.add_action.trigger()
    form = dialog(page, InsuranceDialog)
    assert (form.starts_on.value(), form.ends_on.value()) == (date(2027, 1, 1), date(2027, 12, 31))
    form.accept()
    qtbot.waitUntil(lambda: len(page.list.rows) == 2)
    with administrator.database.reading() as session:
        assert list_insurances(session)[0].ends_on == date(2027, 12, 31)


def test_the_first_screen_says_the_hours_and_the_insurance_that_ends(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_week(administrator, HoursDraft(valid_from=date(2026, 1, 1), monday="14h-18h"))
    told: list[tuple[str, str]] = []
    desk.filtering.connect(lambda key, listed: told.append((key, listed)))
    tab = TodayTab(desk)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: "Open to the public from 14:00 to 18:00" in texts(tab.door))
    assert tab.insurance.isHidden()
    an_insurance(administrator, insurance(date(2025, 3, 12), date(2026, 3, 11)))
    desk.changed.emit(frozenset({Insurance}))
    qtbot.waitUntil(tab.insurance.isVisible)
    tab.insurance.findChildren(Link)[0].click()
    assert told == [("settings", "insurance_action")]


def test_the_line_of_the_insurance_leads_to_its_page(desk: Desk, qtbot: QtBot) -> None:
    tab = SettingsTab(desk)
    qtbot.addWidget(tab)
    tab.show_filter("insurance_action")
    assert tab.pages.findChildren(InsurancePage)


@pytest.mark.parametrize(
    ("at", "says"),
    [
        (datetime(2026, 7, 14, 10, tzinfo=UTC), "National Day"),
        (datetime(2026, 7, 15, 10, tzinfo=UTC), "Travaux"),
        (datetime(2026, 7, 16, 10, tzinfo=UTC), ""),
    ],
)
def test_opening_on_a_closed_day_is_said_and_goes_on(
    at: datetime, says: str, administrator: Worker, qtbot: QtBot
) -> None:
    day = date(2026, 7, 15)
    a_closure(administrator, ClosureDraft(label="Travaux", starts_on=day, ends_on=day))
    desk = Desk(administrator.database, administrator.seat, lambda: at)
    form = OpeningDialog(desk, None)
    qtbot.addWidget(form)
    form.open_when_read()
    qtbot.waitUntil(form.isVisible)
    if says:
        qtbot.waitUntil(lambda: says in form.closed.text())
    assert form.verb.isEnabled()
    form.reject()
    desk.close()
