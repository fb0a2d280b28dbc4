"""The tabs that exist, in the order of the window. Their code is loaded when they are shown."""

from typing import TYPE_CHECKING

from fablab_desk.i18n import mark
from fablab_desk.identifiers import is_tag
from fablab_desk.stock.tags import is_stock_tag
from fablab_desk.ui.settings.pages import PAGES
from fablab_desk.ui.tab_spec import Finder, Look, Scanner, TabMaker, TabSpec, ToCome

if TYPE_CHECKING:
    from uuid import UUID

    from fablab_desk.ui.desk import Desk

DESK = mark("Reception")
MONEY = mark("Accounts")


def _today() -> TabMaker:
    from fablab_desk.ui.today.tab import TodayTab

    return TodayTab


def _look_at_today() -> Look:
    from fablab_desk.ui.today.glimpse import look

    return look


def _today_dialogs() -> None:
    import fablab_desk.ui.payments.cash
    import fablab_desk.ui.payments.owed
    import fablab_desk.ui.people.enrol
    import fablab_desk.ui.people.person
    import fablab_desk.ui.staff.sign  # noqa: F401


def _people() -> TabMaker:
    from fablab_desk.ui.people.tab import PeopleTab

    def make(desk: "Desk") -> PeopleTab:
        tab = PeopleTab(desk)

        def cash(payer: "UUID | None", whom: "UUID | None") -> None:
            from fablab_desk.ui.payments.cash import CashDialog

            CashDialog(desk, tab, payer, whom).open_when_read()

        def rights(person_id: "UUID", name: str) -> None:
            from fablab_desk.ui.trainings.rights import PersonRightsDialog

            PersonRightsDialog(desk, tab, person_id, name).open()

        tab.cash_asked.connect(cash)
        tab.forms.rights_asked.connect(rights)
        return tab

    return make


def _look_at_people() -> Look:
    from fablab_desk.ui.people.glimpse import look

    return look


def _people_dialogs() -> None:
    import fablab_desk.ui.payments.cash
    import fablab_desk.ui.people.attest
    import fablab_desk.ui.people.charge
    import fablab_desk.ui.people.enrol
    import fablab_desk.ui.people.person  # noqa: F401


def _find_people() -> Finder:
    from fablab_desk.ui.people.find import find_people

    return find_people


def _scan_person() -> Scanner:
    from fablab_desk.ui.people.scan import scan_person

    return scan_person


def _agenda() -> TabMaker:
    from fablab_desk.ui.agenda.tab import DoorTab

    return DoorTab


def _agenda_dialogs() -> None:
    import fablab_desk.ui.agenda.another_day
    import fablab_desk.ui.agenda.closing
    import fablab_desk.ui.agenda.day_page
    import fablab_desk.ui.agenda.group
    import fablab_desk.ui.agenda.opening
    import fablab_desk.ui.payments.cash
    import fablab_desk.ui.people.enrol
    import fablab_desk.ui.people.person  # noqa: F401


def _machines() -> TabMaker:
    from fablab_desk.ui.machines.tab import MachinesTab

    return MachinesTab


def _machines_dialogs() -> None:
    import fablab_desk.ui.machines.faults
    import fablab_desk.ui.machines.machine_form
    import fablab_desk.ui.machines.sheet
    import fablab_desk.ui.machines.start
    import fablab_desk.ui.machines.stop
    import fablab_desk.ui.machines.timeline
    import fablab_desk.ui.machines.upkeep  # noqa: F401


def _find_machines() -> Finder:
    from fablab_desk.ui.machines.find import find_machines

    return find_machines


def _scan_machine() -> Scanner:
    from fablab_desk.ui.machines.find import scan_machine

    return scan_machine


def _trainings() -> TabMaker:
    from fablab_desk.ui.trainings.tab import TrainingsTab

    return TrainingsTab


def _trainings_dialogs() -> None:
    import fablab_desk.ui.trainings.matrix
    import fablab_desk.ui.trainings.rights
    import fablab_desk.ui.trainings.session  # noqa: F401


def _stock() -> TabMaker:
    from fablab_desk.ui.stock.tab import StockTab

    return StockTab


def _scan_article() -> Scanner:
    from fablab_desk.ui.stock.find import scan_article

    return scan_article


def _payments() -> TabMaker:
    from fablab_desk.ui.payments.tab import PaymentsTab

    return PaymentsTab


def _payments_dialogs() -> None:
    import fablab_desk.ui.papers.issued
    import fablab_desk.ui.payments.cash
    import fablab_desk.ui.payments.count
    import fablab_desk.ui.payments.owed
    import fablab_desk.ui.payments.receipt
    import fablab_desk.ui.people.charge  # noqa: F401


def _settings() -> TabMaker:
    from fablab_desk.ui.settings.tab import SettingsTab

    return SettingsTab


