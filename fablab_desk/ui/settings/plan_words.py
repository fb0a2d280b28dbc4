"""What a membership plan does, in a sentence: the same in its list and in its form."""

from datetime import date
from typing import Protocol

from fablab_desk.i18n import current, mark, translate, translate_many
from fablab_desk.memberships.drafts import is_day
from fablab_desk.memberships.kinds import PeriodRule
from fablab_desk.memberships.queries import PlanRow

A_YEAR = 2024  # a leap year: 29 February is a day


class HasTerms(Protocol):
    @property
    def rule(self) -> PeriodRule: ...
    @property
    def months(self) -> int: ...
    @property
    def season_month(self) -> int: ...
    @property
    def season_day(self) -> int: ...
    @property
    def offered_months(self) -> int: ...


def plan_sentence(plan: PlanRow) -> str:
    """As the list has it: its rule, its category, and that the board accepts."""
    asks = translate(mark("subject to acceptance by the board")) if plan.asks_acceptance else ""
    return " · ".join(part for part in (rule_sentence(plan), plan.category, asks) if part)


def rule_sentence(plan: HasTerms) -> str:
    match plan.rule:
        case PeriodRule.ROLLING:
            return translate_many(
                "{n} month from its first day",
                "{n} months from its first day",
                plan.months,
            )
        case PeriodRule.CIVIL_YEAR:
            text = translate(mark("Until 31 December"))
        case PeriodRule.SEASON:
            text = _season(plan.season_month, plan.season_day)
    if plan.offered_months:
        text += " · " + translate_many(
            "{n} month offered to newcomers",
            "{n} months offered to newcomers",
            plan.offered_months,
        )
    return text


def _season(month: int, day: int) -> str:
    if not is_day(month, day):
        return ""
    from babel.dates import format_skeleton

    begin = format_skeleton("MMMMd", date(A_YEAR, month, day), locale=current())
    if current() == "fr" and day == 1:
        begin = f"1er{begin[1:]}"
    return translate(mark("A season from {begin}")).format(begin=begin)
