"""What is refused of invoices, each in its own sentence."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class NoBuyerError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose who is invoiced."))


class NoLineError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write at least one line."))


class WordlessLineError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say what it is."))


class NothingSoldError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write how much: anything but nought."))


class NegativePriceError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("A price is never below nothing: a discount is a quantity below nought.")
        )


class UnqualifiedError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(
            mark("“{label}”: its VAT is to be qualified. Settle it in the catalogue first."),
            label=label,
        )


class BelowNothingError(DeskError):
    def __init__(self, payable: Decimal) -> None:
        super().__init__(
            mark("The total is {amount}: an invoice below nothing is a credit note."),
            amount=payable,
        )


class AddresslessError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("{name} has no full address: street, postal code and town."), name=name
        )


class NoSiretError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("{name} has no SIRET: write it in its record."), name=name)


class NoSellerSiretError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("{name} has no SIRET: write it with its identity, in the settings."), name=name
        )


class ServiceCodeError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("{name} asks for a service code on its invoices."), name=name)


class EngagementError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("{name} asks for an engagement number on its invoices."), name=name)


class LongEngagementError(DeskError):
    def __init__(self, most: int) -> None:
        super().__init__(
            mark("An engagement number has {most} characters at most."), most=str(most)
        )


class ServiceOrEngagementError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("{name} asks for a service code or an engagement number on its invoices."),
            name=name,
        )


class EarlyDueError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("{day} is before the invoice itself."), day=day)


class GoneInvoiceError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This invoice no longer exists. Look again."))


class IssuedError(DeskError):
    def __init__(self, number: str) -> None:
        super().__init__(
            mark("{number} is issued: it is corrected by a credit note."), number=number
        )


class NotIssuedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Only what was issued can be credited: change the draft instead."))


class DroppedError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This draft was thrown away: take it up again first."))


class TakenChargeError(DeskError):
    def __init__(self, label: str, number: str) -> None:
        super().__init__(
            mark("“{label}” is on invoice {number} already."), label=label, number=number
        )


class ClosedChargeError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("“{label}” is no longer owed: take it off."), label=label)


class ForeignChargeError(DeskError):
    def __init__(self, label: str, payer: str) -> None:
        super().__init__(
            mark("“{label}” is paid by {payer}: it goes on another invoice."),
            label=label,
            payer=payer,
        )


class ReasonlessCreditError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say why it is credited: it stands on the credit note."))


class CreditedError(DeskError):
    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(mark("Credited already: {lines}."), lines=", ".join(labels))


class PaidLineError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(
            mark("“{label}” is paid: correct the payment first, then credit it."), label=label
        )
