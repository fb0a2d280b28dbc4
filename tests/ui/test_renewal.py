from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select, update

from builders import Worker
from builders.memberships import a_kind, a_plan, enrolled
from builders.people import a_person, an_organisation
from fablab_desk.charges.kinds import ChargeState
from fablab_desk.charges.models import Charge
from fablab_desk.memberships.models import Membership, MembershipPlan
from fablab_desk.memberships.service_renewal import renew_members
from fablab_desk.overview.members import list_members
from fablab_desk.overview.renewal import Whose, whose_of
from fablab_desk.people.kinds import PeopleFilter
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.export import table_of
from fablab_desk.ui.people.renewal import RenewalDialog
from fablab_desk.ui.people.renewal_plan import RenewalPlanDialog
from fablab_desk.ui.preview import PaperPreview
from ui.accessible import assert_accessible
from ui.at_desk import notices, shown, undo
from ui.members import people_tab

LATE = date(2025, 2, 10)


def late(worker: Worker, *names: str, plan: UUID | None = None) -> list[UUID]:
    plan = plan or a_plan(worker)
    people = [a_person(worker, name, email=f"{name}@example.org") for name in names]
    for one in people:
        enrolled(worker, one, plan, LATE)
    return people


def opened(desk: Desk, qtbot: QtBot) -> RenewalDialog:
    listing = list_members(PeopleFilter.ALL, desk.today(), "")
    dialog = RenewalDialog(desk, None, listing)
    qtbot.addWidget(dialog)
    dialog.open()
    looked(dialog, qtbot)
    return dialog


def looked(dialog: RenewalDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog._found is not None and not dialog.is_working())  # noqa: SLF001


def names(dialog: RenewalDialog) -> list[str]:
    return [line.name.split()[0] for line in dialog.lines()]


def ends_on(dialog: RenewalDialog, told: str) -> bool:
    return dialog.told.text().endswith(told)


def memberships(worker: Worker) -> int:
    with worker.database.reading() as session:
        counted = select(func.count()).where(Membership.cancelled_at.is_(None))
        return session.scalar(counted) or 0


