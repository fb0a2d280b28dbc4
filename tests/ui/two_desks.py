"""Every form that another desk can forestall, made of what the base holds now."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from builders import NOW, Worker
from builders.people import a_person, an_organisation
from builders.staff import an_account
from fablab_desk.catalogue.queries import list_articles
from fablab_desk.lab.kinds import VatRegime
from fablab_desk.lab.queries import find_settings, list_audiences
from fablab_desk.memberships.queries import list_kinds, list_plans
from fablab_desk.overview.plans import find_plan
from fablab_desk.overview.settings import (
    list_desk_accounts,
    list_regimes,
    list_texts,
    load_identity,
)
from fablab_desk.payments.queries import list_methods
from fablab_desk.payments.tills import list_tills
from fablab_desk.people.queries import list_present
from fablab_desk.people.record import PersonRecord, load_record
from fablab_desk.staff.rights import Role
from fablab_desk.ui.desk import Desk
from fablab_desk.ui.forms import FormDialog
from fablab_desk.ui.people.family import HouseholdDialog
from fablab_desk.ui.people.organisation import OrganisationDialog
from fablab_desk.ui.people.person import PersonDialog
from fablab_desk.ui.people.pinned import AlertDialog
from fablab_desk.ui.settings.account_dialogs import AccountDialog
from fablab_desk.ui.settings.article_dialog import ArticleDialog
from fablab_desk.ui.settings.audiences import AudienceDialog
from fablab_desk.ui.settings.kind_dialog import KindDialog
from fablab_desk.ui.settings.lab_dialogs import HoursDialog, IdentityDialog
from fablab_desk.ui.settings.method_dialogs import MethodDialog, TillDialog
from fablab_desk.ui.settings.plan_dialog import PlanDialog
from fablab_desk.ui.settings.text_dialogs import RegimeDialog, TextDialog
from ui.settings import a_lab_set_up

TODAY = NOW.date()
Make = Callable[[Desk, QWidget], FormDialog]


def people_and_settings(worker: Worker) -> None:
    """Ada, Bea, Cléo and “Atelier Exemple” in a lab that is set up; Camille has an account."""
    a_lab_set_up(worker)
    for first_name in ("Ada", "Bea", "Cléo"):
        a_person(worker, first_name)
    an_organisation(worker)
    an_account(worker)


def read(desk: Desk, query: Callable[[Any], Any]) -> Any:
    with desk.database.reading() as session:
        return query(session)


def record(desk: Desk, name: str) -> PersonRecord:
    def find(session: Any) -> PersonRecord:
        (row,) = list_present(name).page(session, 0, 1)
        return load_record(session, row.id, TODAY)

    found: PersonRecord = read(desk, find)
    return found


def about(kind: type[Any], name: str) -> Make:
    return lambda desk, window: kind(desk, window, record(desk, name))


def first_of(kind: type[Any], rows: Callable[[Any], Any]) -> Make:
    return lambda desk, window: kind(desk, window, read(desk, rows)[0])


def lone(kind: type[Any], query: Callable[[Any], Any]) -> Make:
    return lambda desk, window: kind(desk, window, read(desk, query))


def a_plan_form(desk: Desk, window: QWidget) -> PlanDialog:
    key = read(desk, list_plans)[0].id
    plans, row = read(desk, lambda session: find_plan(session, key, TODAY))
    return PlanDialog(desk, window, plans, row)


def an_account_form(desk: Desk, window: QWidget) -> AccountDialog:
    rows = read(desk, list_desk_accounts)
    return AccountDialog(desk, window, next(row for row in rows if row.login == "camille"))


def a_text_form(desk: Desk, window: QWidget) -> TextDialog:
    texts = read(desk, lambda session: list_texts(session, TODAY))
    dialog = TextDialog(desk, window, texts, None)
    dialog.text_key.set_value("receipt_note")
    return dialog


def a_regime_form(desk: Desk, window: QWidget) -> RegimeDialog:
    regimes = read(desk, lambda session: list_regimes(session, TODAY))
    return RegimeDialog(desk, window, regimes[0].carrier_id, regimes)


# Each with a field, what another desk writes there, and what is typed here.
FORMS: list[tuple[Make, str, Any, Any]] = [
    (about(PersonDialog, "Ada"), "city", "Lyon", "Brest"),
    (about(OrganisationDialog, "Atelier"), "name", "Atelier A", "Atelier B"),
    (about(AlertDialog, "Ada"), "alert", "Clé rendue", "Clé perdue"),
    (first_of(AudienceDialog, list_audiences), "label", "Tous", "Public"),
    (first_of(KindDialog, list_kinds), "label", "Adhésion annuelle", "Adhésion simple"),
    (first_of(ArticleDialog, list_articles), "account", "7581", "7582"),
    (first_of(MethodDialog, list_methods), "account", "5301", "5302"),
    (first_of(TillDialog, list_tills), "label", "Caisse du bas", "Caisse du haut"),
    (a_plan_form, "label", "Saison", "Année"),
    (an_account_form, "roles", (Role.TREASURER,), (Role.ANIMATOR,)),
    (lone(IdentityDialog, load_identity), "city", "Lyon", "Brest"),
    (lone(HoursDialog, find_settings), "idle_minutes", 5, 9),
    (a_text_form, "text", "Merci !", "À bientôt !"),
    (a_regime_form, "regime", VatRegime.FRANCHISE, VatRegime.TAXED),
]
HOUSEHOLD = about(HouseholdDialog, "Ada")
