"""Why two records cannot become one, and what becomes of what both have."""

from datetime import date

from fablab_desk.errors import DeskError
from fablab_desk.i18n import mark


class SameRecordError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(mark("Both are {name}: choose another record."), name=name)


class OtherKindOfRecordError(DeskError):
    def __init__(self, person: str, organisation: str) -> None:
        super().__init__(
            mark("{person} is a person and {organisation} an organisation: they stay two."),
            person=person,
            organisation=organisation,
        )


class TwoMembershipsError(DeskError):
    """Told beforehand, as all below: nothing of it stands in the way."""

    def __init__(self, plan: str, other: str, starts_on: date, ends_on: date) -> None:
        super().__init__(
            mark(
                "Two memberships of one kind overlap from {starts_on} to {ends_on} ({plan} and"
                " {other}): both stay, cancel the one too many."
            ),
            plan=plan,
            other=other,
            starts_on=starts_on,
            ends_on=ends_on,
        )


class TwoHouseholdsError(DeskError):
    def __init__(self, kept: str, left: str) -> None:
        super().__init__(
            mark("Two households: {kept} goes on paying, {left} no longer does."),
            kept=kept,
            left=left,
        )


class PayerLoopError(DeskError):
    def __init__(self, payer: str, left: str) -> None:
        super().__init__(
            mark("{payer} pays for others, and so for themselves: {left} no longer pays for them."),
            payer=payer,
            left=left,
        )


class OwnGuardianError(DeskError):
    def __init__(self, name: str) -> None:
        super().__init__(
            mark("One is guardian of the other: nobody is their own, so that tie goes ({name})."),
            name=name,
        )


class TwoCardsError(DeskError):
    def __init__(self) -> None:
        super().__init__(
            mark(
                "Both have a card: the one chosen above opens the record, the other one nothing"
                " any more."
            )
        )


class DoublesError(DeskError):
    def __init__(self, count: int) -> None:
        super().__init__(
            mark("Entries that both have and that can be there once only: {n}. The elder stays."),
            n=count,
        )


class TwoBirthDatesError(DeskError):
    def __init__(self, kept: date, gone: date) -> None:
        super().__init__(
            mark("They were not born on the same day ({kept} and {gone}): are they one person?"),
            kept=kept,
            gone=gone,
        )