def test_it_opens_on_the_late_ones_and_writes_nothing(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    late(administrator, "Ada", "Bea")
    a_person(administrator, "Jamais")
    dialog = opened(desk, qtbot)
    assert sorted(names(dialog)) == ["Ada", "Bea"]
    assert dialog.told.text() == "2 memberships can be renewed · €40.00 in all"
    assert dialog.renew_button.text().replace("&", "") == "Renew 2 memberships"
    assert memberships(administrator) == 2
    button = dialog.renew_button  # whose words are longer than those it began with
    qtbot.waitUntil(lambda: button.width() >= button.minimumSizeHint().width())
    assert_accessible(dialog)


def test_confirmed_all_are_recorded_and_taken_back_in_one_go(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    late(administrator, "Ada", "Bea")
    dialog = opened(desk, qtbot)
    dialog.renew_button.click()
    qtbot.waitUntil(lambda: memberships(administrator) == 4)
    qtbot.waitUntil(lambda: dialog.told.text().startswith("2 memberships are recorded ·"))
    assert not dialog.renew_button.isEnabled()
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: memberships(administrator) == 2)
    qtbot.waitUntil(dialog.renew_button.isEnabled)
    with administrator.database.reading() as session:
        owed = select(Charge.state).where(Charge.owed_on == desk.today())
        assert set(session.scalars(owed)) == {ChargeState.CANCELLED}


def test_ctrl_enter_in_the_list_renews_all_and_leaves_nobody_out(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    late(administrator, "Ada", "Bea")
    dialog = opened(desk, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.table.hasFocus)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: memberships(administrator) == 4)


def test_ctrl_z_takes_them_back_without_leaving(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    late(administrator, "Ada", "Bea")
    dialog = opened(desk, qtbot)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.table.hasFocus)
    assert not dialog.undo_action.isEnabled()  # what was done before it is not in sight
    dialog.renew_button.click()
    qtbot.waitUntil(lambda: memberships(administrator) == 4 and bool(desk.next_undo()))
    qtbot.waitUntil(dialog.undo_action.isEnabled)
    QTest.keyClick(dialog.letters_button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: memberships(administrator) == 2)
    qtbot.waitUntil(dialog.renew_button.isEnabled)
    assert not dialog.undo_action.isEnabled()


def test_who_is_left_out_by_the_keyboard_is_not_renewed(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    late(administrator, "Ada", "Bea")
    dialog = opened(desk, qtbot)
    dialog.table.selectRow(0)
    out = dialog.table.chosen()
    assert out
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert out.name not in [line.name for line in dialog.lines()]
    assert "Left out" in dialog.table.rows.cell_at(0, 2).text  # type: ignore[union-attr]
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert len(dialog.lines()) == 2


def test_why_somebody_cannot_renew_stands_in_the_list(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    gone = a_plan(administrator, "Ancienne formule")
    late(administrator, "Ada")
    late(administrator, "Bea", plan=gone)
    with administrator.database.writing() as session:
        withdrawn = update(MembershipPlan).where(MembershipPlan.id == gone)
        session.execute(withdrawn.values(archived_on=desk.today()))
    dialog = opened(desk, qtbot)
    assert names(dialog) == ["Ada"]
    assert dialog.told.text().endswith("1 cannot be")
    assert "is archived" in dialog.table.rows.cell_at(1, 2).text  # type: ignore[union-attr]


def test_nobody_late_leaves_nothing_to_press(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    a_person(administrator)
    dialog = opened(desk, qtbot)
    assert dialog.table.empty
    assert dialog.table.empty.isVisible()
    assert not dialog.renew_button.isEnabled()
    assert not dialog.letters_button.isEnabled()


def test_member_towns_are_a_choice_of_their_own(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    late(administrator, "Ada")
    town = an_organisation(administrator, "Commune d’Essai")
    enrolled(administrator, town, a_plan(administrator, "Commune", for_organisations=True), LATE)
    an_organisation(administrator, "Jamais adhérente")
    dialog = opened(desk, qtbot)
    dialog.whose.set_value(Whose.ORGANISATIONS)
    looked(dialog, qtbot)
    assert names(dialog) == ["Commune"]


def test_a_day_that_cannot_be_read_is_told(desk: Desk, administrator: Worker, qtbot: QtBot) -> None:
    late(administrator, "Ada")
    dialog = opened(desk, qtbot)
    dialog.day.setText("31/02/2026")
    qtbot.waitUntil(lambda: bool(dialog.problem.text()))


def test_another_day_is_looked_at_anew(desk: Desk, administrator: Worker, qtbot: QtBot) -> None:
    late(administrator, "Ada")
    dialog = opened(desk, qtbot)
    dialog.day.setText("15/02/2026")

    def starts() -> list[date]:
        return [line.renewal.period.starts_on for line in dialog.lines() if line.renewal]

    qtbot.waitUntil(lambda: starts() == [date(2026, 2, 15)])


def test_more_than_a_lab_renews_at_once_is_refused(
    desk: Desk, administrator: Worker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fablab_desk.overview.renewal.MOST", 1)
    late(administrator, "Ada", "Bea")
    dialog = RenewalDialog(desk, None, list_members(PeopleFilter.ALL, desk.today(), ""))
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.problem.text().startswith("2 people are too many"))


def test_stopped_while_it_records_nothing_is_written_and_that_is_said(
    desk: Desk, administrator: Worker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    late(administrator, "Ada", "Bea")
    dialog = opened(desk, qtbot)

    def stopped_midway(*given: object) -> int:
        assert dialog.is_working()
        dialog.stop()
        return renew_members(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(f"{RenewalDialog.__module__}.renew_members", stopped_midway)
    dialog.renew_button.click()
    qtbot.waitUntil(lambda: dialog.problem.text() == "Stopped. Nothing was changed.")
    assert memberships(administrator) == 2
    assert dialog.renew_button.isEnabled()


def test_the_letters_are_shown_before_they_are_printed(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    late(administrator, "Ada", "Bea")
    dialog = opened(desk, qtbot)
    dialog.letters_button.click()
    preview = shown(qtbot, dialog, PaperPreview)
    assert preview.document.pageCount() == 2


def test_letters_by_post_go_only_where_no_mail_can(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    late(administrator, "Ada")
    dialog = opened(desk, qtbot)
    dialog.by_post.setChecked(True)
    dialog.letters_button.click()
    qtbot.waitUntil(lambda: dialog.problem.text().startswith("There is no letter to make"))


def test_each_payer_s_mail_lies_in_the_folder_with_its_paper(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    late(administrator, "Ada", "Bea")
    told = notices(desk)
    dialog = opened(desk, qtbot)
    folder = tmp_path / "mails"
    folder.mkdir()
    dialog.mails_button.click()
    asked = shown(qtbot, dialog, QFileDialog)
    asked.fileSelected.emit(str(folder))
    asked.close()
    qtbot.waitUntil(lambda: [one.text for one in told] == ["2 e-mails are ready."])
    found = sorted(path.name for path in folder.iterdir())
    assert found == ["M-00001 Ada Exemple.eml", "M-00002 Bea Exemple.eml"]


def test_a_folder_that_takes_nothing_is_told(
    desk: Desk, administrator: Worker, qtbot: QtBot, tmp_path: Path
) -> None:
    late(administrator, "Ada")
    dialog = opened(desk, qtbot)
    dialog.letters.write_mails(tmp_path / "nowhere")
    qtbot.waitUntil(lambda: "cannot be written" in dialog.problem.text())


def test_the_list_prints(desk: Desk, administrator: Worker, qtbot: QtBot) -> None:
    late(administrator, "Ada")
    dialog = opened(desk, qtbot)
    dialog.print_action.trigger()
    assert shown(qtbot, dialog, PaperPreview).document.pageCount() == 1


def test_whom_to_call_stands_beside_who_is_late(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    ada = a_person(administrator, "Ada", phone="02 99 12 34 56")
    enrolled(administrator, ada, a_plan(administrator), LATE)
    dialog = opened(desk, qtbot)
    header, (line,) = table_of(dialog.table.rows.columns, dialog.lines())
    told = dict(zip(header, line, strict=True))
    assert told["Contact"] == "02 99 12 34 56"
    assert told["Fee"] == 20


@pytest.mark.parametrize("width", [1160, 760, 640])
def test_however_narrow_it_is_the_days_of_the_new_membership_are_read_whole(
    desk: Desk, administrator: Worker, qtbot: QtBot, width: int
) -> None:
    late(administrator, "Ada")
    dialog = opened(desk, qtbot)
    dialog.resize(width, 560)
    days = "From 02/03/2026 to 01/03/2027"
    assert days in str(dialog.table.rows.cell_at(0, 2))
    least = dialog.table.fontMetrics().horizontalAdvance(days)
    qtbot.waitUntil(lambda: dialog.table.columnWidth(2) > least)


def test_it_opens_from_the_list_of_members(desk: Desk, administrator: Worker, qtbot: QtBot) -> None:
    late(administrator, "Ada")
    tab = people_tab(desk, qtbot)
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1)
    tab.renew_action.trigger()
    dialog = shown(qtbot, tab, RenewalDialog)
    looked(dialog, qtbot)
    assert names(dialog) == ["Ada"]


@pytest.mark.parametrize(
    ("looked_at", "whose"),
    [
        ("", Whose.LATE),
        (PeopleFilter.LATE, Whose.LATE),
        (PeopleFilter.DUE_SOON, Whose.DUE_SOON),
        (PeopleFilter.ORGANISATIONS, Whose.ORGANISATIONS),
        (PeopleFilter.MINORS, Whose.SHOWN),
        ("dupré", Whose.SHOWN),
    ],
)
def test_it_begins_with_what_the_list_of_members_shows(looked_at: str, whose: Whose) -> None:
    assert whose_of(looked_at) is whose


def test_whoever_is_sought_is_looked_at(desk: Desk, administrator: Worker, qtbot: QtBot) -> None:
    late(administrator, "Ada", "Bea")
    tab = people_tab(desk, qtbot)
    tab.search.setText("bea")
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() == 1)
    tab.renew_action.trigger()
    dialog = shown(qtbot, tab, RenewalDialog)
    looked(dialog, qtbot)
    assert names(dialog) == ["Bea"]


def test_one_line_is_given_another_plan_and_the_old_one_back(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    kind = a_kind(administrator, "Adhésion statutaire")
    usual = a_plan(administrator, kind_id=kind)
    reduced = a_plan(administrator, "Adhésion réduite", kind_id=kind, fee="5.00")
    late(administrator, "Ada", "Bea", plan=usual)
    dialog = opened(desk, qtbot)
    for plan, told in ((reduced, "€25.00 in all"), (None, "€40.00 in all")):
        dialog.plan_action.trigger()
        asked = shown(qtbot, dialog, RenewalPlanDialog)
        assert_accessible(asked)
        asked.plan.set_value(plan)
        asked.accept()
        qtbot.waitUntil(partial(ends_on, dialog, told))
    assert memberships(administrator) == 2
