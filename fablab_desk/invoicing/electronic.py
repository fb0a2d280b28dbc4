"""An invoice in the business terms of EN 16931, as the French rules (BR-FR) want them filled.

Sources: EN 16931-1; Factur-X 1.0.9; the French specifications of external exchanges (BR-FR 1.4).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fablab_desk.catalogue.kinds import RATES, VatNature
from fablab_desk.invoicing.amounts import Totals, VatPart, Worth, worth_of
from fablab_desk.invoicing.content import InvoiceSaid, LineSaid, PartySaid
from fablab_desk.invoicing.kinds import BuyerKind, InvoiceKind
from fablab_desk.money import ZERO

TYPE_CODES = {  # UNTDID 1001
    InvoiceKind.INVOICE: "380",
    InvoiceKind.CREDIT_NOTE: "381",
    InvoiceKind.CORRECTIVE: "384",
    InvoiceKind.DEPOSIT: "386",
}
EXEMPTIONS = {  # VATEX codes
    VatNature.EXEMPT_261_7_1_A: "VATEX-FR-CGI261-7",
    VatNature.EXEMPT_261_7_1_B: "VATEX-FR-CGI261-7",
    VatNature.EXEMPT_261_4_4: "VATEX-FR-CGI261-4",
    VatNature.FRANCHISE_293_B: "VATEX-FR-FRANCHISE",
}
OUT_OF_SCOPE = "Hors du champ d’application de la TVA"
WHY = {
    VatNature.EXEMPT_261_7_1_A: "Article 261, 7, 1°, a du CGI",
    VatNature.EXEMPT_261_7_1_B: "Article 261, 7, 1°, b du CGI",
    VatNature.EXEMPT_261_4_4: "Article 261, 4, 4° du CGI",
    VatNature.FRANCHISE_293_B: "Article 293 B du CGI",
    VatNature.OUT_OF_SCOPE: OUT_OF_SCOPE,
}
WITHOUT_OBJECT = "Sans objet"  # to a person; the French rules want the note all the same
SIREN, SIRET, ENDPOINT = "0002", "0009", "0225"
PIECE, HOUR = "C62", "HUR"  # UN/ECE Rec 20
TRANSFER = "58"  # SEPA credit transfer
NOTES = (("PMT", "recovery_indemnity"), ("PMD", "late_penalty"), ("AAB", "no_discount"))
HERE = "FR"
NO_ADDRESS = "inconnu@acheteur.invalid"  # the French rules want one; RFC 2606 keeps this one free
ONE, HUNDRED = Decimal(1), Decimal(100)


def business_terms(said: InvoiceSaid, number: str, on: date) -> dict[str, Any]:
    totals = said.totals
    scope = _scope(said)
    found: dict[str, Any] = {
        "BT-1": number,
        "BT-2": on,
        "BT-3": TYPE_CODES[said.kind],
        "BT-5": "EUR",
        "BT-23": _process(said, totals),
        "BG-1": list(_notes(said)),
        "BG-4": _seller(said.seller, totals),
        "BG-7": _buyer(said),
        "BG-23": list(_breakdown(totals, scope)),
        "BG-25": list(_lines(said, scope)),
        **_sums(totals, said.terms.paid),
    }
    terms = said.terms
    if said.kind is not InvoiceKind.CREDIT_NOTE:
        found["BT-9"] = max(terms.due_on or on, on) if said.due > 0 else on
    performed = (line.performed_on for line in said.lines if line.performed_on)
    found["BT-72"] = max(performed, default=on)
    optional = {
        "BT-10": terms.service,
        "BT-12": terms.contract,
        "BT-13": terms.engagement or terms.order,
    }
    found |= {term: value for term, value in optional.items() if value}
    if terms.iban and said.kind is not InvoiceKind.CREDIT_NOTE:
        found |= {"BT-81": TRANSFER, **_account(said)}
        if terms.reference:
            found["BT-83"] = terms.reference
    if said.original:
        found["BG-3"] = [{"BT-25": said.original.number, "BT-26": said.original.on}]
    return found


def _sums(totals: Totals, paid: Decimal) -> dict[str, Any]:
    found = {
        "BT-106": totals.net,
        "BT-109": totals.net,
        "BT-110": totals.tax,
        "BT-112": totals.gross,
        "BT-115": totals.payable - paid,
    }
    if paid:
        found["BT-113"] = paid
    if totals.rounding:
        found["BT-114"] = totals.rounding
    return found


def _process(said: InvoiceSaid, totals: Totals) -> str:
    """B1 goods, S1 services, M1 both; with 2 where it was paid already; 4 of a final one."""
    goods = {line.is_goods for line in said.lines}
    what = "M" if len(goods) > 1 else "B" if True in goods else "S"
    paid = ZERO < totals.payable <= said.terms.paid and said.kind is not InvoiceKind.CREDIT_NOTE
    return f"{what}{2 if paid else 1}"


def _notes(said: InvoiceSaid) -> Iterator[dict[str, str]]:
    """Each of the three that the French rules ask for once, what is said of VAT, and the scope."""
    texts = dict(said.terms.texts)
    for code, key in NOTES:
        public = said.buyer_kind is BuyerKind.PUBLIC and key == "late_penalty"
        text = texts.get(f"{key}_public" if public else key, WITHOUT_OBJECT)
        yield {"BT-21": code, "BT-22": text}
    yield {"BT-21": "BAR", "BT-22": _circle(said)}
    if said.note:
        yield {"BT-22": said.note}


def _circle(said: InvoiceSaid) -> str:
    """Between whom it is, as the French rules sort invoices."""
    if said.buyer_kind is BuyerKind.PERSON:
        return "B2C"
    if said.buyer.country != HERE:
        return "B2BINT"
    return "B2B" if said.buyer.siren else "B2C"  # an association may have none


def _seller(party: PartySaid, totals: Totals) -> dict[str, Any]:
    found = _party(party)
    if any(part.vat is not VatNature.OUT_OF_SCOPE for part in totals.parts):
        if party.vat_number:
            found["vat_identifier"] = party.vat_number
        elif party.siren:
            found["tax_identifier"] = party.siren
    if party.legal:
        found["legal_info"] = ", ".join(party.legal)
    return found


def _buyer(said: InvoiceSaid) -> dict[str, Any]:
    found = _party(said.buyer)
    if said.buyer.vat_number and not _scope(said):  # BR-O-02: then nobody has any
        found["vat_identifier"] = said.buyer.vat_number
    return found


def _party(party: PartySaid) -> dict[str, Any]:
    lines = dict(zip(("addr_l1", "addr_l2", "addr_l3"), party.address, strict=False))
    found: dict[str, Any] = {
        "name": party.name,
        "country_code": party.country,
        **lines,
        **({"city": party.city} if party.city else {}),
        **({"postcode": party.postal_code} if party.postal_code else {}),
    }
    if party.siret:
        found |= {
            "legal_identifier": party.siren,
            "legal_identifier_schemeid": SIREN,
            "identifiers": {SIRET: party.siret},
            "einvoicing_addr": party.siren,
            "einvoicing_addr_schemeid": ENDPOINT,
        }
    else:
        address = party.email or NO_ADDRESS
        found |= {"einvoicing_addr": address, "einvoicing_addr_schemeid": "EM"}
    return found


def _account(said: InvoiceSaid) -> dict[str, str]:
    terms = said.terms
    found = {"BT-84": terms.iban, "BT-85": terms.account_holder, "BT-86": terms.bic}
    return {term: value for term, value in found.items() if value}


def _scope(said: InvoiceSaid) -> bool:
    """Whether all of it is out of scope: only then may its category be told so (BR-O-11)."""
    return all(line.vat is VatNature.OUT_OF_SCOPE for line in said.lines)


def _category(vat: VatNature, scope: bool) -> str:
    if vat is VatNature.OUT_OF_SCOPE:
        return "O" if scope else "E"
    return "E" if vat in EXEMPTIONS else "S"


def _breakdown(totals: Totals, scope: bool) -> Iterator[dict[str, Any]]:
    """One part for each category and rate: all that is exempt is one, whatever exempts it."""
    groups: dict[tuple[str, Decimal], list[VatPart]] = {}
    for part in totals.parts:
        groups.setdefault((_category(part.vat, scope), part.rate), []).append(part)
    for (category, rate), parts in groups.items():
        found: dict[str, Any] = {
            "BT-116": sum((part.base for part in parts), ZERO),
            "BT-117": sum((part.tax for part in parts), ZERO),
            "BT-118": category,
        }
        if category != "O":
            found["BT-119"] = _percent(rate)
        yield found | _why(category, parts)


def _why(category: str, parts: Sequence[VatPart]) -> dict[str, str]:
    """Why there is no VAT: one code says it, several reasons are said in words."""
    if category == "O":
        return {"BT-120": OUT_OF_SCOPE, "BT-121": "VATEX-EU-O"}
    if category == "S":
        return {}
    codes = {EXEMPTIONS.get(part.vat, "") for part in parts}
    if len(codes) == 1 and "" not in codes:
        return {"BT-121": codes.pop()}
    return {"BT-120": " ; ".join(dict.fromkeys(WHY[part.vat] for part in parts))}


def _lines(said: InvoiceSaid, scope: bool) -> Iterator[dict[str, Any]]:
    worths = worth_of([line.priced for line in said.lines])
    for place, (line, worth) in enumerate(zip(said.lines, worths, strict=True), 1):
        yield _line(place, line, worth, scope)


def _line(place: int, line: LineSaid, worth: Worth, scope: bool) -> dict[str, Any]:
    category = _category(line.vat, scope)
    found: dict[str, Any] = {
        "BT-126": str(place),
        "BT-129": worth.quantity,
        "BT-130": HOUR if line.unit in ("h", "heure") else PIECE,
        "BT-131": worth.net,
        "BT-146": worth.unit_price,
        "BT-151": category,
        "BT-153": line.label,
    }
    if category != "O":
        found["BT-152"] = _percent(RATES.get(line.vat, ZERO))
    if line.detail:
        found["BT-154"] = line.detail
    return found


def _percent(rate: Decimal) -> Decimal:
    """5.5 and 20: the French rules know no other way to write them."""
    percent = (rate * HUNDRED).normalize()
    return percent.quantize(ONE) if percent == percent.to_integral() else percent
