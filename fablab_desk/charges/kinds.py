"""The closed lists of charges."""

from enum import StrEnum

from fablab_desk.i18n import mark


class ChargeState(StrEnum):
    OPEN = "open"
    SETTLED = "settled"
    INVOICED = "invoiced"
    WAIVED = "waived"
    CANCELLED = "cancelled"  # its fact was cancelled before it was paid


class FactKind(StrEnum):
    """What was charged for; the room that records the fact writes its charge."""

    BY_HAND = "by_hand"
    SALE = "sale"
    MEMBERSHIP = "membership"
    USE = "use"  # machine time
    MATERIAL = "material"  # what a use consumed
    SEAT = "seat"  # in a training
    INVOICE = "invoice"  # a free line of an invoice
    TAKEN_OVER = "taken_over"  # owed before the lab came here: revenue of no year kept here


WITHDRAWABLE = (FactKind.BY_HAND, FactKind.SALE, FactKind.TAKEN_OVER)


class ChargeFilter(StrEnum):
    """The lists of what is owed."""

    OPEN = ""
    SLATE = "slate"
    WAIVED = "waived"
    CANCELLED = "cancelled"


STATE_TEXTS = {
    ChargeState.OPEN: mark("To pay"),
    ChargeState.SETTLED: mark("Settled"),
    ChargeState.INVOICED: mark("Invoiced"),
    ChargeState.WAIVED: mark("Waived"),
    ChargeState.CANCELLED: mark("Cancelled"),
}
FILTER_TEXTS = {
    ChargeFilter.OPEN: mark("To pay"),
    ChargeFilter.SLATE: mark("On the slate"),
    ChargeFilter.WAIVED: mark("Not asked for"),
    ChargeFilter.CANCELLED: mark("Cancelled ones"),
}
