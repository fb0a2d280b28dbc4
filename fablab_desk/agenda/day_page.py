"""A day of the lab on one page, and what of it is told to everybody."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fablab_desk.agenda.figures import Figures, figures_on
from fablab_desk.agenda.models import Arrival, OnDuty, Permanence
from fablab_desk.agenda.queries import PermanenceRow, permanences_on
from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.memberships.models import Membership
from fablab_desk.payments.models import Cashing
from fablab_desk.payments.totals import Totals, totals_of_days

SHOWS = frozenset({Arrival, Permanence, OnDuty, Membership, Cashing})


@dataclass(frozen=True, slots=True)
class DayPage:
    day: date
    figures: Figures
    openings: tuple[PermanenceRow, ...]
    enrolments: int
    takings: Totals

    @property
    def on_duty(self) -> tuple[str, ...]:
        """The names of whoever was on duty in any opening of the day, to be thanked."""
        names = (name for row in self.openings for _, name in row.on_duty)
        return tuple(dict.fromkeys(names))

    @property
    def taken(self) -> Decimal:
        return self.takings.taken


def page_of_the_day(session: Session, day: date) -> DayPage:
    enrolled = select(func.count()).where(
        Membership.entered_on == day, Membership.cancelled_at.is_(None), ~Membership.taken_over
    )
    return DayPage(
        day=day,
        figures=figures_on(session, day),
        openings=tuple(permanences_on(session, day)),
        enrolments=session.scalar(enrolled) or 0,
        takings=totals_of_days(session, day, day),
    )


def title_of(page: DayPage) -> str:
    """“Wednesday in one page”."""
    from babel.dates import format_date

    weekday = format_date(page.day, "EEEE", current())
    return translate(mark("{weekday} in one page")).format(weekday=weekday)


def text_for_the_group(page: DayPage) -> str:
    """The day in a few lines without any name and without money, for a message to the group."""
    told = page.figures
    lines = [f"{title_of(page)} · {format_day(page.day, current())}"]
    lines.append(translate_many("{n} visit", "{n} visits", told.visits))
    lines.append(_newcomers(told))
    for row in told.by_audience if len(told.by_audience) > 1 else ():
        label = row.label or translate(mark("Not stated"))
        lines.append(translate(mark("{what}: {said}")).format(what=label, said=row.visits))
    if many := page.enrolments:
        lines.append(translate_many("{n} membership recorded", "{n} memberships recorded", many))
    if many := len(page.on_duty):
        lines.append(
            translate_many(
                "Lab kept open by {n} person: thank you!",
                "Lab kept open by {n} people: thank you!",
                many,
            )
        )
    return "\n".join(lines)


def _newcomers(told: Figures) -> str:
    new = translate_many("{n} for the first time", "{n} for the first time", told.newcomers)
    if not told.not_asked:
        return new
    not_asked = translate_many("{n} not asked", "{n} not asked", told.not_asked)
    return f"{new}, {not_asked}"
