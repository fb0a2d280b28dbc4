"""What a lab begins with; all of it can be edited afterwards."""

from dataclasses import dataclass
from datetime import date

from fablab_desk.catalogue.kinds import VatNature
from fablab_desk.i18n import mark
from fablab_desk.payments.kinds import MethodKind

TILL = mark("Till")
CGI = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class UsualMethod:
    label: str
    kind: MethodKind
    account: str
    asks_reference: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """What a receipt says of the VAT of some of its lines, in the words of the law."""

    nature: VatNature
    text: str
    source: str
    since: date = CGI

    @property
    def key(self) -> str:
        return mention_key(self.nature)


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
MENTIONS = (
    Mention(
        VatNature.FRANCHISE_293_B, "TVA non applicable, article 293 B du CGI", "CGI, art. 293 B"
    ),
    Mention(
        VatNature.EXEMPT_261_7_1_A,
        "TVA non applicable, art. 261-7-1° du CGI",
        "CGI, art. 261, 7, 1°, a",
    ),
    Mention(
        VatNature.EXEMPT_261_7_1_B,
        "TVA non applicable, art. 261-7-1° du CGI",
        "CGI, art. 261, 7, 1°, b",
    ),
    Mention(
        VatNature.EXEMPT_261_4_4,
        "TVA non applicable, art. 261-4-4° du CGI",
        "CGI, art. 261, 4, 4°",
    ),
)