TO_MANY = (
    ToCome(
        "saved.late_action", mark("To renew"), "clock", words=mark("late overdue reminder list")
    ),
    ToCome("saved.offer_action", mark("Saved filters"), "filter", words=mark("filters list")),
    ToCome("saved.new_action", mark("&New filter…"), "filter", words=mark("filters list")),
    ToCome(
        "sending.cards_action", mark("Member ca&rds…"), "card", words=mark("badges print sheet")
    ),
    ToCome(
        "sending.mailing_action",
        mark("Mailing &list…"),
        "mail",
        words=mark("newsletter e-mails consent addresses"),
    ),
    ToCome(
        "sending.letters_action", mark("&Letter…"), "paper", words=mark("mail merge mailing post")
    ),
    ToCome("pieces.batch_action", mark("Print the missing pieces of the list"), "print"),
    ToCome(
        "pieces.no_photo_action",
        mark("List “No photo”"),
        "camera",
        words=mark("image rights consent refusal"),
    ),
)
SPECS = [
    TabSpec(
        "today",
        mark("Today"),
        "today",
        "j",
        _today,
        DESK,
        later=_today_dialogs,
        look=_look_at_today,
        module="fablab_desk.ui.today.tab",
    ),
    TabSpec(
        "people",
        mark("Members"),
        "people",
        "a",
        _people,
        DESK,
        find=_find_people,
        scan=_scan_person,
        later=_people_dialogs,
        look=_look_at_people,
        acts=(
            ToCome(
                "admit_action",
                mark("&New person…"),
                "person-add",
                words=mark("enrol sign up newcomer"),
            ),
            ToCome("admit_organisation_action", mark("New &organisation…"), "organisation"),
            ToCome("import_action", mark("&Import…"), "import"),
            ToCome("visits_action", mark("Import &first visits…"), "import"),
            ToCome("imports_action", mark("&Past imports…"), "import"),
            ToCome(
                "renew_action",
                mark("Rene&w memberships…"),
                "membership",
                words=mark("call for fees letters"),
            ),
            ToCome("duplicates_action", mark("&Duplicates…"), "merge"),
            *TO_MANY,
        ),
        module="fablab_desk.ui.people.tab",
    ),
    TabSpec(
        "agenda",
        mark("Opening of the lab"),
        "day",
        "e",
        _agenda,
        DESK,
        later=_agenda_dialogs,
        acts=(
            ToCome("open_action", mark("&Open the lab…"), "day"),
            ToCome("close_action", mark("&Close the lab…"), "day"),
            ToCome("arrive_action", mark("Note an arrival"), "checks"),
            ToCome(
                "group_action",
                mark("&Group…"),
                "household",
                words=mark("school class pupils visit"),
            ),
            ToCome("page_action", mark("The day in one &page…"), "report"),
            ToCome("import_action", mark("&Import a list of arrivals…"), "import"),
            ToCome("figures_action", mark("Import figures of &earlier years…"), "import"),
        ),
        module="fablab_desk.ui.agenda.tab",
    ),
    TabSpec(
        "machines",
        mark("Machines"),
        "machines",
        "m",
        _machines,
        DESK,
        find=_find_machines,
        scan=_scan_machine,
        scans=is_tag,
        later=_machines_dialogs,
        acts=(
            ToCome(
                "sheet_action",
                mark("Type a paper s&heet…"),
                "checks",
                words=mark("quick entry grid paper"),
            ),
            ToCome("past_action", mark("Note a &past use…"), "history"),
            ToCome("add_action", mark("&New machine…"), "add"),
            ToCome("park_action", mark("Add a &usual park…"), "tools"),
            ToCome(
                "figures_action",
                mark("Fi&gures…"),
                "report",
                words=mark("chart hours occupation statistics"),
            ),
        ),
        module="fablab_desk.ui.machines.tab",
    ),
    TabSpec(
        "trainings",
        mark("Trainings"),
        "trainings",
        "f",
        _trainings,
        DESK,
        later=_trainings_dialogs,
        acts=(
            ToCome("plan_action", mark("&New session…"), "add", words=mark("plan training")),
            ToCome(
                "matrix_action",
                mark("Who may work on &what…"),
                "certificate",
                words=mark("skills matrix certifications rights autonomous"),
            ),
            ToCome("grant_action", mark("Certi&fy somebody…"), "certificate"),
            ToCome(
                "courses_action",
                mark("&Courses…"),
                "trainings",
                words=mark("programme level validity"),
            ),
        ),
        module="fablab_desk.ui.trainings.tab",
    ),
    TabSpec(
        "stock",
        mark("Stock"),
        "box",
        "s",
        _stock,
        DESK,
        scan=_scan_article,
        scans=is_stock_tag,
        acts=(
            ToCome("delivery_action", mark("&Delivery…"), "import"),
            ToCome("count_action", mark("&Inventory…"), "checks"),
            ToCome("keep_action", mark("&Keep an article…"), "add"),
        ),
        module="fablab_desk.ui.stock.tab",
    ),
    TabSpec(
        "payments",
        mark("Payments"),
        "payments",
        "p",
        _payments,
        MONEY,
        later=_payments_dialogs,
        acts=(
            ToCome("cash_action", mark("&Take money…"), "cash"),
            ToCome("owed_action", mark("What is o&wed…"), "slate"),
            ToCome("charge_action", mark("Add something o&wed…"), "price"),
            ToCome("close_action", mark("&Close the till…"), "till"),
            ToCome(
                "balances_action",
                mark("Take &balances over…"),
                "import",
                words=mark("debts import slate"),
            ),
        ),
        module="fablab_desk.ui.payments.tab",
    ),
    TabSpec(
        "settings",
        mark("Settings"),
        "settings",
        "r",
        _settings,
        acts=PAGES,
        module="fablab_desk.ui.settings.tab",
    ),
]


def first_of(last: str) -> TabSpec:
    """The tab to begin with: where the window was left, or the first one."""
    return next((spec for spec in SPECS if spec.key == last), SPECS[0])
