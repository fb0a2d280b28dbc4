from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.catalogue import a_price, an_article
from builders.lab import an_audience
from fablab_desk.catalogue.queries import list_articles, list_prices
from fablab_desk.db.database import Database
from fablab_desk.keys import new_key
from fablab_desk.lab.drafts import AudienceDraft
from fablab_desk.lab.queries import list_audiences
from fablab_desk.lab.service import add_audience, correct_audience
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.queries import fee_of, list_kinds, list_plans
from fablab_desk.payments.kinds import MethodKind
from fablab_desk.payments.queries import list_methods
from fablab_desk.payments.tills import list_tills
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.settings.article_dialog import ArticleDialog
from fablab_desk.ui.settings.articles import ArticlesPage
from fablab_desk.ui.settings.audiences import AudienceDialog, AudiencesPage
from fablab_desk.ui.settings.kind_dialog import KindDialog
from fablab_desk.ui.settings.method_dialogs import MethodDialog, TillDialog
from fablab_desk.ui.settings.methods import MethodsPage
from fablab_desk.ui.settings.plan_dialog import PlanDialog
from fablab_desk.ui.settings.plans import PlansPage
from fablab_desk.ui.settings.price_dialog import PriceDialog
from fablab_desk.ui.settings.row_list import RowList
from ui.at_desk import notices, press, undo
from ui.settings import a_lab_set_up, dialog, shown

TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def lab(administrator: Worker) -> None:
    a_lab_set_up(administrator)


def holds(rows: RowList, *wanted: str) -> Callable[[], bool]:  # type: ignore[type-arg]
    def there() -> bool:
        model = rows.table.rows
        cells = [str(model.index(n, 0).data()) for n in range(model.rowCount())]
        return len(cells) == len(wanted) and all(
            cell.startswith(text) for cell, text in zip(cells, wanted, strict=True)
        )

    return there


def state_of(rows: RowList, row: int) -> str:  # type: ignore[type-arg]
    model = rows.table.rows
    return str(model.index(row, model.columnCount() - 1).data())


def with_a_third_audience(desk: Desk, qtbot: QtBot) -> AudiencesPage:
    page = shown(qtbot, desk, AudiencesPage)
    qtbot.waitUntil(holds(page.list, "Grand public", "Étudiant"))
    page.add_action.trigger()
    form = dialog(page, AudienceDialog)
    form.label.set_value("Repair")
    form.accept()
    qtbot.waitUntil(holds(page.list, "Grand public", "Étudiant", "Repair"))
    return page


def test_an_audience_is_added_renamed_moved_and_archived_and_each_is_taken_back(
    desk: Desk, qtbot: QtBot
) -> None:
    page = with_a_third_audience(desk, qtbot)
    page.list.table.selectRow(2)
    page.order.up.trigger()
    qtbot.waitUntil(holds(page.list, "Grand public", "Repair", "Étudiant"))
    desk.undo()
    qtbot.waitUntil(holds(page.list, "Grand public", "Étudiant", "Repair"))
    page.rename_action.trigger()
    form = dialog(page, AudienceDialog)
    form.label.set_value("Repair café")
    form.accept()
    qtbot.waitUntil(holds(page.list, "Grand public", "Étudiant", "Repair café"))
    page.offer.away.trigger()
    qtbot.waitUntil(lambda: state_of(page.list, 2) == "Archived")
    assert page.offer.back.isVisible()
    desk.undo()
    qtbot.waitUntil(lambda: state_of(page.list, 2) == "On offer")


