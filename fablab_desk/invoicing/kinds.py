"""The closed lists of invoices."""

from enum import StrEnum

from fablab_desk.i18n import mark


class InvoiceKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    CORRECTIVE = "corrective"
    DEPOSIT = "deposit"  # a part asked before the work is done


class InvoiceState(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    DROPPED = "dropped"  # a draft that was thrown away: it never had a number


class BuyerKind(StrEnum):
    PERSON = "person"
    BUSINESS = "business"
    PUBLIC = "public"


INVOICE_KIND_TEXTS = {
    InvoiceKind.INVOICE: mark("Invoice"),
    InvoiceKind.CREDIT_NOTE: mark("Credit note"),
    InvoiceKind.CORRECTIVE: mark("Corrective invoice"),
    InvoiceKind.DEPOSIT: mark("Deposit invoice"),
}
INVOICE_STATE_TEXTS = {
    InvoiceState.DRAFT: mark("Draft"),
    InvoiceState.ISSUED: mark("Issued"),
    InvoiceState.DROPPED: mark("Thrown away"),
}
