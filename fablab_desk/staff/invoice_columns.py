"""The columns of invoices in words."""

from fablab_desk.i18n import mark

INVOICE_COLUMNS = {
    "buyer_id": mark("Invoiced to"),
    "buyer_order": mark("Your order"),
    "charge_id": mark("Charge"),
    "buyer_contract": mark("Contract"),
    "credits_id": mark("Line credited"),
    "detail": mark("Detail"),
    "engagement": mark("Engagement number"),
    "invoice_id": mark("Invoice"),
    "is_goods": mark("Goods"),
    "issued_on": mark("Issued on"),
    "net": mark("Before VAT"),
    "original_id": mark("Corrects the invoice"),
    "paper_id": mark("Paper"),
    "payable": mark("Total with VAT"),
    "performed_on": mark("Performed on"),
    "service": mark("Service code"),
    "tax": mark("VAT"),
    "vat": mark("VAT"),
}