def test_what_was_added_by_mistake_is_removed_once_it_was_confirmed(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    told = notices(desk)
    administrator.does(lambda act: add_audience(act, new_key(), AudienceDraft(label="Repair")))
    page = shown(qtbot, desk, AudiencesPage)
    qtbot.waitUntil(holds(page.list, "Grand public", "Étudiant", "Repair"))
    assert not page.removal.action.isEnabled()
    page.list.table.selectRow(2)
    page.removal.action.trigger()
    box = dialog(page, QMessageBox)
    assert "“Repair”" in box.text()
    assert "cannot be undone" in box.informativeText()
    press(box, "Remove for good")
    qtbot.waitUntil(holds(page.list, "Grand public", "Étudiant"))
    assert told[-1].text == "“Repair” is removed."


def test_what_was_just_added_goes_when_it_is_taken_back(desk: Desk, qtbot: QtBot) -> None:
    page = with_a_third_audience(desk, qtbot)
    undo(qtbot, desk)
    qtbot.waitUntil(holds(page.list, "Grand public", "Étudiant"))


def test_what_has_served_says_that_it_is_only_archived(
    desk: Desk, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    with database.reading() as session:
        first = list_audiences(session)[0].id
    a_price(administrator, an_article(administrator), audience_id=first)
    page = shown(qtbot, desk, AudiencesPage)
    qtbot.waitUntil(holds(page.list, "Grand public", "Étudiant"))
    page.list.table.selectRow(0)
    page.removal.action.trigger()
    press(dialog(page, QMessageBox), "Remove for good")
    qtbot.waitUntil(
        lambda: any("served already" in box.text() for box in page.findChildren(QMessageBox))
    )
    assert holds(page.list, "Grand public", "Étudiant")()


def test_a_stale_rename_is_refused_and_keeps_what_was_typed(
    desk: Desk, administrator: Worker, database: Database, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, AudiencesPage)
    qtbot.waitUntil(holds(page.list, "Grand public", "Étudiant"))
    page.list.table.selectRow(0)
    page.rename_action.trigger()
    form = dialog(page, AudienceDialog)
    with database.reading() as session:
        row = list_audiences(session)[0]
    administrator.does(
        lambda act: correct_audience(act, row.id, AudienceDraft(label="Tous"), row.version)
    )
    form.label.set_value("Public")
    form.accept()
    qtbot.waitUntil(lambda: form.head is not None and "“Tous” meanwhile" in form.head.text())
    assert form.label.value() == "Public"


def test_a_name_taken_is_told_beside_it(desk: Desk, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, AudiencesPage)
    page.add_action.trigger()
    form = dialog(page, AudienceDialog)
    form.label.set_value("Étudiant")
    form.accept()
    qtbot.waitUntil(lambda: bool(form.problems["label"].text()))


def test_a_plan_comes_with_its_fee(desk: Desk, database: Database, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, PlansPage)
    qtbot.waitUntil(holds(page.list, "Adhésion,", "Adhésion structure"))
    page.add_action.trigger()
    form = dialog(page, PlanDialog)
    form.label.set_value("Abonnement machines")
    form.rule.set_value(PeriodRule.ROLLING)
    form.months.set_value(3)
    assert form.sentence.text() == "3 months from its first day"
    form.amount.set_value(Decimal(45))
    form.accept()
    qtbot.waitUntil(holds(page.list, "Adhésion,", "Adhésion structure", "Abonnement machines"))
    with database.reading() as session:
        plan = list_plans(session)[2]
        assert fee_of(session, plan, None, TODAY) == 45
        assert [row.code for row in list_articles(session)].count("ADH3") == 1
    desk.undo()
    qtbot.waitUntil(holds(page.list, "Adhésion,", "Adhésion structure"))
    with database.reading() as session:
        assert "ADH3" not in [row.code for row in list_articles(session)]


def test_every_problem_of_a_plan_is_told_at_once(desk: Desk, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, PlansPage)
    qtbot.waitUntil(page.add_action.isEnabled)
    page.add_action.trigger()
    form = dialog(page, PlanDialog)
    form.season_month.set_value(2)
    form.season_day.setText("30")
    form.offered.setText("beaucoup")
    form.amount.setText("-5")
    form.accept()
    told = {name for name, problem in form.problems.items() if problem.text()}
    assert told == {"label", "season_day", "offered_months", "amount"}


def test_a_plan_is_corrected_and_its_fee_is_a_new_price(
    desk: Desk, database: Database, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, PlansPage)
    qtbot.waitUntil(holds(page.list, "Adhésion,", "Adhésion structure"))
    page.list.table.selectRow(0)
    page.correct_action.trigger()
    form = dialog(page, PlanDialog)
    form.offered.set_value(4)
    form.accept()
    qtbot.waitUntil(
        lambda: "4 months" in str(page.list.table.rows.index(0, 0).data()), timeout=3000
    )
    page.fee_action.trigger()
    price = dialog(page, PriceDialog)
    price.amount.set_value(Decimal(25))
    price.accept()
    qtbot.waitUntil(lambda: "25.00" in str(page.list.table.rows.index(0, 2).data()))
    with database.reading() as session:
        assert list_plans(session)[0].offered_months == 4


@pytest.mark.parametrize(("typed", "kept"), [("12", 12), ("", None)])
def test_a_plan_for_organisations_says_how_many_people_it_covers(
    desk: Desk, database: Database, qtbot: QtBot, typed: str, kept: int | None
) -> None:
    page = shown(qtbot, desk, PlansPage)
    qtbot.waitUntil(holds(page.list, "Adhésion,", "Adhésion structure"))
    page.list.table.selectRow(1)
    page.correct_action.trigger()
    form = dialog(page, PlanDialog)
    assert form.for_organisations.value()
    form.label.set_value("Structures")
    form.named.setText(typed)
    form.accept()
    qtbot.waitUntil(holds(page.list, "Adhésion,", "Structures"))
    with database.reading() as session:
        assert [row.named_people for row in list_plans(session)] == [None, kept]


def test_a_kind_is_added(desk: Desk, database: Database, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, PlansPage)
    page.add_kind_action.trigger()
    form = dialog(page, KindDialog)
    form.label.set_value("Abonnement")
    form.accept()
    qtbot.waitUntil(lambda: page.kinds.table.rows.rowCount() == 2)
    with database.reading() as session:
        assert not next(row for row in list_kinds(session) if row.label == "Abonnement").statutory


def test_an_article_gets_a_price_that_can_be_withdrawn_and_reinstated(
    desk: Desk, database: Database, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, ArticlesPage)
    page.add_action.trigger()
    form = dialog(page, ArticleDialog)
    form.fields["label"].set_value("Découpe laser")
    form.fields["code"].set_value("laser")
    form.accept()
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 3)
    page.list.table.selectRow(2)
    qtbot.waitUntil(page.price_action.isEnabled)
    page.price_action.trigger()
    price = dialog(page, PriceDialog)
    price.amount.set_value(Decimal("0.50"))
    price.accept()
    qtbot.waitUntil(lambda: page.prices.table.rows.rowCount() == 1)
    page.prices.table.selectRow(0)
    page.withdrawal.away.trigger()
    qtbot.waitUntil(lambda: state_of(page.prices, 0) == "Withdrawn")
    assert page.withdrawal.back.isVisible()
    page.withdrawal.back.trigger()
    qtbot.waitUntil(lambda: state_of(page.prices, 0) == "Counts")
    with database.reading() as session:
        article = next(row for row in list_articles(session) if row.code == "LASER")
        assert [row.withdrawn for row in list_prices(session, article.id)] == [False]


def test_every_problem_of_an_article_and_of_a_price_is_told_at_once(
    desk: Desk, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, ArticlesPage)
    page.add_action.trigger()
    form = dialog(page, ArticleDialog)
    form.fields["account"].set_value("12")
    form.accept()
    assert {name for name, one in form.problems.items() if one.text()} == {
        *("label", "code", "account")
    }
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 2)
    page.list.table.selectRow(0)
    qtbot.waitUntil(page.price_action.isEnabled)
    page.price_action.trigger()
    price = dialog(page, PriceDialog)
    price.day.setText("30/02")
    price.accept()
    assert {name for name, one in price.problems.items() if one.text()} == {"amount", "valid_from"}


