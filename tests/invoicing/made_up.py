"""Invoices of every kind, plainly invented."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.invoicing.content import InvoiceSaid, LineSaid, PartySaid, Reference, Terms
from fablab_desk.invoicing.kinds import BuyerKind, InvoiceKind

ON = date(2026, 11, 24)
TEXTS = (
    ("no_discount", "Pas d’escompte pour paiement anticipé"),
    ("late_penalty", "Pénalités de retard : trois fois le taux de l’intérêt légal"),
    ("late_penalty_public", "Intérêts moratoires : taux de la BCE majoré de 8 points"),
    ("recovery_indemnity", "Indemnité forfaitaire pour frais de recouvrement : 40 €"),
)
LAB = PartySaid(
    name="Association L’Exemple à fabriquer",
    address=("12 rue du Prototype",),
    postal_code="42000",
    city="Saint-Étienne",
    siret="73282932000074",
    email="bonjour@fablab-exemple.example",
    legal=("association loi 1901", "RNA W423000000"),
)
TAXED_LAB = replace(LAB, vat_number="FR44732829320")
FIRM = PartySaid(
    name="Atelier Дружба & Filles",
    address=("3 chemin des Copeaux", "Bâtiment B"),
    postal_code="42100",
    city="Saint-Étienne",
    siret="35600000000048",
    vat_number="FR39356000000",
)
TOWN = PartySaid(
    name="Ville de Saint-Exemple",
    address=("1 place de la Mairie",),
    postal_code="42999",
    city="Saint-Exemple",
    siret="35600000049837",
)
ADA = PartySaid(
    name="Ada Exemple",
    address=("5 impasse des Essais",),
    postal_code="42000",
    city="Saint-Étienne",
    email="ada@exemple.example",
)
ABROAD = PartySaid(
    name="Werkstatt Beispiel e. V.",
    address=("Beispielstraße 7",),
    postal_code="79098",
    city="Freiburg",
    country="DE",
    vat_number="DE136695976",
    email="post@beispiel.example",
)
TERMS = Terms(
    due_on=date(2026, 12, 24),
    iban="FR7630006000011234567890189",
    bic="EXEMFRPP",
    account_holder=LAB.name,
    reference="RF18 F2026 00001",
    texts=TEXTS,
)


def line(
    label: str, quantity: str, price: str, vat: VatNature = VatNature.TAXED_20, **said: Any
) -> LineSaid:
    return LineSaid(
        label=label, quantity=Decimal(quantity), unit_price=Decimal(price), vat=vat, **said
    )


def invoice(*lines: LineSaid, **said: Any) -> InvoiceSaid:
    """Of a business that pays VAT, unless it is said otherwise."""
    usual: dict[str, Any] = {
        "kind": InvoiceKind.INVOICE,
        "seller": TAXED_LAB,
        "buyer": FIRM,
        "buyer_kind": BuyerKind.BUSINESS,
        "terms": TERMS,
    }
    return InvoiceSaid(lines=lines, **{**usual, **said})


CUT = line("Découpe laser, 2 h", "2", "120.00", unit="h", performed_on=date(2026, 11, 20))
BOOK = line("Livret « Débuter »", "1", "18.90", VatNature.TAXED_5_5, is_goods=True)
FEE = line("Adhésion 2027", "1", "20", VatNature.OUT_OF_SCOPE)
SERVICE = line("Machine à coudre", "3", "4", VatNature.EXEMPT_261_7_1_A)
GOODS = line("Filament", "0.4", "25", VatNature.EXEMPT_261_7_1_B, is_goods=True)
TRAINING = line("Formation fraiseuse", "7", "45", VatNature.EXEMPT_261_4_4, unit="h")
SMALL = line("Gravure", "1", "15", VatNature.FRANCHISE_293_B)
ORIGINAL = Reference(number="F2026-00001", on=date(2026, 11, 2))
NO_TERMS = replace(TERMS, texts=())

KINDS: dict[str, InvoiceSaid] = {
    "taxed": invoice(CUT),
    "two rates, goods and services": invoice(CUT, BOOK),
    "the vector": invoice(
        CUT,
        line("Vis", "3.25", "8.50", is_goods=True),
        line("Forets", "4", "6.35", is_goods=True),
        BOOK,
        line("Conseil", "1.5", "55.00", unit="h"),
    ),
    "exempt": invoice(SERVICE, GOODS, seller=LAB),
    "training": invoice(TRAINING, seller=LAB),
    "franchise": invoice(SMALL, seller=LAB),
    "out of scope alone": invoice(FEE, seller=LAB),
    "mixed regimes": invoice(FEE, SERVICE, CUT),
    "a person": invoice(
        SERVICE, buyer=ADA, buyer_kind=BuyerKind.PERSON, seller=LAB, terms=NO_TERMS
    ),
    "a town": invoice(
        line("200 mugs gravés", "200", "6.50", is_goods=True),
        buyer=TOWN,
        buyer_kind=BuyerKind.PUBLIC,
        terms=replace(TERMS, service="SERV-12", engagement="EJ 2026/0042", contract="M-2026-7"),
    ),
    "deposit": invoice(line("Acompte de 30 %", "1", "390.00"), kind=InvoiceKind.DEPOSIT),
    "credit note": invoice(
        CUT, kind=InvoiceKind.CREDIT_NOTE, original=ORIGINAL, reason="Séance annulée"
    ),
    "corrective": invoice(CUT, kind=InvoiceKind.CORRECTIVE, original=ORIGINAL, reason="Adresse"),
    "paid at once": invoice(CUT, terms=replace(TERMS, paid=Decimal("288.00"))),
    "paid in part": invoice(CUT, terms=replace(TERMS, paid=Decimal("100.00"))),
    "nothing to pay": invoice(line("Séance offerte", "1", "0")),
    "discount": invoice(CUT, line("Remise fidélité", "-1", "24.00")),
    "200 lines": invoice(*[line(f"Pièce n° {n}", "1.125", "3.07") for n in range(1, 201)]),
    "abroad": invoice(CUT, buyer=ABROAD),
    "prices of the counter": invoice(
        *[line(f"Badge {n}", "1", "0.99", tax_included=True) for n in range(3)]
    ),
    "an association without a SIREN": invoice(CUT, buyer=replace(FIRM, siret="", vat_number="")),
    "0,125 of a thing": invoice(line("Plaque", "0.125", "33.33", is_goods=True)),
}
