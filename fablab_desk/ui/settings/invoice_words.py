"""Services and tables of invoices in words."""

from fablab_desk.i18n import mark

INVOICE_SERVICES = {
    "invoicing.draft_invoice": mark("Invoice prepared"),
    "invoicing.draft_from_charges": mark("Invoice prepared from what is owed"),
    "invoicing.correct_draft": mark("Draft of an invoice changed"),
    "invoicing.drop_draft": mark("Draft of an invoice thrown away"),
    "invoicing.take_draft_up": mark("Draft of an invoice taken up again"),
    "invoicing.issue_invoice": mark("Invoice issued"),
    "invoicing.credit_invoice": mark("Credit note issued"),
}
INVOICE_TABLES = {
    "invoices": mark("Invoice"),
    "invoice_lines": mark("Line of an invoice"),
}
