"""What the desk says about money taken, the till and its journal."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class NothingToPayError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Tick what is paid, or add something sold: there is nothing to pay."))


class NoMethodError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say how it is paid."))


class PartAmountError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("An amount lies above zero and has two decimals at most."))


class TickAmountError(DeskError):
    def __init__(self, label: str, due: Decimal) -> None:
        super().__init__(
            mark("For “{label}”, take between one cent and {due}."), label=label, due=due
        )


class TooMuchError(DeskError):
    def __init__(self, given: Decimal, due: Decimal) -> None:
        super().__init__(
            mark("{given} is more than the {due} to pay: credits are not kept, take {due}."),
            given=given,
            due=due,
        )


class MissingMoneyError(DeskError):
    def __init__(self, given: Decimal, total: Decimal) -> None:
        super().__init__(
            mark("The methods make {given} of {total}: {missing} is missing."),
            given=given,
            total=total,
            missing=total - given,
        )


class ShortTenderError(DeskError):
    def __init__(self, tendered: Decimal, amount: Decimal) -> None:
        super().__init__(
            mark("{tendered} was handed over for {amount}: it is not enough."),
            tendered=tendered,
            amount=amount,
        )


class ChangeError(DeskError):
    def __init__(self, method: str) -> None:
        super().__init__(
            mark("Only cash gives change: enter the exact amount for “{method}”."), method=method
        )


class ArchivedMethodError(DeskError):
    def __init__(self, method: str) -> None:
        super().__init__(
            mark("“{method}” is no longer used: choose another method."), method=method
        )


class MissingReferenceError(DeskError):
    def __init__(self, method: str) -> None:
        super().__init__(mark("“{method}” asks for a reference."), method=method)


class ForeignChargeError(DeskError):
    def __init__(self, label: str, owner: str) -> None:
        super().__init__(
            mark("“{label}” is owed by {owner}: take the money in that name."),
            label=label,
            owner=owner,
        )


class PassingDebtError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("A passing customer pays what is bought here and now, in full: choose who pays.")
        )


class OwnMoneyReasonError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("You are paying to yourself: write why nobody else could take the money.")
        )


class SelfRefundError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Nobody gives money back to themselves: ask somebody else."))


class CorrectedCashingError(DeskError):
    def __init__(self, at: datetime) -> None:
        super().__init__(mark("This was corrected already, on {at}."), at=at)


class CorrectionOfCorrectionError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("This is itself a correction: take the money anew instead of correcting it.")
        )


class PaymentReasonError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write why: a correction keeps its reason."))


class NamelessMethodError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Give it a name."))


class NameTakenError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("The name “{name}” is taken."), name=name)


class UsedMethodError(DeskError):
    def __init__(self, method: str) -> None:
        super().__init__(
            mark("Money was taken by “{method}”: add another method instead of changing its kind."),
            method=method,
        )


class NoTillError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("The lab has no till yet: add one in its settings."))


class ClosedTillError(DeskError):
    def __init__(self, till: str, till_id: UUID) -> None:
        self.till_id = till_id
        super().__init__(
            mark("“{till}” is not open: count it, or open it with its last closing count."),
            till=till,
        )


class OpenTillError(DeskError):
    def __init__(self, till: str, account: str, at: datetime) -> None:
        super().__init__(
            mark("“{till}” was opened already by {account} on {at}."),
            till=till,
            account=account,
            at=at,
        )


class TillClosedMeanwhileError(DeskError):
    def __init__(self, till: str, account: str, at: datetime) -> None:
        super().__init__(
            mark("“{till}” was closed already by {account} on {at}."),
            till=till,
            account=account,
            at=at,
        )


class ArchivedTillError(DeskError):
    def __init__(self, till: str) -> None:
        super().__init__(mark("“{till}” is no longer used: choose another till."), till=till)


class UnknownCoinError(DeskError):
    def __init__(self, value: Decimal) -> None:
        super().__init__(mark("There is no coin or note of {value}."), value=value)


class DifferenceError(DeskError):
    def __init__(self, counted: Decimal, expected: Decimal) -> None:
        super().__init__(
            mark(
                "{counted} was counted and {expected} expected: {difference} of difference. "
                "Count again, or confirm it with a reason."
            ),
            counted=counted,
            expected=expected,
            difference=counted - expected,
        )


class BrokenTillError(DeskError):
    """What `check` found wrong in the journal of a till."""

    def __init__(self, till: str, seq: int) -> None:
        super().__init__(
            mark("The journal of “{till}” was altered at entry {seq}."), till=till, seq=seq
        )


class UnprovenEntryError(DeskError):
    def __init__(self, till: str, seq: int) -> None:
        super().__init__(
            mark("Entry {seq} of the journal of “{till}” bears no signature of this lab."),
            till=till,
            seq=seq,
        )


class AlteredMoneyError(DeskError):
    def __init__(self, till: str, seq: int) -> None:
        super().__init__(
            mark("What is kept of the money of entry {seq} of “{till}” is not what it says."),
            till=till,
            seq=seq,
        )


class CutTillError(DeskError):
    def __init__(self, till: str, seq: int) -> None:
        super().__init__(
            mark("The journal of “{till}” does not end where it should, at entry {seq}."),
            till=till,
            seq=seq,
        )


class PerpetualTotalError(DeskError):
    def __init__(self, till: str, said: Decimal, found: Decimal) -> None:
        super().__init__(
            mark("The perpetual total of “{till}” says {said}, its journal makes {found}."),
            till=till,
            said=said,
            found=found,
        )


class CashingSumError(DeskError):
    def __init__(self, day: date, total: Decimal) -> None:
        super().__init__(
            mark("The money of {total} taken on {day} does not add up with its parts."),
            day=day,
            total=total,
        )


class ChargeSumError(DeskError):
    def __init__(self, label: str, paid: Decimal) -> None:
        super().__init__(
            mark("“{label}” is said to be paid by {paid}, its payments say otherwise."),
            label=label,
            paid=paid,
        )


class ClosingSumError(DeskError):
    def __init__(self, till: str, day: date) -> None:
        super().__init__(
            mark("The closing count of “{till}” on {day} does not add up."), till=till, day=day
        )
