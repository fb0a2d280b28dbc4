"""The columns of the memberships to renew: on screen, printed and in a file alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, say, translate
from fablab_desk.identifiers import display_phone
from fablab_desk.memberships.periods import A_DAY
from fablab_desk.memberships.queries import standing
from fablab_desk.memberships.renewal import RenewalLine
from fablab_desk.money import format_amount
from fablab_desk.people.numbers import member_number
from fablab_desk.ui.cells import Cell, Muted, TwoLines
from fablab_desk.ui.paging import Column


@dataclass(frozen=True)
class Lines:
    """The lines read already, given out as a listing gives its own."""

    rows: Sequence[RenewalLine]

    def count(self, _session: object, /) -> int:
        return len(self.rows)

    def every(self, _session: object, /) -> list[RenewalLine]:
        return list(self.rows)


def renewal_columns(today: Callable[[], date], left: set[UUID]) -> list[Column[RenewalLine]]:
    """`left` are the parties that were left out by hand."""

    def state(line: RenewalLine) -> str:
        if line.until is None:
            return say(standing(None, None, today()).sentence)
        is_late = line.until < today()
        text = mark("To renew since {day}") if is_late else mark("Member until {day}")
        day = line.until + A_DAY if is_late else line.until
        return translate(text).format(day=format_day(day, current(), short=True))

    def outcome(line: RenewalLine) -> Cell:
        if line.id in left:
            return Muted(translate(mark("Left out")))
        if line.refusal:
            return Muted(say(line.refusal).replace("\n", " "))
        assert line.renewal
        first, last = (
            format_day(day, current(), short=True)
            for day in (line.renewal.period.starts_on, line.renewal.period.ends_on)
        )
        days = translate(mark("From {first} to {last}")).format(first=first, last=last)
        payer = translate(mark("paid by {name}")).format(name=line.payer)
        return TwoLines(days, " · ".join(part for part in (line.other_plan, payer) if part))

    def contact(line: RenewalLine) -> Cell:
        phone = display_phone(line.phone) if line.phone else ""
        return TwoLines(line.email or phone, phone if line.email else "")

    def fee(line: RenewalLine) -> str:
        if line.renewal is None or line.id in left:
            return ""
        return format_amount(line.renewal.fee, current())

    return [
        Column(
            mark("Member"),
            lambda line: TwoLines(line.name, member_number(line.number)),
            width=160,
        ),
        Column(mark("State"), lambda line: TwoLines(state(line), line.plan), width=248, spare=True),
        Column(mark("New membership"), outcome, width=215, stretch=True),
        Column(mark("Contact"), contact, width=265, spare=True),
        Column(
            mark("Fee"),
            fee,
            width=100,
            numeric=True,
            export=lambda line: line.renewal.fee if line.renewal else None,
        ),
    ]
