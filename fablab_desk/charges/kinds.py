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


STATE_TEXTS = {
    ChargeState.OPEN: mark("To pay"),
    ChargeState.SETTLED: mark("Settled"),
    ChargeState.INVOICED: mark("Invoiced"),
    ChargeState.WAIVED: mark("Waived"),
    ChargeState.CANCELLED: mark("Cancelled"),
}
