"""The memberships of a record: their days, their category, and what the board decided."""

from datetime import date
from functools import partial

from fablab_desk.clock import format_day
from fablab_desk.i18n import current, mark, translate
from fablab_desk.memberships.kinds import Acceptance
from fablab_desk.memberships.queries import MembershipRow
from fablab_desk.overview.card import PartyCard
from fablab_desk.ui.cards import Item, Label
from fablab_desk.ui.colours import Tone
from fablab_desk.ui.people.acted_line import ActedLine, Acts
from fablab_desk.ui.people.acts import RecordActs
from fablab_desk.ui.record import RecordCard

TAKE_BACK = mark("&Take back the decision of the board")


def show_memberships(into: RecordCard, card: PartyCard, acts: RecordActs) -> None:
    into.section(mark("Memberships"))
    if not card.memberships:
        into.add(Label(translate(mark("Never a member so far.")), "muted", wrap=True))
    for row in card.memberships:
        icon, tone, offered = _looks(row, acts)
        text = f"{row.plan} · {row.category}" if row.category else row.plan
        into.add(ActedLine(Item(text, "", icon, tone), _detail(row), offered))


def _looks(row: MembershipRow, acts: RecordActs) -> tuple[str, Tone, Acts]:
    take_back = (TAKE_BACK, partial(acts.take_back_decision, row))
    if row.cancelled_at is not None:
        refused = row.acceptance is Acceptance.REFUSED
        return "bad", Tone.BAD, (take_back,) if refused else ()
    cancel = (mark("&Cancel this membership…"), partial(acts.cancel, row))
    match row.acceptance:
        case Acceptance.AWAITED:
            decide = (mark("&Accept or refuse…"), partial(acts.decide, row))
            return "clock", Tone.INFO, (decide, cancel)
        case Acceptance.ACCEPTED:
            return "membership", Tone.OK, (cancel, take_back)
        case _:
            return "membership", Tone.OK, (cancel,)


def _detail(row: MembershipRow) -> str:
    days = f"{_day(row.starts_on)} – {_day(row.ends_on)}"
    if row.acceptance is Acceptance.REFUSED:
        said = translate(mark("Refused on {day}: {reason}"))
        day = _day(row.decided_on) if row.decided_on else ""
        return f"{days}\n{said.format(day=day, reason=row.cancel_reason)}"
    if row.cancelled_at is not None:
        cancelled = translate(mark("Cancelled: {reason}"))
        return f"{days}\n{cancelled.format(reason=row.cancel_reason)}"
    if row.acceptance is Acceptance.AWAITED:
        asked = translate(mark("Awaiting the board, asked for on {day}"))
        return f"{days}\n{asked.format(day=_day(row.entered_on))}"
    if row.acceptance is Acceptance.ACCEPTED and row.decided_on:
        accepted = translate(mark("Accepted on {day}")).format(day=_day(row.decided_on))
        by = " · ".join(part for part in (accepted, row.decided_by) if part)
        return f"{days}\n{by}"
    return f"{days} · {translate(mark('taken over'))}" if row.taken_over else days


def _day(day: date) -> str:
    return format_day(day, current(), short=True)
