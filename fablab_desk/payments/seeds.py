"""What a lab begins with; all of it can be edited afterwards."""

from dataclasses import dataclass

from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.i18n import mark
from fablab_desk.payments.kinds import MethodKind

TILL = mark("Till")


@dataclass(frozen=True, slots=True)
class UsualMethod:
    label: str
    kind: MethodKind
    account: str
    asks_reference: bool = False


def mention_key(nature: VatNature) -> str:
    return f"vat_{nature.value}"


# Accounts of the French plan for associations: 53 cash, 511 to be cashed, 512 bank.
METHODS = (
    UsualMethod(mark("Cash"), MethodKind.CASH, "530"),
    UsualMethod(mark("Cheque"), MethodKind.CHEQUE, "5112", asks_reference=True),
    UsualMethod(mark("Bank card"), MethodKind.CARD, "5115"),
    UsualMethod(mark("Bank transfer"), MethodKind.TRANSFER, "512"),
    UsualMethod(mark("Online"), MethodKind.ONLINE, "5115"),
    UsualMethod(mark("Holiday voucher"), MethodKind.VOUCHER, "5118"),
    UsualMethod(mark("Offered"), MethodKind.OFFERED, "6234", asks_reference=True),
)
MENTIONS = frozenset(mention_key(nature) for nature in VatNature)  # keys of texts of the lab
