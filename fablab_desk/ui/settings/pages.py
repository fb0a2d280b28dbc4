"""The pages of the settings, said before their code is loaded."""

from fablab_desk.i18n import mark
from fablab_desk.ui.tab_spec import ToCome

PAGES = (
    ToCome(
        "lab_action",
        mark("The lab"),
        "home",
        mark("Identity, logo, hours, login, seals of papers"),
    ),
    ToCome(
        "audiences_action",
        mark("Audiences"),
        "people",
        mark("Who comes, and in what order that is offered"),
    ),
    ToCome(
        "plans_action",
        mark("Membership plans"),
        "membership",
        mark("Ways of being a member, fees, kinds"),
    ),
    ToCome(
        "pieces_action",
        mark("Pieces to hand in"),
        "checks",
        mark("What is asked of whom, and what people sign"),
    ),
    ToCome(
        "custom_fields_action",
        mark("Custom fields"),
        "edit",
        mark("What the lab notes besides in the records of people and organisations"),
    ),
    ToCome(
        "articles_action",
        mark("Articles and prices"),
        "price",
        mark("What is sold, and prices from a day on"),
    ),
    ToCome(
        "texts_action",
        mark("VAT and texts"),
        "paper",
        mark("The VAT regime, and sentences on papers"),
    ),
    ToCome(
        "methods_action",
        mark("Payment and tills"),
        "till",
        mark("Ways of paying, tills"),
    ),
    ToCome(
        "accounts_action",
        mark("Accounts of the desk"),
        "account",
        mark("Who may open the desk, roles, passwords"),
    ),
    ToCome(
        "figures_action",
        mark("Earlier years"),
        "report",
        mark("Figures of the years before the program, for the report"),
    ),
    ToCome(
        "hours_action",
        mark("Opening hours and closures"),
        "clock",
        mark("Hours of the week, closures, public holidays"),
    ),
    ToCome(
        "spaces_action",
        mark("Spaces and lists"),
        "map",
        mark("Spaces of the lab, purposes, volunteers' tasks, themes"),
    ),
    ToCome(
        "insurance_action",
        mark("Insurance"),
        "certificate",
        mark("Who insures the lab, until when, the contract"),
    ),
    ToCome(
        "carriers_action",
        mark("Structures that carry the lab"),
        "organisation",
        mark("Who carries the lab: identities, numbers of papers, VAT of each"),
    ),
    ToCome(
        "assembly_action",
        mark("General assembly and board"),
        "volunteer",
        mark("Who votes, convocations, attendance and quorum, mandates, the board on paper"),
        mark("convene a meeting, proxies, minutes"),
    ),
    ToCome(
        "personal_action",
        mark("Personal data"),
        "lock",
        mark("The register of treatments, edited and printed"),
        mark("GDPR RGPD register CNIL privacy"),
    ),
    ToCome(
        "closings_action",
        mark("Closed periods"),
        "lock",
        mark("Close a period, open it again"),
        mark("lock the year, closing"),
    ),
    ToCome(
        "backups_action",
        mark("Backups"),
        "backup",
        mark("Back up now, restore a copy"),
    ),
    ToCome(
        "journal_action",
        mark("Journal of acts"),
        "history",
        mark("Who did what, and when"),
    ),
    ToCome(
        "workstation_action",
        mark("This workstation"),
        "theme",
        mark("Language, colours, size of the texts"),
    ),
)
