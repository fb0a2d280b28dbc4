"""The closed lists of invoices."""

from enum import StrEnum

from fablab_desk.i18n import mark


class InvoiceKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    CORRECTIVE = "corrective"
    DEPOSIT = "deposit"  # a part asked before the work is done


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
