"""The closed lists of the catalogue."""

from decimal import Decimal
from enum import StrEnum

from fablab_desk.i18n import mark


class ArticleNature(StrEnum):
    GOODS = "goods"
    SERVICE = "service"
    TRAINING = "training"
    MEMBERSHIP_FEE = "membership_fee"
    DONATION = "donation"


class VatNature(StrEnum):
    """Why an article bears VAT or not. Sources: CGI 261-7-1°, 261-4-4°, 293 B; see compliance."""

    TO_QUALIFY = "to_qualify"  # blocks an invoice, not a counter sale
    OUT_OF_SCOPE = "out_of_scope"
    EXEMPT_261_7_1_A = "exempt_261_7_1_a"
    EXEMPT_261_7_1_B = "exempt_261_7_1_b"
    EXEMPT_261_4_4 = "exempt_261_4_4"
    FRANCHISE_293_B = "franchise_293_b"
    TAXED_20 = "taxed_20"
    TAXED_10 = "taxed_10"
    TAXED_5_5 = "taxed_5_5"
    TAXED_2_1 = "taxed_2_1"


RATES = {
    VatNature.TAXED_20: Decimal("0.20"),
    VatNature.TAXED_10: Decimal("0.10"),
    VatNature.TAXED_5_5: Decimal("0.055"),
    VatNature.TAXED_2_1: Decimal("0.021"),
}
NATURE_TEXTS = {
    ArticleNature.GOODS: mark("Goods"),
    ArticleNature.SERVICE: mark("Service"),
    ArticleNature.TRAINING: mark("Training"),
    ArticleNature.MEMBERSHIP_FEE: mark("Membership fee"),
    ArticleNature.DONATION: mark("Donation"),
}
VAT_TEXTS = {
    VatNature.TO_QUALIFY: mark("To be qualified"),
    VatNature.OUT_OF_SCOPE: mark("Outside the scope of VAT"),
    VatNature.EXEMPT_261_7_1_A: mark("Exempt, services to members (261-7-1° a)"),
    VatNature.EXEMPT_261_7_1_B: mark("Exempt, accessory receipts (261-7-1° b)"),
    VatNature.EXEMPT_261_4_4: mark("Exempt, training (261-4-4°)"),
    VatNature.FRANCHISE_293_B: mark("Below the threshold (293 B)"),
    VatNature.TAXED_20: mark("VAT 20 %"),
    VatNature.TAXED_10: mark("VAT 10 %"),
    VatNature.TAXED_5_5: mark("VAT 5.5 %"),
    VatNature.TAXED_2_1: mark("VAT 2.1 %"),
}
