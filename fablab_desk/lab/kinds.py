"""The closed lists of the lab."""

from datetime import date
from enum import StrEnum

from fablab_desk.i18n import mark


class LockKind(StrEnum):
    MEMBERSHIPS = "memberships"
    CHARGES = "charges"
    PAYMENTS = "payments"
    ARRIVALS = "arrivals"
    USES = "uses"
    TRAININGS = "trainings"
    INVOICES = "invoices"


class ListKind(StrEnum):
    """The lists the lab words itself, besides its audiences and its ways of paying."""

    PURPOSE = "purpose"  # what a machine is used for
    TASK = "task"  # what a volunteer's hours go to
    THEME = "theme"  # what actions are about
    CATEGORY = "category"  # of members, by the statutes
    MACHINE_CATEGORY = "machine_category"  # 3D printers, lasers, hand tools
    RISK_FAMILY = "risk_family"  # machines that ask for the same precautions
    FAULT_CAUSE = "fault_cause"  # why machines stop


FIRST_DAY = date(2000, 1, 1)  # no setting and no record holds from an earlier one


class VatRegime(StrEnum):
    """State of the carrier towards VAT (CGI 261-7-1°, 293 B)."""

    NON_PROFIT = "non_profit"  # exempt under 261-7-1
    FRANCHISE = "franchise"  # 293 B
    TAXED = "taxed"


REGIME_TEXTS = {
    VatRegime.NON_PROFIT: mark("Non-profit, exempt (art. 261-7-1°)"),
    VatRegime.FRANCHISE: mark("Below the threshold (art. 293 B)"),
    VatRegime.TAXED: mark("Liable to VAT"),
}
LOCK_TEXTS = {
    LockKind.MEMBERSHIPS: mark("memberships"),
    LockKind.CHARGES: mark("charges"),
    LockKind.PAYMENTS: mark("payments"),
    LockKind.ARRIVALS: mark("arrivals"),
    LockKind.USES: mark("machine uses"),
    LockKind.TRAININGS: mark("trainings and certifications"),
    LockKind.INVOICES: mark("invoices"),
}
LIST_TEXTS = {
    ListKind.PURPOSE: mark("What machines are used for"),
    ListKind.TASK: mark("Tasks of volunteers"),
    ListKind.THEME: mark("Themes"),
    ListKind.CATEGORY: mark("Categories of members"),
    ListKind.MACHINE_CATEGORY: mark("Categories of machines"),
    ListKind.RISK_FAMILY: mark("Risk families"),
    ListKind.FAULT_CAUSE: mark("Causes of stops"),
}
