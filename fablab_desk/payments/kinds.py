"""The closed lists of payments."""

from enum import StrEnum

from fablab_desk.i18n import mark


class MethodKind(StrEnum):
    """How money behaves; the lab's own methods each have one of these."""

    CASH = "cash"  # the only one that gives change
    CHEQUE = "cheque"
    CARD = "card"
    TRANSFER = "transfer"
    ONLINE = "online"
    VOUCHER = "voucher"  # chèque-vacances, pass
    LOCAL_CURRENCY = "local_currency"
    OFFERED = "offered"


class JournalKind(StrEnum):
    CASHING = "cashing"
    CORRECTION = "correction"
    OPENING = "opening"
    CLOSING = "closing"


METHOD_TEXTS = {
    MethodKind.CASH: mark("Cash"),
    MethodKind.CHEQUE: mark("Cheque"),
    MethodKind.CARD: mark("Bank card"),
    MethodKind.TRANSFER: mark("Bank transfer"),
    MethodKind.ONLINE: mark("Online"),
    MethodKind.VOUCHER: mark("Voucher"),
    MethodKind.LOCAL_CURRENCY: mark("Local currency"),
    MethodKind.OFFERED: mark("Offered"),
}
JOURNAL_TEXTS = {
    JournalKind.CASHING: mark("Cashing"),
    JournalKind.CORRECTION: mark("Correction"),
    JournalKind.OPENING: mark("Opening of the till"),
    JournalKind.CLOSING: mark("Closing of the till"),
}
