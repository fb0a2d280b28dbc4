"""The sums of an invoice, exact to the cent: lines, VAT by rate on the sum of its bases, total.

Sources: CGI, annex II, article 242 nonies A; EN 16931, BR-CO-10 to BR-CO-17.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from fablab_desk.catalogue.kinds import RATES, VatNature
from fablab_desk.money import CENT, ZERO, to_cent

ONE = Decimal(1)
PRICE = Decimal("0.0001")  # as fine as an electronic invoice may be


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """What is sold: a quantity, below nought for a discount, at a price that never is.

    `tax_included`: the price holds its VAT, as those of a counter do.
    """

    quantity: Decimal
    unit_price: Decimal
    vat: VatNature
    tax_included: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """A line before VAT; `unit_price` is worked out of one with VAT where that was asked."""

    quantity: Decimal
    unit_price: Decimal
    net: Decimal
    vat: VatNature


@dataclass(frozen=True, slots=True, kw_only=True)
class VatPart:
    vat: VatNature
    rate: Decimal  # 0.20; nought where there is none
    base: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """`rounding` is what brings a sum of prices with VAT back to the cent that was asked."""

    net: Decimal
    tax: Decimal
    gross: Decimal
    rounding: Decimal
    parts: tuple[VatPart, ...]

    @property
    def payable(self) -> Decimal:
        return self.gross + self.rounding


def worth_of(lines: Sequence[Priced]) -> list[Worth]:
    """Each line before VAT.

    Lines with their VAT are taken together by rate: their base is that of their sum, and the cent
    that single roundings would lose goes to the largest of them.
    """
    found = [_alone(line) for line in lines]
    for vat in dict.fromkeys(line.vat for line in lines if line.tax_included and line.vat in RATES):
        places = [at for at, line in enumerate(lines) if line.tax_included and line.vat is vat]
        gross = sum((_asked(lines[at]) for at in places), ZERO)
        base = to_cent(gross / (ONE + RATES[vat]))
        left = base - sum((found[at].net for at in places), ZERO)
        if left:
            largest = max(places, key=lambda at: abs(found[at].net))
            found[largest] = _at(lines[largest], found[largest].net + left)
    return found


def totals_of(lines: Sequence[Priced]) -> Totals:
    parts = _parts(worth_of(lines))
    net = sum((part.base for part in parts), ZERO)
    tax = sum((part.tax for part in parts), ZERO)
    return Totals(
        net=net, tax=tax, gross=net + tax, rounding=_rounding(lines, parts), parts=tuple(parts)
    )


def _parts(lines: Sequence[Worth]) -> list[VatPart]:
    """In the order of the rates, the highest first; those without any after them."""
    bases: dict[VatNature, Decimal] = {}
    for line in lines:
        bases[line.vat] = bases.get(line.vat, ZERO) + line.net
    return [
        VatPart(
            vat=vat, rate=RATES.get(vat, ZERO), base=base, tax=to_cent(base * RATES.get(vat, ZERO))
        )
        for vat, base in sorted(bases.items(), key=lambda one: (-RATES.get(one[0], ZERO), one[0]))
    ]


def _rounding(lines: Sequence[Priced], parts: Sequence[VatPart]) -> Decimal:
    """What was asked with VAT, less what the bases and their VAT come to: a cent or so."""
    mixed = {line.vat for line in lines if line.tax_included and line.vat in RATES} & {
        line.vat for line in lines if not line.tax_included
    }
    found = ZERO
    for part in parts:
        own = [line for line in lines if line.vat is part.vat]
        if part.vat in RATES and part.vat not in mixed and own[0].tax_included:
            found += sum((_asked(line) for line in own), ZERO) - part.base - part.tax
    return found


def _asked(line: Priced) -> Decimal:
    return (line.quantity * line.unit_price).quantize(CENT, ROUND_HALF_UP)


def _alone(line: Priced) -> Worth:
    asked = _asked(line)
    if not line.tax_included or line.vat not in RATES:
        return Worth(quantity=line.quantity, unit_price=line.unit_price, net=asked, vat=line.vat)
    return _at(line, to_cent(asked / (ONE + RATES[line.vat])))


def _at(line: Priced, net: Decimal) -> Worth:
    price = (net / line.quantity).quantize(PRICE, ROUND_HALF_UP) if line.quantity else ZERO
    return Worth(quantity=line.quantity, unit_price=price, net=net, vat=line.vat)
