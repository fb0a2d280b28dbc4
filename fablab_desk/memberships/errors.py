"""What is refused about memberships, each in its own sentence."""

from datetime import date
from decimal import Decimal

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class EarlierEntryError(DeskError):
    def __init__(self, entered_on: date, starts_on: date, ends_on: date) -> None:
        super().__init__(
            mark(
                "A membership from {starts_on} to {ends_on} is already recorded, and {entered_on} "
                "comes before it. Enter a day from {starts_on} on, or cancel that membership first."
            ),
            entered_on=entered_on,
            starts_on=starts_on,
            ends_on=ends_on,
        )


class OverlapError(DeskError):
    def __init__(self, starts_on: date, ends_on: date, known_start: date, known_end: date) -> None:
        super().__init__(
            mark(
                "From {starts_on} to {ends_on} overlaps the membership recorded from {known_start} "
                "to {known_end}. Leave this line out, or cancel that membership first."
            ),
            starts_on=starts_on,
            ends_on=ends_on,
            known_start=known_start,
            known_end=known_end,
        )


class BackwardPeriodError(DeskError):
    def __init__(self, starts_on: date, ends_on: date) -> None:
        super().__init__(
            mark("A membership cannot end on {ends_on}, before it starts on {starts_on}."),
            starts_on=starts_on,
            ends_on=ends_on,
        )


class FutureEntryError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(
            mark("{day} is still to come. A membership is entered today or earlier."), day=day
        )


class AncientEntryError(DeskError):
    def __init__(self, day: date) -> None:
        super().__init__(mark("{day} is too long ago for a membership. Check the year."), day=day)


class UnknownPlanError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This plan no longer exists. Choose another one."))


class ArchivedPlanError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(
            mark("The plan “{label}” is archived. Choose another one, or bring it back first."),
            label=label,
        )


class OrganisationPlanError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(
            mark("The plan “{label}” is for organisations. Choose one for people."), label=label
        )


class PersonPlanError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(
            mark("The plan “{label}” is for people. Choose one for organisations."), label=label
        )


class AudiencePlanError(DeskError):
    def __init__(self, label: str, audience: str) -> None:
        super().__init__(
            mark(
                "The plan “{label}” is for the audience “{audience}”. "
                "Choose another plan, or correct the audience of the record."
            ),
            label=label,
            audience=audience,
        )


class PaidMembershipError(DeskError):
    def __init__(self, number: int, paid: Decimal) -> None:
        super().__init__(
            mark(
                "{paid} was already paid for membership {number}. "
                "Correct that payment first, then cancel the membership."
            ),
            number=str(number),
            paid=paid,
        )


class InvoicedMembershipError(DeskError):
    def __init__(self, number: int) -> None:
        super().__init__(
            mark("Membership {number} is on an invoice. Cancel it with a credit note."),
            number=str(number),
        )


class ReasonlessError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Say why: the reason stays in the journal."))


class CancelledMembershipError(DeskError):
    def __init__(self, number: int) -> None:
        super().__init__(
            mark("Membership {number} was cancelled: there is nothing to attest."),
            number=str(number),
        )


class NamelessPlanError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Give it a name."))


class TakenLabelError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(mark("“{label}” exists already. Choose another name."), label=label)


class MonthsError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("A rolling plan lasts from 1 to 120 months."))


class OfferedMonthsError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("From 0 to 11 months can be offered, and none by a rolling plan."))


class NamedPeopleError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Write how many people it covers, or leave it blank: any number."))


class SeasonDayError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("There is no such day to begin a season, as 31 April."))


class UnknownKindError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose what kind of membership this is."))


class FeeArticleError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Choose the article that holds the fee of this plan."))


class HeldKindError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(
            mark("Plans or memberships belong to “{label}”: it can be corrected, not removed."),
            label=label,
        )


class UsedKindError(DeskError):
    def __init__(self, label: str) -> None:
        super().__init__(
            mark(
                "People are already members by “{label}”: whether it makes members stays as it is. "
                "Add another kind instead."
            ),
            label=label,
        )


class AcceptedKindError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark("Only a kind that makes members is subject to acceptance by the board.")
        )


class UnknownCategoryError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("This category was removed meanwhile. Choose another one."))


class NeverMemberError(DeskError):
    def __init__(self) -> None:
        super().__init__(mark("Not a member yet: there is nothing to renew."))


class RenewedError(DeskError):
    def __init__(self, starts_on: date, ends_on: date) -> None:
        super().__init__(
            mark("Already recorded from {starts_on} to {ends_on}: nothing to renew yet."),
            starts_on=starts_on,
            ends_on=ends_on,
        )


class ChangedRenewalError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark(
                "What was shown for {name} has changed meanwhile: nothing was recorded. "
                "Look at the list again."
            ),
            name=name,
        )


class RefusedRenewalError(DeskError):
    """One of many is refused, and so are all: the sentence says whose it is."""

    def __init__(self, name: str, why: DeskError) -> None:
        super().__init__(
            mark("{name}: {why} Nothing was recorded for anybody."), name=name, why=why
        )


class PaidRenewalsError(DeskError):
    def __init__(self, count: int, name: str) -> None:
        super().__init__(
            mark(
                "{count} of these memberships are paid already, {name}’s first: they are not "
                "taken back together. Cancel one by one those that were not paid."
            ),
            count=count,
            name=name,
        )
