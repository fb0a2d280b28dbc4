from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.memberships import a_member, a_plan
from builders.money import a_cashing
from builders.papers import a_paper
from builders.people import a_person
from fablab_desk.db.listing import Listing
from fablab_desk.keys import new_key
from fablab_desk.memberships.service import attest_membership
from fablab_desk.overview.papers import papers_of
from fablab_desk.papers.models import Series
from fablab_desk.papers.queries import PAPERS, PaperRow, PaperState, load_paper
from fablab_desk.payments.service import issue_receipt
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.papers.issued import PapersDialog
from fablab_desk.ui.payments.tab import PaymentsTab
from fablab_desk.ui.people.tab import PeopleTab
from fablab_desk.ui.preview import PaperPreview
from fablab_desk.ui.reason import ReasonDialog
from ui.accessible import assert_accessible
from ui.at_desk import notices, press_enter, shown, type_text

Opens = Callable[[Listing[PaperRow]], PapersDialog]


@pytest.fixture
def opens(desk: Desk, qtbot: QtBot) -> Opens:
    window = QWidget()
    qtbot.addWidget(window)

    def opened(papers: Listing[PaperRow]) -> PapersDialog:
        dialog = PapersDialog(desk, window, papers)
        dialog.open()
        qtbot.waitUntil(lambda: dialog.table.rows.rowCount() > 0)
        return dialog

    return opened


def numbers(dialog: PapersDialog) -> list[str]:
    rows = dialog.table.rows
    return [str(rows.index(n, 0).data()) for n in range(rows.rowCount())]


def receipt_of(worker: Worker, payer_id: UUID) -> UUID:
    cashing = a_cashing(worker, payer_id)
    return worker.does(lambda act: issue_receipt(act, cashing)).result


def test_enter_opens_the_newest_paper_as_it_was_issued(
    opens: Opens, administrator: Worker, qtbot: QtBot
) -> None:
    a_paper(administrator)
    a_paper(administrator)
    dialog = opens(PAPERS)
    assert numbers(dialog) == ["A2026-00002", "A2026-00001"]
    dialog.table.selectRow(0)
    press_enter(dialog.table)
    preview = shown(qtbot, dialog, PaperPreview)
    assert "A2026-00002" in preview.windowTitle()
    preview.reject()


@pytest.mark.parametrize("sought", ["r2026", "zoé"])
def test_a_paper_is_found_by_its_number_or_its_name(
    opens: Opens, administrator: Worker, qtbot: QtBot, sought: str
) -> None:
    receipt_of(administrator, a_person(administrator, "Zoé", "Exemple"))
    a_paper(administrator)
    dialog = opens(PAPERS)
    type_text(dialog.search, sought)
    qtbot.waitUntil(lambda: numbers(dialog) == ["R2026-00001"])


def test_a_paper_is_revoked_with_a_reason_and_stays_listed(
    opens: Opens, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    told, key = notices(desk), a_paper(administrator)
    dialog = opens(PAPERS)
    dialog.table.selectRow(0)
    dialog.revoke_button.click()
    asked = shown(qtbot, dialog, ReasonDialog)
    asked.reason.set_value("Nom mal écrit")
    asked.accept()
    qtbot.waitUntil(lambda: bool(told))
    assert told[-1].text == "Paper A2026-00001 is revoked."
    with desk.database.reading() as session:
        assert load_paper(session, key).state is PaperState.REVOKED
    qtbot.waitUntil(lambda: not dialog.revoke_button.isEnabled())
    assert dialog.open_button.isEnabled()


def test_the_closing_of_a_till_is_not_revoked(
    opens: Opens, administrator: Worker, qtbot: QtBot
) -> None:
    a_paper(administrator, Series.CLOSING)
    dialog = opens(PAPERS)
    dialog.table.selectRow(0)
    qtbot.waitUntil(dialog.open_button.isEnabled)
    assert not dialog.revoke_button.isEnabled()


def test_the_papers_of_somebody_are_their_attestations_and_receipts(
    desk: Desk, administrator: Worker
) -> None:
    ada, other = a_person(administrator), a_person(administrator, "Zoé", "Exemple")
    membership = a_member(administrator, ada, a_plan(administrator), date(2026, 3, 2))
    attestation = administrator.does(
        lambda act: attest_membership(act, new_key(), membership)
    ).result
    receipt = receipt_of(administrator, ada)
    receipt_of(administrator, other)
    with desk.database.reading() as session:
        assert [row.id for row in papers_of(ada).every(session)] == [receipt, attestation]


@pytest.mark.parametrize("make", [PeopleTab, PaymentsTab])
def test_papers_are_reached_from_where_they_were_issued(
    desk: Desk,
    administrator: Worker,
    qtbot: QtBot,
    make: Callable[[Desk], PeopleTab | PaymentsTab],
) -> None:
    ada = a_person(administrator)
    receipt_of(administrator, ada)
    tab = make(desk)
    qtbot.addWidget(tab)
    tab.show()
    qtbot.waitUntil(lambda: tab.table.rows.rowCount() > 0)
    tab.table.selectRow(0)
    qtbot.waitUntil(tab.papers_action.isEnabled)
    tab.papers_action.trigger()
    dialog = shown(qtbot, tab, PapersDialog)
    qtbot.waitUntil(lambda: numbers(dialog) == ["R2026-00001"])
    assert_accessible(dialog)


def test_an_amount_is_written_as_everywhere(
    opens: Opens, administrator: Worker, qtbot: QtBot
) -> None:
    receipt_of(administrator, a_person(administrator, "Ada"))
    dialog = opens(PAPERS)
    said = str(dialog.table.rows.index(0, 1).data())
    assert said == "Receipt, Ada Exemple · €12.00"
