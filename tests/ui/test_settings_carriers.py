from decimal import Decimal
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from builders import Worker
from builders.lab import a_carrier, an_audience
from fablab_desk.catalogue.queries import list_articles
from fablab_desk.lab.kinds import VatRegime
from fablab_desk.lab.models import Carrier
from fablab_desk.lab.premises_queries import CarrierName, list_carriers
from fablab_desk.lab.queries import load_carrier
from fablab_desk.lab.service_carriers import archive_carrier
from fablab_desk.ui.cards import Label
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.settings.article_dialog import ArticleDialog
from fablab_desk.ui.settings.articles import ArticlesPage
from fablab_desk.ui.settings.audiences import AudienceDialog, AudiencesPage
from fablab_desk.ui.settings.carrier_field import CarrierField
from fablab_desk.ui.settings.carriers import CarriersPage, NewCarrierDialog
from fablab_desk.ui.settings.lab_dialogs import IdentityDialog
from fablab_desk.ui.settings.plan_dialog import PlanDialog
from fablab_desk.ui.settings.plans import PlansPage
from fablab_desk.ui.settings.text_dialogs import RegimeDialog
from ui.at_desk import undo
from ui.settings import a_lab_set_up, dialog, shown


@pytest.fixture(autouse=True)
def lab(administrator: Worker) -> None:
    a_lab_set_up(administrator)


def main_of(worker: Worker) -> UUID:
    with worker.database.reading() as session:
        return load_carrier(session).id


def list_all(worker: Worker) -> list[CarrierName]:
    with worker.database.reading() as session:
        return list_carriers(session)


def carriers_of_articles(worker: Worker) -> set[UUID | None]:
    with worker.database.reading() as session:
        return {row.carrier_id for row in list_articles(session)}


def page_with_another(desk: Desk, worker: Worker, qtbot: QtBot) -> tuple[CarriersPage, UUID]:
    """The other structure is chosen."""
    key = a_carrier(worker)
    page = shown(qtbot, desk, CarriersPage)
    qtbot.waitUntil(lambda: len(page.list.rows) == 2)
    page.list.table.selectRow(1)
    return page, key


def test_a_structure_is_added_and_taken_back(desk: Desk, qtbot: QtBot) -> None:
    page = shown(qtbot, desk, CarriersPage)
    qtbot.waitUntil(lambda: len(page.list.rows) == 1)
    page.add_action.trigger()
    form = dialog(page, NewCarrierDialog)
    form.fields["name"].set_value("Université d’Essai")
    form.code.set_value("univ")
    form.accept()
    qtbot.waitUntil(lambda: [row.code for row in page.list.rows] == ["MAIN", "UNIV"])
    qtbot.waitUntil(lambda: page.list.chosen() is not None)
    assert [row.label for row in page.list.rows][1] == "Université d’Essai"
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: len(page.list.rows) == 1)


def test_the_main_structure_is_changed_and_back(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    main = main_of(administrator)
    page, other = page_with_another(desk, administrator, qtbot)
    page.main_action.trigger()
    qtbot.waitUntil(lambda: page.list.rows[0].id == other)
    assert not page.main_action.isEnabled()
    assert not page.offer.away.isEnabled()
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: page.list.rows[0].id == main)


def test_the_identity_of_any_structure_is_corrected(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    page, other = page_with_another(desk, administrator, qtbot)
    page.correct_action.trigger()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(IdentityDialog)))
    form = dialog(page, IdentityDialog)
    form.fields["city"].set_value("Lyon")
    form.accept()
    qtbot.waitUntil(lambda: page.list.rows[1].identity.city == "Lyon")
    with administrator.database.reading() as session:
        assert session.get_one(Carrier, other).city == "Lyon"
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: page.list.rows[1].identity.city == "")


def test_each_structure_has_a_vat_regime_of_its_own(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    page, _other = page_with_another(desk, administrator, qtbot)
    qtbot.waitUntil(
        lambda: any("Université" in label.text() for label in page.regimes.findChildren(Label))
    )
    page.regime_action.trigger()
    form = dialog(page, RegimeDialog)
    form.regime.set_value(VatRegime.FRANCHISE)
    form.accept()
    qtbot.waitUntil(lambda: page.list.rows[1].regime is VatRegime.FRANCHISE)
    qtbot.waitUntil(lambda: len(page.regimes.rows) == 1)


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("gone", [False, True])
def test_forms_ask_for_the_structure_only_where_there_are_several(
    several: bool, gone: bool, desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    if several or gone:
        key = a_carrier(administrator)
        if gone:
            administrator.does(lambda act: archive_carrier(act, key))
    audiences = shown(qtbot, desk, AudiencesPage)
    articles = shown(qtbot, desk, ArticlesPage)
    plans = shown(qtbot, desk, PlansPage)
    read = len(list_all(administrator))
    qtbot.waitUntil(lambda: len(audiences.carriers) == len(articles.carriers) == read)
    qtbot.waitUntil(plans.add_action.isEnabled)
    for page in (audiences, articles, plans):
        page.add_action.trigger()
    forms = (
        dialog(audiences, AudienceDialog),
        dialog(articles, ArticleDialog),
        dialog(plans, PlanDialog),
    )
    assert ["carrier_id" in form.fields for form in forms] == [several and not gone] * 3


def test_a_new_plan_s_fee_belongs_to_the_structure_that_is_said(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_carrier(administrator)
    page = shown(qtbot, desk, PlansPage)
    qtbot.waitUntil(page.add_action.isEnabled)
    page.add_action.trigger()
    form = dialog(page, PlanDialog)
    form.label.set_value("Professionnels")
    form.amount.set_value(Decimal(90))
    form.fields["carrier_id"].set_value(key)
    form.accept()
    qtbot.waitUntil(lambda: key in carriers_of_articles(administrator))


def test_what_belongs_to_an_archived_structure_keeps_it_when_it_is_corrected(
    desk: Desk, administrator: Worker, qtbot: QtBot
) -> None:
    key = a_carrier(administrator)
    an_audience(administrator, "Pro", 9, key)
    administrator.does(lambda act: archive_carrier(act, key))
    page = shown(qtbot, desk, AudiencesPage)
    qtbot.waitUntil(lambda: len(page.list.rows) == 3 and len(page.carriers) == 2)
    page.list.table.selectRow(2)
    page.rename_action.trigger()
    form = dialog(page, AudienceDialog)
    field = form.fields["carrier_id"]
    assert isinstance(field, CarrierField)
    assert field.written() == "Université d’Essai"
    form.label.set_value("Professionnels")
    form.accept()
    qtbot.waitUntil(lambda: page.list.rows[2].label == "Professionnels")
    assert page.list.rows[2].carrier_id == key