def test_payment_methods_and_tills_are_edited(desk: Desk, database: Database, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, MethodsPage)
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 7)
    page.add_action.trigger()
    form = dialog(page, MethodDialog)
    form.label.set_value("Pass Culture")
    form.kind.set_value(MethodKind.VOUCHER)
    form.accept()
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 8)
    page.list.table.selectRow(7)
    page.offer.away.trigger()
    qtbot.waitUntil(lambda: state_of(page.list, 7) == "Archived")
    page.add_till_action.trigger()
    till = dialog(page, TillDialog)
    till.label.set_value("Buvette")
    till.accept()
    qtbot.waitUntil(lambda: page.tills.table.rows.rowCount() == 2)
    with database.reading() as session:
        assert "Pass Culture" not in [row.label for row in list_methods(session)]
        assert "Buvette" in [row.label for row in list_tills(session)]


def test_who_may_not_is_told_so(database: Database, qtbot: QtBot) -> None:
    visitor = Worker(database, ())
    desk = Desk(database, visitor.seat, lambda: visitor.now)
    page = shown(qtbot, desk, AudiencesPage)
    page.add_action.trigger()
    form = dialog(page, AudienceDialog)
    form.label.set_value("Repair")
    form.accept()
    qtbot.waitUntil(lambda: "may not" in form.problem.text())
    desk.close()


def test_a_page_follows_what_another_desk_writes_only_while_it_is_seen(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    page = shown(qtbot, desk, AudiencesPage)
    qtbot.waitUntil(holds(page.list, "Grand public", "Étudiant"))
    page.hide()
    an_audience(administrator, "Retraité", 2)
    desk.changed.emit(frozenset())
    qtbot.wait(50)
    assert page.list.table.rows.rowCount() == 2
    page.show()
    qtbot.waitUntil(lambda: page.list.table.rows.rowCount() == 3)
